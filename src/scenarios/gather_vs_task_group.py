import asyncio

TASKS = 4
FAILING = [2]
STEP = 0.25
CLEANUP = 0.1


async def clean_up(name):
    await asyncio.sleep(CLEANUP)
    print(f"{name} has cleaned up")


async def work(name, k):
    try:
        await asyncio.sleep(k * STEP)
        if k in FAILING:
            print(f"{name} fails")
            raise ValueError(f"{name} failed")
        print(f"{name} has its result")
        return k * 10
    finally:
        await clean_up(name)


def start(phase):
    names = [f"{phase}-{k}" for k in range(1, TASKS + 1)]
    return [asyncio.create_task(work(name, k), name=name) for k, name in enumerate(names, 1)]


async def plain():
    print("gather:")
    tasks = start("gather")
    try:
        results = await asyncio.gather(*tasks)
        print(f"gather returns {results}")
    except ValueError as error:
        print(f"gather raises {error!r}")
    running = [task.get_name() for task in tasks if not task.done()]
    print(f"main waits for what still runs: {', '.join(running) or 'nothing'}")
    await asyncio.wait(tasks)


async def collect():
    print("gather with return_exceptions=True:")
    results = await asyncio.gather(*start("collect"), return_exceptions=True)
    print(f"gather returns {results}")


async def group():
    print("TaskGroup:")
    try:
        async with asyncio.TaskGroup() as tg:
            for k in range(1, TASKS + 1):
                tg.create_task(work(f"group-{k}", k), name=f"group-{k}")
        print("the block ends without an error")
    except* ValueError as errors:
        print(f"the block raises {list(errors.exceptions)}")


async def main():
    await plain()
    await collect()
    await group()


asyncio.run(main())
