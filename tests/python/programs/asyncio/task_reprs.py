"""How tasks, futures and handles present themselves."""
import asyncio


async def inner(seconds):
    await asyncio.sleep(seconds)


async def outer():
    await inner(1)


class Bot:
    async def poll(self):
        await asyncio.sleep(0)
        raise RuntimeError("x" * 10)


async def main():
    task = asyncio.create_task(outer(), name="first")
    print(task)
    await asyncio.sleep(0)
    print(task)
    task.add_done_callback(print)
    print(task)
    print(task.get_coro(), task.get_stack())
    await task
    bot = asyncio.create_task(Bot().poll())
    print(bot)
    await asyncio.wait([bot])
    print(bot)
    cancelled = asyncio.create_task(outer())
    cancelled.cancel()
    print(cancelled)
    await asyncio.wait([cancelled])
    print(cancelled)
    waiter = asyncio.create_task(task_waits_for(bot_like := asyncio.create_task(inner(1), name="like")))
    await asyncio.sleep(0)
    print(waiter)
    print(bot_like)
    print(asyncio.current_task())
    await waiter
    print(asyncio.all_tasks() == {asyncio.current_task()})
    future = asyncio.get_running_loop().create_future()
    print(future)
    future.add_done_callback(print)
    print(future)
    future.set_result("r" * 300)
    print(len(repr(future)))
    named = asyncio.create_task(inner(0))
    named.set_name(12)
    print(repr(named.get_name()))
    await named
    try:
        asyncio.create_task(inner)
    except TypeError as error:
        print(str(error).split(" at 0x")[0])


async def task_waits_for(other):
    await other


asyncio.run(main())
