# One of two tests fails: look at the traceback, and in the tasks at how often the page was fetched when
# two asked for it at once. Keep the task instead of the page, and both tests pass.
import asyncio
import unittest


class Cache:
    def __init__(self, fetch):
        self.fetch = fetch
        self.pages = {}

    async def get(self, name):
        if name not in self.pages:
            self.pages[name] = await self.fetch(name)
        return self.pages[name]


class CacheTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.fetched = []
        self.cache = Cache(self.fetch)

    async def fetch(self, name):
        self.fetched.append(name)
        await asyncio.sleep(0.1)
        return f"<h1>{name}</h1>"

    async def test_one_after_the_other(self):
        await self.cache.get("news")
        await self.cache.get("news")
        self.assertEqual(self.fetched, ["news"])

    async def test_two_at_once(self):
        async with asyncio.TaskGroup() as group:
            group.create_task(self.cache.get("news"), name="first")
            group.create_task(self.cache.get("news"), name="second")
        self.assertEqual(self.fetched, ["news"])


if __name__ == "__main__":
    unittest.main()
