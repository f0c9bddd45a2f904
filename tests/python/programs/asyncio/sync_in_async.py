"""Mistakes: blocking the loop, run() inside run(), await outside, missing await."""
import asyncio
import time


async def ticker(ticks):
    while True:
        ticks.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.5)


async def main():
    ticks = []
    task = asyncio.create_task(ticker(ticks))
    await asyncio.sleep(1.1)
    time.sleep(2)
    await asyncio.sleep(0.6)
    task.cancel()
    print(ticks)

    async def value():
        return 1

    coroutine = value()
    for wrong in (lambda: coroutine + 1, lambda: len(coroutine), lambda: coroutine["x"], lambda: [*coroutine],
                  lambda: coroutine.result(), lambda: sum([coroutine])):
        try:
            wrong()
        except (TypeError, AttributeError) as error:
            print(type(error).__name__, error)
    print(await coroutine)
    try:
        await 3
    except TypeError as error:
        print(error)
    try:
        await value
    except TypeError as error:
        print(error)
    try:
        await [coroutine]
    except TypeError as error:
        print(error)
    try:
        async for _ in [1, 2]:
            pass
    except TypeError as error:
        print(error)
    try:
        async with 5:
            pass
    except TypeError as error:
        print(error)


asyncio.run(main())
for wrong in (asyncio.get_running_loop, asyncio.current_task, asyncio.all_tasks):
    try:
        wrong()
    except RuntimeError as error:
        print(error)
