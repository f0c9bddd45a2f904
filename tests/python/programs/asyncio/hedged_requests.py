"""A second request is sent when the first takes too long."""
import asyncio


async def replica(name, latency, fails=False):
    try:
        await asyncio.sleep(latency)
    except asyncio.CancelledError:
        print(" ", name, "cancelled")
        raise
    if fails:
        raise ConnectionError(name)
    return name


async def hedged(factories, delay):
    tasks, errors = [], []
    waiting = list(factories)
    try:
        while waiting or tasks:
            if waiting:
                tasks.append(asyncio.create_task(waiting.pop(0)()))
            done, pending = await asyncio.wait(
                tasks, timeout=delay if waiting else None, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                if error := task.exception():
                    errors.append(error)
                else:
                    return task.result()
            tasks = list(pending)
        raise ExceptionGroup("all replicas failed", errors)
    finally:
        for task in tasks:
            task.cancel()


async def main():
    loop = asyncio.get_running_loop()
    cases = [
        [("a", 0.1), ("b", 0.1)],
        [("a", 1.0), ("b", 0.1)],
        [("a", 0.1, True), ("b", 0.3)],
        [("a", 0.1, True), ("b", 0.2, True)],
    ]
    for case in cases:
        start = loop.time()
        try:
            result = await hedged([lambda c=c: replica(*c) for c in case], 0.2)
        except* ConnectionError as group:
            result = [str(e) for e in group.exceptions]
        print(result, f"{loop.time() - start:.1f}")
        await asyncio.sleep(0)


asyncio.run(main())
