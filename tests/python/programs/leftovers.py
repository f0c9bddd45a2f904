"""Nothing is left of blocks and comprehensions: loops around `with` that swallows what an await raises, objects that die."""

import asyncio
import contextlib
import weakref


class Swallow:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        print(self.name, "swallows", repr(error))
        return True

    async def __aenter__(self):
        await asyncio.sleep(0.1)
        return self.name

    async def __aexit__(self, *details):
        await asyncio.sleep(0.1)
        return self.__exit__(*details)


@contextlib.contextmanager
def section(number):
    print("section", number)
    yield
    print("end of section", number)


async def late(limit):
    await asyncio.wait_for(asyncio.sleep(3), limit)


class Item:
    def __init__(self, name):
        self.name = name


def comprehensions():
    items = [Item(name) for name in "abc"]
    references = [weakref.ref(item) for item in items]

    def alive():
        return [reference().name for reference in references if reference()]

    print([item.name for item in items], {item.name: item for item in items if item.name < "b"}.keys())
    items.pop()
    print(alive())
    later = [lambda: item.name for item in items]
    print([function() for function in later], {0 for item in []})
    items.clear()
    print("only the functions are left:", alive())
    del later
    print(alive())
    rounds = []
    for count in 2, 5:
        rounds.append([lambda: number for number in range(count)])
    print([function() for functions in rounds for function in functions])


async def main():
    for limit in 0, 1:
        with Swallow("inner") as manager:
            await asyncio.wait_for(asyncio.sleep(3), limit)
        print(limit, manager.name)
    for limit in 0, 1:
        with Swallow("outer") as outer, Swallow("inner") as inner:
            await late(limit)
        print(limit, outer.name, inner.name)
    for limit in 0, 1:
        async with Swallow("async") as name:
            await asyncio.gather(late(limit), late(limit + 1))
        print(limit, name)
    for limit in 0, 1:
        with section(limit), contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.create_task(asyncio.sleep(2)), limit)
            print("never reached")
        async with contextlib.AsyncExitStack() as stack:
            await stack.enter_async_context(Swallow("stack"))
            async with asyncio.timeout(limit):
                await asyncio.sleep(2)
    numbers = [number for number in range(3)]
    with Swallow("target") as [first, second]:
        print("never reached")
    for number in numbers:
        with Swallow(number):
            while True:
                for _ in numbers:
                    with Swallow("nested"):
                        await asyncio.wait_for(asyncio.Event().wait(), number)
                raise ValueError(number)
    print("end")


class Holder:
    def __init__(self, loop):
        self.loop = loop
        self.notes = []
        loop.set_exception_handler(lambda loop, context: self.notes.append(context["message"]))

    def fail(self):
        self.future = self.loop.create_future()
        self.future.set_exception(ValueError())


async def deletes():
    """The loop's handler runs while an attribute goes, and uses the same object."""
    holder = Holder(asyncio.get_running_loop())
    holder.fail()
    del holder.future
    holder.fail()
    holder.future = None
    holder.fail()
    vars(holder).pop("future")
    Holder.future = None
    holder.fail()
    delattr(holder, "future")
    print(holder.notes, holder.future)


asyncio.run(main())
comprehensions()
asyncio.run(deletes())
