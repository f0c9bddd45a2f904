"""Eager tasks run up to their first wait while they are created."""
import asyncio

order = []


async def cached(key, cache={"a": 1}):
    order.append(f"begin {key}")
    if key in cache:
        return cache[key]
    await asyncio.sleep(0)
    order.append(f"loaded {key}")
    cache[key] = len(cache)
    return cache[key]


async def fails():
    raise ValueError("at once")


async def lookup(keys):
    tasks = [asyncio.create_task(cached(key)) for key in keys]
    order.append("created")
    print([task.done() for task in tasks], await asyncio.gather(*tasks))


async def main():
    await lookup("ab")
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    await lookup("ac")
    print(order)
    task = asyncio.create_task(fails())
    print(task.done(), task)
    try:
        await task
    except ValueError as error:
        print(error)
    async with asyncio.TaskGroup() as tg:
        one = tg.create_task(cached("a"))
        print(one.done(), one.result())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails())
            print("still in the block")
            await asyncio.sleep(1)
    except* ValueError as group:
        print(group.exceptions)
    asyncio.get_running_loop().set_task_factory(None)
    lazy = asyncio.create_task(cached("a"))
    print(lazy.done(), await lazy)


asyncio.run(main())
