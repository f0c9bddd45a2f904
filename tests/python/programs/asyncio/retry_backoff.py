"""Retries with exponential backoff, as a decorator."""
import asyncio
import functools
import random


class Unavailable(Exception):
    pass


def retry(*, attempts, base=0.1, factor=2, jitter=0.0, errors=(Exception,)):
    def decorate(function):
        @functools.wraps(function)
        async def wrapper(*args, **kwargs):
            delay = base
            for attempt in range(1, attempts + 1):
                try:
                    return await function(*args, **kwargs)
                except errors as error:
                    if attempt == attempts:
                        error.add_note(f"gave up after {attempt} attempts")
                        raise
                    pause = delay + random.uniform(0, jitter)
                    print(f"attempt {attempt}: {error}; again in {pause:.3f} s")
                    await asyncio.sleep(pause)
                    delay *= factor
        return wrapper
    return decorate


calls = 0


@retry(attempts=4, errors=(Unavailable,))
async def flaky():
    """Fails twice."""
    global calls
    calls += 1
    await asyncio.sleep(0.05)
    if calls < 3:
        raise Unavailable(f"call {calls}")
    return f"ok after {calls}"


@retry(attempts=3, jitter=0.5)
async def hopeless(host):
    raise ConnectionError(f"{host} is down")


async def main():
    random.seed(7)
    print(await flaky(), flaky.__name__, flaky.__doc__)
    print(f"{asyncio.get_running_loop().time():.2f}")
    await hopeless("db")


asyncio.run(main())
