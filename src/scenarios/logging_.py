import asyncio
import logging

TASKS = 3
FAILING = []
CANCEL_AT = None
LEVEL = "DEBUG"

logger = logging.getLogger("monitor")


async def work(k):
    logger.debug("task %d works for %.1f s", k, k / 2)
    await asyncio.sleep(k / 2)
    if k in FAILING:
        raise ValueError(f"task {k} failed")
    return k * 10


async def monitored(k):
    logger.info("task %d starts", k)
    try:
        result = await work(k)
    except asyncio.CancelledError:
        logger.warning("task %d is cancelled", k)
        raise
    except Exception as error:
        logger.error("task %d fails: %r", k, error)
        raise
    logger.info("task %d completes: %d", k, result)
    return result


def cancel(tasks):
    for task in tasks:
        task.cancel()


def start():
    tasks = [asyncio.create_task(monitored(k), name=f"task-{k}") for k in range(1, TASKS + 1)]
    if CANCEL_AT is not None:
        asyncio.get_running_loop().call_later(CANCEL_AT, cancel, tasks)
    return tasks


async def main():
    logging.basicConfig(level=LEVEL)
    results = await asyncio.gather(*start(), return_exceptions=True)
    print(f"results: {results}")


asyncio.run(main())
