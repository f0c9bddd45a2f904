"""call_soon, call_later, call_at and their handles."""
import asyncio


def say(*words):
    print(f"{asyncio.get_running_loop().time():.2f}", *words)


async def main():
    loop = asyncio.get_running_loop()
    later = loop.call_later(0.3, say, "later")
    at = loop.call_at(loop.time() + 0.2, say, "at")
    gone = loop.call_later(0.1, say, "never")
    soon = loop.call_soon(say, "soon", 1, 2)
    gone.cancel()
    gone.cancel()
    print(gone.cancelled(), later.cancelled(), later.when(), at.when())
    print(later < at, at < later, later == later, later >= at)
    print(type(soon).__name__, type(later).__name__)
    await asyncio.sleep(0)
    print("after one iteration")
    await asyncio.sleep(0.25)

    def repeat(n):
        say("repeat", n)
        if n:
            loop.call_later(0.5, repeat, n - 1)
        else:
            finished.set_result("done")

    finished = loop.create_future()
    loop.call_soon(repeat, 3)
    print(await finished)
    try:
        loop.call_later(None, say)
    except TypeError as error:
        print(error)
    order = []
    for n in range(5):
        loop.call_later(1 if n % 2 else 0.999, order.append, n)
    await asyncio.sleep(1)
    print(order)


asyncio.run(main())
