import asyncio
import time

MISTAKE = "forgotten-await"
BLOCK = 5.0


async def save(name):
    await asyncio.sleep(0.5)
    if name == "nothing":
        raise ValueError("nothing to save")
    print(f"{name} is saved")


def start(name):
    return asyncio.create_task(save(name), name=name)


def start_early():
    coroutine = save("A")
    try:
        asyncio.create_task(coroutine)
    except RuntimeError as error:
        coroutine.close()
        return error


# While the module is loaded, no loop runs yet.
EARLY = start_early() if MISTAKE == "coroutine-outside-loop" else None


async def limited(caught):
    try:
        async with asyncio.timeout(0.5):
            await asyncio.sleep(1.0)
    except caught:
        await save("the fallback")


async def count(failures):
    tasks = [start("A"), start("B")]
    tasks[1].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    saved = [result for result in results if not isinstance(result, failures)]
    print(f"{len(saved)} of 2 count as saved")


async def wrong():
    match MISTAKE:
        case "forgotten-await":
            save("A")
        case "blocking-call":
            tasks = [start("A"), start("B")]
            await asyncio.sleep(0)
            time.sleep(BLOCK)
            await asyncio.gather(*tasks)
        case "coroutine-outside-loop":
            raise EARLY
        case "own-TimeoutError":

            class TimeoutError(Exception):
                """Hides the builtin class of this name, which is what asyncio raises."""

            await limited(TimeoutError)
        case "cancelled-counted-as-success":
            await count(Exception)
        case "unreferenced-task":
            start("nothing")
            await asyncio.sleep(1.0)


async def right():
    match MISTAKE:
        case "forgotten-await":
            await save("A")
        case "blocking-call":
            tasks = [start("A"), start("B")]
            await asyncio.sleep(BLOCK)
            await asyncio.gather(*tasks)
        case "coroutine-outside-loop":
            await start("A")
        case "own-TimeoutError":
            await limited(TimeoutError)
        case "cancelled-counted-as-success":
            await count(BaseException)
        case "unreferenced-task":
            await start("nothing")


async def main():
    for form in (wrong, right):
        print(f"{form.__name__}:")
        try:
            await form()
        except Exception as error:
            print(f"main gets {error!r}")
        print("main goes on")


asyncio.run(main())
