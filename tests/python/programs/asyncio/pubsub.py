"""Publish and subscribe: each subscriber has a queue; a slow one loses the oldest messages."""
import asyncio
from contextlib import contextmanager


class Topic:
    def __init__(self, name):
        self.name = name
        self.subscribers = {}

    @contextmanager
    def subscribe(self, who, size=10):
        queue = self.subscribers[who] = asyncio.Queue(size)
        try:
            yield queue
        finally:
            del self.subscribers[who]
            print(who, "left", self.name)

    def publish(self, message):
        for who, queue in self.subscribers.items():
            try:
                queue.put_nowait(message)
            except asyncio.QueueFull:
                dropped = queue.get_nowait()
                queue.put_nowait(message)
                print(f"{who} missed {dropped!r}")


async def subscriber(topic, who, pause, size, limit):
    got = []
    with topic.subscribe(who, size) as queue:
        while len(got) < limit:
            got.append(await queue.get())
            await asyncio.sleep(pause)
    return got


async def main():
    topic = Topic("news")
    quick = asyncio.create_task(subscriber(topic, "quick", 0, 2, 5))
    slow = asyncio.create_task(subscriber(topic, "slow", 0.35, 2, 4))
    for n in range(8):
        await asyncio.sleep(0.1)
        topic.publish(f"m{n}")
    print("quick", await quick)
    print("slow", await slow)
    print(topic.subscribers)


asyncio.run(main())
