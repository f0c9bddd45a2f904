"""as_completed with `async for` gives back the tasks that were passed in."""
import asyncio


async def build(target, seconds):
    await asyncio.sleep(seconds)
    if target == "docs":
        raise RuntimeError("docs do not build")
    return seconds


async def main():
    targets = {asyncio.create_task(build(t, s)): t for t, s in [("lib", 2), ("docs", 1), ("tests", 3)]}
    async for task in asyncio.as_completed(targets):
        name = targets[task]
        try:
            print(name, "took", await task)
        except RuntimeError as error:
            print(name, "failed:", error)
    print("-- with a limit")
    try:
        tasks = [asyncio.create_task(build(f"t{n}", n)) for n in (1, 5)]
        async for task in asyncio.as_completed(tasks, timeout=2):
            print(task.result(), task in tasks)
    except TimeoutError:
        print("late:", [t.done() for t in tasks])
    iterator = asyncio.as_completed([asyncio.sleep(0.1, "x")])
    task = await anext(iterator)
    print(type(task).__name__, task.done(), await task)
    try:
        await anext(iterator)
    except StopAsyncIteration:
        print("no more")
    try:
        asyncio.as_completed(task)
    except TypeError as error:
        print(error)


asyncio.run(main())
