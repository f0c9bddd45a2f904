"""A task that swallows its cancellation, and what timeout, wait_for and gather make of it."""
import asyncio


async def stubborn(times):
    while True:
        try:
            await asyncio.sleep(1)
            return "finished"
        except asyncio.CancelledError:
            times -= 1
            print("  no thanks" if times >= 0 else "  all right")
            if times < 0:
                raise


async def main():
    task = asyncio.create_task(stubborn(2))
    for n in range(4):
        await asyncio.sleep(0.1)
        print(n, task.cancel(), task.cancelling())
    try:
        print(await task)
    except asyncio.CancelledError:
        print("ended at the third", asyncio.get_running_loop().time())

    try:
        print(await asyncio.wait_for(stubborn(1), 0.5))
    except TimeoutError:
        print("timed out though it finished")
    try:
        async with asyncio.timeout(0.5):
            print(await stubborn(1))
        print("no error came out")
    except TimeoutError:
        print("timeout")
    try:
        async with asyncio.timeout(0.5):
            while True:
                try:
                    await asyncio.sleep(0.4)
                except BaseException as error:
                    print("bare except took", type(error).__name__)
                    break
            await asyncio.sleep(0.2)
            print("still in the block")
    except TimeoutError:
        print("timeout after all")
    print(asyncio.get_running_loop().time(), asyncio.current_task().cancelling())


asyncio.run(main())
