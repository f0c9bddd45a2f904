"""Futures by hand: callbacks, results, errors, and what is refused."""
import asyncio


def done(label, future):
    if future.cancelled():
        print(label, "cancelled")
    elif future.exception():
        print(label, "failed", repr(future.exception()))
    else:
        print(label, future.result())


async def main():
    loop = asyncio.get_running_loop()
    import functools
    future = loop.create_future()
    first = functools.partial(done, "first")
    future.add_done_callback(first)
    future.add_done_callback(functools.partial(done, "second"))
    print(future.remove_done_callback(first), future.done())
    future.set_result([1, 2])
    print("not called yet")
    await asyncio.sleep(0)
    future.add_done_callback(lambda f: print("added late", f.result() is future.result()))
    print(await future)
    for call in (lambda: future.set_result(3), lambda: future.set_exception(OSError())):
        try:
            call()
        except asyncio.InvalidStateError as error:
            print(repr(error))
    broken = loop.create_future()
    broken.add_done_callback(functools.partial(done, "broken"))
    broken.set_exception(RuntimeError)
    try:
        await broken
    except RuntimeError as error:
        print("raised", repr(error))
    try:
        loop.create_future().set_exception(StopIteration("x"))
    except TypeError as error:
        print(error)
    cancelled = loop.create_future()
    cancelled.add_done_callback(functools.partial(done, "third"))
    print(cancelled.cancel("why"), cancelled.cancel())
    await asyncio.sleep(0)
    waiting = loop.create_future()
    loop.call_later(2, waiting.set_result, "by timer")
    print(await waiting, loop.time())
    print(asyncio.isfuture(waiting), asyncio.isfuture(main), asyncio.iscoroutinefunction(main))
    print(future, cancelled, broken)


asyncio.run(main())
