"""Task.print_stack and get_stack, of tasks that wait, run, and failed."""
import asyncio
import sys


async def level3():
    await asyncio.sleep(1)
    raise OSError("deep")


async def level2():
    return await level3()


async def level1():
    await level2()


async def main():
    task = asyncio.create_task(level1(), name="levels")
    task.print_stack(file=sys.stdout)
    await asyncio.sleep(0)
    task.print_stack(file=sys.stdout)
    task.print_stack(limit=1, file=sys.stdout)
    print([frame.f_code.co_name for frame in task.get_stack()])
    asyncio.current_task().print_stack(file=sys.stdout)
    await asyncio.wait([task])
    task.print_stack(file=sys.stdout)
    print(len(task.get_stack()), repr(task.exception()))
    done = asyncio.create_task(asyncio.sleep(0))
    await done
    done.print_stack(file=sys.stdout)
    task.print_stack()


asyncio.run(main())
