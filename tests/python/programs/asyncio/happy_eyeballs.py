"""Connection attempts that start one after the other; the first that succeeds wins."""
import asyncio


async def connect(address, delay, error=None):
    await asyncio.sleep(delay)
    if error:
        raise OSError(f"cannot connect to {address}: {error}")
    return f"connection to {address}"


async def staggered(attempts, delay):
    winner, errors = None, []
    previous = None

    async def attempt(n, make, previous):
        nonlocal winner
        if previous is not None:
            try:
                await asyncio.wait_for(previous.wait(), delay)
            except TimeoutError:
                pass
        failed = asyncio.Event()
        if n + 1 < len(attempts):
            group.create_task(attempt(n + 1, attempts[n + 1], failed))
        try:
            result = await make()
        except OSError as error:
            errors.append(error)
            failed.set()
        else:
            if winner is None:
                winner = result
                raise StopGroup

    class StopGroup(Exception):
        pass

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(attempt(0, attempts[0], None))
    except* StopGroup:
        pass
    if winner is None:
        raise ExceptionGroup("no address works", errors)
    return winner


async def main():
    loop = asyncio.get_running_loop()
    print(await staggered([lambda: connect("::1", 5), lambda: connect("127.0.0.1", 0.1)], 0.25), loop.time())
    print(await staggered([lambda: connect("::1", 0.1, 111), lambda: connect("127.0.0.1", 0.1)], 0.25), loop.time())
    await staggered([lambda: connect("::1", 0.1, 111), lambda: connect("127.0.0.1", 0.2, 113)], 0.25)


asyncio.run(main())
