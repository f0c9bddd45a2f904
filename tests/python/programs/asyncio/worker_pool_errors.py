"""A pool that collects the errors of its jobs and raises them together."""
import asyncio
from collections import Counter


class Pool:
    def __init__(self, size):
        self.queue = asyncio.Queue()
        self.size = size
        self.errors = []
        self.done = Counter()

    async def __aenter__(self):
        self.workers = [asyncio.create_task(self._work(), name=f"w{n}") for n in range(self.size)]
        return self

    async def __aexit__(self, kind, error, tb):
        if kind is None:
            await self.queue.join()
        for worker in self.workers:
            worker.cancel()
        await asyncio.gather(*self.workers, return_exceptions=True)
        if kind is None and self.errors:
            raise ExceptionGroup(f"{len(self.errors)} jobs failed", self.errors)

    async def _work(self):
        name = asyncio.current_task().get_name()
        while True:
            function, args = await self.queue.get()
            try:
                await function(*args)
                self.done[name] += 1
            except Exception as error:
                error.add_note(f"in {function.__name__}{args}")
                self.errors.append(error)
            finally:
                self.queue.task_done()

    def submit(self, function, *args):
        self.queue.put_nowait((function, args))


async def resize(image, width):
    await asyncio.sleep(width / 100)
    if width > 30:
        raise ValueError(f"{image} is too large")
    if not image.endswith(".png"):
        raise TypeError(f"{image} is no image")


async def main():
    pool = Pool(2)
    async with pool:
        for image, width in [("a.png", 10), ("b.png", 40), ("c.txt", 20), ("d.png", 30)]:
            pool.submit(resize, image, width)
    print("not reached")


try:
    asyncio.run(main())
finally:
    print("ended")
