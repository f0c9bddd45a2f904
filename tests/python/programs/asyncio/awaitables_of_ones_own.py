import asyncio


class Task:
    def __init__(self, work):
        self.work = work

    def __await__(self):
        return self.work.__await__()


class Nested:
    def __await__(self):
        return Task(value(2)).__await__()


class Open:
    async def _open(self):
        await asyncio.sleep(0.1)
        return self

    def __await__(self):
        return self._open().__await__()

    async def __aenter__(self):
        return await self

    async def __aexit__(self, *exc):
        print("closed", *exc[:1])


async def value(n):
    await asyncio.sleep(0.1)
    return n


async def boom():
    await asyncio.sleep(0.1)
    raise ValueError("x")


async def main():
    print(await Task(value(1)), await Nested())
    try:
        await Task(boom())
    except ValueError as e:
        print(repr(e))
    async with Open() as o:
        print(type(o).__name__)
    future = asyncio.get_running_loop().create_future()
    future.set_result(7)
    print(await Task(future), await Task(Task(future)))
    c = value(3)
    print(await Task(c))
    try:
        await Task(c)
    except RuntimeError as e:
        print(e)
    print(await asyncio.gather(Task(value(4)), Nested()))
    print(await asyncio.wait_for(Task(value(5)), 1))
    try:
        await asyncio.wait_for(Task(value(5)), 0.05)
    except TimeoutError as e:
        print("timeout", repr(e.__cause__))
    t = asyncio.create_task(main2())
    await asyncio.sleep(0.05)
    t.cancel("stop")
    try:
        await t
    except asyncio.CancelledError as e:
        print("cancelled", e)
    it = value(8).__await__()
    try:
        await it
    except TypeError as e:
        print(e)
    it.close()
    await Task(boom())


async def main2():
    await Task(boom())

asyncio.run(main())
