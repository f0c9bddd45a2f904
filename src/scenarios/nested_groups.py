import asyncio

INNER_FAILS_AT = 0.3
OUTER_FAILS_AT = None
INNER_TASKS = 2
OUTER_TASKS = 2
WORK = 1.0


async def worker(name, fails_at):
    try:
        await asyncio.sleep(WORK if fails_at is None else fails_at)
    except asyncio.CancelledError:
        print(f"{name} is cancelled")
        raise
    if fails_at is not None:
        print(f"{name} fails")
        raise ValueError(f"{name} failed")
    print(f"{name} finishes")


def start(tg, name, count, fails_at):
    for k in range(1, count + 1):
        tg.create_task(worker(f"{name}-{k}", fails_at if k == 1 else None), name=f"{name}-{k}")


async def main():
    try:
        async with asyncio.TaskGroup() as outer:
            start(outer, "outer", OUTER_TASKS, OUTER_FAILS_AT)
            async with asyncio.TaskGroup() as inner:
                start(inner, "inner", INNER_TASKS, INNER_FAILS_AT)
            print("the inner block ends without an error")
        print("the outer block ends without an error")
    except* ValueError as group:
        print(f"main receives {group!r}")
    print("main goes on")


asyncio.run(main())
