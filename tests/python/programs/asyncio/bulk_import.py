"""Import records in batches; failures are kept with their line, and too many of them end the import."""
import asyncio
from dataclasses import dataclass, field


class TooManyErrors(Exception):
    pass


@dataclass
class Report:
    stored: int = 0
    errors: list[tuple[int, Exception]] = field(default_factory=list)

    def __str__(self):
        return f"{self.stored} stored, {len(self.errors)} failed"


async def store(line, record, limit):
    async with limit:
        await asyncio.sleep(0.1)
        if not record.get("email"):
            raise KeyError("email")
        if "@" not in record["email"]:
            raise ValueError(f"not an address: {record['email']}")
        return record["email"]


async def run(records, most=3):
    report, limit = Report(), asyncio.Semaphore(4)
    for start in range(0, len(records), 4):
        batch = records[start:start + 4]
        results = await asyncio.gather(
            *(store(start + n, record, limit) for n, record in enumerate(batch)), return_exceptions=True
        )
        for line, result in enumerate(results, start):
            if isinstance(result, Exception):
                report.errors.append((line, result))
            else:
                report.stored += 1
        print(f"{asyncio.get_running_loop().time():.1f}", report)
        if len(report.errors) > most:
            raise TooManyErrors(report) from ExceptionGroup("import", [e for _, e in report.errors])
    return report


async def main():
    good = [{"email": f"u{n}@example.org"} for n in range(6)]
    bad = [{"email": "nobody"}, {}, {"email": None}, {"email": "x"}]
    report = await run(good + bad[:2])
    print(report.errors)
    await run(bad + good)


asyncio.run(main())
