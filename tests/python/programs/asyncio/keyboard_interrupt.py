"""Ctrl-C as the program sees it: raised in main as a cancellation, then KeyboardInterrupt from run()."""
import asyncio
import os
import signal


async def background():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("background cancelled")
        raise


async def main():
    task = asyncio.create_task(background())
    await asyncio.sleep(1)
    asyncio.get_running_loop().call_later(1, os.kill, os.getpid(), signal.SIGINT)
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print("main cancelled", repr(error), asyncio.current_task().cancelling())
        raise
    finally:
        await asyncio.sleep(0.5)
        print("main cleaned up", asyncio.get_running_loop().time(), task.done())


try:
    asyncio.run(main())
except KeyboardInterrupt as error:
    print("interrupted", repr(error), repr(error.__context__))
