"""Nested groups: what is cancelled, and how the errors nest."""
import asyncio


async def leaf(name, delay, error=None):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(f"{name} cancelled")
        raise
    if error:
        raise error
    print(f"{name} done")


async def branch(name, *leaves):
    try:
        async with asyncio.TaskGroup() as tg:
            for n, (delay, error) in enumerate(leaves):
                tg.create_task(leaf(f"{name}{n}", delay, error))
    finally:
        print(f"branch {name} ends")


def tree(error, depth=0):
    print("  " * depth + (str(error) if isinstance(error, BaseExceptionGroup) else repr(error)))
    for inner in getattr(error, "exceptions", ()):
        tree(inner, depth + 1)


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(branch("a", (1, None), (2, ValueError("a1"))))
            tg.create_task(branch("b", (1.5, None), (9, None)))
            tg.create_task(branch("c", (2, KeyError("c0")), (2, TypeError("c1")), (9, None)))
    except ExceptionGroup as group:
        tree(group)
        values, others = group.split(ValueError)
        tree(values)
        tree(others)
    async with asyncio.TaskGroup() as tg:
        tg.create_task(branch("d", (0.1, None)))
        tg.create_task(branch("e", (0.1, BaseException("no Exception"))))


try:
    asyncio.run(main())
except BaseException as error:
    print(repr(error))
    tree(error)
