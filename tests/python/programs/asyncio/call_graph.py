"""Who waits for whom: asyncio.print_call_graph and its like."""
import asyncio


def show(text):
    # Identities differ from run to run.
    for line in text.splitlines():
        before, _, after = line.partition("id=0x")
        print(before + ("id=)" if after else ""))


async def leaf():
    await asyncio.sleep(0.1)
    show(asyncio.format_call_graph())
    print("--")
    return 1


async def middle():
    return await leaf()


async def grouped():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(middle(), name="in group")
        tg.create_task(asyncio.sleep(1), name="other")


async def several(task):
    await asyncio.wait([task])


async def main():
    await grouped()
    task = asyncio.create_task(middle(), name="gathered")
    waiter = asyncio.create_task(several(task), name="waits")
    await asyncio.sleep(0.05)
    await waiter
    blocked = asyncio.create_task(middle(), name="blocked")
    other = asyncio.create_task(several(blocked), name="several")
    await asyncio.sleep(0)
    show(asyncio.format_call_graph(blocked))
    print("--")
    show(asyncio.format_call_graph(blocked, limit=1))
    print("--")
    graph = asyncio.capture_call_graph(blocked)
    print(type(graph).__name__, graph.future is blocked, len(graph.awaited_by))
    print(graph.awaited_by[0].future.get_name(), graph.awaited_by[0].awaited_by)
    future = asyncio.get_running_loop().create_future()
    show(asyncio.format_call_graph(future))
    try:
        asyncio.capture_call_graph("text")
    except TypeError as error:
        print(error)
    await asyncio.wait_for(other, 5)


asyncio.run(main())
try:
    asyncio.print_call_graph()
except RuntimeError as error:
    print(error)
