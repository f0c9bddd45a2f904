"""Methods of asyncio's objects that are compared, their texts, and their coroutines outside of tasks."""

import asyncio
import inspect


async def main():
    loop = asyncio.get_running_loop()
    queue, other, future = asyncio.Queue(), asyncio.Queue(), loop.create_future()
    print(queue.put == queue.put, queue.put == queue.get, queue.put == other.put, queue.put is queue.put)
    print(future.cancel == future.cancel, future.cancel != future.cancel, future.cancel == queue.put)
    print(hash(queue.put) == hash(queue.put), {queue.put: "put"}.get(queue.put), len({future.done, future.done}))
    print(queue.put in [queue.get, queue.put], print == print, print == len)
    event = asyncio.Event()
    event.clear()
    future.add_done_callback(event.is_set)
    future.add_done_callback(event.is_set)
    print(future.remove_done_callback(event.is_set), future.remove_done_callback(event.is_set))
    print(str(queue), f"{asyncio.PriorityQueue(3)}", str(asyncio.LifoQueue()).startswith("<LifoQueue maxsize"))
    print(repr(queue).startswith("<Queue at 0x"), repr(queue).endswith(" maxsize=0>"))
    future.cancel()


def outside():
    for manager in asyncio.TaskGroup(), asyncio.timeout(1):
        coro = manager.__aenter__()
        print(inspect.getcoroutinestate(coro))
        try:
            coro.send(None)
        except RuntimeError as error:
            print(repr(error))
        print(inspect.getcoroutinestate(coro))
    coro = asyncio.Queue().put(1)
    try:
        coro.send(None)
    except StopIteration as error:
        print("put", error.value)
    try:
        coro.send(None)
    except RuntimeError as error:
        print(error)


async def call_outside():
    asyncio.get_running_loop().call_soon(outside)
    await asyncio.sleep(0)


asyncio.run(main())
asyncio.run(call_outside())
