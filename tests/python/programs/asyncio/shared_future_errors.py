"""One exception object, raised in several waiters."""
import asyncio


async def waiter(name, future):
    try:
        return await future
    except ConnectionError as error:
        raise RuntimeError(f"{name} cannot start") from error


async def main():
    loop = asyncio.get_running_loop()
    connected = loop.create_future()
    waiters = [asyncio.create_task(waiter(n, connected)) for n in ("a", "b")]
    await asyncio.sleep(1)
    print(connected)
    error = ConnectionError("refused")
    connected.set_exception(error)
    results = await asyncio.gather(*waiters, return_exceptions=True)
    for result in results:
        print(repr(result), result.__cause__ is error)
    try:
        await connected
    except ConnectionError as again:
        print(again is error)
    raise ExceptionGroup("nobody started", results)


asyncio.run(main())
