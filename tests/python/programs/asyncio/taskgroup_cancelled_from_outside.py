"""A task in a group's block is cancelled: children go first, then the block ends with the cancellation."""
import asyncio


async def child(n):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError as error:
        print("child", n, "cancelled", error.args)
        await asyncio.sleep(0.25)
        print("child", n, "cleaned up at", asyncio.get_running_loop().time())
        raise


async def parent():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child(1))
            tg.create_task(child(2))
            await asyncio.sleep(100)
    except asyncio.CancelledError as error:
        print("parent cancelled", error.args, asyncio.current_task().cancelling())
        raise


async def main():
    task = asyncio.create_task(parent(), name="parent")
    await asyncio.sleep(1)
    print(task.cancel("stop it"), task.cancelling())
    try:
        await task
    except asyncio.CancelledError as error:
        print("main sees", repr(error), task.cancelled())
    print(task)


asyncio.run(main())
