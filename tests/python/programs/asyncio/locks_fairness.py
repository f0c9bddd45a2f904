"""Locks are handed on in the order of asking; a cancelled waiter is passed over."""
import asyncio


async def use(lock, name, seconds, log):
    async with lock:
        log.append((name, asyncio.get_running_loop().time()))
        await asyncio.sleep(seconds)


async def main():
    lock = asyncio.Lock()
    log = []
    tasks = [asyncio.create_task(use(lock, name, 1, log)) for name in "abcd"]
    await asyncio.sleep(0.5)
    print(lock, lock.locked())
    tasks[1].cancel()
    await asyncio.wait(tasks)
    print(log, lock)
    try:
        lock.release()
    except RuntimeError as error:
        print(error)
    await lock.acquire()
    try:
        async with asyncio.timeout(1):
            await lock.acquire()
    except TimeoutError:
        print("would wait for ever")
    lock.release()
    try:
        with lock:
            pass
    except TypeError as error:
        print(error)

    async def deadlock():
        async with lock:
            async with lock:
                print("never")

    try:
        await asyncio.wait_for(deadlock(), 2)
    except TimeoutError:
        print("locked by itself; free again:", not lock.locked())


asyncio.run(main())
