# Three clients ask a server that serves one at a time: look at how the pauses, drawn at random and longer
# each time, bring the clients apart. Without `* random.random()` they stay together, and all give up.
import asyncio
import random

random.seed(1)


class Server:
    """Several clients at once overload it, until the last of them has left."""

    def __init__(self):
        self.clients = 0
        self.overloaded = False

    async def ask(self, client):
        self.clients += 1
        self.overloaded |= self.clients > 1
        await asyncio.sleep(0.2)
        self.clients -= 1
        failed = self.overloaded
        self.overloaded &= self.clients > 0
        if failed:
            raise ConnectionError("the server is overloaded")
        return f"answer for {client}"


async def with_retries(client, call, attempts=5, pause=0.2, longest=2):
    for attempt in range(1, attempts + 1):
        try:
            return await call(client)
        except ConnectionError as error:
            if attempt == attempts:
                error.add_note(f"after {attempts} attempts of {client}")
                raise
            seconds = min(longest, pause * 2**attempt) * random.random()
            print(f"{client}: {error}; again in {seconds:.2f} s")
            await asyncio.sleep(seconds)


async def request(client, server):
    answer = await with_retries(client, server.ask)
    print(f"{client}: {answer}")


async def main():
    server = Server()
    async with asyncio.TaskGroup() as group:
        for client in ("A", "B", "C"):
            group.create_task(request(client, server), name=client)


asyncio.run(main())
