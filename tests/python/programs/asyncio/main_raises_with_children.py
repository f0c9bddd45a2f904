"""main raises; its children are cancelled first, then the traceback is shown."""
import asyncio


class Settings:
    def __init__(self, **values):
        self.values = values

    def __getattr__(self, name):
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(f"no setting {name!r}") from None


async def child(n):
    try:
        await asyncio.sleep(100)
    finally:
        print("child", n, "ends")


async def start(settings):
    for n in range(settings.children):
        asyncio.create_task(child(n))
    await asyncio.sleep(settings.pause)
    return settings.porte


async def main():
    settings = Settings(children=2, pause=0.5, port=80)
    port = await start(settings)
    print(port)


asyncio.run(main())
