"""A cancellation that is lost: catching CancelledError around a wait for another task."""
import asyncio


async def child():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("  child cancelled")
        raise


async def wrong():
    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    await asyncio.sleep(1)
    return "wrong goes on"


async def right():
    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        if asyncio.current_task().cancelling() > 0:
            raise
    await asyncio.sleep(1)
    return "right goes on"


async def run(function, when):
    task = asyncio.create_task(function())
    loop = asyncio.get_running_loop()
    loop.call_soon(loop.call_soon, loop.call_soon, task.cancel) if when else None
    try:
        return await task
    except asyncio.CancelledError:
        return f"cancelled, cancelling={task.cancelling()}"


async def main():
    for function in (wrong, right):
        for when in (False, True):
            print(function.__name__, when)
            print("  ", await run(function, when))


asyncio.run(main())
