"""Two-phase commit over several resources, with rollback on failure and on cancellation."""
import asyncio
from contextlib import AsyncExitStack


class Store:
    def __init__(self, name, fail=None):
        self.name, self.fail, self.data, self.pending = name, fail, {}, None

    async def _step(self, step):
        await asyncio.sleep(0.1)
        print(f"  {self.name}.{step}")
        if self.fail == step:
            raise RuntimeError(f"{self.name} failed in {step}")

    async def prepare(self, changes):
        await self._step("prepare")
        self.pending = changes

    async def commit(self):
        await self._step("commit")
        self.data |= self.pending
        self.pending = None

    async def rollback(self):
        self.pending = None
        await self._step("rollback")


async def update(stores, **changes):
    async with AsyncExitStack() as stack:
        for store in stores:
            stack.push_async_callback(store.rollback)
            await store.prepare(changes)
        stack.pop_all()
    for store in stores:
        await store.commit()


async def main():
    for fails in ([None, None], [None, "prepare"], ["rollback", "prepare"]):
        stores = [Store(name, fail) for name, fail in zip("ab", fails)]
        try:
            await update(stores, x=1)
        except RuntimeError as error:
            print(repr(error), "| context:", repr(error.__context__))
        print([store.data for store in stores])
    stores = [Store("c"), Store("d")]
    try:
        async with asyncio.timeout(0.15):
            await update(stores, y=2)
    except TimeoutError:
        print("timed out", [(s.data, s.pending) for s in stores])


asyncio.run(main())
