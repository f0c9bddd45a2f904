"""asyncio.timeout: nested, rescheduled, expired, None."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(1) as outer:
            try:
                async with asyncio.timeout(0.5) as inner:
                    await asyncio.sleep(5)
            except TimeoutError:
                print("inner", inner.expired(), outer.expired(), loop.time())
            await asyncio.sleep(5)
    except TimeoutError as error:
        print("outer", inner.expired(), outer.expired(), loop.time(), repr(error.__cause__))

    async with asyncio.timeout(None) as cm:
        print(cm.when(), repr(cm))
        cm.reschedule(loop.time() + 1)
        print(cm.when(), repr(cm))
        await asyncio.sleep(0.9)
    print(repr(cm), cm.expired())

    try:
        async with asyncio.timeout_at(loop.time() - 1):
            print("entered")
            await asyncio.sleep(0)
            print("never")
    except TimeoutError:
        print("was over at once", loop.time())

    cm = asyncio.timeout(3)
    try:
        cm.reschedule(5)
    except RuntimeError as error:
        print(error, repr(cm))
    async with cm:
        pass
    try:
        async with cm:
            pass
    except RuntimeError as error:
        print(error)
    try:
        cm.reschedule(9)
    except RuntimeError as error:
        print(error)
    try:
        async with asyncio.timeout(0.1):
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                raise ValueError("instead")
    except ValueError as error:
        print(repr(error), repr(error.__context__))


asyncio.run(main())
