# `break` leaves an asynchronous generator at its `yield`: look at when its `finally` runs, where nothing
# refers to it any more, where a variable does, and where aclosing takes care of it.
import asyncio
from contextlib import aclosing


async def rows(name):
    print(f"{name}: the cursor is open")
    try:
        for row in range(100):
            await asyncio.sleep(0.1)
            yield row
    finally:
        await asyncio.sleep(0.1)
        print(f"{name}: the cursor is closed")


async def forgotten():
    async for row in rows("forgotten"):
        if row == 1:
            break


async def kept():
    global generator
    generator = rows("kept")
    async for row in generator:
        if row == 1:
            break


async def closed():
    async with aclosing(rows("closed")) as generator:
        async for row in generator:
            if row == 1:
                break


async def main():
    for search in (forgotten, kept, closed):
        await search()
        print(f"{search.__name__}: the row is found")
        await asyncio.sleep(0.5)
    print("main ends")


asyncio.run(main())
