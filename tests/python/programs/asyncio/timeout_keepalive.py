"""A deadline that moves with every message, until the peer is silent for too long."""
import asyncio


async def peer(queue):
    for pause in (0.5, 0.9, 0.3, 2.0, 0.1):
        await asyncio.sleep(pause)
        await queue.put(f"after {pause}")


async def listen(queue, patience):
    loop = asyncio.get_running_loop()
    received = []
    try:
        async with asyncio.timeout(patience) as deadline:
            while True:
                message = await queue.get()
                received.append(message)
                deadline.reschedule(loop.time() + patience)
                print(f"{loop.time():.1f} {message}, next by {deadline.when():.1f}")
    except TimeoutError:
        print(f"{loop.time():.1f} silent for {patience} s")
    return received


async def main():
    queue = asyncio.Queue()
    sender = asyncio.create_task(peer(queue))
    received = await listen(queue, 1.0)
    print(len(received), sender.done())
    sender.cancel("no listener")
    try:
        await sender
    except asyncio.CancelledError as error:
        print("sender:", error)


asyncio.run(main())
