"""A supervisor that restarts its children, until one has failed too often."""
import asyncio
import logging

logging.basicConfig(level=logging.DEBUG, format="%(levelname)-7s %(message)s")
logging.getLogger("asyncio").setLevel(logging.WARNING)


class GaveUp(Exception):
    pass


class Supervisor:
    def __init__(self, restarts):
        self.restarts = restarts
        self.children = {}

    def add(self, name, factory):
        self.children[name] = factory

    async def _watch(self, name, factory):
        for attempt in range(self.restarts + 1):
            task = asyncio.create_task(factory(attempt), name=f"{name}#{attempt}")
            try:
                return await task
            except asyncio.CancelledError:
                logging.debug("%s stops", task.get_name())
                raise
            except Exception as error:
                logging.warning("%s failed: %r", task.get_name(), error)
                await asyncio.sleep(2 ** attempt)
        raise GaveUp(name)

    async def run(self):
        async with asyncio.TaskGroup() as tg:
            for name, factory in self.children.items():
                tg.create_task(self._watch(name, factory), name=name)


async def steady(attempt):
    await asyncio.sleep(100)


async def recovers(attempt):
    await asyncio.sleep(0.5)
    if attempt == 0:
        raise ConnectionError("first try")
    logging.info("recovered at %.1f", asyncio.get_running_loop().time())


async def hopeless(attempt):
    await asyncio.sleep(1)
    raise LookupError(attempt)


async def main():
    supervisor = Supervisor(2)
    for factory in (steady, recovers, hopeless):
        supervisor.add(factory.__name__, factory)
    try:
        await supervisor.run()
    except* GaveUp as group:
        logging.error("%s", group.exceptions)
    print(asyncio.get_running_loop().time())


asyncio.run(main())
