"""AsyncExitStack, asynccontextmanager, aclosing and decorators that are asynchronous."""
import asyncio
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, contextmanager, nullcontext


@asynccontextmanager
async def connect(name, delay=0.1):
    print("connecting", name)
    await asyncio.sleep(delay)
    try:
        yield f"<{name}>"
    except OSError as error:
        print(name, "saw", error)
        raise
    finally:
        await asyncio.sleep(delay)
        print("closed", name)


@contextmanager
def sync(name):
    print("enter", name)
    yield name
    print("leave", name)


async def rows():
    try:
        for i in range(5):
            yield i
    finally:
        print("rows closed")


async def say(*words, **kw):
    await asyncio.sleep(0)
    print("say", *words, kw)


@connect("decorated")
async def decorated():
    return "result"


async def main():
    async with AsyncExitStack() as stack:
        print(await stack.enter_async_context(connect("db")))
        print(stack.enter_context(sync("lock")))
        stack.push_async_callback(say, "bye", loud=True)
        stack.callback(print, "plain callback")

        @stack.push_async_exit
        async def on_exit(kind, error, tb):
            print("exit with", kind)

        moved = stack.pop_all()
        print("moved")
    await moved.aclose()
    async with aclosing(rows()) as stream:
        async for row in stream:
            if row == 1:
                break
            print("row", row)
    print(await decorated())
    async with nullcontext("null") as n:
        print(n)
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(sync("not async"))
    except TypeError as error:
        print(error)
    try:
        async with connect("failing"):
            raise OSError("network")
    except OSError as error:
        print("caught", error)
    async with AsyncExitStack() as stack:
        for name in "ab":
            await stack.enter_async_context(connect(name, 0.01))
        stack.push_async_callback(say)
        raise LookupError("at the end")


asyncio.run(main())
