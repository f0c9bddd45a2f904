"""An event emitter with sync and async listeners."""
import asyncio
import inspect
from collections import defaultdict


class Emitter:
    def __init__(self):
        self.listeners = defaultdict(list)
        self.tasks = set()

    def on(self, event):
        def register(function):
            self.listeners[event].append(function)
            return function
        return register

    def emit(self, event, **data):
        for listener in self.listeners[event]:
            result = listener(**data)
            if inspect.isawaitable(result):
                task = asyncio.ensure_future(result)
                self.tasks.add(task)
                task.add_done_callback(self._done)

    def _done(self, task):
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self.emit("error", error=error)

    async def drain(self):
        while self.tasks:
            await asyncio.wait(self.tasks)


emitter = Emitter()


@emitter.on("order")
def log(number, total):
    print(f"order {number}: {total:.2f}")


@emitter.on("order")
async def charge(number, total):
    await asyncio.sleep(0.1)
    if total > 100:
        raise ValueError(f"order {number} is too large")
    print("charged", total)


@emitter.on("error")
async def report(error):
    await asyncio.sleep(0.1)
    print("reported", repr(error))


async def main():
    for number, total in enumerate([10, 250, 99.5]):
        emitter.emit("order", number=number, total=total)
    await emitter.drain()
    print(asyncio.get_running_loop().time(), dict(emitter.listeners).keys(), len(emitter.tasks))
    print(inspect.iscoroutinefunction(charge), inspect.iscoroutinefunction(log))


asyncio.run(main())
