"""How except* takes a group apart, and what it leaves."""
import asyncio


async def fail(error, delay=0.0):
    await asyncio.sleep(delay)
    raise error


async def main():
    try:
        try:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(fail(ValueError(1)))
                tg.create_task(fail(TypeError("t")))
                tg.create_task(fail(ConnectionResetError("peer")))
        except* OSError as group:
            print("os", group.exceptions)
            raise RuntimeError("network is down") from group
        except* ValueError as group:
            print("values", group.exceptions)
    except ExceptionGroup as left:
        print(repr(left))
        for error in left.exceptions:
            print(type(error), error, repr(error.__cause__))

    try:
        raise KeyError("plain")
    except* LookupError as group:
        print("wrapped:", repr(group), group.exceptions[0].args)

    try:
        try:
            raise ExceptionGroup("again", [ValueError(2), OSError(5, "io")])
        except* OSError:
            raise
    except ExceptionGroup as group:
        print("reraised:", repr(group))

    try:
        try:
            raise ExceptionGroup("x", [ValueError(3)])
        except* ExceptionGroup:
            pass
    except TypeError as error:
        print(error)


asyncio.run(main())
