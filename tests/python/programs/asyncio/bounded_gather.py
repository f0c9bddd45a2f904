"""gather with a limit, in order, with the first error ending the rest."""
import asyncio


async def bounded_gather(limit, *coroutines):
    semaphore = asyncio.Semaphore(limit)

    async def one(coroutine):
        async with semaphore:
            return await coroutine

    tasks = [asyncio.create_task(one(c)) for c in coroutines]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        for coroutine in coroutines:
            coroutine.close()
        raise


started = []


async def square(n):
    started.append(n)
    await asyncio.sleep(0.1)
    if n == 5:
        raise ArithmeticError(n)
    return n * n


async def main():
    print(await bounded_gather(2, *(square(n) for n in range(5))), asyncio.get_running_loop().time())
    started.clear()
    try:
        await bounded_gather(2, *(square(n) for n in range(3, 9)))
    except ArithmeticError as error:
        print(repr(error), started)
    await asyncio.sleep(1)
    print(started, len(asyncio.all_tasks()))


asyncio.run(main())
