"""A lock for many readers or one writer, on a Condition."""
import asyncio
from contextlib import asynccontextmanager


class ReadWriteLock:
    def __init__(self):
        self.condition = asyncio.Condition()
        self.readers = 0
        self.writing = False

    @asynccontextmanager
    async def read(self):
        async with self.condition:
            await self.condition.wait_for(lambda: not self.writing)
            self.readers += 1
        try:
            yield
        finally:
            async with self.condition:
                self.readers -= 1
                self.condition.notify_all()

    @asynccontextmanager
    async def write(self):
        async with self.condition:
            await self.condition.wait_for(lambda: not self.writing and not self.readers)
            self.writing = True
        try:
            yield
        finally:
            async with self.condition:
                self.writing = False
                self.condition.notify_all()


def stamp(*words):
    print(f"{asyncio.get_running_loop().time():.1f}", *words)


async def reader(lock, n):
    async with lock.read():
        stamp("reader", n, "of", lock.readers)
        await asyncio.sleep(1)


async def writer(lock, n):
    async with lock.write():
        stamp("writer", n)
        await asyncio.sleep(0.5)
        if n == 2:
            raise OSError("disk full")


async def main():
    lock = ReadWriteLock()
    async with asyncio.TaskGroup() as tg:
        tg.create_task(reader(lock, 1))
        tg.create_task(reader(lock, 2))
        tg.create_task(writer(lock, 1))
        await asyncio.sleep(0.5)
        tg.create_task(reader(lock, 3))
    results = await asyncio.gather(writer(lock, 2), reader(lock, 4), return_exceptions=True)
    print(results, lock.readers, lock.writing, lock.condition)


asyncio.run(main())
