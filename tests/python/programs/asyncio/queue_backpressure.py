"""A bounded queue slows its producer down."""
import asyncio


def now():
    return f"{asyncio.get_running_loop().time():.1f}"


async def producer(queue, n):
    for i in range(n):
        if queue.full():
            print(now(), "producer waits with", i, repr(queue))
        await queue.put(i)
        print(now(), "put", i)
    await queue.put(None)


async def consumer(queue):
    while (item := await queue.get()) is not None:
        await asyncio.sleep(1)
        print(now(), "done with", item)


async def main():
    queue = asyncio.Queue(maxsize=2)
    await asyncio.gather(producer(queue, 5), consumer(queue))
    queue.put_nowait("a")
    queue.put_nowait("b")
    try:
        queue.put_nowait("c")
    except asyncio.QueueFull as error:
        print(repr(error), queue.maxsize)
    try:
        await asyncio.wait_for(queue.put("c"), 0.5)
    except TimeoutError:
        print(now(), "nobody made room", queue)
    getter = asyncio.create_task(queue.get())
    print(await getter, queue)


asyncio.run(main())
