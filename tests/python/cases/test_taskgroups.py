"""CPython's test_taskgroups, as far as it is told in Rust in tests/ported/taskgroups.rs.

Invariant: what is noted has the time since the test began, so the order and the time of everything are compared.
"""

import asyncio
import contextvars
import inspect
import unittest
import weakref

ZERO = "ZeroDivisionError('division by zero')"


class MyExc(Exception):
    pass


class MyBaseExc(BaseException):
    pass


async def after(delay, value=None):
    await asyncio.sleep(delay)
    return value


async def fail_after(delay):
    await asyncio.sleep(delay)
    1 / 0


async def crash_in_cleanup(error=None):
    """Sleeps long; when that is cancelled, raises another exception."""
    try:
        await asyncio.sleep(10)
    finally:
        raise error or ZeroDivisionError("division by zero")


def cancelling():
    return asyncio.current_task().cancelling()


class GroupTestCase(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.start = asyncio.get_running_loop().time()
        self.notes = []

    def elapsed(self):
        return round(asyncio.get_running_loop().time() - self.start, 6)

    def note(self, text):
        self.notes.append((self.elapsed(), text))

    async def told(self, name):
        """Sleeps long, and notes when that is cancelled."""
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            self.note(f"{name} cancelled")
            raise
        self.note(f"{name} slept")

    async def raised_by(self, awaitable):
        """What is raised by what must raise."""
        with self.assertRaises(BaseException) as caught:
            await awaitable
        return caught.exception

    def assertGroup(self, error, *reprs, base=False):
        kind = "BaseExceptionGroup" if base else "ExceptionGroup"
        self.assertEqual(repr(error), f"{kind}('unhandled errors in a TaskGroup', [{', '.join(reprs)}])")


class TaskTests(GroupTestCase):
    async def test_taskgroup_01(self):
        """The block ends when the last task has its result."""
        async with asyncio.TaskGroup() as tg:
            first = tg.create_task(after(0.1, 42))
            second = tg.create_task(after(0.2, 11))
        self.assertEqual((first.result(), second.result(), self.elapsed()), (42, 11, 0.2))

    async def test_taskgroup_02(self):
        """A task may be added while the body runs."""
        async with asyncio.TaskGroup() as tg:
            first = tg.create_task(after(0.1, 42))
            await asyncio.sleep(0.15)
            self.assertTrue(first.done())
            second = tg.create_task(after(0.2, 11))
        self.assertEqual((first.result(), second.result(), self.elapsed()), (42, 11, 0.35))

    async def test_taskgroup_03(self):
        """A task that is cancelled by itself is no error of the group."""
        async with asyncio.TaskGroup() as tg:
            first = tg.create_task(after(1, 42))
            await asyncio.sleep(0.15)
            first.cancel()
            second = tg.create_task(after(0.2, 11))
        self.assertTrue(first.cancelled())
        self.assertEqual((second.result(), self.elapsed()), (11, 0.35))

    async def test_taskgroup_23(self):
        """A group lets go of a task that has ended."""
        tasks = []

        def alive():
            return sum(task() is not None for task in tasks)

        async with asyncio.TaskGroup() as tg:
            for count in range(10):
                await asyncio.sleep(0.1)
                tasks.append(weakref.ref(tg.create_task(after(0.3))))
                if count == 5:
                    # Three run; a fourth has ended, but the group has not been told.
                    self.assertEqual(alive(), 4)
            await asyncio.sleep(1.35)
            self.assertEqual(alive(), 0)

    async def test_taskgroup_24(self):
        """A task may add tasks while the group waits."""

        async def nap(delay):
            await asyncio.sleep(delay)
            self.note(f"nap of {delay} s")

        async def root(tg):
            await asyncio.sleep(0.1)
            tg.create_task(nap(0.1))
            tg.create_task(nap(0.2))

        async with asyncio.TaskGroup() as tg:
            tg.create_task(root(tg))
        self.note("left")
        self.assertEqual(self.notes, [(0.2, "nap of 0.1 s"), (0.3, "nap of 0.2 s"), (0.3, "left")])

    async def test_taskgroup_25(self):
        """Tasks that multiply are ended by one failure."""
        heads = 0

        async def hydra(tg):
            nonlocal heads
            heads += 1
            await asyncio.sleep(0.01)
            tg.create_task(hydra(tg))
            tg.create_task(hydra(tg))

        async def hercules():
            while heads < 10:
                await asyncio.sleep(0.015)
            1 / 0

        with self.assertRaises(ExceptionGroup) as caught:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(hydra(tg))
                tg.create_task(hercules())
        self.assertGroup(caught.exception, ZERO)
        self.assertGreaterEqual(heads, 10)

    async def test_taskgroup_task_name(self):
        """A task has the name that it is given."""
        async with asyncio.TaskGroup() as tg:
            self.assertEqual(tg.create_task(asyncio.sleep(0), name="yolo").get_name(), "yolo")

    async def test_taskgroup_no_create_task_after_failure(self):
        """A group that aborts takes no task."""

        async def late(tg):
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                with self.assertRaises(RuntimeError) as refused:
                    tg.create_task(fail_after(0.001))
                self.note(str(refused.exception))

        with self.assertRaises(ExceptionGroup) as caught:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(fail_after(0.001))
                tg.create_task(late(tg))
        self.assertGroup(caught.exception, ZERO)
        self.assertEqual(
            self.notes, [(0.001, "TaskGroup <TaskGroup tasks=1 errors=1 cancelling> is shutting down")]
        )

    async def test_taskgroup_task_context(self):
        """A task of a group runs in the context that it is given."""
        var = contextvars.ContextVar("cvar")

        async def assign(value):
            await asyncio.sleep(0)
            var.set(value)

        async with asyncio.TaskGroup() as tg:
            context = contextvars.copy_context()
            self.assertIsNone(context.get(var))
            for value in 1, 2:
                await tg.create_task(assign(value), context=context)
                self.assertEqual(context.get(var), value)
        self.assertIsNone(var.get(None))

    async def test_taskgroup_finished(self):
        """A group that has finished takes no task."""
        async with asyncio.TaskGroup() as tg:
            pass
        with self.assertRaisesRegex(RuntimeError, r"^TaskGroup <TaskGroup entered> is finished$"):
            tg.create_task(asyncio.sleep(0))

    async def test_coro_closed_when_tg_closed(self):
        """A group that has finished closes the coroutine that it does not take."""
        async with asyncio.TaskGroup() as tg:
            pass
        coro = after(1)
        with self.assertRaises(RuntimeError):
            tg.create_task(coro)
        self.assertEqual(inspect.getcoroutinestate(coro), inspect.CORO_CLOSED)

    async def test_taskgroup_without_parent_task(self):
        """A callback of the loop is no task."""

        def enter():
            try:
                asyncio.TaskGroup().__aenter__().send(None)
            except RuntimeError as error:
                self.note(str(error))

        asyncio.get_running_loop().call_soon(enter)
        await asyncio.sleep(0)
        self.assertEqual(self.notes, [(0, "TaskGroup <TaskGroup> cannot determine the parent task")])

    async def test_cancelling_level_preserved(self):
        """The count of requests is as before after a failure."""
        try:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(fail_after(0))
        except* ZeroDivisionError:
            pass
        self.assertEqual(cancelling(), 0)


class ErrorTests(GroupTestCase):
    async def test_taskgroup_04(self):
        """A failure cancels the sibling."""

        async def runner():
            async with asyncio.TaskGroup() as tg:
                tg.create_task(fail_after(0.1))
                tg.create_task(self.told("sibling"))
            self.note("never reached")

        self.assertGroup(await self.raised_by(asyncio.create_task(runner())), ZERO)
        self.assertEqual(self.notes, [(0.1, "sibling cancelled")])

    async def test_cancel_children_on_child_error(self):
        """Failures of one iteration are gathered, and the body is cancelled."""

        async def runner():
            async with asyncio.TaskGroup() as tg:
                for _ in range(3):
                    tg.create_task(fail_after(0.1))
                tg.create_task(self.told("sibling"))
                await self.told("body")

        error = await self.raised_by(asyncio.create_task(runner()))
        self.assertGroup(error, ZERO, ZERO, ZERO)
        self.assertEqual(str(error), "unhandled errors in a TaskGroup (3 sub-exceptions)")
        self.assertEqual(self.notes, [(0.1, "sibling cancelled"), (0.1, "body cancelled")])

    async def body_fails(self, delay):
        tasks = []
        with self.assertRaises(ExceptionGroup) as caught:
            async with asyncio.TaskGroup() as tg:
                tasks.append(tg.create_task(after(1, 42)))
                tasks.append(tg.create_task(after(2, 11)))
                if delay:
                    await asyncio.sleep(delay)
                1 / 0
        self.assertGroup(caught.exception, ZERO)
        self.assertTrue(all(task.cancelled() for task in tasks))
        self.assertEqual(self.elapsed(), delay)

    async def test_taskgroup_09(self):
        """A body that fails cancels all tasks."""
        await self.body_fails(0.1)

    async def test_taskgroup_10(self):
        """A body that fails cancels all tasks before they have begun."""
        await self.body_fails(0)

    async def nested(self, outer, inner):
        """Two groups, a task in each; the one that fails first decides."""

        async def fail(delay):
            await asyncio.sleep(delay)
            raise ValueError(delay)

        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail(outer))
            async with asyncio.TaskGroup() as tg:
                tg.create_task(fail(inner))

    async def test_taskgroup_13(self):
        """A failure in the outer group cancels the inner one."""
        self.assertGroup(await self.raised_by(asyncio.create_task(self.nested(0.1, 10))), "ValueError(0.1)")
        self.assertEqual(self.elapsed(), 0.1)

    async def test_taskgroup_14(self):
        """A failure in the inner group is a group within the outer one."""
        error = await self.raised_by(asyncio.create_task(self.nested(10, 0.1)))
        self.assertGroup(error, "ExceptionGroup('unhandled errors in a TaskGroup', [ValueError(0.1)])")
        self.assertGroup(error.exceptions[0], "ValueError(0.1)")
        self.assertEqual(self.elapsed(), 0.1)

    async def both_fail(self, child, body):
        """What a group raises whose task fails, and whose body, cancelled by that, raises another exception."""

        async def fail():
            await asyncio.sleep(0.1)
            raise child

        async def runner():
            async with asyncio.TaskGroup() as tg:
                tg.create_task(fail())
                await crash_in_cleanup(body)

        return await self.raised_by(runner())

    async def test_taskgroup_19(self):
        """A body that turns the abort into another error adds it to the group."""
        error = await self.both_fail(ZeroDivisionError(), MyExc())
        self.assertGroup(error, "ZeroDivisionError()", "MyExc()")

    async def test_taskgroup_20(self):
        """KeyboardInterrupt in the body comes out bare."""
        interrupt = KeyboardInterrupt()
        self.assertIs(await self.both_fail(ZeroDivisionError(), interrupt), interrupt)

    async def test_taskgroup_20a(self):
        """A body that raises another BaseException makes the group one of those."""
        error = await self.both_fail(ZeroDivisionError(), MyBaseExc())
        self.assertGroup(error, "ZeroDivisionError()", "MyBaseExc()", base=True)

    async def test_taskgroup_21a(self):
        """A task that raises another BaseException makes the group one of those."""
        error = await self.both_fail(MyBaseExc(), TypeError())
        self.assertGroup(error, "MyBaseExc()", "TypeError()", base=True)

    async def test_taskgroup_context_manager_exit_raises(self):
        """An exit within the group that raises adds to it, and leaves no request."""

        class Database:
            async def __aenter__(self):
                return self

            async def __aexit__(self, *details):
                raise MyExc("the database")

        async def fail():
            raise MyExc("the task")

        try:
            async with asyncio.TaskGroup() as tg, Database():
                tg.create_task(fail())
                await asyncio.sleep(1)
        except* MyExc as group:
            self.note(f"{cancelling()} {group.exceptions!r}")
        self.assertEqual(self.notes, [(0, "0 (MyExc('the task'), MyExc('the database'))")])

    async def test_nested_groups_both_cancelled(self):
        """When both groups fail, each takes back its own request."""

        async def fail(error):
            await asyncio.sleep(0)
            raise error

        try:
            async with asyncio.TaskGroup() as outer:
                try:
                    async with asyncio.TaskGroup() as inner:
                        inner.create_task(fail(RuntimeError()))
                        outer.create_task(fail(ValueError()))
                except* RuntimeError as group:
                    self.note(f"inner {group.exceptions!r}")
                self.note(f"between {cancelling()}")
        except* ValueError as group:
            self.note(f"outer {group.exceptions!r}")
        self.note(f"after {cancelling()}")
        self.assertEqual(
            self.notes, [(0, "inner (RuntimeError(),)"), (0, "between 1"), (0, "outer (ValueError(),)"), (0, "after 0")]
        )


