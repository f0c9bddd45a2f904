"""wait() stops at the first exception, and the errors are looked at one by one."""
import asyncio


async def check(name, delay, error=None):
    await asyncio.sleep(delay)
    if error is not None:
        raise error
    return f"{name} is fine"


async def main():
    checks = {
        asyncio.create_task(check("disk", 0.1), name="disk"),
        asyncio.create_task(check("network", 0.2, TimeoutError("no answer")), name="network"),
        asyncio.create_task(check("database", 9), name="database"),
    }
    done, pending = await asyncio.wait(checks, return_when=asyncio.FIRST_EXCEPTION)
    for task in sorted(done, key=asyncio.Task.get_name):
        if task.exception():
            print(task.get_name(), "->", repr(task.exception()))
        else:
            print(task.get_name(), "->", task.result())
    (left,) = pending
    print(left.get_name(), "pending at", asyncio.get_running_loop().time())
    try:
        left.result()
    except asyncio.InvalidStateError as error:
        print(type(error), error)
    try:
        left.exception()
    except asyncio.InvalidStateError as error:
        print(error)
    left.cancel()
    done, pending = await asyncio.wait([left])
    print(done == {left}, pending == set())
    try:
        left.exception()
    except asyncio.CancelledError as error:
        print("cancelled", error.args)


asyncio.run(main())
