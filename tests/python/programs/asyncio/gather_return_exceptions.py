"""Fetch several pages; some of them fail, and the report tells which."""
import asyncio


class HttpError(Exception):
    def __init__(self, status, url):
        super().__init__(f"{status} for {url}")
        self.status = status
        self.url = url


async def fetch(url, delay, status=200):
    await asyncio.sleep(delay)
    if status >= 400:
        raise HttpError(status, url)
    return f"<{url}>"


async def main():
    urls = {"/a": (0.3, 200), "/b": (0.1, 404), "/c": (0.2, 500), "/d": (0.05, 200)}
    results = await asyncio.gather(
        *(fetch(url, delay, status) for url, (delay, status) in urls.items()),
        return_exceptions=True,
    )
    for url, result in zip(urls, results):
        match result:
            case HttpError(status=404):
                print(url, "is missing")
            case HttpError() as error:
                print(url, "failed:", error, repr(error))
            case str(text):
                print(url, "ok", text)
    failed = [r for r in results if isinstance(r, BaseException)]
    print(len(failed), "of", len(results), "failed at", asyncio.get_running_loop().time())
    if failed:
        raise ExceptionGroup("downloads", failed)


asyncio.run(main())
