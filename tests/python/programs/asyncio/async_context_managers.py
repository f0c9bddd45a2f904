"""Resources as async context managers: class, generator, stack."""
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager, aclosing, suppress


class Pool:
    def __init__(self, size):
        self.free = list(range(size))

    async def __aenter__(self):
        await asyncio.sleep(0.1)
        print("pool opened")
        return self

    async def __aexit__(self, kind, error, tb):
        await asyncio.sleep(0.1)
        print("pool closed", kind and kind.__name__)

    @asynccontextmanager
    async def connection(self):
        number = self.free.pop(0)
        print("take", number)
        try:
            yield number
        except ValueError as error:
            print("rolled back:", error)
            raise
        else:
            print("committed", number)
        finally:
            self.free.append(number)
            print("give back", number, self.free)


async def numbers():
    try:
        for n in range(10):
            yield n
    finally:
        print("numbers closed")


async def main():
    async with Pool(2) as pool, pool.connection() as one:
        print("use", one)
    with suppress(ValueError):
        async with Pool(3) as pool:
            async with pool.connection() as one, pool.connection() as two:
                raise ValueError(f"{one} and {two} disagree")
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(Pool(2))
        got = [await stack.enter_async_context(pool.connection()) for _ in range(2)]
        stack.push_async_callback(asyncio.sleep, 0.5)
        stack.callback(print, "first out")
        print("got", got)
    async with aclosing(numbers()) as source:
        async for n in source:
            if n == 2:
                break
    print("at", round(asyncio.get_running_loop().time(), 3))
    try:
        async with pool.connection:
            pass
    except TypeError as error:
        print(error)


asyncio.run(main())
