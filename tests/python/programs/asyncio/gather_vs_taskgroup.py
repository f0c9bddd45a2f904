"""The same failure under gather, gather(return_exceptions) and a group."""
import asyncio


async def step(name, delay, error=None, log=None):
    try:
        await asyncio.sleep(delay)
        if error is not None:
            raise error
        log.append(f"{name} ok")
        return name
    except asyncio.CancelledError:
        log.append(f"{name} cancelled")
        raise


def steps(log):
    return [step("a", 1, log=log), step("b", 2, ValueError("b"), log), step("c", 3, log=log),
            step("d", 2, KeyError("d"), log)]


async def with_gather(log):
    return await asyncio.gather(*steps(log))


async def with_results(log):
    return await asyncio.gather(*steps(log), return_exceptions=True)


async def with_group(log):
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(s) for s in steps(log)]
    return [t.result() for t in tasks]


async def main():
    for function in (with_gather, with_results, with_group):
        log, start = [], asyncio.get_running_loop().time()
        try:
            result = await function(log)
        except Exception as error:
            result = error
        elapsed = asyncio.get_running_loop().time() - start
        print(f"{function.__name__}: {result!r} after {elapsed:g}")
        await asyncio.sleep(3)
        print("  ", log)


asyncio.run(main())
