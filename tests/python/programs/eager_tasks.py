"""Eager tasks: the first step within the step of the creator."""

import asyncio
from contextvars import ContextVar

var = ContextVar("var", default="unset")


def start(coro, **options):
    return asyncio.Task(coro, loop=asyncio.get_running_loop(), eager_start=True, **options)


async def answer(value):
    print("answer", value, asyncio.current_task().get_name())
    return value


async def nap(name, delay):
    print(name, "begins, var is", var.get())
    var.set(name)
    await asyncio.sleep(delay)
    print(name, "ends, var is", var.get())
    return name


async def fail(text):
    raise ValueError(text)


async def ticks(count):
    for tick in range(count):
        print("tick", tick)
        await asyncio.sleep(0)


async def one_by_one():
    print("-- one by one")
    ticking = asyncio.create_task(ticks(2))
    task = start(answer(1), name="answer")
    print(task.done(), task.result(), task.get_coro(), task)
    task = start(nap("nap", 0.01), name="nap")
    print(task.done(), task.get_name(), var.get(), task.get_context()[var])
    print(await task, var.get())
    failed = start(fail("at once"))
    print(failed.done(), repr(failed.exception()))
    later = asyncio.Task(answer("later"), eager_start=False)
    print(later.done())
    print(await later)
    await ticking


async def with_factory():
    print("-- with the factory")
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory())
    loop.set_task_factory(asyncio.eager_task_factory)
    print(loop.get_task_factory() is asyncio.eager_task_factory)
    ticking = asyncio.create_task(ticks(3))
    print("created")
    print(await asyncio.create_task(answer(2)))
    gathered = asyncio.gather(answer(3), answer(4))
    print(gathered.done(), await gathered)
    print(await asyncio.gather(answer(5), nap("gathered", 0.01), fail("gathered"), return_exceptions=True))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(nap("slow", 1))
            print(tg.create_task(answer(6)).done())
            tg.create_task(fail("in the group"))
            print("not yet")
    except* ValueError as group:
        print(group.exceptions)
    print(await asyncio.wait_for(answer(7), 1))
    done, pending = await asyncio.wait([asyncio.create_task(answer(8)), asyncio.create_task(nap("waited", 0.01))])
    print(len(done), len(pending))
    print([await each for each in asyncio.as_completed([nap("b", 0.02), nap("a", 0.01)])])
    print(await asyncio.shield(answer(9)))
    await ticking
    print(asyncio.Task(answer(10)).done())
    direct = asyncio.eager_task_factory(loop, answer(11), name="direct")
    print(direct.done(), direct.get_name())
    loop.set_task_factory(None)
    print(loop.get_task_factory())
    plain = asyncio.create_task(answer(12))
    print(plain.done())
    await plain


async def nested():
    print("-- nested")

    async def below(depth):
        if depth:
            print("down", depth, asyncio.current_task().get_name())
            inner = start(below(depth - 1), name=f"below {depth - 1}")
            print("up", depth, asyncio.current_task().get_name(), inner.done())
            await inner
        else:
            await asyncio.sleep(0)

    await start(below(3), name="below 3")

    async def canceller(task):
        task.cancel("from below")
        print("requested", task.cancelling())

    async def cancelled():
        start(canceller(asyncio.current_task()))
        print("goes on")
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError as e:
            print(repr(e))
            raise

    try:
        await start(cancelled())
    except asyncio.CancelledError as e:
        print("cancelled", e.args)

    async def interrupted():
        raise KeyboardInterrupt("now")

    try:
        start(interrupted())
    except KeyboardInterrupt as e:
        print("caught", repr(e))

    async def handled():
        try:
            raise KeyError("outer")
        except KeyError:
            task = start(fail("while it is handled"))
            print(repr(task.exception().__context__))

    await start(handled())


async def refused():
    print("-- refused")
    loop = asyncio.get_running_loop()
    try:
        loop.set_task_factory(1)
    except TypeError as e:
        print(e)
    try:
        asyncio.Task(1, eager_start=True)
    except TypeError as e:
        print(e)


async def main():
    await one_by_one()
    await with_factory()
    await nested()
    await refused()


asyncio.run(main())


async def is_plain():
    print(asyncio.get_running_loop().get_task_factory())


asyncio.run(is_plain())
with asyncio.Runner() as runner:
    runner.get_loop().set_task_factory(asyncio.eager_task_factory)
    runner.run(one_by_one())