class CancelledTests(GroupTestCase):
    async def cancel_soon(self, coro):
        """Cancels a task 0.1 s after its making; gives what comes out of it."""
        task = asyncio.create_task(coro)
        await asyncio.sleep(0.1)
        self.assertFalse(task.done())
        task.cancel()
        error = await self.raised_by(task)
        self.assertEqual(task.cancelled(), isinstance(error, asyncio.CancelledError))
        return error

    async def test_cancellation(self):
        """A cancelled parent that waits cancels its children and is cancelled."""

        async def runner():
            async with asyncio.TaskGroup() as tg:
                for name in "ABC":
                    tg.create_task(self.told(name))

        self.assertEqual(repr(await self.cancel_soon(runner())), "CancelledError()")
        self.assertEqual(self.notes, [(0.1, f"{name} cancelled") for name in "ABC"])

    async def test_taskgroup_07(self):
        """A cancelled parent in its body gets the error first, and then the children."""

        async def runner():
            async with asyncio.TaskGroup() as tg:
                for name in "ABC":
                    tg.create_task(self.told(name))
                await self.told("body")

        self.assertEqual(repr(await self.cancel_soon(runner())), "CancelledError()")
        self.assertEqual(self.notes, [(0.1, f"{name} cancelled") for name in ("body", "A", "B", "C")])

    async def test_taskgroup_08(self):
        """Children that crash in their cleanup win over the cancellation."""

        async def runner():
            async with asyncio.TaskGroup() as tg:
                for _ in range(2):
                    tg.create_task(crash_in_cleanup())
                await asyncio.sleep(10)

        self.assertGroup(await self.cancel_soon(runner()), ZERO, ZERO)

    async def inner_crashes(self, with_task):
        async with asyncio.TaskGroup() as outer:
            if with_task:
                outer.create_task(after(10))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(crash_in_cleanup())
                await asyncio.sleep(10)

    async def test_taskgroup_11(self):
        """A crash in the inner group is a group within the outer one."""
        error = await self.cancel_soon(self.inner_crashes(False))
        self.assertGroup(error, f"ExceptionGroup('unhandled errors in a TaskGroup', [{ZERO}])")

    async def test_taskgroup_12(self):
        """So it is with a task in the outer group."""
        error = await self.cancel_soon(self.inner_crashes(True))
        self.assertGroup(error, f"ExceptionGroup('unhandled errors in a TaskGroup', [{ZERO}])")

    async def slow_to_clean_up(self):
        """A group whose body, cancelled, takes half a second to clean up, while a task of the group fails."""
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail_after(0.3))
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                self.note("cleans up")
                await asyncio.sleep(0.5)
                self.note("never reached")
                raise

    async def test_taskgroup_15(self):
        """A failure while the cancelled body cleans up ends the cleanup and wins."""
        self.assertGroup(await self.cancel_soon(self.slow_to_clean_up()), ZERO)
        self.assertEqual((self.notes, self.elapsed()), ([(0.1, "cleans up")], 0.3))

    async def test_taskgroup_16(self):
        """So it does with a task between."""

        async def runner():
            await asyncio.create_task(self.slow_to_clean_up())

        self.assertGroup(await self.cancel_soon(runner()), ZERO)
        self.assertEqual((self.notes, self.elapsed()), ([(0.1, "cleans up")], 0.3))

    async def test_taskgroup_17(self):
        """A group without tasks lets the cancellation pass."""

        async def runner():
            async with asyncio.TaskGroup():
                await self.told("body")

        self.assertEqual(repr(await self.cancel_soon(runner())), "CancelledError()")
        self.assertEqual(self.notes, [(0.1, "body cancelled")])

    async def test_taskgroup_18(self):
        """A body that turns the cancellation into an error has it wrapped."""

        async def runner():
            async with asyncio.TaskGroup():
                try:
                    await asyncio.sleep(10)
                except asyncio.CancelledError:
                    raise MyExc()

        self.assertGroup(await self.cancel_soon(runner()), "MyExc()")

    async def test_taskgroup_22(self):
        """The tasks of a cancelled parent do not continue."""

        async def runner():
            async with asyncio.TaskGroup() as tg:
                tg.create_task(after(1, 42))
                tg.create_task(after(2, 11))

        task = asyncio.create_task(runner())
        await asyncio.sleep(0.05)
        task.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await task
        self.assertTrue(task.cancelled())
        self.assertEqual(self.elapsed(), 0.05)
        self.assertEqual(asyncio.all_tasks(), {asyncio.current_task()})

    async def test_error_and_cancel(self):
        """A cancellation together with a failure comes at the next await."""
        event = asyncio.Event()

        async def fail():
            event.set()
            await asyncio.sleep(0)
            raise RuntimeError()

        async def inner():
            try:
                async with asyncio.TaskGroup() as tg:
                    tg.create_task(fail())
                    await asyncio.sleep(1)
                    self.note("never reached")
            except* RuntimeError as group:
                self.note(f"{group.exceptions!r} {cancelling()}")
            self.note(f"after the group {cancelling()}")
            await asyncio.sleep(1)
            self.note("never reached")

        task = asyncio.create_task(inner())
        await event.wait()
        self.assertEqual(task.cancelling(), 0)
        task.cancel()
        self.assertEqual(task.cancelling(), 1)
        with self.assertRaises(asyncio.CancelledError):
            await task
        self.assertTrue(task.cancelled())
        self.assertEqual(self.notes, [(0, "(RuntimeError(),) 1"), (0, "after the group 1")])


class EnteredTests(GroupTestCase):
    ENTERED = r"^TaskGroup <TaskGroup entered> has already been entered$"

    async def test_taskgroup_already_entered(self):
        """A group cannot be entered within its block."""
        async with asyncio.TaskGroup() as tg:
            with self.assertRaisesRegex(RuntimeError, self.ENTERED):
                async with tg:
                    self.fail("it was entered")

    async def test_taskgroup_double_enter(self):
        """A group cannot be entered again."""
        tg = asyncio.TaskGroup()
        async with tg:
            pass
        with self.assertRaisesRegex(RuntimeError, self.ENTERED):
            async with tg:
                self.fail("it was entered")

    async def test_taskgroup_not_entered(self):
        """A group that was not entered makes no tasks."""
        tg = asyncio.TaskGroup()
        with self.assertRaisesRegex(RuntimeError, r"^TaskGroup <TaskGroup> has not been entered$"):
            tg.create_task(asyncio.sleep(0))


if __name__ == "__main__":
    unittest.main(verbosity=2)
