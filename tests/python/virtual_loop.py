"""Owns the asyncio event loop on virtual time, and all that is pinned where CPython leaves an order open.

Invariant: nothing here waits. Time moves only when a timer is due and nothing else can run, or when the program calls
`time.sleep`; everything else about the loop, its self-pipe for signals included, is CPython's own code.

What is pinned, and nothing more:

- equal deadlines fire in creation order, and deadlines are whole nanoseconds (`Deadline`);
- sets of tasks and of asynchronous generators go in insertion order, `all_tasks` in creation order (`OrderedSet`);
- the clocks of the module `time` show the loop's time, which begins at 0.

A function in a thread, of `to_thread` and of the default executor, runs at once and in one piece, and ends as much later
as it slept. Other threads are outside: a loop that only waits for one counts as deadlocked.
"""

import ast
import asyncio
import concurrent.futures
import inspect
import itertools
import logging
import math
import selectors
import sys
import textwrap
import time
import weakref
from collections.abc import MutableSet


class Clock:
    """The time of one program in nanoseconds; `on_advance()` is called after each step forward."""

    def __init__(self, on_advance=lambda: None):
        self.nanoseconds = 0
        self._on_advance = on_advance
        self._slept = None  # in nanoseconds, by the function in a thread that runs

    def time(self):
        return self.nanoseconds / 1e9

    def time_ns(self):
        return self.nanoseconds

    def sleep(self, seconds):
        """What `time.sleep` does to the loop: it blocks, so time goes by and nothing runs."""
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if self._slept is not None:
            self._slept += round(seconds * 1e9)
            return
        self.advance_to(self.nanoseconds + round(seconds * 1e9))

    def in_thread(self, function, *args):
        """Calls a function as if in a thread: what it returns or raises, as a future, and how long it slept."""
        outcome, around, self._slept = concurrent.futures.Future(), self._slept, 0
        try:
            outcome.set_result(function(*args))
        except BaseException as error:
            outcome.set_exception(error)
        seconds, self._slept = self._slept / 1e9, around
        return outcome, seconds

    def advance_to(self, nanoseconds):
        self.nanoseconds = nanoseconds
        self._on_advance()


class Deadline(float):
    """A point in loop time that knows which of two equal ones was set first.

    Timer handles compare their deadlines with `<`, and the loop asks `deadline >= end_time`; ordering only the
    former by `(when, seq)` makes the heap first-in-first-out without touching the handles.
    """

    _count = itertools.count()

    def __new__(cls, when):
        # An infinite deadline stays what it is, and never comes.
        nanoseconds = round(when * 1e9) if math.isfinite(when) else None
        self = super().__new__(cls, when if nanoseconds is None else nanoseconds / 1e9)
        self.nanoseconds = nanoseconds
        self._order = float(self), next(cls._count)
        return self

    def __lt__(self, other):
        return self._order < other._order if isinstance(other, Deadline) else float(self) < other


class OrderedSet(MutableSet):
    """A set that iterates in insertion order, with the named methods of the builtin one."""

    def __init__(self, items=()):
        self._items = dict.fromkeys(items)

    def __contains__(self, item):
        return item in self._items

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def __repr__(self):
        return "{%s}" % ", ".join(map(repr, self)) if self else "set()"

    def add(self, item):
        self._items[item] = None

    def discard(self, item):
        self._items.pop(item, None)

    def copy(self):
        return OrderedSet(self)

    def update(self, *others):
        for item in itertools.chain(*others):
            self.add(item)

    def difference_update(self, *others):
        for item in itertools.chain(*others):
            self.discard(item)

    def union(self, *others):
        return OrderedSet(itertools.chain(self, *others))

    def difference(self, *others):
        dropped = set(itertools.chain(*others))
        return OrderedSet(item for item in self if item not in dropped)

    def intersection(self, *others):
        return OrderedSet(item for item in self if all(item in set(other) for other in others))

    def issubset(self, other):
        return self <= set(other)

    def issuperset(self, other):
        return self >= set(other)


class _JumpingSelector(selectors.DefaultSelector):
    """Polls for real, since a signal arrives through the self-pipe; where it would wait, it moves the clock."""

    def __init__(self, jump):
        super().__init__()
        self._jump = jump

    def select(self, timeout=None):
        events = super().select(0)
        if not events and timeout != 0:
            self._jump()
        return events


