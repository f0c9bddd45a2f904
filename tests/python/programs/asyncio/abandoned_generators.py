"""Generators that are left in the middle are closed by the loop."""
import asyncio


async def rows(name):
    try:
        for n in range(100):
            yield n
            await asyncio.sleep(0.1)
    except GeneratorExit:
        print(name, "GeneratorExit")
        raise
    finally:
        print(name, "cleanup begins")
        await asyncio.sleep(0)
        print(name, "cleanup ends")


async def first(name):
    async for row in rows(name):
        print(name, row)
        if row == 1:
            return row


kept = []


async def main():
    await first("dropped")
    print("after return")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("after two iterations")
    gen = rows("kept")
    kept.append(gen)
    print(await anext(gen))
    task = asyncio.create_task(first("cancelled"))
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.wait([task])
    print("main ends")


asyncio.run(main())
print("run is over")
