import asyncio, traceback
def inner(x):
    return 1 / x
def outer():
    y = 0
    return inner(y) + 1
try:
    outer()
except ZeroDivisionError:
    traceback.print_exc()
async def fail(n):
    await asyncio.sleep(n)
    raise ValueError(f"task {n}")
async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail(0.1))
            tg.create_task(fail(0.1))
    except* ValueError as eg:
        traceback.print_exception(eg)
    try:
        await asyncio.gather(fail(0.1), fail(0.2))
    except ValueError as e:
        traceback.print_exception(e)
    try:
        async with asyncio.timeout(0.1):
            await asyncio.sleep(1)
    except TimeoutError as e:
        traceback.print_exception(e)
    try:
        await asyncio.wait_for(asyncio.sleep(1), 0.1)
    except TimeoutError:
        traceback.print_exc()
    t = asyncio.create_task(fail(0.1))
    try:
        await t
    except ValueError as e:
        try:
            raise KeyError("k") from e
        except KeyError:
            traceback.print_exc()
    x = {"a": [1, 2]}
    try:
        x["a"][5]
    except IndexError:
        traceback.print_exc()
    try:
        print(
            x["b"],
            3,
        )
    except KeyError:
        traceback.print_exc()
    def rec(n):
        return rec(n + 1)
    try:
        rec(0)
    except RecursionError as e:
        print(e)
    class A: pass
    try:
        A().value
    except AttributeError:
        traceback.print_exc()
    async def waiter():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            raise
    w = asyncio.create_task(waiter())
    await asyncio.sleep(0)
    w.cancel("msg")
    try:
        await w
    except asyncio.CancelledError:
        traceback.print_exc()
    asyncio.create_task(fail(0), name="lost")
    await asyncio.sleep(0.1)
    foo = (1 +
           "a")
asyncio.run(main())
