import aiohttp
import asyncio


async def main():
    async with aiohttp.ClientSession() as session:
        page = await session.get("https://example.org/")
    open("page.html", "w").write(page)


asyncio.run(main())