class VirtualLoop(asyncio.SelectorEventLoop):
    """CPython's selector loop on a `Clock`. `on_deadlock()` is called when nothing can ever run again."""

    def __init__(self, clock, on_deadlock):
        self._clock = clock
        self._on_deadlock = on_deadlock
        super().__init__(_JumpingSelector(self._jump))
        self._asyncgens.data = OrderedSet()

    # The loop fires a timer when `when < time() + resolution`. One step of the floats makes that `when <= time()` at
    # any magnitude. The setter swallows what BaseEventLoop reads from the machine.
    _clock_resolution = property(lambda self: math.ulp(self.time()), lambda self, value: None)

    def time(self):
        return self._clock.time()

    def call_at(self, when, callback, *args, context=None):
        deadline = when if when is None else Deadline(when)
        return super().call_at(deadline, callback, *args, context=context)

    def create_task(self, coro, **options):
        number = next(_task_count)
        task = super().create_task(coro, **options)
        _task_numbers[task] = number
        return task

    def run_in_executor(self, executor, function, *args):
        if executor is not None:
            return super().run_in_executor(executor, function, *args)
        self._check_closed()
        if self._debug:
            self._check_callback(function, "run_in_executor")
        outcome, seconds = self._clock.in_thread(function, *args)
        if not seconds:
            return asyncio.wrap_future(outcome, loop=self)
        later = concurrent.futures.Future()
        result = asyncio.wrap_future(later, loop=self)
        end = later.set_exception if outcome.exception() else later.set_result
        self.call_later(seconds, end, outcome.exception() or outcome.result())
        return result

    if sys.platform == "emscripten":
        # There are neither sockets nor signals that could come through one.

        def _make_self_pipe(self):
            pass

        def _close_self_pipe(self):
            pass

        def _write_to_self(self):
            pass

    def _jump(self):
        first = self._scheduled[0].when().nanoseconds if self._scheduled else None
        if first is None:
            self._on_deadlock()
        else:
            self._clock.advance_to(first)


# These are seen in reprs, debug mode's among them; there they look like what they stand for.
Clock.sleep.__qualname__ = "sleep"
VirtualLoop.__name__ = VirtualLoop.__qualname__ = asyncio.SelectorEventLoop.__name__
_JumpingSelector.__name__ = selectors.DefaultSelector.__name__

# The weak keys keep no task alive: when the last reference to a task dies is part of the order of a run.
_task_numbers = weakref.WeakKeyDictionary()
_task_count = itertools.count()


class _SetComprehensionsAsCalls(ast.NodeTransformer):
    """`{x for …}` becomes `set(x for …)`, which finds the module's own `set`."""

    def visit_SetComp(self, node):
        self.generic_visit(node)
        items = ast.GeneratorExp(elt=node.elt, generators=node.generators)
        return ast.Call(func=ast.Name(id="set", ctx=ast.Load()), args=[items], keywords=[])


def _without_set_comprehensions(function):
    lines, first = inspect.getsourcelines(function)
    tree = _SetComprehensionsAsCalls().visit(ast.parse(textwrap.dedent("".join(lines))))
    ast.increment_lineno(ast.fix_missing_locations(tree), first - 1)
    namespace = {}
    exec(compile(tree, function.__code__.co_filename, "exec"), function.__globals__, namespace)
    return namespace[function.__name__]


def pin_order():
    """Puts ordered sets in place of those whose iteration order a program can see. To be called once a process."""
    asyncio.tasks.set = asyncio.taskgroups.set = OrderedSet
    iterator = asyncio.tasks._AsCompletedIterator
    iterator.__init__ = _without_set_comprehensions(iterator.__init__)

    unordered = asyncio.tasks.all_tasks

    def all_tasks(loop=None):
        return OrderedSet(sorted(unordered(loop), key=lambda task: _task_numbers.get(task, math.inf)))

    asyncio.all_tasks = asyncio.tasks.all_tasks = all_tasks


def install(clock, on_deadlock):
    """Makes `asyncio.run` and `asyncio.Runner` use a `VirtualLoop`, and the module `time` show `clock`."""

    def new_event_loop():
        return VirtualLoop(clock, on_deadlock)

    asyncio.new_event_loop = asyncio.events.new_event_loop = new_event_loop
    time.sleep = clock.sleep
    time.time = time.monotonic = time.perf_counter = clock.time
    time.time_ns = time.monotonic_ns = time.perf_counter_ns = clock.time_ns
    # Log records count their `relativeCreated` from here.
    logging._startTime = 0
