"""Owns what asyncio's objects do that is easier in Python: it stands behind natives and is never imported by programs."""


async def aclose(generator):
    try:
        await generator.athrow(GeneratorExit())
    except (GeneratorExit, StopAsyncIteration):
        return None
    raise RuntimeError("async generator ignored GeneratorExit")


async def anext_or(iterator, default):
    try:
        return await iterator.__anext__()
    except StopAsyncIteration:
        return default


async def wrap_awaitable(awaitable):
    return await awaitable


async def condition_wait_for(condition, predicate):
    result = predicate()
    while not result:
        await condition.wait()
        result = predicate()
    return result
