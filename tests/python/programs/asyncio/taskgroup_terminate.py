"""The recipe of the documentation: a task that raises to end its group."""
import asyncio


class TerminateTaskGroup(Exception):
    """Raised to end a group early."""


async def force_terminate():
    raise TerminateTaskGroup()


async def job(task_id, sleep_time):
    print(f"Task {task_id}: start")
    await asyncio.sleep(sleep_time)
    print(f"Task {task_id}: done")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(job(1, 0.5))
            group.create_task(job(2, 1.5))
            await asyncio.sleep(1)
            group.create_task(force_terminate())
    except* TerminateTaskGroup:
        pass
    print("ended at", asyncio.get_running_loop().time())
    print([t.get_name() for t in asyncio.all_tasks()])


asyncio.run(main())
