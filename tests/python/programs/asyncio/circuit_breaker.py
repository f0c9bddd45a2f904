"""A circuit breaker: closed, open, half open."""
import asyncio
import enum


class State(enum.Enum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half open"


class CircuitOpen(Exception):
    pass


class Breaker:
    def __init__(self, failures, reset):
        self.limit, self.reset = failures, reset
        self.failures, self.state, self.opened = 0, State.CLOSED, None

    def _change(self, state):
        print(f"  {asyncio.get_running_loop().time():.1f} {self.state.value} -> {state.value}")
        self.state = state

    async def call(self, function, *args):
        loop = asyncio.get_running_loop()
        if self.state is State.OPEN:
            if loop.time() - self.opened < self.reset:
                raise CircuitOpen(f"again in {self.opened + self.reset - loop.time():.1f} s")
            self._change(State.HALF_OPEN)
        try:
            result = await function(*args)
        except Exception:
            self.failures += 1
            if self.state is State.HALF_OPEN or self.failures >= self.limit:
                self.opened = loop.time()
                self._change(State.OPEN)
            raise
        self.failures = 0
        if self.state is not State.CLOSED:
            self._change(State.CLOSED)
        return result


async def service(at):
    await asyncio.sleep(0.1)
    if at < 3:
        raise ConnectionError("down")
    return "up"


async def main():
    breaker = Breaker(failures=2, reset=1.5)
    loop = asyncio.get_running_loop()
    for _ in range(9):
        try:
            print(await breaker.call(service, loop.time()))
        except (ConnectionError, CircuitOpen) as error:
            print(f"{type(error).__name__}: {error}")
        await asyncio.sleep(0.4)
    print(breaker.state, repr(State.OPEN))


asyncio.run(main())
