"""A traffic light driven by timers and a button."""
import asyncio
from enum import Enum, auto


class Light(Enum):
    RED = auto()
    GREEN = auto()
    YELLOW = auto()

    @property
    def seconds(self):
        return {"RED": 3, "GREEN": 5, "YELLOW": 1}[self.name]


class Crossing:
    def __init__(self):
        self.light = Light.RED
        self.button = asyncio.Event()
        self.log = []

    async def run(self):
        order = {Light.RED: Light.GREEN, Light.GREEN: Light.YELLOW, Light.YELLOW: Light.RED}
        while True:
            self.log.append(f"{asyncio.get_running_loop().time():g} {self.light.name}")
            try:
                async with asyncio.timeout(self.light.seconds):
                    if self.light is Light.GREEN:
                        await self.button.wait()
                        self.button.clear()
                        await asyncio.sleep(0.5)
                    else:
                        await asyncio.Event().wait()
            except TimeoutError:
                pass
            self.light = order[self.light]


async def main():
    crossing = Crossing()
    task = asyncio.create_task(crossing.run())
    loop = asyncio.get_running_loop()
    loop.call_later(4, crossing.button.set)
    loop.call_later(13, crossing.button.set)
    await asyncio.sleep(20)
    task.cancel()
    await asyncio.wait({task})
    print(*crossing.log, sep="\n")
    print(list(Light), Light.GREEN.seconds, Light["RED"])


asyncio.run(main())
