"""The fastest of several mirrors wins; the others are cancelled."""
import asyncio


async def mirror(name, latency):
    try:
        await asyncio.sleep(latency)
        return f"data from {name}"
    except asyncio.CancelledError:
        print(f"{name}: aborted")
        raise


async def fastest():
    tasks = [asyncio.create_task(mirror(n, t), name=n) for n, t in [("eu", 0.3), ("us", 0.2), ("asia", 0.4)]]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    winner = done.pop()
    print(winner.get_name(), len(pending))
    for task in pending:
        task.cancel()
    results = await asyncio.gather(*pending, return_exceptions=True)
    print(results)
    return winner.result()


async def main():
    print(await fastest())
    tasks = [asyncio.create_task(mirror(n, t)) for n, t in [("one", 1), ("two", 2)]]
    done, pending = await asyncio.wait(tasks, timeout=1.5)
    print(len(done), len(pending), asyncio.FIRST_COMPLETED, asyncio.ALL_COMPLETED, asyncio.FIRST_EXCEPTION)
    done, pending = await asyncio.wait(pending)
    print([t.result() for t in done], pending)
    for bad in (lambda: asyncio.wait([]), lambda: asyncio.wait(tasks, return_when="SOON"), lambda: asyncio.wait(tasks[0])):
        try:
            await bad()
        except (ValueError, TypeError) as error:
            print(type(error).__name__, error)


asyncio.run(main())
