"""Priority and last-in-first-out queues."""
import asyncio
from dataclasses import dataclass, field
from typing import Any


@dataclass(order=True)
class Job:
    priority: int
    item: Any = field(compare=False)


class Incomparable:
    pass


async def main():
    jobs = asyncio.PriorityQueue()
    for priority, item in [(3, "low"), (1, "high"), (2, "medium"), (1, "high too")]:
        await jobs.put(Job(priority, {"name": item}))
    print(jobs.qsize(), jobs)
    while not jobs.empty():
        job = await jobs.get()
        print(job.priority, job.item["name"], job)
        jobs.task_done()
    await jobs.join()

    pairs = asyncio.PriorityQueue()
    pairs.put_nowait((1, "x"))
    pairs.put_nowait((1, "a"))
    print(pairs.get_nowait(), pairs.get_nowait())
    try:
        pairs.put_nowait(Incomparable())
        pairs.put_nowait(Incomparable())
    except TypeError as error:
        print(error)

    stack = asyncio.LifoQueue(maxsize=3)
    for n in range(3):
        stack.put_nowait(n)
    print(stack)
    print([await stack.get() for _ in range(3)], stack)
    print(asyncio.PriorityQueue.__mro__[1].__name__, isinstance(stack, asyncio.Queue))


asyncio.run(main())
