"""current_task, all_tasks, names, and keeping references."""
import asyncio

background = set()


async def job(n):
    me = asyncio.current_task()
    await asyncio.sleep(n)
    return me.get_name()


def spawn(n, **options):
    task = asyncio.create_task(job(n), **options)
    background.add(task)
    task.add_done_callback(background.discard)
    return task


async def main():
    print(asyncio.current_task().get_name())
    spawn(0.1)
    spawn(0.2, name="named")
    third = spawn(0.3, name="third")
    third.set_name("renamed")
    names = [task.get_name() for task in asyncio.all_tasks()]
    print(sorted(names), len(background))
    others = asyncio.all_tasks() - {asyncio.current_task()}
    done, pending = await asyncio.wait(others)
    print(sorted(task.result() for task in done), pending, background)
    print(asyncio.all_tasks() == {asyncio.current_task()})
    results = await asyncio.gather(*(asyncio.create_task(job(0), name=f"n{n}") for n in range(3)))
    print(results)
    asyncio.get_running_loop().call_soon(lambda: print("callback runs in", asyncio.current_task()))
    await asyncio.sleep(0)


asyncio.run(main(), debug=False)
