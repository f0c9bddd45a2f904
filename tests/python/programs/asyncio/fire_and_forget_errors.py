"""Background tasks whose errors are logged by a done callback, with a handler for the rest."""
import asyncio
import logging

logging.basicConfig(format="%(levelname)s:%(name)s:%(message)s")
log = logging.getLogger("tasks")
running = set()


def spawn(coroutine, *, name=None):
    task = asyncio.create_task(coroutine, name=name)
    running.add(task)
    task.add_done_callback(finished)
    return task


def finished(task):
    running.discard(task)
    if task.cancelled():
        log.warning("%s was cancelled", task.get_name())
    elif error := task.exception():
        log.error("%s failed", task.get_name(), exc_info=error)


async def mail(to):
    await asyncio.sleep(0.1)
    if "@" not in to:
        raise ValueError(f"bad address {to!r}")


async def main():
    spawn(mail("ann@example.org"), name="good")
    spawn(mail("nobody"), name="bad")
    spawn(mail("late@example.org"), name="stopped").cancel()
    await asyncio.sleep(0.2)
    print(len(running))
    asyncio.create_task(mail("lost"), name="lost")
    await asyncio.sleep(0.2)
    spawn(mail("left@example.org"), name="left")


asyncio.run(main())
print(len(running))
