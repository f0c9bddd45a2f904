"""Cancelling a gather cancels its children; a child that is cancelled makes the gather raise."""
import asyncio


async def child(name, delay):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as error:
        print(name, "got", repr(error))
        raise
    return name


async def outer_cancelled():
    future = asyncio.gather(child("a", 1), child("b", 2))
    asyncio.get_running_loop().call_later(0.5, future.cancel, "enough")
    try:
        await future
    except asyncio.CancelledError as error:
        print("outer:", error.args, future.cancelled())


async def inner_cancelled():
    first = asyncio.create_task(child("c", 1))
    second = asyncio.create_task(child("d", 2))
    asyncio.get_running_loop().call_later(0.5, first.cancel, "just you")
    try:
        print(await asyncio.gather(first, second))
    except asyncio.CancelledError as error:
        print("inner:", error.args)
    print(await second)


async def inner_cancelled_kept():
    first = asyncio.create_task(child("e", 1))
    asyncio.get_running_loop().call_later(0.5, first.cancel)
    result = await asyncio.gather(first, child("f", 0.1), return_exceptions=True)
    print(result)
    task = asyncio.current_task()
    print(task.cancelling(), task.get_name())


async def main():
    await outer_cancelled()
    await inner_cancelled()
    await inner_cancelled_kept()


asyncio.run(main())
