"""An uncaught group shows a tree of tracebacks."""
import asyncio


async def connect(host, port):
    await asyncio.sleep(0.1)
    if port < 1024:
        raise PermissionError(f"port {port} of {host} is reserved")
    raise ConnectionRefusedError(f"{host}:{port} refused")


async def probe(host):
    async with asyncio.TaskGroup() as tg:
        for port in (80, 8080):
            tg.create_task(connect(host, port), name=f"{host}:{port}")


async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(probe("alpha"))
        tg.create_task(probe("beta"))
        try:
            await asyncio.sleep(1)
        finally:
            print("body ends")


asyncio.run(main())
