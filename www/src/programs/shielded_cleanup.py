# Each session is cancelled, and cancelled again while it says goodbye: look at which of the two says it
# to the end. shield keeps the goodbye; the session still has to wait for it.
import asyncio


async def goodbye(name):
    print(f"{name}: says goodbye")
    await asyncio.sleep(0.3)
    print(f"{name}: has said goodbye")


async def careless(name):
    try:
        await asyncio.sleep(10)
    finally:
        await goodbye(name)


async def careful(name):
    try:
        await asyncio.sleep(10)
    finally:
        last = asyncio.create_task(goodbye(name), name="goodbye")
        try:
            await asyncio.shield(last)
        except asyncio.CancelledError:
            print(f"{name}: cancelled again")
            await last
            raise


async def main():
    for session in (careless, careful):
        name = session.__name__
        task = asyncio.create_task(session(name), name=name)
        for _ in range(2):
            await asyncio.sleep(0.1)
            print(f"main cancels {name}")
            task.cancel()
        await asyncio.wait([task])
        print(f"{name} is cancelled: {task.cancelled()}")


asyncio.run(main())
