"""A deadline that is handed down in a context variable and shortens every wait."""
import asyncio
import contextvars
from contextlib import asynccontextmanager

deadline = contextvars.ContextVar("deadline", default=None)


@asynccontextmanager
async def within(seconds):
    now = asyncio.get_running_loop().time()
    outer = deadline.get()
    mine = now + seconds if outer is None else min(outer, now + seconds)
    token = deadline.set(mine)
    try:
        async with asyncio.timeout_at(mine) as limit:
            yield limit
    finally:
        deadline.reset(token)


def left():
    return round(deadline.get() - asyncio.get_running_loop().time(), 3)


async def query(seconds):
    async with within(10):
        print("  query may take", left())
        await asyncio.sleep(seconds)
        return "rows"


async def handler(*queries):
    rows = []
    async with within(2):
        for seconds in queries:
            rows.append(await query(seconds))
    return rows


async def main():
    print(await handler(0.5, 0.5), deadline.get())
    try:
        await handler(1.5, 1)
    except TimeoutError as error:
        print("too late", asyncio.get_running_loop().time(), repr(error.__cause__))
    async with within(1):
        results = await asyncio.gather(handler(0.2), handler(0.4, 0.4), return_exceptions=True)
        print(results)
    await handler(3)


asyncio.run(main())
