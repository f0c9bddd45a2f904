"""A select-like loop over tasks that are renewed as they finish."""
import asyncio


async def source(name, pauses):
    for n, pause in enumerate(pauses):
        await asyncio.sleep(pause)
        yield name, n


async def select(**sources):
    iterators = {name: aiter(source) for name, source in sources.items()}
    tasks = {}
    try:
        while iterators:
            for name, iterator in iterators.items():
                if name not in tasks:
                    tasks[name] = asyncio.ensure_future(anext(iterator))
            done, _ = await asyncio.wait(tasks.values(), timeout=1, return_when=asyncio.FIRST_COMPLETED)
            if not done:
                yield "tick", None
            for name in [name for name, task in tasks.items() if task in done]:
                try:
                    yield tasks.pop(name).result()
                except StopAsyncIteration:
                    del iterators[name]
                    print(name, "is exhausted")
    finally:
        for task in tasks.values():
            task.cancel()
        if tasks:
            await asyncio.wait(tasks.values())


async def main():
    async for name, n in select(a=source("a", [0.5, 0.5, 2.5]), b=source("b", [0.7, 0.3, 0.4])):
        print(f"{asyncio.get_running_loop().time():.1f}", name, n)
    chosen = select(c=source("c", [0.1, 5]))
    print(await anext(chosen), await anext(chosen))
    await chosen.aclose()
    print(len(asyncio.all_tasks()), round(asyncio.get_running_loop().time(), 1))


asyncio.run(main())
