from contextlib import contextmanager, suppress, ExitStack, closing, nullcontext, asynccontextmanager, AsyncExitStack
import asyncio
@contextmanager
def cm(n):
    print("enter", n)
    try:
        yield n
    except ValueError as e:
        print("handled", e)
    finally:
        print("exit", n)
with cm(1) as x: print("body", x)
with cm(2): raise ValueError("v")
try:
    with cm(3): raise KeyError("k")
except KeyError as e: print(repr(e))
with suppress(KeyError, ValueError): {}["x"]
with ExitStack() as st:
    a = st.enter_context(cm("a")); st.callback(print, "callback", a)
    st.enter_context(cm("b"))
try:
    with ExitStack() as st:
        st.enter_context(cm("c"))
        raise TypeError("t")
except TypeError as e: print(e)
with nullcontext(5) as n: print(n)
@cm("deco")
def decorated(): print("in")
decorated()
@asynccontextmanager
async def acm(n):
    print("aenter", n)
    await asyncio.sleep(0.1)
    try:
        yield n
    finally:
        await asyncio.sleep(0.1)
        print("aexit", n)
async def main():
    async with acm(1) as x: print("body", x)
    try:
        async with acm(2), acm(3): raise ValueError("in async with")
    except ValueError as e: print(e)
    async with AsyncExitStack() as st:
        print(await st.enter_async_context(acm("s")))
        st.push_async_callback(asyncio.sleep, 0)
    async def agen():
        try:
            for i in range(5):
                await asyncio.sleep(0.01)
                yield i
        finally:
            print("agen closed")
    async for v in agen():
        print(v)
        if v == 1: break
    print([v async for v in agen() if v % 2], {v: v async for v in agen()}, sum([v async for v in agen()]))
    print([await asyncio.sleep(0, i) for i in range(3)])
    ag = agen()
    print(await anext(ag), await ag.__anext__(), await ag.asend(None)); await ag.aclose()
    print(await anext(ag, "default"))
    class AIt:
        def __init__(self): self.n = 0
        def __aiter__(self): return self
        async def __anext__(self):
            self.n += 1
            if self.n > 2: raise StopAsyncIteration
            return self.n
    async for i in AIt(): print("ait", i)
    else: print("else")
    class Aw:
        def __await__(self):
            yield from asyncio.sleep(0.1).__await__()
            return "awaited"
    print(await Aw())
    print(await asyncio.wait_for(Aw(), 1), await asyncio.gather(Aw(), asyncio.sleep(0, 5)))
asyncio.run(main())
