import asyncio
import signal

WORKERS = 2
PERIOD = 1.0
SIGNAL = "SIGINT"
SIGNAL_AT = 3.3
STUCK = False
GRACE = 2.0


async def work(name, stop):
    rounds = 0
    while not stop.is_set():
        rounds += 1
        print(f"{name}: round {rounds}")
        try:
            await asyncio.wait_for(stop.wait(), PERIOD)
        except TimeoutError:
            pass
    print(f"{name} stops")
    return rounds


async def work_on(name):
    rounds = 0
    while True:
        rounds += 1
        print(f"{name}: round {rounds}, it does not look at the event")
        await asyncio.sleep(PERIOD)


def ask_to_stop(name, stop):
    print(f"{name}: the handler sets the event")
    stop.set()


async def main():
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ask_to_stop, number.name, stop)
    # Here the program signals itself; in life Ctrl-C or the system does that.
    loop.call_later(SIGNAL_AT, signal.raise_signal, signal.Signals[SIGNAL])
    tasks = []
    for k in range(1, WORKERS + 1):
        name = f"worker-{k}"
        stuck = STUCK and k == WORKERS
        tasks.append(asyncio.create_task(work_on(name) if stuck else work(name, stop), name=name))
    # From now on it collects what becomes of each.
    outcomes = asyncio.gather(*tasks, return_exceptions=True)
    await stop.wait()
    _, late = await asyncio.wait(tasks, timeout=GRACE)
    for task in late:
        print(f"the grace is over, main cancels {task.get_name()}")
        task.cancel()
    print(f"main ends: {await outcomes}")


asyncio.run(main())
