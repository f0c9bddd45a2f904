"""Asynchronous generators, comprehensions, iterators and context managers in one program."""
import asyncio


async def ticker(n, delay=0.1):
    try:
        for i in range(n):
            await asyncio.sleep(delay)
            yield i
    finally:
        print("ticker ends")


class Pages:
    def __init__(self, *pages):
        self.pages = list(pages)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.pages:
            raise StopAsyncIteration
        await asyncio.sleep(0.5)
        return self.pages.pop(0)


class Connection:
    async def __aenter__(self):
        print("connect")
        await asyncio.sleep(0.01)
        return self

    async def __aexit__(self, kind, error, tb):
        await asyncio.sleep(0.01)
        print("disconnect", repr(error))
        return kind is ConnectionError


async def echo():
    received = None
    while True:
        received = yield received
        if received == "raise":
            raise LookupError("asked for")


async def main():
    async for i in ticker(2):
        print("tick", i)
    else:
        print("no more ticks")
    print([i async for i in ticker(4) if i % 2], {i: c async for i, c in aenumerate(Pages("x", "y"))})
    async with Connection() as connection:
        print(type(connection).__name__)
        raise ConnectionError("lost")
    gen = echo()
    print(await anext(gen), await gen.asend(5), await gen.asend("a"))
    try:
        await gen.athrow(ValueError("thrown"))
    except ValueError as error:
        print(repr(error))
    print(await anext(gen, "over"))
    gen = ticker(10)
    async for i in gen:
        if i == 1:
            break
    await gen.aclose()
    print(sum([await value(n) for n in range(4)]), [x async for x in Pages()], max([x async for x in Pages(3, 9, 2)]))
    try:
        async for x in [1, 2]:
            pass
    except TypeError as error:
        print(error)
    try:
        async with 5:
            pass
    except TypeError as error:
        print(error)
    try:
        for x in ticker(1):
            pass
    except TypeError as error:
        print(error)
    try:
        await 5
    except TypeError:
        print("not awaitable")
    async with Connection():
        async for page in Pages("one", "two"):
            print(page / 2)


async def value(n):
    await asyncio.sleep(0)
    return n * n


async def aenumerate(items):
    n = 0
    async for item in items:
        yield n, item
        n += 1


asyncio.run(main())
