"""The works on asyncio. Invariant: each returns how many of its tasks ended as they should."""

import asyncio


async def child(n):
    await asyncio.sleep(0)
    return n


async def failing(n):
    await asyncio.sleep(0)
    raise ValueError(n)


async def yielder(times):
    for _ in range(times):
        await asyncio.sleep(0)
    return times


async def group(n):
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(child(i)) for i in range(n)]
    return sum(task.exception() is None for task in tasks)


async def gather(n):
    return len(await asyncio.gather(*(child(i) for i in range(n))))


async def yields(n):
    return sum(await asyncio.gather(*(yielder(n // 100) for _ in range(100))))


async def fail(n):
    collected = 0
    try:
        async with asyncio.TaskGroup() as tg:
            for i in range(n):
                tg.create_task(failing(i))
    except* ValueError as errors:
        collected = len(errors.exceptions)
    return collected


async def cancel(n):
    tasks = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(n)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    return sum(isinstance(result, asyncio.CancelledError) for result in results)
