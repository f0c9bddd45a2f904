"""A token bucket: five calls a second, bursts of two."""
import asyncio
from collections import deque


class TokenBucket:
    def __init__(self, rate, capacity):
        self.rate = rate
        self.capacity = capacity
        self.tokens = float(capacity)
        self.updated = 0.0
        self.lock = asyncio.Lock()

    async def __aenter__(self):
        async with self.lock:
            loop = asyncio.get_running_loop()
            while True:
                now = loop.time()
                self.tokens = min(self.capacity, self.tokens + (now - self.updated) * self.rate)
                self.updated = now
                if self.tokens >= 1 - 1e-9:
                    self.tokens -= 1
                    return
                await asyncio.sleep((1 - self.tokens) / self.rate)

    async def __aexit__(self, *exc_info):
        return None


async def call(n, bucket, times):
    async with bucket:
        times.append((n, round(asyncio.get_running_loop().time(), 3)))


class SlidingWindow:
    def __init__(self, limit, window):
        self.limit, self.window, self.calls = limit, window, deque()

    async def acquire(self):
        loop = asyncio.get_running_loop()
        while len(self.calls) >= self.limit:
            wait = self.calls[0] + self.window - loop.time()
            if wait <= 0:
                self.calls.popleft()
            else:
                await asyncio.sleep(wait)
        self.calls.append(loop.time())


async def main():
    bucket, times = TokenBucket(5, 2), []
    async with asyncio.TaskGroup() as tg:
        for n in range(7):
            tg.create_task(call(n, bucket, times))
    print(times)
    window = SlidingWindow(3, 1.0)
    start = asyncio.get_running_loop().time()
    for n in range(7):
        await window.acquire()
        print(n, f"{asyncio.get_running_loop().time() - start:.1f}", end=" " if n < 6 else "\n")


asyncio.run(main())
