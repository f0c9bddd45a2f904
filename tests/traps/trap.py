import asyncio

TRAP = "never"
N = 1
TURNS = 0


async def main():
    await asyncio.sleep(0.1)
    for _ in range(TURNS):
        await asyncio.sleep(0)
    await asyncio.create_task(asyncio.sleep(0.1))
    print(f"n = {N}")


asyncio.run(main())
