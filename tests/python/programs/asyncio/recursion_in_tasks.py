"""Deep chains of awaits, and the error of one that is too deep."""
import asyncio


async def depth(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return 1 + await depth(n - 1)


async def fibonacci(n, cache={}):
    if n < 2:
        return n
    if n not in cache:
        cache[n] = asyncio.ensure_future(both(n))
    return await cache[n]


async def both(n):
    return sum(await asyncio.gather(fibonacci(n - 1), fibonacci(n - 2)))


async def flatten(tree):
    if not isinstance(tree, list):
        yield tree
        return
    for branch in tree:
        async for leaf in flatten(branch):
            yield leaf


async def main():
    print(await depth(50))
    print(await fibonacci(20))
    print([leaf async for leaf in flatten([1, [2, [3, [4]], 5], [[[6]]]])])

    async def endless():
        await endless()

    try:
        await endless()
    except RecursionError as error:
        print(type(error).__name__)


asyncio.run(main())
