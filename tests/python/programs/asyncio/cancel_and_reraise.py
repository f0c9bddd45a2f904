"""An error raised while handling a cancellation, with all its context."""
import asyncio


class Cleanup(Exception):
    pass


async def leaf():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise Cleanup("leaf could not close")


async def middle():
    try:
        await leaf()
    except Cleanup as error:
        error.add_note("seen by middle")
        raise
    finally:
        print("middle ends")


async def main():
    task = asyncio.create_task(middle(), name="m")
    await asyncio.sleep(1)
    task.cancel("shut down")
    done, _ = await asyncio.wait([task])
    print(task.cancelled(), repr(task.exception()), repr(task.exception().__context__))
    await task


asyncio.run(main())
