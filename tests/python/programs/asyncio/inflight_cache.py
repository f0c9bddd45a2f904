"""A cache that starts each request once, however many ask for it."""
import asyncio
import functools


def deduplicated(function):
    running = {}
    cache = {}

    @functools.wraps(function)
    async def wrapper(key):
        if key in cache:
            return cache[key]
        if (task := running.get(key)) is None:
            task = running[key] = asyncio.create_task(function(key), name=f"load-{key}")
            task.add_done_callback(lambda _: running.pop(key))
        result = cache[key] = await asyncio.shield(task)
        return result

    wrapper.running, wrapper.cache = running, cache
    return wrapper


requests = 0


@deduplicated
async def load(key):
    global requests
    requests += 1
    await asyncio.sleep(1)
    if key == "bad":
        raise KeyError(key)
    return key.upper()


async def main():
    print(await asyncio.gather(*(load("a") for _ in range(3)), load("b")))
    print(requests, await load("a"), sorted(load.cache))
    results = await asyncio.gather(load("bad"), load("bad"), return_exceptions=True)
    print(results, results[0] is results[1], requests)
    impatient = asyncio.create_task(load("c"))
    patient = asyncio.create_task(load("c"))
    await asyncio.sleep(0.5)
    impatient.cancel()
    print(await asyncio.gather(impatient, patient, return_exceptions=True))
    print(load.running, load.cache, requests)


asyncio.run(main())
