"""asyncio.Runner: several mains on one loop."""
import asyncio
import contextvars

user = contextvars.ContextVar("user", default="nobody")


async def setup():
    user.set("root")
    asyncio.get_running_loop().create_task(heartbeat(), name="heartbeat")
    return asyncio.get_running_loop()


async def heartbeat():
    try:
        while True:
            await asyncio.sleep(1)
            print("beat", asyncio.get_running_loop().time())
    finally:
        print("heartbeat ends")


async def work(loop):
    print(user.get(), loop is asyncio.get_running_loop())
    await asyncio.sleep(2.5)
    return "result"


async def fail():
    raise LookupError("second main")


with asyncio.Runner() as runner:
    loop = runner.run(setup())
    print(runner.run(work(loop)))
    try:
        runner.run(fail())
    except LookupError as error:
        print("failed:", error)
    print(runner.get_loop() is loop, loop.is_running(), loop.is_closed())
    other = contextvars.copy_context()
    runner.run(work(loop), context=other)
print(loop.is_closed(), user.get())
for call in (lambda: asyncio.get_running_loop(), lambda: asyncio.Runner().run(print)):
    try:
        call()
    except (RuntimeError, ValueError, TypeError) as error:
        print(type(error).__name__, error)


async def nested():
    coroutine = fail()
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print(error)
        coroutine.close()


asyncio.run(nested())
