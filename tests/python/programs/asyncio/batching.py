"""Single loads are put together into one query, as data loaders do."""
import asyncio


class Loader:
    def __init__(self, load_many):
        self.load_many = load_many
        self.waiting = {}

    def load(self, key):
        if key not in self.waiting:
            loop = asyncio.get_running_loop()
            if not self.waiting:
                loop.call_soon(lambda: asyncio.ensure_future(self._flush()))
            self.waiting[key] = loop.create_future()
        return self.waiting[key]

    async def _flush(self):
        waiting, self.waiting = self.waiting, {}
        try:
            found = await self.load_many(list(waiting))
        except Exception as error:
            for future in waiting.values():
                future.set_exception(error)
            return
        for key, future in waiting.items():
            if key in found:
                future.set_result(found[key])
            else:
                future.set_exception(LookupError(key))


queries = []


async def load_users(keys):
    queries.append(keys)
    await asyncio.sleep(0.1)
    if 13 in keys:
        raise ConnectionError("unlucky")
    return {key: f"user {key}" for key in keys if key < 100}


async def post(loader, author):
    try:
        return f"post by {await loader.load(author)}"
    except LookupError as error:
        return f"post by nobody ({error!r})"


async def main():
    loader = Loader(load_users)
    print(await asyncio.gather(*(post(loader, n) for n in (1, 2, 1, 100))))
    print(await loader.load(3))
    print(queries)
    await asyncio.gather(post(loader, 13), post(loader, 14))


asyncio.run(main())
