"""A timeout around a group: the group is cancelled as a whole, and one TimeoutError comes out."""
import asyncio


async def crawl(page, seconds, found):
    try:
        await asyncio.sleep(seconds)
        found.append(page)
    except asyncio.CancelledError:
        print("gave up on", page)
        raise


async def main():
    found = []
    try:
        async with asyncio.timeout(1):
            async with asyncio.TaskGroup() as tg:
                for page, seconds in [("home", 0.2), ("news", 0.8), ("archive", 3), ("search", 4)]:
                    tg.create_task(crawl(page, seconds, found))
    except TimeoutError:
        print("time is up:", found)

    async def strict(seconds):
        async with asyncio.timeout(seconds):
            await asyncio.sleep(10)

    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(strict(0.5))
            tg.create_task(strict(0.5))
            tg.create_task(strict(0.7))
    except* TimeoutError as group:
        print(len(group.exceptions), [repr(e) for e in group.exceptions])
    print(asyncio.get_running_loop().time())
    async with asyncio.timeout(0.25):
        async with asyncio.TaskGroup() as tg:
            tg.create_task(strict(9))


asyncio.run(main())
