"""Three stages joined by queues; a sentinel travels through."""
import asyncio

DONE = object()


async def read(lines, out):
    for line in lines:
        await asyncio.sleep(0.01)
        await out.put(line)
    await out.put(DONE)


async def parse(source, out, errors):
    while (line := await source.get()) is not DONE:
        try:
            name, amount = line.split(":")
            await out.put((name.strip(), float(amount)))
        except ValueError as error:
            errors.append(f"{line!r}: {error}")
    await out.put(DONE)


async def total(source):
    sums = {}
    while (item := await source.get()) is not DONE:
        name, amount = item
        sums[name] = sums.get(name, 0) + amount
    return sums


async def main():
    lines = ["ada: 10", "bob: 2.5", "nonsense", "ada: x", "bob: 4", "a:b:c"]
    raw, parsed, errors = asyncio.Queue(1), asyncio.Queue(1), []
    async with asyncio.TaskGroup() as tg:
        tg.create_task(read(lines, raw))
        tg.create_task(parse(raw, parsed, errors))
        result = tg.create_task(total(parsed))
    for name, amount in result.result().items():
        print(f"{name:>5} {amount:8.2f}")
    print(*errors, sep="\n")


asyncio.run(main())
