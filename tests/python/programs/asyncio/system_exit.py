"""sys.exit in a task ends the program, after the cleanup."""
import asyncio
import sys


async def background():
    try:
        await asyncio.sleep(100)
    finally:
        print("background cleaned up")


async def watchdog():
    await asyncio.sleep(1)
    print("watchdog exits")
    sys.exit("fatal: configuration changed")


async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(background())
        tg.create_task(watchdog(), name="watchdog")


try:
    asyncio.run(main())
except BaseException as error:
    print(type(error).__name__, error.args, getattr(error, "exceptions", None))
    raise
