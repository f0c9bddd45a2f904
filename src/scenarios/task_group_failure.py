import asyncio

TASKS = 3
FAILING = [2]
DELAY = 0.5
STAGGER = 0.0
RAISES = ValueError
CATCHES = ValueError


async def work(k):
    try:
        await asyncio.sleep(DELAY + (k - 1) * STAGGER)
    except asyncio.CancelledError:
        print(f"task {k} is cancelled")
        raise
    if k in FAILING:
        print(f"task {k} fails")
        raise RAISES(f"task {k} failed")
    print(f"task {k} finishes")
    return k * 10


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            for k in range(1, TASKS + 1):
                tg.create_task(work(k), name=f"task-{k}")
        print("every task has finished")
    except* CATCHES as group:
        print(f"except* takes {len(group.exceptions)}:")
        for error in group.exceptions:
            print(f"  {error!r}")
    print("main goes on")


asyncio.run(main())
