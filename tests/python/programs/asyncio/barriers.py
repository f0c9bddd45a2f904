"""Stages of a race: everybody waits for everybody."""
import asyncio


async def racer(name, speed, barrier, log):
    for stage in range(2):
        await asyncio.sleep(speed)
        async with barrier as position:
            log.append((stage, name, position, asyncio.get_running_loop().time()))


async def main():
    log = []
    barrier = asyncio.Barrier(3)
    print(barrier, barrier.parties, barrier.n_waiting, barrier.broken)
    async with asyncio.TaskGroup() as tg:
        for name, speed in [("hare", 1), ("fox", 2), ("tortoise", 3)]:
            tg.create_task(racer(name, speed, barrier, log))
        await asyncio.sleep(2.5)
        print(barrier, barrier.n_waiting)
    for entry in log:
        print(entry)

    async def waits(n):
        try:
            return await barrier.wait()
        except asyncio.BrokenBarrierError as error:
            return f"{n}: {error!r}"

    tasks = [asyncio.create_task(waits(n)) for n in range(2)]
    await asyncio.sleep(0.1)
    await barrier.abort()
    print(await asyncio.gather(*tasks), barrier)
    print(await waits(9))
    await barrier.reset()
    print(barrier, await asyncio.gather(*(waits(n) for n in range(3))))
    task = asyncio.create_task(waits(7))
    await asyncio.sleep(0)
    await barrier.reset()
    print(await task, barrier.broken)
    try:
        asyncio.Barrier(0)
    except ValueError as error:
        print(error)


asyncio.run(main())
