"""start() and stop() that can be called in any order, any number of times."""
import asyncio


class Service:
    def __init__(self):
        self._task = None
        self._lock = asyncio.Lock()
        self.ticks = 0

    @property
    def running(self):
        return self._task is not None and not self._task.done()

    async def start(self):
        async with self._lock:
            if not self.running:
                self._task = asyncio.create_task(self._run(), name="service")
                await asyncio.sleep(0)
            return self

    async def stop(self):
        async with self._lock:
            task, self._task = self._task, None
            if task is None:
                return "not running"
            task.cancel()
            try:
                await task
            except asyncio.CancelledError:
                return "stopped"
            except Exception as error:
                return f"had failed: {error!r}"
            return "had ended"

    async def _run(self):
        while True:
            await asyncio.sleep(1)
            self.ticks += 1
            if self.ticks == 5:
                raise RuntimeError("five")


async def main():
    service = await Service().start()
    print(service.running, await service.start() is service)
    await asyncio.sleep(2.5)
    print(await service.stop(), await service.stop(), service.ticks, service.running)
    await service.start()
    await asyncio.sleep(10)
    print(service.running, await service.stop(), service.ticks)
    results = await asyncio.gather(service.start(), service.stop(), service.start(), service.stop())
    print([r if isinstance(r, str) else "started" for r in results], service.running)


asyncio.run(main())
