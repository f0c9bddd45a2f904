"""Whose timeout was it? Nested limits of client and server."""
import asyncio


class Upstream(Exception):
    pass


async def database(seconds):
    async with asyncio.timeout(1) as limit:
        await asyncio.sleep(seconds)
    return "rows"


async def endpoint(seconds):
    try:
        return await database(seconds)
    except TimeoutError as error:
        raise Upstream("database was slow") from error


async def call(seconds, limit):
    start = asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout(limit) as own:
            result = await endpoint(seconds)
    except TimeoutError:
        result = f"client gave up, expired={own.expired()}"
    except Upstream as error:
        result = f"{error} ({type(error.__cause__).__name__}), expired={own.expired()}"
    print(f"{seconds} {limit}: {result} after {asyncio.get_running_loop().time() - start:.1f}")


async def main():
    await call(0.5, 2)
    await call(3, 2)
    await call(3, 0.5)
    await call(3, 1)
    async with asyncio.timeout(5):
        await endpoint(7)


asyncio.run(main())
