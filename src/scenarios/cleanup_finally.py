import asyncio

FAILS = "work"
ACQUIRE_INSIDE_TRY = False
CANCEL_AT = None


async def acquire():
    print("acquire begins")
    await asyncio.sleep(0.5)
    if FAILS == "acquire":
        raise ConnectionError("acquire fails")
    print("acquire is done")
    return "resource"


async def work(resource):
    print(f"work begins with {resource}")
    await asyncio.sleep(1.0)
    if FAILS == "work":
        raise ValueError("work fails")
    print("work is done")


async def release(resource):
    print(f"release begins with {resource}")
    await asyncio.sleep(0.5)
    if FAILS == "release":
        raise OSError("release fails")
    print("release is done")


async def acquire_before_try():
    resource = await acquire()
    try:
        await work(resource)
    finally:
        await release(resource)


async def acquire_inside_try():
    try:
        resource = await acquire()
        await work(resource)
    finally:
        await release(resource)


def cancel(task):
    if task.cancel():
        print("somebody cancels use")


async def main():
    use = acquire_inside_try if ACQUIRE_INSIDE_TRY else acquire_before_try
    task = asyncio.create_task(use(), name="use")
    if CANCEL_AT is not None:
        asyncio.get_running_loop().call_later(CANCEL_AT, cancel, task)
    [ended] = await asyncio.gather(task, return_exceptions=True)
    if ended is None:
        print("use returned")
    else:
        print(f"use raised {ended!r}")
        while ended := ended.__context__:
            print(f"its context: {ended!r}")


asyncio.run(main())
