"""Tasks whose errors nobody looks at."""
import asyncio


class PaymentError(Exception):
    pass


async def pay(amount):
    await asyncio.sleep(0.1)
    try:
        1 / amount
    except ZeroDivisionError as error:
        raise PaymentError(f"cannot pay {amount}") from error


async def fire_and_forget():
    asyncio.create_task(pay(0), name="payment")
    await asyncio.sleep(1)
    print("nobody noticed")


async def main():
    await fire_and_forget()
    kept = asyncio.create_task(pay(0), name="kept")
    looked = asyncio.create_task(pay(0), name="looked at")
    await asyncio.sleep(1)
    print(repr(looked.exception()))
    print(kept.done(), "before the end")


asyncio.run(main())
print("end of the program")
