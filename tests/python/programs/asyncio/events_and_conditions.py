"""An event as a start signal, a condition for a buffer."""
import asyncio


class Buffer:
    def __init__(self, size):
        self.items = []
        self.size = size
        self.changed = asyncio.Condition()

    async def put(self, item):
        async with self.changed:
            await self.changed.wait_for(lambda: len(self.items) < self.size)
            self.items.append(item)
            print("put", item, self.items)
            self.changed.notify_all()

    async def take(self, n):
        async with self.changed:
            await self.changed.wait_for(lambda: len(self.items) >= n)
            taken, self.items = self.items[:n], self.items[n:]
            self.changed.notify_all()
            return taken


async def runner(name, start):
    print(name, "ready")
    print(name, await start.wait(), asyncio.get_running_loop().time())


async def main():
    start = asyncio.Event()
    print(start)
    runners = [asyncio.create_task(runner(n, start)) for n in ("r1", "r2")]
    await asyncio.sleep(1)
    print(start)
    start.set()
    print(start, start.is_set())
    await asyncio.gather(*runners)
    start.clear()

    buffer = Buffer(2)
    async with asyncio.TaskGroup() as tg:
        pair = tg.create_task(buffer.take(2))
        single = tg.create_task(buffer.take(1))
        for item in "xyz":
            tg.create_task(buffer.put(item))
    print(pair.result(), single.result(), buffer.items)

    condition = asyncio.Condition()
    print(condition)
    for call in (condition.notify, condition.release):
        try:
            call()
        except RuntimeError as error:
            print(error)
    try:
        await condition.wait()
    except RuntimeError as error:
        print(error)
    async with condition:
        print(condition.locked())
        try:
            await asyncio.wait_for(condition.wait(), 1)
        except TimeoutError:
            print("not notified, still held:", condition.locked())


asyncio.run(main())
