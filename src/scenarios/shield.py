import asyncio

OPERATION = 2.0
CANCEL_AT = 0.5
FORM = "keep"
WAIT_AT_END = True


async def operation():
    print("the operation begins")
    try:
        await asyncio.sleep(OPERATION)
    except asyncio.CancelledError:
        print("the operation is cancelled half-way")
        raise
    print("the operation is complete")
    return "saved"


async def wait_shielded(inner):
    try:
        print(f"the awaiter gets {await asyncio.shield(inner)!r}")
    except asyncio.CancelledError:
        print("the awaiter is cancelled")
        raise


async def keep():
    inner = asyncio.create_task(operation(), name="operation")
    awaiter = asyncio.create_task(wait_shielded(inner), name="awaiter")
    await asyncio.sleep(CANCEL_AT)
    print(f"main cancels the awaiter: {awaiter.cancel()}")
    await asyncio.wait([awaiter])
    if WAIT_AT_END:
        print("main waits for the operation")
        print(f"main gets {await inner!r}")


async def lesson():
    try:
        task = asyncio.create_task(asyncio.shield(operation()))
        print(f"main has {task!r}")
    except TypeError as error:
        print(f"TypeError: {error}")
    if WAIT_AT_END:
        print("main has nothing to await, so it guesses how long to sleep")
        await asyncio.sleep(OPERATION + 0.5)


async def main():
    if FORM == "keep":
        await keep()
    else:
        await lesson()
    print("main ends")


asyncio.run(main())
