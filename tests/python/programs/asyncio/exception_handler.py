"""A custom exception handler, the default one, and a handler that fails itself."""
import asyncio


def handler(loop, context):
    print("handled:", context["message"], "|", repr(context.get("exception")), "|", sorted(context))


def broken_handler(loop, context):
    raise KeyError("handler is broken")


async def job(n):
    raise ValueError(n)


def callback(n):
    raise IndexError(n)


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_exception_handler())
    loop.set_exception_handler(handler)
    task = asyncio.create_task(job(1), name="job-1")
    loop.call_soon(callback, 2)
    await asyncio.sleep(0.1)
    del task
    loop.call_exception_handler({"message": "made by hand", "answer": 42})
    loop.set_exception_handler(None)
    loop.call_exception_handler({"message": "by default", "answer": 42, "exception": OSError("x")})
    loop.call_soon(callback, 3)
    await asyncio.sleep(0)
    loop.set_exception_handler(broken_handler)
    loop.call_soon(callback, 4)
    await asyncio.sleep(0)
    try:
        loop.set_exception_handler("no function")
    except TypeError as error:
        print(error)
    loop.set_exception_handler(lambda loop, context: loop.default_exception_handler(context))
    future = loop.create_future()
    future.set_exception(ConnectionError("lost"))
    del future


asyncio.run(main())
