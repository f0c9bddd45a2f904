"""An async iterator over pages, with a class and with a generator."""
import asyncio


class Page:
    def __init__(self, items, cursor):
        self.items, self.cursor = items, cursor


class Api:
    def __init__(self, total, fail_at=None):
        self.total, self.fail_at, self.calls = total, fail_at, 0

    async def fetch(self, cursor=0, size=3):
        self.calls += 1
        await asyncio.sleep(0.2)
        if self.fail_at is not None and cursor >= self.fail_at:
            raise ConnectionAbortedError(f"at cursor {cursor}")
        end = min(cursor + size, self.total)
        return Page(list(range(cursor, end)), end if end < self.total else None)


class Pages:
    def __init__(self, api):
        self.api, self.cursor = api, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.cursor is None:
            raise StopAsyncIteration
        page = await self.api.fetch(self.cursor)
        self.cursor = page.cursor
        return page


async def items(api):
    async for page in Pages(api):
        for item in page.items:
            yield item


async def take(source, n):
    taken = []
    async for item in source:
        taken.append(item)
        if len(taken) == n:
            break
    else:
        print("source ended")
    return taken


async def main():
    api = Api(8)
    print([item async for item in items(api)], api.calls)
    source = items(api := Api(8))
    print(await take(source, 4), api.calls)
    await source.aclose()
    print(await take(items(Api(2)), 5))
    total = 0
    async for item in items(Api(9, fail_at=6)):
        total += item
    print(total)


asyncio.run(main())
