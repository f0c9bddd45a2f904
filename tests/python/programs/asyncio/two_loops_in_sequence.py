"""Objects of one run that are used in another."""
import asyncio

lock = asyncio.Lock()
event = asyncio.Event()


async def use(name):
    async with lock:
        print(name, "has the lock")
        await asyncio.sleep(0.1)


async def first():
    await asyncio.gather(use("a"), use("b"))
    event.set()
    return asyncio.create_task(asyncio.sleep(100, "left"), name="left")


async def second():
    print(event.is_set(), await event.wait())
    await use("c")
    print(len(asyncio.all_tasks()), asyncio.current_task().get_name())


task = asyncio.run(first())
print(task.cancelled(), task)
asyncio.run(second())
for wrong in (task.result, task.exception):
    try:
        wrong()
    except asyncio.CancelledError as error:
        print(repr(error))
