"""Several async generators merged into one, which cleans all of them up."""
import asyncio
from contextlib import aclosing


async def sensor(name, every, count, fail=False):
    try:
        for n in range(count):
            await asyncio.sleep(every)
            yield f"{name}{n}"
        if fail:
            raise OSError(f"{name} broke")
    finally:
        print(f"{name} closed")


async def merge(*sources):
    queue = asyncio.Queue(1)

    async def pump(source):
        async with aclosing(source):
            async for item in source:
                await queue.put(item)

    async with asyncio.TaskGroup() as tg:
        pumps = [tg.create_task(pump(source)) for source in sources]

        async def finish():
            await asyncio.wait(pumps)
            queue.shutdown()

        tg.create_task(finish())
        try:
            while True:
                yield await queue.get()
        except asyncio.QueueShutDown:
            return
        finally:
            for task in pumps:
                task.cancel()


async def main():
    print([item async for item in merge(sensor("a", 0.2, 3), sensor("b", 0.3, 2))])
    async with aclosing(merge(sensor("c", 0.1, 100), sensor("d", 0.25, 100))) as merged:
        async for item in merged:
            print(item, end=" ")
            if item == "d0":
                print()
                break
    try:
        async for item in merge(sensor("e", 0.1, 1, fail=True), sensor("f", 0.15, 9)):
            print(item)
    except* OSError as group:
        print(group.exceptions)


asyncio.run(main())
