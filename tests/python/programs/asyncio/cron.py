"""A scheduler of periodic jobs without drift, which survives jobs that fail or take too long."""
import asyncio


class Scheduler:
    def __init__(self):
        self.heap, self.count, self.log = [], 0, []

    def every(self, seconds, job, name):
        self.count += 1
        self._add((seconds, self.count, seconds, job, name))

    def _add(self, entry):
        self.heap = sorted([*self.heap, entry], key=lambda entry: entry[:2])

    async def run(self, until):
        loop = asyncio.get_running_loop()
        async with asyncio.TaskGroup() as tg:
            while self.heap and self.heap[0][0] <= until:
                when, count, seconds, job, name = self.heap.pop(0)
                await asyncio.sleep(when - loop.time())
                tg.create_task(self._run(job, name, when))
                self._add((when + seconds, count, seconds, job, name))

    async def _run(self, job, name, when):
        try:
            async with asyncio.timeout(1):
                await job(when)
            self.log.append((when, name, "ok"))
        except Exception as error:
            self.log.append((when, name, repr(error)))


async def quick(when):
    await asyncio.sleep(0.1)


async def sometimes(when):
    if when % 4 == 0:
        raise RuntimeError(f"not at {when}")


async def slow(when):
    await asyncio.sleep(5)


async def main():
    scheduler = Scheduler()
    scheduler.every(2, quick, "quick")
    scheduler.every(2, sometimes, "sometimes")
    scheduler.every(3, slow, "slow")
    await scheduler.run(8)
    for entry in scheduler.log:
        print(*entry)
    print(asyncio.get_running_loop().time())


asyncio.run(main())
