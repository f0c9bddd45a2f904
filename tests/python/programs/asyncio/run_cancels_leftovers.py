"""When main returns, run() cancels what is left, in order, and waits for it."""
import asyncio


async def stubborn():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("stubborn needs a second")
        await asyncio.sleep(1)
        print("stubborn ends at", asyncio.get_running_loop().time())


async def fails_in_cleanup():
    try:
        await asyncio.sleep(100)
    finally:
        raise RuntimeError("cleanup failed")


async def never_started():
    print("not printed")


async def spawns():
    try:
        await asyncio.sleep(100)
    finally:
        print("tasks:", len(asyncio.all_tasks()))


async def main():
    for function in (stubborn, fails_in_cleanup, spawns):
        asyncio.create_task(function(), name=function.__name__)
    await asyncio.sleep(1)
    asyncio.create_task(never_started())
    print("main returns")
    return "result"


print(asyncio.run(main()))
