# Four pages are fetched at once, within one second and within three: look at what becomes of the pages
# that are still on their way when the time is over, and at what the caller catches.
import asyncio

DELAYS = {"news": 0.3, "weather": 0.5, "music": 0.8, "sports": 2.5}


async def fetch(page):
    try:
        await asyncio.sleep(DELAYS[page])  # stands for the request
    except asyncio.CancelledError:
        print(f"{page}: given up")
        raise
    print(f"{page}: here")
    return f"<h1>{page}</h1>"


async def fetch_all(pages):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(page), name=page) for page in pages]
    return [task.result() for task in tasks]


async def main():
    for seconds in (1, 3):
        try:
            async with asyncio.timeout(seconds):
                bodies = await fetch_all(DELAYS)
        except TimeoutError:
            print(f"not all pages came within {seconds} s")
        else:
            print(f"{len(bodies)} pages came within {seconds} s")


asyncio.run(main())
