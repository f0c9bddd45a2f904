"""The await that was forgotten."""
import asyncio


async def save(name):
    print("saving", name)


class Service:
    async def stop(self):
        print("stopped")

    async def flush(self):
        self.stop()


async def main():
    save("report")
    print("not saved")
    coroutine = save("later")
    print(coroutine.cr_frame is not None, type(coroutine).__name__)
    del coroutine
    await Service().flush()
    print(bool(save))
    if save("truthy"):
        print("a coroutine is always true")
    closed = save("closed")
    closed.close()
    again = save("twice")
    await again
    try:
        await again
    except RuntimeError as error:
        print(error)
    try:
        [save("x")][0] + 1
    except TypeError as error:
        print(error)
    asyncio.get_running_loop().call_soon(save)
    await asyncio.sleep(0)


asyncio.run(main())
