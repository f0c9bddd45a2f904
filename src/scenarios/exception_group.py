import asyncio

ok = None
OUTCOMES = [ValueError, TypeError, RuntimeError, ok]
HANDLERS = [ValueError, TypeError, RuntimeError]
STAGGER = 0.0

# Where the list of handlers ends, an empty tuple takes nothing.
FIRST, SECOND, THIRD, FOURTH = HANDLERS + [()] * (4 - len(HANDLERS))


async def work(k, outcome):
    try:
        await asyncio.sleep(0.5 + (k - 1) * STAGGER)
    except asyncio.CancelledError:
        print(f"task {k} is cancelled")
        raise
    if outcome is not ok:
        print(f"task {k} raises {outcome.__name__}")
        raise outcome(f"task {k} failed")
    print(f"task {k} finishes")


def take(handler, group):
    print(f"except* {handler.__name__} takes {group!r}")


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            for k, outcome in enumerate(OUTCOMES, start=1):
                tg.create_task(work(k, outcome), name=f"task-{k}")
    except* FIRST as group:
        take(FIRST, group)
    except* SECOND as group:
        take(SECOND, group)
    except* THIRD as group:
        take(THIRD, group)
    except* FOURTH as group:
        take(FOURTH, group)
    print("main goes on")


asyncio.run(main())
