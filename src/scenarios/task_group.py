import asyncio

DELAYS = [1.0, 2.0, 1.5]


async def worker(name, delay):
    print(f"{name} starts")
    await asyncio.sleep(delay)
    print(f"{name} is done")
    return f"{name} took {delay} s"


async def main():
    async with asyncio.TaskGroup() as tg:
        tasks = [
            tg.create_task(worker(name, delay), name=name)
            for name, delay in zip("ABCDEFGHIJ", DELAYS)
        ]
        print("the body of the group ends")
    print("all are done")
    for task in tasks:
        print(f"{task.get_name()}: {task.result()}")


asyncio.run(main())
