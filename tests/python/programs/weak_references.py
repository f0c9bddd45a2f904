"""Weak references to what asyncio and the language make."""

import asyncio
import weakref


class Thing:
    def method(self):
        pass


def numbers():
    yield 1


async def nap():
    await asyncio.sleep(1)
    return "slept"


def alive(references):
    return [name for name, reference in references.items() if reference() is not None]


async def main():
    loop = asyncio.get_running_loop()
    things = {
        "instance": Thing(),
        "function": lambda: None,
        "class": Thing,
        "generator": numbers(),
        "set": {1, 2},
        "future": loop.create_future(),
        "queue": asyncio.Queue(),
        "lock": asyncio.Lock(),
        "event": asyncio.Event(),
    }
    references = {name: weakref.ref(thing) for name, thing in things.items()}
    references["method"] = weakref.ref(things["instance"].method)
    print(alive(references), references["future"]() is things["future"])
    things.clear()
    print(alive(references))
    for value in 1, "text", [], (), {}, None:
        try:
            weakref.ref(value)
        except TypeError as error:
            print(error)

    task = asyncio.create_task(nap())
    reference = weakref.ref(task)
    del task
    await asyncio.sleep(0.5)
    print(reference().get_coro().__name__, len(asyncio.all_tasks()))
    await asyncio.sleep(1)
    print(reference())
    tasks = weakref.WeakSet([asyncio.create_task(nap()) for _ in range(2)])
    print(len(tasks))
    await asyncio.sleep(2)
    print(len(tasks))


asyncio.run(main())
