"""Abstract services with async methods, mixins and super()."""
import abc
import asyncio


class Service(abc.ABC):
    def __init__(self, name):
        self.name = name
        self.log = []

    async def __aenter__(self):
        await self.start()
        return self

    async def __aexit__(self, *details):
        await self.stop()
        return False

    @abc.abstractmethod
    async def handle(self, request):
        """Answers a request."""

    async def start(self):
        self.log.append("start")
        await asyncio.sleep(0.1)

    async def stop(self):
        self.log.append("stop")


class Timed:
    async def handle(self, request):
        start = asyncio.get_running_loop().time()
        try:
            return await super().handle(request)
        finally:
            self.log.append(f"{request}: {asyncio.get_running_loop().time() - start:.2f}")


class Retried:
    async def handle(self, request):
        for attempt in range(3):
            try:
                return await super().handle(request)
            except ConnectionError as error:
                self.log.append(f"attempt {attempt}: {error}")
        raise TimeoutError(f"{self.name} gave up on {request}")


class Echo(Service):
    failures = 0

    async def handle(self, request):
        await asyncio.sleep(0.2)
        if self.failures:
            self.failures -= 1
            raise ConnectionError(f"{self.failures} left")
        return request[::-1]


class Robust(Timed, Retried, Echo):
    @property
    def healthy(self):
        return self.failures == 0


async def main():
    async with Robust("robust") as service:
        print(await service.handle("abc"), service.healthy)
        service.failures = 2
        print(service.healthy, await service.handle("xyz"))
        service.failures = 5
        try:
            await service.handle("never")
        except TimeoutError as error:
            print(error)
    print(*service.log, sep="\n")
    print([c.__name__ for c in Robust.__mro__])
    try:
        Service("abstract")
    except TypeError as error:
        print(error)


asyncio.run(main())
