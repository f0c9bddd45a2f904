"""Callback-style code wrapped into futures, and back."""
import asyncio


class Device:
    """An old library: callbacks only."""

    def __init__(self, loop):
        self.loop = loop
        self.calls = 0

    def measure(self, on_value, on_error):
        self.calls += 1
        if self.calls % 3 == 0:
            self.loop.call_later(0.1, on_error, "overheated", 99)
        else:
            self.loop.call_later(0.2, on_value, self.calls * 1.5)
        return self.loop.call_later(0.3, on_value, "a second time")


class DeviceError(Exception):
    def __init__(self, text, code):
        super().__init__(text)
        self.code = code


async def measure(device):
    future = device.loop.create_future()

    def on_value(value):
        if not future.done():
            future.set_result(value)

    def on_error(text, code):
        if not future.done():
            future.set_exception(DeviceError(text, code))

    extra = device.measure(on_value, on_error)
    try:
        return await future
    finally:
        extra.cancel()


async def main():
    loop = asyncio.get_running_loop()
    device = Device(loop)
    for _ in range(4):
        try:
            print(await measure(device), loop.time())
        except DeviceError as error:
            print(f"{error} [{error.code}] {error!r}")
    device.measure(lambda value: print("value", value), lambda *args: print("error", args))
    await asyncio.sleep(1)
    future = loop.create_future()
    loop.call_later(0.1, future.set_result, 1)
    loop.call_later(0.2, future.set_result, 2)
    print(await future)
    await asyncio.sleep(0.5)


asyncio.run(main())
