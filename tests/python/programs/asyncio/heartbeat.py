"""A heartbeat beside the real work, which stops with it, whatever the work does."""
import asyncio
import contextlib
import logging

logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s: %(message)s")
log = logging.getLogger("beat")


@contextlib.asynccontextmanager
async def heartbeat(every):
    async def beat():
        n = 0
        while True:
            await asyncio.sleep(every)
            n += 1
            log.info("alive %d", n)

    task = asyncio.create_task(beat(), name="beat")
    try:
        yield task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        log.info("stopped, %s", "cancelled" if task.cancelled() else "odd")


async def work(seconds, error=None):
    await asyncio.sleep(seconds)
    if error:
        raise error


async def main():
    async with heartbeat(1):
        await work(3.5)
    try:
        async with heartbeat(1):
            await work(1.5, RuntimeError("work failed"))
    except RuntimeError:
        log.exception("caught")
    try:
        async with asyncio.timeout(0.5), heartbeat(0.2):
            await work(9)
    except TimeoutError as error:
        log.warning("late", exc_info=error)


asyncio.run(main())
