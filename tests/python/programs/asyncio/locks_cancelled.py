"""Cancelling those who wait for a semaphore, a condition or a queue loses nothing."""
import asyncio


async def main():
    semaphore = asyncio.Semaphore(1)
    await semaphore.acquire()
    waiters = [asyncio.create_task(semaphore.acquire(), name=f"s{n}") for n in range(3)]
    await asyncio.sleep(0)
    semaphore.release()
    waiters[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print([w.cancelled() for w in waiters], [w.done() for w in waiters], semaphore)
    semaphore.release()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print([w.done() for w in waiters], semaphore)

    queue = asyncio.Queue()
    getters = [asyncio.create_task(queue.get()) for _ in range(2)]
    await asyncio.sleep(0)
    queue.put_nowait("item")
    getters[0].cancel()
    results = await asyncio.gather(*getters, return_exceptions=True)
    print(results, queue)

    condition = asyncio.Condition()

    async def wait(n):
        async with condition:
            await condition.wait()
            return n

    tasks = [asyncio.create_task(wait(n)) for n in range(3)]
    await asyncio.sleep(0)
    async with condition:
        condition.notify(1)
        tasks[0].cancel()
    done, pending = await asyncio.wait(tasks, timeout=1)
    print(len(done), len(pending), tasks[0].cancelled(), tasks[1].done(), condition)
    async with condition:
        condition.notify_all()
    print(await asyncio.gather(*tasks, return_exceptions=True))
    event = asyncio.Event()
    task = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    task.cancel()
    event.set()
    print(await asyncio.gather(task, return_exceptions=True), event)


asyncio.run(main())
