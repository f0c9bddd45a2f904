"""A sibling that fails while it is cancelled adds its error to the group."""
import asyncio


class Rollback(Exception):
    pass


async def transaction(n):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise Rollback(f"transaction {n} cannot be undone") from None


async def cleanup_chained():
    try:
        await asyncio.sleep(10)
    finally:
        {}["lock"]


async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(transaction(1))
        tg.create_task(cleanup_chained())
        await asyncio.sleep(0.5)
        raise ValueError("abort")


try:
    asyncio.run(main())
except ExceptionGroup as group:
    print(group)
    for error in group.exceptions:
        print("-", type(error).__name__, error, "| context:", repr(error.__context__), error.__suppress_context__)
    raise
