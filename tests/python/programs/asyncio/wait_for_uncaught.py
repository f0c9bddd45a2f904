"""A timeout that nobody catches: cause and frames."""
import asyncio


async def read_sensor(name):
    print("reading", name)
    try:
        await asyncio.sleep(60)
    finally:
        print("closing", name)


async def poll(name):
    return await asyncio.wait_for(read_sensor(name), timeout=2.5)


async def main():
    values = []
    for name in ("inside", "outside"):
        values.append(await poll(name))
    print(values)


asyncio.run(main())
