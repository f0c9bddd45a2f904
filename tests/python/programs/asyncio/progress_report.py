"""A progress line that is updated while tasks finish, with an estimate."""
import asyncio
import sys
from time import monotonic


class Progress:
    def __init__(self, total):
        self.total, self.done, self.failed, self.start = total, 0, 0, monotonic()

    def update(self, task):
        self.done += 1
        self.failed += task.cancelled() or task.exception() is not None
        elapsed = monotonic() - self.start
        left = elapsed / self.done * (self.total - self.done)
        bar = "#" * self.done + "." * (self.total - self.done)
        print(f"[{bar}] {self.done / self.total:>4.0%} {elapsed:5.2f}s, {left:.2f}s left, {self.failed} failed")


async def convert(n):
    await asyncio.sleep(0.3 * (n % 3 + 1))
    if n == 3:
        raise OSError(f"file {n}")
    return n


async def main():
    progress = Progress(6)
    tasks = []
    for n in range(6):
        task = asyncio.create_task(convert(n), name=f"convert-{n}")
        task.add_done_callback(progress.update)
        tasks.append(task)
    tasks[5].cancel()
    done, _ = await asyncio.wait(tasks)
    sys.stdout.write(f"{len(done)} done")
    sys.stdout.flush()
    print(" -", sum(t.result() for t in tasks if not t.cancelled() and not t.exception()))


asyncio.run(main())
