"""The dining philosophers: a deadlock that a timeout ends, then the ordered solution."""
import asyncio


async def dine(name, left, right, log, meals=2):
    for meal in range(meals):
        async with left:
            await asyncio.sleep(0.1)
            async with right:
                log.append(f"{name}{meal}")
                await asyncio.sleep(0.1)


async def naive():
    forks, log = [asyncio.Lock() for _ in range(3)], []
    try:
        async with asyncio.timeout(5):
            async with asyncio.TaskGroup() as tg:
                for n in range(3):
                    tg.create_task(dine("abc"[n], forks[n], forks[(n + 1) % 3], log))
    except TimeoutError:
        print("deadlock:", log, [f.locked() for f in forks])


async def ordered():
    forks, log = [asyncio.Lock() for _ in range(3)], []
    async with asyncio.TaskGroup() as tg:
        for n in range(3):
            first, second = sorted((n, (n + 1) % 3))
            tg.create_task(dine("abc"[n], forks[first], forks[second], log))
    print("ordered:", log, asyncio.get_running_loop().time())


async def main():
    await naive()
    await ordered()


asyncio.run(main())
