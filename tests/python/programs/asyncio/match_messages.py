"""An actor: messages by class patterns, replies by futures."""
import asyncio
from dataclasses import dataclass


@dataclass
class Deposit:
    amount: int


@dataclass
class Withdraw:
    amount: int
    reply: asyncio.Future


@dataclass
class Balance:
    reply: asyncio.Future


class InsufficientFunds(Exception):
    pass


async def account(mailbox):
    balance = 0
    while True:
        match await mailbox.get():
            case Deposit(amount) if amount > 0:
                balance += amount
            case Deposit(amount=amount):
                print("ignored", amount)
            case Withdraw(amount, reply) if amount <= balance:
                balance -= amount
                reply.set_result(balance)
            case Withdraw(amount, reply):
                reply.set_exception(InsufficientFunds(f"{amount} of {balance}"))
            case Balance(reply):
                reply.set_result(balance)
            case None:
                return balance
            case other:
                raise TypeError(f"no message: {other!r}")


async def main():
    loop, mailbox = asyncio.get_running_loop(), asyncio.Queue()
    actor = asyncio.create_task(account(mailbox), name="account")

    async def ask(make, *args):
        reply = loop.create_future()
        await mailbox.put(make(*args, reply))
        done, _ = await asyncio.wait([reply, actor], return_when=asyncio.FIRST_COMPLETED)
        return await done.pop()

    for message in (Deposit(50), Deposit(-5), Deposit(25)):
        mailbox.put_nowait(message)
    print(await ask(Balance), await ask(Withdraw, 30))
    try:
        await ask(Withdraw, 100)
    except InsufficientFunds as error:
        print("refused:", error)
    mailbox.put_nowait(None)
    print("final", await actor)
    broken = asyncio.create_task(account(mailbox))
    mailbox.put_nowait({"deposit": 5})
    await broken


asyncio.run(main())
