"""shield: the work goes on though the one that waits for it is cancelled."""
import asyncio


async def save(record):
    print("saving", record)
    await asyncio.sleep(1)
    print("saved", record)
    return record * 2


async def request(record):
    inner = asyncio.create_task(save(record))
    try:
        return await asyncio.shield(inner)
    except asyncio.CancelledError:
        print("client went away; inner done:", inner.done())
        print("result all the same:", await inner)
        raise


async def broken():
    await asyncio.sleep(0.5)
    raise OSError("disk full")


async def main():
    task = asyncio.create_task(request(21))
    await asyncio.sleep(0.5)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("request cancelled")
    print(await asyncio.shield(save(1)))
    try:
        await asyncio.wait_for(asyncio.shield(save(2)), 0.2)
    except TimeoutError:
        print("did not wait")
    await asyncio.sleep(1)
    try:
        await asyncio.shield(broken())
    except OSError as error:
        print("passed on:", error)
    inner = asyncio.ensure_future(asyncio.sleep(5))
    outer = asyncio.shield(inner)
    inner.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("inner cancelled, so outer is:", outer.cancelled())


asyncio.run(main())
