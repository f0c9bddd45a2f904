"""Notes, causes and suppressed contexts in the traceback of a task."""
import asyncio


class ApiError(Exception):
    """Raised by the client."""


async def request(path):
    await asyncio.sleep(0.1)
    raise ConnectionResetError(104, "Connection reset by peer")


async def get(path):
    try:
        return await request(path)
    except OSError as error:
        new = ApiError(f"GET {path}")
        new.add_note(f"errno was {error.errno}")
        new.add_note("is the server up?\ntry again later")
        raise new from error


async def get_quietly(path):
    try:
        return await request(path)
    except OSError:
        raise ApiError(path) from None


async def get_clumsily(path):
    try:
        return await request(path)
    except OSError:
        return {}[path]


async def main():
    results = await asyncio.gather(
        get("/a"), get_quietly("/b"), get_clumsily("/c"), return_exceptions=True
    )
    for error in results:
        print(type(error).__name__, error, repr(error.__cause__), repr(error.__context__), getattr(error, "__notes__", []))
    group = ExceptionGroup("all requests", results)
    group.add_note("three of three")
    raise group from results[0].__cause__


asyncio.run(main())
