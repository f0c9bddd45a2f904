"""Log records of tasks: their names, exceptions, and asyncio's own logger."""
import asyncio
import logging
import sys

logging.basicConfig(
    stream=sys.stdout, level=logging.DEBUG, format="%(levelname)s %(name)s %(taskName)s: %(message)s"
)
log = logging.getLogger(__name__)


async def job(n):
    log.info("start %d", n)
    try:
        await asyncio.sleep(n / 10)
        if n == 2:
            raise RuntimeError(f"job {n}")
    except RuntimeError:
        log.exception("failed")
        raise
    log.debug("end %d", n)


async def lost():
    raise OSError("nobody looks")


async def main():
    log.info("main")
    results = await asyncio.gather(*(job(n) for n in range(3)), return_exceptions=True)
    log.info("results %r", results)
    task = asyncio.create_task(lost(), name="lost")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    asyncio.get_running_loop().call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    asyncio.get_running_loop().call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)


log.info("outside")
asyncio.run(main())
