import asyncio
import random

TASKS = 5
API_ERROR = 0.2
TIMEOUT_ERROR = 0.2
OTHER_ERROR = 0.0
STRATEGY = "task-group"
COUNT_CANCELLED = True
SEED = 42


class ApiError(Exception):
    pass


class RequestTimeout(Exception):
    pass


HANDLERS = [ApiError, RequestTimeout]


async def request(k, delay, luck):
    await asyncio.sleep(delay)
    if luck < API_ERROR:
        raise ApiError(f"task {k}: status 500")
    if luck < API_ERROR + TIMEOUT_ERROR:
        raise RequestTimeout(f"task {k}: no answer in time")
    if luck < API_ERROR + TIMEOUT_ERROR + OTHER_ERROR:
        raise ValueError(f"task {k}: the answer is no JSON")


async def note(k, how, outcome, outcomes):
    print(f"task {k} {how}")
    outcomes.append(outcome)


async def tracked(k, delay, luck, outcomes):
    try:
        await request(k, delay, luck)
        await note(k, "succeeds", "succeeded", outcomes)
    except Exception as error:
        await note(k, f"fails: {type(error).__name__}", "failed", outcomes)
        raise
    except asyncio.CancelledError:
        if COUNT_CANCELLED:
            await note(k, "is cancelled", "cancelled", outcomes)
        raise


async def run_all(jobs, outcomes):
    errors = []
    if STRATEGY == "task-group":
        async with asyncio.TaskGroup() as tg:
            for k, delay, luck in jobs:
                tg.create_task(tracked(k, delay, luck, outcomes), name=f"task-{k}")
    elif STRATEGY == "collect-all":
        tasks = (
            asyncio.create_task(tracked(k, delay, luck, outcomes), name=f"task-{k}")
            for k, delay, luck in jobs
        )
        results = await asyncio.gather(*tasks, return_exceptions=True)
        errors = [result for result in results if isinstance(result, Exception)]
    else:
        for k, delay, luck in jobs:
            try:
                await asyncio.create_task(tracked(k, delay, luck, outcomes), name=f"task-{k}")
            except Exception as error:
                errors.append(error)
    if errors:
        raise ExceptionGroup("errors of the tasks", errors)


def log(handler, group):
    for error in group.exceptions:
        print(f"except* {handler.__name__}: {error!r}")


async def summarize(outcomes):
    counts = [f"{word} {outcomes.count(word)}" for word in ("succeeded", "failed", "cancelled")]
    print(f"summary: tasks {len(outcomes)}, {', '.join(counts)}")


async def main():
    random.seed(SEED)
    delays = [random.uniform(0.5, 1.5) for _ in range(TASKS)]
    jobs = [(k, delay, random.random()) for k, delay in enumerate(delays, 1)]
    outcomes = []
    # Up to three handlers; an empty tuple takes nothing.
    first, second, third = (HANDLERS + [()] * 3)[:3]
    try:
        await run_all(jobs, outcomes)
    except* first as group:
        log(first, group)
    except* second as group:
        log(second, group)
    except* third as group:
        log(third, group)
    finally:
        await summarize(outcomes)


asyncio.run(main())
