"""The worker pool of the documentation: join, then cancel."""
import asyncio


async def worker(name, queue, totals):
    while True:
        seconds = await queue.get()
        try:
            await asyncio.sleep(seconds)
            if seconds == 0.4:
                raise ValueError("bad job")
            totals[name] = totals.get(name, 0) + seconds
        except ValueError as error:
            print(name, "dropped a job:", error)
        finally:
            queue.task_done()


async def main():
    queue = asyncio.Queue()
    for n in range(1, 9):
        queue.put_nowait(n / 10)
    print(queue, queue.qsize(), queue.full(), queue.empty())
    totals = {}
    workers = [asyncio.create_task(worker(f"worker-{i}", queue, totals)) for i in range(3)]
    await queue.join()
    spent = asyncio.get_running_loop().time()
    print(queue)
    for task in workers:
        task.cancel()
    print(await asyncio.gather(*workers, return_exceptions=True))
    print({name: round(total, 1) for name, total in totals.items()}, round(spent, 2))
    try:
        queue.task_done()
    except ValueError as error:
        print(error)
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as error:
        print(repr(error))


asyncio.run(main())
