"""Debounce and throttle."""
import asyncio


class Debouncer:
    def __init__(self, wait, function):
        self.wait, self.function, self.handle = wait, function, None

    def __call__(self, *args):
        if self.handle is not None:
            self.handle.cancel()
        loop = asyncio.get_running_loop()
        self.handle = loop.call_later(self.wait, self._fire, args)

    def _fire(self, args):
        self.handle = None
        self.function(*args)


def throttle(seconds):
    def decorate(function):
        last = None

        async def wrapper(*args):
            nonlocal last
            now = asyncio.get_running_loop().time()
            if last is not None and now - last < seconds:
                return None
            last = now
            return await function(*args)
        return wrapper
    return decorate


@throttle(1.0)
async def save(n):
    return f"saved {n} at {asyncio.get_running_loop().time():.2f}"


async def main():
    loop = asyncio.get_running_loop()
    search = Debouncer(0.3, lambda text: print(f"{loop.time():.2f} search for {text!r}"))
    typed = ""
    for character, pause in zip("tokyo", [0.1, 0.1, 0.5, 0.2, 0.1]):
        typed += character
        search(typed)
        await asyncio.sleep(pause)
    await asyncio.sleep(1)
    saved = []
    for n in range(8):
        saved.append(await save(n))
        await asyncio.sleep(0.4)
    print([s for s in saved if s])
    print(search.handle)


asyncio.run(main())
