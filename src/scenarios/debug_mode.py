import asyncio
import time

BLOCK = 0.15
SLOW_CALLBACK_DURATION = 0.1


async def tick():
    for n in range(1, 4):
        await asyncio.sleep(0.1)
        print(f"tick {n}")


async def crunch():
    print("crunch begins")
    time.sleep(BLOCK)
    print("crunch ends")


async def save():
    print("saved")


async def main():
    loop = asyncio.get_running_loop()
    loop.slow_callback_duration = SLOW_CALLBACK_DURATION
    print(f"debug mode: {loop.get_debug()}")
    ticker = asyncio.create_task(tick(), name="ticker")
    await asyncio.create_task(crunch(), name="cruncher")
    save()
    await ticker
    print("main ends")


asyncio.run(main(), debug=True)
