"""Objects with __await__, futures that are awaited by hand, and coroutines driven with send."""
import asyncio


class Delayed:
    def __init__(self, value, delay):
        self.value, self.delay = value, delay

    def __await__(self):
        yield from asyncio.sleep(self.delay).__await__()
        return self.value


class Once:
    def __await__(self):
        print("before")
        yield
        print("after")
        return "once"


class Wrong:
    def __await__(self):
        return [1]


async def three():
    return 3


class Gate:
    def __init__(self):
        self.waiters = []

    def __await__(self):
        future = asyncio.get_running_loop().create_future()
        self.waiters.append(future)
        return (yield from future)

    def open(self, value):
        for future in self.waiters:
            future.set_result(value)


async def main():
    print(await Delayed("later", 0.5), asyncio.get_running_loop().time())
    print(await Once())
    print(await asyncio.gather(Delayed(1, 0.2), Once(), three()))
    print(await asyncio.wait_for(Delayed("x", 0.1), 1))
    gate = Gate()
    asyncio.get_running_loop().call_later(1, gate.open, "opened")

    async def wait():
        return await gate

    print(await asyncio.gather(wait(), wait()))
    for bad in (Wrong(), object(), three, "text", None):
        try:
            await bad
        except TypeError as error:
            print(error)
    try:
        asyncio.create_task(Once())
    except TypeError as error:
        print(str(error).split("<")[0])


coroutine = three()
try:
    coroutine.send(None)
except StopIteration as stop:
    print("driven by hand:", stop.value)
asyncio.run(main())
