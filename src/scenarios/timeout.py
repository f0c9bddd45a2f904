import asyncio

OPERATION = 2.0
LIMIT = 1.0
OUTER_LIMIT = None
CLEANUP = 0.0
SWALLOW = False


async def operation():
    try:
        await asyncio.sleep(OPERATION)
        print("the operation is complete")
        return "all of it"
    except asyncio.CancelledError:
        print("the operation is cancelled")
        if not SWALLOW:
            raise
        return "half of it"
    finally:
        await asyncio.sleep(CLEANUP)
        print("the operation has cleaned up")


async def with_timeout():
    async with asyncio.timeout(LIMIT):
        return await operation()


async def with_wait_for():
    return await asyncio.wait_for(operation(), LIMIT)


async def limited(form):
    async with asyncio.timeout(OUTER_LIMIT):
        try:
            return await (with_timeout() if form == "timeout" else with_wait_for())
        except (TimeoutError, asyncio.CancelledError) as error:
            print(f"the inner limit lets out {error!r}")
            raise


async def main():
    for form in ("timeout", "wait_for"):
        print(f"{form}:")
        task = asyncio.create_task(limited(form), name=form)
        try:
            print(f"main gets {await task!r}")
        except TimeoutError as error:
            print(f"main gets {error!r}")


asyncio.run(main())
