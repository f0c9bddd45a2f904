"""Results of a group are read from its tasks when the block is over."""
import asyncio
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class User:
    id: int
    name: str


async def find_user(id):
    await asyncio.sleep(id / 10)
    return User(id, f"user{id}")


async def find_friends(id):
    await asyncio.sleep(0.05)
    return [id + 1, id + 2]


async def profile(id):
    async with asyncio.TaskGroup() as tg:
        user = tg.create_task(find_user(id), name=f"user-{id}")
        friends = tg.create_task(find_friends(id))
    async with asyncio.TaskGroup() as tg:
        found = [tg.create_task(find_user(friend)) for friend in friends.result()]
    return user.result(), [task.result() for task in found]


async def main():
    user, friends = await profile(1)
    print(user)
    print(friends)
    print(f"{asyncio.get_running_loop().time():.2f}")
    async with asyncio.TaskGroup() as tg:
        print(repr(tg))
        task = tg.create_task(find_user(3), name="third")
        print(task.get_name(), repr(tg))
    print(repr(tg))
    try:
        tg.create_task(find_user(4))
    except RuntimeError as error:
        print(error)


asyncio.run(main())
