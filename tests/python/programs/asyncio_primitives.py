import asyncio
async def worker(name, q):
    while True:
        item = await q.get()
        print(name, item)
        await asyncio.sleep(0.1 * item)
        q.task_done()
async def main():
    q = asyncio.Queue()
    for i in range(5): q.put_nowait(i)
    ws = [asyncio.create_task(worker(f"w{i}", q), name=f"worker-{i}") for i in range(2)]
    await q.join()
    for w in ws: w.cancel()
    print(await asyncio.gather(*ws, return_exceptions=True))
    sem = asyncio.Semaphore(2)
    async def limited(i):
        async with sem:
            print("in", i, sem.locked())
            await asyncio.sleep(0.1)
        return i
    print(await asyncio.gather(*(limited(i) for i in range(4))))
    lock = asyncio.Lock()
    async with lock: print(lock.locked())
    ev = asyncio.Event()
    async def setter():
        await asyncio.sleep(0.1); ev.set()
    t = asyncio.create_task(setter())
    print(await ev.wait(), t)
    await t
    cond = asyncio.Condition()
    data = []
    async def consumer():
        async with cond:
            await cond.wait_for(lambda: data)
            print("data", data)
    c = asyncio.create_task(consumer())
    await asyncio.sleep(0)
    async with cond:
        data.append(1); cond.notify_all()
    await c
    b = asyncio.Barrier(2)
    async def party(n):
        async with b as pos: print("pos", n, pos)
    await asyncio.gather(party(1), party(2))
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(d, d)) for d in (0.1, 0.5)], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending), done.pop().result())
    for p in pending: p.cancel()
    for coro in asyncio.as_completed([asyncio.sleep(0.2, "b"), asyncio.sleep(0.1, "a")]):
        print(await coro)
    async for t in asyncio.as_completed([asyncio.create_task(asyncio.sleep(0.1, "x"))]):
        print(t.result())
    pq = asyncio.PriorityQueue()
    for x in [(3, "c"), (1, "a"), (2, "b")]: await pq.put(x)
    print([pq.get_nowait() for _ in range(3)])
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    loop.call_later(0.1, fut.set_result, 42)
    print(await fut, fut.done(), fut)
    loop.call_soon(print, "soon")
    await asyncio.sleep(0)
    def cb(t): print("callback", t.get_name(), t.result())
    t = asyncio.create_task(asyncio.sleep(0.1, 7), name="T"); t.add_done_callback(cb)
    await t; await asyncio.sleep(0)
    print(asyncio.current_task().get_name(), len(asyncio.all_tasks()))
    try:
        await asyncio.shield(asyncio.wait_for(asyncio.sleep(5), 0.1))
    except TimeoutError as e: print(repr(e))
    r = await asyncio.to_thread(lambda: "thread")
    print(r)
    async def ret(): return 5
    c = ret(); print(asyncio.iscoroutine(c), c.__name__); print(await c)
    try: await c
    except RuntimeError as e: print(e)
    try: q.get_nowait()
    except asyncio.QueueEmpty as e: print(repr(e))
    try: await 5
    except TypeError as e: print(e)
    async with asyncio.timeout(None) as tm: tm.reschedule(loop.time() + 1); print(tm.when() is not None, tm.expired())
    print(loop.time() > 0)
asyncio.run(main())
with asyncio.Runner() as r:
    print(r.run(asyncio.sleep(0.1, "runner")), r.run(asyncio.sleep(0, 2)))
try: asyncio.run(5)
except (ValueError, TypeError) as e: print(type(e).__name__, e)
try: asyncio.get_running_loop()
except RuntimeError as e: print(e)
