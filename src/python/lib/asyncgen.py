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


async def shutdown(generators):
    from asyncio import gather, get_running_loop

    results = await gather(*[generator.aclose() for generator in generators], return_exceptions=True)
    for result, generator in zip(results, generators):
        if isinstance(result, Exception):
            get_running_loop().call_exception_handler({
                "message": f"an error occurred during closing of asynchronous generator {generator!r}",
                "exception": result,
                "asyncgen": generator,
            })
