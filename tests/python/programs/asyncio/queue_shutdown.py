"""Queue.shutdown: those that wait are woken, what is left can still be read, or is dropped."""
import asyncio


async def consume(name, queue):
    try:
        while True:
            item = await queue.get()
            print(name, "got", item)
            queue.task_done()
            await asyncio.sleep(0.1)
    except asyncio.QueueShutDown as error:
        print(name, "sees the end", repr(error))


async def produce(queue):
    try:
        for n in range(100):
            await queue.put(n)
    except asyncio.QueueShutDown:
        print("producer was stopped at", n)


async def main():
    queue = asyncio.Queue(2)
    async with asyncio.TaskGroup() as tg:
        tg.create_task(produce(queue))
        tg.create_task(consume("a", queue))
        tg.create_task(consume("b", queue))
        await asyncio.sleep(0.25)
        queue.shutdown()
        print(queue)
    await queue.join()

    queue = asyncio.Queue()
    queue.put_nowait(1)
    queue.put_nowait(2)
    waiter = asyncio.create_task(queue.join())
    await asyncio.sleep(0)
    print(waiter.done())
    queue.shutdown(immediate=True)
    await waiter
    print(queue, queue.qsize())
    for call in (queue.get_nowait, lambda: queue.put_nowait(3)):
        try:
            call()
        except asyncio.QueueShutDown as error:
            print(type(error).__mro__[1].__name__, repr(error))


asyncio.run(main())
