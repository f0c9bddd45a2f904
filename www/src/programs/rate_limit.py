# At most two requests at a time, and a new one every 0.25 s at the earliest: look at which of the two
# limits each request waits for. A failing request has to give its place back.
import asyncio


class RateLimit:
    """Lets one in after the other, `interval` seconds apart."""

    def __init__(self, interval):
        self.interval = interval
        self.lock = asyncio.Lock()

    async def __aenter__(self):
        await self.lock.acquire()
        # The next one is let in later, whatever this one does meanwhile.
        asyncio.get_running_loop().call_later(self.interval, self.lock.release)

    async def __aexit__(self, *exc_info):
        return False


async def request(n, places, rate):
    async with places:
        async with rate:
            print(f"request {n} starts")
        await asyncio.sleep(0.2 if n < 3 else 0.7)
        if n == 4:
            raise ConnectionResetError(f"request {n}")
    print(f"request {n} is done")


async def main():
    places = asyncio.Semaphore(2)
    rate = RateLimit(0.25)
    requests = [request(n, places, rate) for n in range(1, 8)]
    results = await asyncio.gather(*requests, return_exceptions=True)
    print([result for result in results if result is not None])


asyncio.run(main())
