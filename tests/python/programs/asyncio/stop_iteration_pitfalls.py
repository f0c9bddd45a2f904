"""StopIteration in coroutines, futures and generators."""
import asyncio


async def leaks():
    raise StopIteration("value")


async def leaks_async():
    raise StopAsyncIteration("value")


async def generator():
    yield 1
    raise StopAsyncIteration


async def nexts():
    return next(iter([]))


async def main():
    for function in (leaks, leaks_async, nexts):
        try:
            await function()
        except BaseException as error:
            print(function.__name__, repr(error), "|", repr(error.__cause__))
        task = asyncio.create_task(function())
        await asyncio.wait([task])
        print("task:", repr(task.exception()))
    try:
        async for item in generator():
            print(item)
    except RuntimeError as error:
        print(repr(error), repr(error.__cause__))
    print(await anext(aiter(generator())))
    try:
        print([await leaks() for _ in range(1)])
    except RuntimeError as error:
        print(error)
    await leaks()


asyncio.run(main())
