"""At most three downloads at a time."""
import asyncio

active = most = 0


async def download(n, limit):
    global active, most
    async with limit:
        active += 1
        most = max(most, active)
        try:
            await asyncio.sleep(0.1 * n)
            if n == 4:
                raise ConnectionError(f"file {n}")
            return n
        finally:
            active -= 1


async def main():
    limit = asyncio.Semaphore(3)
    print(limit)
    results = await asyncio.gather(*(download(n, limit) for n in range(1, 8)), return_exceptions=True)
    print(results)
    print(most, active, limit, round(asyncio.get_running_loop().time(), 2))
    bounded = asyncio.BoundedSemaphore(1)
    async with bounded:
        print(bounded.locked(), bounded)
        waiter = asyncio.create_task(bounded.acquire())
        await asyncio.sleep(0)
        print(bounded)
    print(await waiter)
    bounded.release()
    try:
        bounded.release()
    except ValueError as error:
        print(error)
    plain = asyncio.Semaphore(0)
    plain.release()
    plain.release()
    print(plain, plain.locked())
    try:
        asyncio.Semaphore(-1)
    except ValueError as error:
        print(error)


asyncio.run(main())
