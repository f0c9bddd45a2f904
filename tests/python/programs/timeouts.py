"""Timeouts: their ends, what moves them, and what leaves them."""

import asyncio


async def ended():
    try:
        async with asyncio.timeout(0.01) as limit:
            print(str(limit)[:23], limit.expired(), limit.when() is not None)
            await asyncio.sleep(1)
    except TimeoutError as e:
        print(repr(e), repr(e.__cause__), limit, limit.expired())


async def moved():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(0.01) as limit:
        limit.reschedule(loop.time() + 0.05)
        await asyncio.sleep(0.02)
        limit.reschedule(None)
        print(limit, limit.when())
        await asyncio.sleep(0.05)
    print(limit, limit.expired())
    try:
        limit.reschedule(loop.time())
    except RuntimeError as e:
        print(e)
    try:
        async with asyncio.timeout_at(loop.time() - 1):
            print("late already")
            await asyncio.sleep(0)
            print("never")
    except TimeoutError:
        print("timed out")
    try:
        async with asyncio.timeout(1) as limit:
            limit.reschedule(loop.time())
            await asyncio.sleep(1)
    except TimeoutError:
        print("moved to now")


async def nested():
    try:
        async with asyncio.timeout(0.01) as outer:
            try:
                async with asyncio.timeout(1) as inner:
                    await asyncio.sleep(2)
            finally:
                print("inner", inner.expired(), "outer", outer.expired())
    except TimeoutError:
        print("outer timed out")
    async with asyncio.timeout(1) as outer:
        try:
            async with asyncio.timeout(0.01) as inner:
                await asyncio.sleep(2)
        except TimeoutError:
            print("inner timed out", outer.expired())


async def swallowed():
    async with asyncio.timeout(0.01) as limit:
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            print("swallowed", asyncio.current_task().cancelling())
    print(limit, asyncio.current_task().cancelling())


async def raised():
    try:
        async with asyncio.timeout(0.01):
            try:
                await asyncio.sleep(1)
            finally:
                raise ValueError("while it ends")
    except ValueError as e:
        print(repr(e), repr(e.__context__), repr(e.__context__.__cause__))


async def cancelled():
    async def work():
        async with asyncio.timeout(0.05):
            await asyncio.sleep(1)

    task = asyncio.create_task(work())
    await asyncio.sleep(0.01)
    task.cancel("from outside")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e))


async def used():
    limit = asyncio.timeout(1)
    for how in range(2):
        try:
            async with limit:
                print("entered", limit.when() is not None)
        except RuntimeError as e:
            print(e)
    print(asyncio.timeout(None), asyncio.Timeout(None).when())
    try:
        asyncio.timeout(1).reschedule(2)
    except RuntimeError as e:
        print(e)


async def main():
    for case in (ended, moved, nested, swallowed, raised, cancelled, used):
        print("--", case.__name__)
        await case()


asyncio.run(main())
