"""Jobs with dependencies, run as soon as what they depend on is there."""
import asyncio
from dataclasses import dataclass, field


@dataclass
class Job:
    name: str
    seconds: float
    needs: list["Job"] = field(default_factory=list, repr=False)
    fails: bool = False
    task: asyncio.Task | None = field(default=None, init=False, repr=False, compare=False)

    async def run(self):
        if self.needs:
            await asyncio.gather(*(job.task for job in self.needs))
        start = asyncio.get_running_loop().time()
        await asyncio.sleep(self.seconds)
        if self.fails:
            raise RuntimeError(f"{self.name} failed")
        return self.name, start, start + self.seconds


def check(jobs, seen=()):
    for job in jobs:
        if job.name in seen:
            raise ValueError("cycle: " + " -> ".join([*seen, job.name]))
        check(job.needs, (*seen, job.name))


async def run_all(jobs):
    check(jobs)
    for job in jobs:
        job.task = asyncio.create_task(job.run(), name=job.name)
    results = await asyncio.gather(*(job.task for job in jobs), return_exceptions=True)
    for job, result in zip(jobs, results):
        print(f"{job.name:8}", repr(result) if isinstance(result, Exception) else result)


async def main():
    fetch = Job("fetch", 1)
    compile_ = Job("compile", 2, [fetch])
    lint = Job("lint", 0.5, [fetch])
    test = Job("test", 1, [compile_])
    pack = Job("pack", 0.5, [lint, test])
    await run_all([fetch, compile_, lint, test, pack])
    lint.fails = True
    await run_all([fetch, compile_, lint, test, pack])
    fetch.needs.append(pack)
    print(fetch)
    try:
        await run_all([fetch])
    except ValueError as error:
        print(error)


asyncio.run(main())
