"""A chat room without sockets: clients are pairs of queues."""
import asyncio


class Client:
    def __init__(self, name):
        self.name = name
        self.inbox, self.outbox = asyncio.Queue(), asyncio.Queue()

    def __repr__(self):
        return f"<{self.name}>"


class Room:
    def __init__(self):
        self.clients = {}

    async def serve(self, client):
        self.clients[client.name] = client
        self.broadcast(f"* {client.name} joined")
        try:
            while (line := await client.outbox.get()) != "/quit":
                match line.split(maxsplit=2):
                    case ["/msg", to, text] if to in self.clients:
                        self.clients[to].inbox.put_nowait(f"({client.name}) {text}")
                    case ["/msg", to, *_]:
                        client.inbox.put_nowait(f"! nobody is called {to}")
                    case [command, *_] if command.startswith("/"):
                        raise ValueError(f"unknown command {command}")
                    case _:
                        self.broadcast(f"{client.name}: {line}")
        finally:
            del self.clients[client.name]
            self.broadcast(f"* {client.name} left")

    def broadcast(self, text):
        for client in self.clients.values():
            client.inbox.put_nowait(text)


async def act(client, *lines):
    for line in lines:
        await asyncio.sleep(0.1)
        client.outbox.put_nowait(line)


async def main():
    room = Room()
    ann, bob = Client("ann"), Client("bob")
    serving = [asyncio.create_task(room.serve(c), name=c.name) for c in (ann, bob)]
    await asyncio.gather(
        act(ann, "hello", "/msg bob psst", "/msg eve hi", "/quit"), act(bob, "hi ann", "bye", "/dance now")
    )
    results = await asyncio.gather(*serving, return_exceptions=True)
    print(results)
    for client in (ann, bob):
        print(client)
        while not client.inbox.empty():
            print("  ", client.inbox.get_nowait())


asyncio.run(main())
