"""wait_for: in time, too late, with None, with zero and with errors of the awaited one."""
import asyncio


async def answer(delay, value="ok"):
    try:
        await asyncio.sleep(delay)
        if isinstance(value, Exception):
            raise value
        return value
    except asyncio.CancelledError:
        print("  answer cancelled at", asyncio.get_running_loop().time())
        raise


async def attempt(label, awaitable, timeout):
    try:
        print(label, await asyncio.wait_for(awaitable, timeout))
    except TimeoutError as error:
        print(label, "timed out", repr(error), repr(error.__cause__))
    except Exception as error:
        print(label, "failed", repr(error))


async def main():
    await attempt("in time", answer(1), 2)
    await attempt("late", answer(3), 1)
    await attempt("no limit", answer(5, "slow"), None)
    await attempt("zero", answer(1), 0)
    await attempt("done already", asyncio.ensure_future(asyncio.sleep(0, "now")), 0)
    await attempt("negative", answer(1), -1)
    await attempt("error", answer(0.1, ValueError("bad")), 1)
    await attempt("own timeout", answer(0.1, TimeoutError("mine")), 1)
    future = asyncio.get_running_loop().create_future()
    await attempt("future", future, 0.5)
    print(future.cancelled(), asyncio.TimeoutError is TimeoutError)
    done = asyncio.get_running_loop().create_future()
    done.set_result(42)
    await attempt("done future", done, 0)


asyncio.run(main())
