# Two workers take jobs from a queue until SIGTERM comes: look at which jobs are still done after it,
# and at the order in which producer, queue and workers end.
import asyncio
import itertools
import os
import signal


async def produce(queue):
    for job in itertools.count(1):
        await queue.put(job)  # waits while the queue is full
        print(f"job {job} is in the queue")
        await asyncio.sleep(0.1)


async def work(name, queue):
    while True:
        job = await queue.get()
        await asyncio.sleep(0.4)
        print(f"{name} has done job {job}")
        queue.task_done()


async def main():
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.call_later(1, os.kill, os.getpid(), signal.SIGTERM)  # stands for `kill` in a terminal

    queue = asyncio.Queue(maxsize=3)
    async with asyncio.TaskGroup() as group:
        producer = group.create_task(produce(queue), name="producer")
        workers = [group.create_task(work(name, queue), name=name) for name in ("Ann", "Bob")]
        await stop.wait()
        print("SIGTERM: no more jobs")
        producer.cancel()
        await queue.join()
        print("all jobs are done")
        for worker in workers:
            worker.cancel()
    print("all tasks have ended")


asyncio.run(main())
