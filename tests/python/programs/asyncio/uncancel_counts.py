"""cancelling() and uncancel(), as structured code uses them."""
import asyncio


class Scope:
    """A block that can be cancelled from outside, without cancelling what is around it."""

    def __init__(self):
        self._task = None
        self.cancelled = False

    def cancel(self):
        self.cancelled = True
        self._task.cancel("scope")

    async def __aenter__(self):
        self._task = asyncio.current_task()
        self._before = self._task.cancelling()
        return self

    async def __aexit__(self, kind, error, tb):
        if self.cancelled and kind is asyncio.CancelledError:
            left = self._task.uncancel()
            print("left:", left, "before:", self._before)
            return left <= self._before
        return False


async def main():
    loop = asyncio.get_running_loop()
    async with Scope() as scope:
        loop.call_later(1, scope.cancel)
        await asyncio.sleep(5)
        print("not here")
    print("went on at", loop.time(), scope.cancelled)

    async def job():
        me = asyncio.current_task()
        async with Scope() as scope:
            loop.call_later(1, scope.cancel)
            loop.call_later(1, me.cancel, "really")
            await asyncio.sleep(5)
        print("not here either")

    task = asyncio.create_task(job())
    try:
        await task
    except asyncio.CancelledError as error:
        print("job:", error.args, task.cancelling())
    me = asyncio.current_task()
    print(me.uncancel(), me.cancelling())


asyncio.run(main())
