"""Blocking functions in threads, with contexts and errors."""
import asyncio
import contextvars
import functools
import time

request = contextvars.ContextVar("request")


def blocking(n, *, factor=1):
    print("blocking", n, request.get("none"))
    if n < 0:
        raise ValueError(f"negative: {n}")
    return n * factor


async def main():
    loop = asyncio.get_running_loop()
    request.set("r-1")
    print(await asyncio.to_thread(blocking, 3, factor=2))
    print(await loop.run_in_executor(None, blocking, 4))
    print(await loop.run_in_executor(None, functools.partial(blocking, 5, factor=10)))
    try:
        await asyncio.to_thread(blocking, -1)
    except ValueError as error:
        print("from the thread:", error)
    results = await asyncio.gather(*(asyncio.to_thread(pow, 2, n) for n in range(4)))
    print(results)
    loop.call_soon_threadsafe(print, "threadsafe call")
    await asyncio.sleep(0)
    start = time.monotonic()
    time.sleep(0.5)
    print("the loop was blocked for", time.monotonic() - start)


asyncio.run(main())
