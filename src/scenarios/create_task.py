import asyncio

FAILS_AFTER = 1.0
MAIN_WORKS = 0.5
AWAITED = True
LINGER = 1.0


async def background():
    print("background starts")
    await asyncio.sleep(FAILS_AFTER)
    print("background fails")
    raise ValueError("background failed")


async def main():
    task = asyncio.create_task(background(), name="background")
    try:
        print("main works")
        await asyncio.sleep(MAIN_WORKS)
        state = "done" if task.done() else "not done"
        if AWAITED:
            print(f"main awaits the task, which is {state}")
            try:
                await task
            except ValueError as error:
                print(f"main receives: {error}")
        else:
            print(f"main does not await the task, which is {state}")
            await asyncio.sleep(LINGER)
        print("main ends")
    finally:
        # An error that nobody asked for is told when the last reference to its task goes.
        del task


asyncio.run(main())
