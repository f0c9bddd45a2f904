"""What every random program begins with: its slots, and how it shows what it sees."""

import asyncio
import atexit
import os

# What the interpreter finds when it takes everything apart, and in what order, is up to garbage collection.
atexit.register(os._exit, 0)

# All by number. They stay until the end, so no message depends on when the last reference to one of them goes.
tasks, groups, timeouts, futures, handles, saved = ({} for _ in range(6))
events = [asyncio.Event() for _ in range(2)]
locks = [asyncio.Lock() for _ in range(2)]
semaphores = [asyncio.Semaphore(1), asyncio.BoundedSemaphore(2)]
condition = asyncio.Condition()
queues = [asyncio.Queue(1), asyncio.Queue()]
barrier = asyncio.Barrier(2)


def current():
    return asyncio.current_task()


def loop():
    return asyncio.get_running_loop()


def present(slots, *numbers):
    return [slots[number] for number in numbers if number in slots]


def names(parts):
    return [[task.get_name() for task in part] for part in parts]


def log(number):
    print(number, current().get_name(), current().cancelling())


def tell(e, depth=4):
    if depth == 0:
        return "…"
    parts = [repr(e)]
    if getattr(e, "__notes__", None):
        parts.append(f"notes={e.__notes__}")
    if isinstance(e, BaseExceptionGroup):
        parts.append(f"of <{', '.join(tell(part, depth - 1) for part in e.exceptions)}>")
    if e.__context__:
        parts.append(f"in <{tell(e.__context__, depth - 1)}>")
    if e.__cause__:
        parts.append(f"from <{tell(e.__cause__, depth - 1)}>")
    if e.__suppress_context__:
        parts.append("suppressed")
    return " ".join(parts)


def show(number, e):
    print(number, "caught", tell(e), current().get_name(), current().cancelling())


def callback(task):
    print("callback", task)


def begin():
    for number in range(2):
        futures[number] = loop().create_future()


def finish():
    for number in sorted(tasks):
        print("task", number, tasks[number], tasks[number].cancelling())
    for number in sorted(futures):
        print("future", number, futures[number])
