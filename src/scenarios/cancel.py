import asyncio

WORK = 10.0
CANCEL_AT = 1.0
MESSAGE = None
CLEANUP = 0.1
RERAISE = True
SECOND_CANCEL_AT = None


async def clean_up():
    try:
        await asyncio.sleep(CLEANUP)
        print("the cleanup is complete")
    except asyncio.CancelledError:
        print("the cleanup is cut short")
        raise


async def work():
    print("the worker begins")
    try:
        await asyncio.sleep(WORK)
        print("the worker is done")
    except asyncio.CancelledError as error:
        print(f"the worker gets {error!r} and cleans up")
        await clean_up()
        if RERAISE:
            raise
        print("the worker goes on as if nothing had happened")
    return "work"


async def main():
    worker = asyncio.create_task(work(), name="worker")
    await asyncio.sleep(CANCEL_AT)
    print(f"main cancels the worker: {worker.cancel(MESSAGE)}")
    if SECOND_CANCEL_AT is not None:
        await asyncio.sleep(SECOND_CANCEL_AT - CANCEL_AT)
        print(f"main cancels it again: {worker.cancel()}")
    try:
        print(f"main gets {await worker!r}")
    except asyncio.CancelledError as error:
        print(f"main gets {error!r}")
    print(f"worker: cancelled() is {worker.cancelled()}, cancelling() is {worker.cancelling()}")


asyncio.run(main())
