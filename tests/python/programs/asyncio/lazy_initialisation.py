"""A connection that is opened on first use, by one task only, and again after it has failed."""
import asyncio


class Lazy:
    def __init__(self, connect):
        self._connect = connect
        self._lock = asyncio.Lock()
        self._value = None

    async def get(self):
        if self._value is None:
            async with self._lock:
                if self._value is None:
                    self._value = await self._connect()
        return self._value


attempts = 0


async def connect():
    global attempts
    attempts += 1
    number = attempts
    await asyncio.sleep(0.2)
    if number == 1:
        raise ConnectionError("attempt 1 failed")
    return f"connection {number}"


async def user(n, lazy):
    try:
        return f"user {n}: {await lazy.get()}"
    except ConnectionError as error:
        return f"user {n}: {error}"


async def main():
    lazy = Lazy(connect)
    users = [asyncio.create_task(user(n, lazy)) for n in range(4)]
    await asyncio.sleep(0.3)
    users[2].cancel()
    for result in await asyncio.gather(*users, return_exceptions=True):
        print(repr(result))
    print(await user(9, lazy), attempts, asyncio.get_running_loop().time(), lazy._lock)


asyncio.run(main())
