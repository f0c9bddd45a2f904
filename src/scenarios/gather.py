import asyncio

TASKS = 3
FAILING = [2]
STEP = 0.1
MODE = "both"
LINGER = 0.5


async def work(k):
    await asyncio.sleep(k * STEP)
    if k in FAILING:
        print(f"task {k} fails")
        raise ValueError(f"task {k} failed")
    print(f"task {k} finishes")
    return k * 10


def start(phase):
    return [asyncio.create_task(work(k), name=f"{phase}-{k}") for k in range(1, TASKS + 1)]


async def plain():
    print("gather:")
    try:
        results = await asyncio.gather(*start("plain"))
        print(f"gather returns {results}")
    except ValueError as error:
        print(f"gather raises: {error}")
        await asyncio.sleep(LINGER)
        print(f"{LINGER} s later")


async def collect():
    print("gather with return_exceptions=True:")
    results = await asyncio.gather(*start("collect"), return_exceptions=True)
    print(f"gather returns {results}")


async def main():
    if MODE in ("both", "plain"):
        await plain()
    if MODE in ("both", "collect"):
        await collect()


asyncio.run(main())
