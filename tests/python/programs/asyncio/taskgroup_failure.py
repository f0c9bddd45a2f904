"""One failing task cancels its siblings, and the group raises what happened."""
import asyncio


async def worker(name, delay, error=None):
    try:
        await asyncio.sleep(delay)
        if error:
            raise error
        print(name, "done")
    except asyncio.CancelledError:
        print(name, "cancelled at", asyncio.get_running_loop().time())
        raise
    finally:
        print(name, "cleans up")


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(worker("quick", 0.1))
            tg.create_task(worker("bad", 0.2, KeyError("missing")))
            tg.create_task(worker("slow", 5))
            await asyncio.sleep(10)
            print("not reached")
    except* KeyError as group:
        print("keys:", [str(e) for e in group.exceptions], group.message)
    except* OSError:
        print("not this one")
    else:
        print("no error")
    finally:
        print("over at", asyncio.get_running_loop().time())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(worker("late", 5))
            raise ZeroDivisionError("in the body")
    except* ZeroDivisionError as group:
        print(repr(group))


asyncio.run(main())
