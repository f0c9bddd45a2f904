"""What becomes of the message of cancel()."""
import asyncio


async def sleeper(label):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print(label, "inside:", error.args)
        raise


async def through(label):
    await asyncio.create_task(sleeper(label))


async def replaced():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise asyncio.CancelledError("a better reason")


async def main():
    for make, message in [(lambda: sleeper("none"), None), (lambda: sleeper("text"), "shutdown"),
                          (lambda: through("deep"), "deep reason"), (replaced, "old reason")]:
        task = asyncio.create_task(make())
        await asyncio.sleep(0.1)
        print(task.cancel() if message is None else task.cancel(message))
        try:
            await task
        except asyncio.CancelledError as error:
            print("outside:", error.args, str(error) or "(empty)")
        print(task.cancel("too late"), task.cancelled(), task.cancelling())
    never = asyncio.create_task(sleeper("never"))
    never.cancel("before it began")
    try:
        await never
    except asyncio.CancelledError as error:
        print("not started:", error.args)
    future = asyncio.get_running_loop().create_future()
    print(future.cancel(msg="by keyword"), future)
    try:
        future.result()
    except asyncio.CancelledError as error:
        print(error)
    try:
        await future
    except asyncio.CancelledError as error:
        print(error)


asyncio.run(main())
