"""Errors in callbacks do not end the loop; SystemExit and KeyboardInterrupt do."""
import asyncio


def broken(name):
    raise ArithmeticError(name)


class Connection:
    def on_data(self, data):
        return data.decode()


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(broken, "soon")
    loop.call_later(0.1, broken, "later")
    loop.call_soon(Connection().on_data, b"caf\xff")
    loop.call_soon(lambda: broken("lambda"))
    future = loop.create_future()
    future.add_done_callback(lambda f: f.result().missing)
    future.set_result("text")
    await asyncio.sleep(0.5)
    print("still here")
    loop.call_later(0.1, broken, "wrapped")
    await asyncio.sleep(0.5)

    def stop():
        raise KeyboardInterrupt("from a callback")

    loop.call_soon(stop)
    try:
        await asyncio.sleep(1)
    finally:
        print("finally of main")


asyncio.run(main())
