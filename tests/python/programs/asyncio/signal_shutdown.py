"""Graceful shutdown on SIGTERM: stop taking work, finish what runs, then end."""
import asyncio
import os
import signal


class Server:
    def __init__(self):
        self.stopping = asyncio.Event()
        self.jobs = set()

    def handle_signal(self, number):
        print("received", signal.Signals(number).name, "with", len(self.jobs), "jobs")
        self.stopping.set()

    async def job(self, n):
        await asyncio.sleep(1.5)
        print("job", n, "finished at", asyncio.get_running_loop().time())

    async def accept(self):
        n = 0
        while not self.stopping.is_set():
            task = asyncio.create_task(self.job(n))
            self.jobs.add(task)
            task.add_done_callback(self.jobs.discard)
            n += 1
            try:
                async with asyncio.timeout(0.5):
                    await self.stopping.wait()
            except TimeoutError:
                continue
        print("accepted", n)

    async def serve(self):
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.handle_signal, number)
        loop.call_later(1.8, os.kill, os.getpid(), signal.SIGTERM)
        await self.accept()
        while self.jobs:
            await asyncio.wait(list(self.jobs))
        print(loop.remove_signal_handler(signal.SIGTERM), loop.remove_signal_handler(signal.SIGTERM))
        print("bye at", loop.time())


async def main():
    await Server().serve()


asyncio.run(main())
