"""The first failure of a gather is raised at once; the others keep running."""
import asyncio


async def step(name, delay, fail=False):
    try:
        await asyncio.sleep(delay)
        if fail:
            raise RuntimeError(f"{name} broke")
        print(name, "finished at", asyncio.get_running_loop().time())
        return name
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise


async def main():
    slow = asyncio.create_task(step("slow", 1.0))
    later = asyncio.create_task(step("later", 2.0, fail=True))
    try:
        await asyncio.gather(slow, step("bad", 0.5, fail=True), later)
    except RuntimeError as error:
        print("caught", error, "at", asyncio.get_running_loop().time())
    print("slow done?", slow.done())
    print("slow says", await slow)
    await asyncio.sleep(1.5)
    # A gather that already failed retrieves what its other children raise.
    print("later:", later.exception())
    empty = asyncio.gather()
    print(await empty)


asyncio.run(main())
