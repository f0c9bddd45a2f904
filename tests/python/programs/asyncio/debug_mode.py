"""What debug mode adds: slow callbacks, places, checks."""
import asyncio
import time


async def slow():
    await asyncio.sleep(0.1)
    time.sleep(0.3)
    return "slow"


async def not_awaited():
    pass


def slow_callback(n):
    time.sleep(n)


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug(), loop.slow_callback_duration)
    task = asyncio.create_task(slow(), name="slow")
    print(await task)
    handle = loop.call_soon(slow_callback, 0.05)
    print(type(handle).__name__)
    await asyncio.sleep(0)
    loop.slow_callback_duration = 1
    loop.call_soon(slow_callback, 0.5)
    await asyncio.sleep(0)
    try:
        loop.call_soon(not_awaited)
    except TypeError as error:
        print(error)
    loop.set_debug(False)
    loop.slow_callback_duration = 0.1
    loop.call_soon(slow_callback, 0.5)
    await asyncio.sleep(0)
    print(loop.get_debug())


asyncio.run(main(), debug=True)
