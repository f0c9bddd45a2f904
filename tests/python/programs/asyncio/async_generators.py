"""Async generators: pipelines, asend, athrow, aclose."""
import asyncio


async def ticks(n, every):
    for i in range(n):
        await asyncio.sleep(every)
        yield i


async def averages():
    total, count, value = 0, 0, None
    while True:
        try:
            number = yield value
        except KeyError as error:
            print("reset by", repr(error))
            total, count, value = 0, 0, None
            continue
        await asyncio.sleep(0.1)
        total += number
        count += 1
        value = total / count


async def main():
    print([i * i async for i in ticks(5, 0.1) if i % 2 == 0])
    print({i: asyncio.get_running_loop().time() async for i in ticks(2, 0.5)})
    gen = averages()
    print(await gen.asend(None))
    for number in (10, 20, 60):
        print(await gen.asend(number))
    print(await gen.athrow(KeyError("new day")))
    print(await gen.asend(4))
    await gen.aclose()
    try:
        await gen.asend(1)
    except StopAsyncIteration as error:
        print("closed", repr(error))
    fresh = averages()
    try:
        await fresh.asend("too early")
    except TypeError as error:
        print(error)
    try:
        await fresh.athrow(RuntimeError("not started"))
    except RuntimeError as error:
        print(error)

    async def busy():
        yield 1
        await asyncio.sleep(1)
        yield 2

    shared = busy()
    print(await anext(shared), await anext(shared), await anext(shared, "default"))
    shared = busy()
    await anext(shared)
    results = await asyncio.gather(anext(shared), anext(shared), return_exceptions=True)
    print(results)
    try:
        for x in ticks(1, 1):
            print(x)
    except TypeError as error:
        print(error)


asyncio.run(main())
