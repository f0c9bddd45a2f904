"""Awaits in finally, and a second cancellation that interrupts them."""
import asyncio


class Connection:
    def __init__(self, name):
        self.name = name

    async def close(self):
        print(self.name, "closing")
        await asyncio.sleep(1)
        print(self.name, "closed")


async def session(name, shielded):
    connection = Connection(name)
    try:
        await asyncio.sleep(100)
    finally:
        if shielded:
            await asyncio.shield(connection.close())
        else:
            await connection.close()
        print(name, "finally ends")


async def main():
    for shielded in (False, True):
        print("shielded:", shielded)
        patient = asyncio.create_task(session("patient", shielded))
        await asyncio.sleep(0)
        patient.cancel()
        await asyncio.wait([patient])
        print(patient.cancelled())

        hasty = asyncio.create_task(session("hasty", shielded))
        await asyncio.sleep(0)
        hasty.cancel("first")
        await asyncio.sleep(0.5)
        hasty.cancel("second")
        try:
            await hasty
        except asyncio.CancelledError as error:
            print("hasty:", error, "| context:", repr(error.__context__))
        await asyncio.sleep(2)


asyncio.run(main())
