"""Each task has a copy of the context of its creator; generators and callbacks share it."""
import asyncio
import contextvars

level = contextvars.ContextVar("level", default=0)
user = contextvars.ContextVar("user")


async def nested(depth):
    level.set(level.get() + 1)
    if depth:
        await asyncio.create_task(nested(depth - 1))
    print("level", level.get(), "user", user.get("nobody"))


async def numbers():
    user.set("generator")
    yield level.get()
    level.set(99)
    yield level.get()


async def same_task():
    level.set(7)


async def main():
    await nested(2)
    print("main", level.get())
    await same_task()
    print("after await", level.get())
    print([n async for n in numbers()], level.get(), user.get())
    context = contextvars.Context()
    task = asyncio.create_task(nested(0), context=context)
    await task
    print(context.get(level), len(context), task.get_context() is context)
    await asyncio.wait_for(same_task(), 1)
    print("after wait_for", level.get())
    await asyncio.gather(same_task())
    async with asyncio.timeout(1):
        level.set(50)
    print("after timeout", level.get())
    loop = asyncio.get_running_loop()
    loop.call_soon(level.set, 1)
    loop.call_soon(lambda: print("callback sees", level.get()))
    await asyncio.sleep(0)
    with_token = level.set(51)
    print(with_token.old_value, with_token.var is level, level.get())
    level.reset(with_token)
    try:
        level.reset(with_token)
    except RuntimeError as error:
        print(str(error).split(" has ")[-1])
    try:
        contextvars.ContextVar("empty").get()
    except LookupError as error:
        print(type(error).__name__)


asyncio.run(main())
