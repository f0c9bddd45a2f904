import asyncio

ok = None
OUTCOMES = [ValueError, TypeError, RuntimeError, ok]
NESTING = 2
SPLIT_BY = ValueError


async def work(k, outcome):
    await asyncio.sleep(0.5)
    if outcome is not ok:
        print(f"task {k} raises {outcome.__name__}")
        raise outcome(f"task {k} failed")
    print(f"task {k} finishes")


async def level(depth):
    async with asyncio.TaskGroup() as tg:
        for k in range(depth, len(OUTCOMES) + 1, NESTING):
            tg.create_task(work(k, OUTCOMES[k - 1]), name=f"task-{k}")
        if depth < NESTING:
            tg.create_task(level(depth + 1), name=f"level-{depth + 1}")


def leaves(error, path=()):
    if isinstance(error, BaseExceptionGroup):
        for number, member in enumerate(error.exceptions, start=1):
            yield from leaves(member, (*path, number))
    else:
        yield path, error


def show(group):
    for path, error in leaves(group):
        print(f"  {'.'.join(map(str, path))} {type(error).__name__}: {error}")


async def main():
    try:
        await level(1)
    except* Exception as group:
        print("caught:")
        show(group)
        matching, rest = group.split(SPLIT_BY)
        print(f"split, matching: {matching!r}")
        print(f"split, rest: {rest!r}")
        print(f"subgroup: {group.subgroup(SPLIT_BY)!r}")
    print("main goes on")


asyncio.run(main())
