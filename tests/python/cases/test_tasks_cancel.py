"""CPython's test_tasks, cancelling, as far as it is told in Rust in tests/ported/tasks.

Invariant: each test awaits the tasks that it makes, so what they check has been checked.
"""

import asyncio
import unittest

CASES = ((), asyncio.CancelledError()), (("my message",), asyncio.CancelledError("my message"))


class CancelTestCase(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.loop = asyncio.get_running_loop()
        self.loop.set_debug(False)
        self.start = self.loop.time()

    def elapsed(self):
        return round(self.loop.time() - self.start, 6)

    async def assertEndsCancelled(self, task):
        """A task ends cancelled, and cancelling it once more is refused."""
        with self.assertRaises(asyncio.CancelledError) as caught:
            await task
        self.assertEqual(repr(caught.exception), "CancelledError()")
        self.assertTrue(task.done())
        self.assertTrue(task.cancelled())
        self.assertFalse(task.cancel())


class CancelTests(CancelTestCase):
    async def await_then(self, future, value=None):
        await future
        return value

    async def test_cancel(self):
        """A sleeping task is cancelled at once."""

        async def sleeper():
            await asyncio.sleep(10)
            return 12

        task = asyncio.create_task(sleeper())
        self.loop.call_soon(task.cancel)
        await self.assertEndsCancelled(task)
        self.assertEqual(self.elapsed(), 0)

    async def test_cancel_yield(self):
        """A task that waits for its turn is cancelled."""

        async def turns():
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            return 12

        task = asyncio.create_task(turns())
        await asyncio.sleep(0)
        self.assertTrue(task.cancel())
        await self.assertEndsCancelled(task)

    async def inner_future(self, cancels_task):
        future = self.loop.create_future()
        task = asyncio.create_task(self.await_then(future, 12))
        await asyncio.sleep(0)
        self.assertTrue(future.cancel())
        if cancels_task:
            self.assertTrue(task.cancel())
        await self.assertEndsCancelled(task)
        self.assertTrue(future.cancelled())

    async def test_cancel_inner_future(self):
        """A task whose future is cancelled is cancelled."""
        await self.inner_future(False)

    async def test_cancel_both_task_and_inner_future(self):
        """So is a task that is cancelled together with its future."""
        await self.inner_future(True)

    async def test_task_cancel_waiter_future(self):
        """Cancelling a task cancels its future."""
        future = self.loop.create_future()
        task = asyncio.create_task(self.await_then(future))
        await asyncio.sleep(0)
        self.assertIn(" wait_for=<Future pending", repr(task))
        task.cancel()
        self.assertTrue(future.cancelled())
        await self.assertEndsCancelled(task)
        self.assertNotIn("wait_for", repr(task))

    async def test_cancel_task_catching(self):
        """A task that catches the cancellation has its result."""
        first, second = self.loop.create_future(), self.loop.create_future()

        async def catches():
            await first
            try:
                await second
            except asyncio.CancelledError:
                return 42

        task = asyncio.create_task(catches())
        await asyncio.sleep(0)
        first.set_result(None)
        await asyncio.sleep(0)
        task.cancel()
        self.assertTrue(second.cancelled())
        self.assertEqual(await task, 42)
        self.assertFalse(task.cancelled())

    async def test_cancel_task_ignoring(self):
        """A task that ignores the cancellation continues."""
        first, second, third = [self.loop.create_future() for _ in range(3)]

        async def ignores():
            await first
            try:
                await second
            except asyncio.CancelledError:
                pass
            return await third

        task = asyncio.create_task(ignores())
        await asyncio.sleep(0)
        first.set_result(None)
        await asyncio.sleep(0)
        task.cancel()
        self.assertTrue(second.cancelled())
        await asyncio.sleep(0)
        third.set_result(42)
        self.assertEqual(await task, 42)
        self.assertFalse(third.cancelled())
        self.assertFalse(task.cancelled())

    async def test_cancel_current_task(self):
        """A task that cancels itself is cancelled at its next await."""

        async def cancels_itself():
            self.assertTrue(asyncio.current_task().cancel())
            await asyncio.sleep(100)
            return 12

        task = asyncio.create_task(cancels_itself())
        self.assertFalse(task.cancelled())
        await self.assertEndsCancelled(task)
        self.assertEqual(self.elapsed(), 0)

    async def test_cancel_at_end(self):
        """A task that cancels itself and returns is cancelled."""

        async def cancels_itself():
            self.assertTrue(asyncio.current_task().cancel())
            return 12

        task = asyncio.create_task(cancels_itself())
        self.assertFalse(task.cancelled())
        await self.assertEndsCancelled(task)

    async def test_cancel_awaited_task(self):
        """The cancellation of a running task reaches the task that it awaits next."""
        future, nested = self.loop.create_future(), None

        async def awaits():
            nonlocal nested
            nested = asyncio.create_task(self.await_then(future))
            await asyncio.sleep(0)
            asyncio.current_task().cancel()
            await nested

        await self.assertEndsCancelled(asyncio.create_task(awaits()))
        self.assertTrue(nested.cancelled())
        self.assertTrue(future.cancelled())

    async def test_yield_future_passes_cancel(self):
        """A cancellation passes through coroutines."""
        waiter, notes = self.loop.create_future(), []

        async def inner():
            try:
                await waiter
            except asyncio.CancelledError:
                notes.append("inner")
                raise
            else:
                notes.append("never reached")

        async def outer():
            try:
                await inner()
            except asyncio.CancelledError:
                notes.append("outer")

        task = asyncio.create_task(outer())
        await asyncio.sleep(0)
        task.cancel()
        await task
        self.assertTrue(waiter.cancelled())
        self.assertEqual(notes, ["inner", "outer"])


class CountTests(CancelTestCase):
    async def test_cancelling(self):
        """Each request is taken, and the repr shows it."""
        task = asyncio.create_task(asyncio.sleep(10))
        self.assertEqual(task.cancelling(), 0)
        self.assertTrue(repr(task).startswith("<Task pending "))
        self.assertTrue(task.cancel())
        self.assertEqual(task.cancelling(), 1)
        self.assertTrue(repr(task).startswith("<Task cancelling "))
        self.assertTrue(task.cancel())
        self.assertEqual(task.cancelling(), 2)
        with self.assertRaises(asyncio.CancelledError):
            await task

    async def test_uncancel_basic(self):
        """A request that is taken back lets the task live until the next one."""

        async def takes_back():
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                asyncio.current_task().uncancel()
                await asyncio.sleep(10)

        task = asyncio.create_task(takes_back())
        await asyncio.sleep(0.01)
        self.assertTrue(task.cancel())
        self.assertTrue(repr(task).startswith("<Task cancelling "))
        self.assertEqual((task.cancelling(), task.cancelled()), (1, False))
        await asyncio.sleep(0.01)
        self.assertTrue(repr(task).startswith("<Task pending "))
        self.assertEqual((task.cancelling(), task.cancelled()), (0, False))
        self.assertTrue(task.cancel())
        self.assertEqual((task.cancelling(), task.cancelled()), (1, False))
        with self.assertRaises(asyncio.CancelledError):
            await task
        self.assertEqual((task.cancelled(), task.done()), (True, True))
        self.assertEqual(task.uncancel(), 0)
        self.assertEqual((task.cancelled(), task.done()), (True, True))

    async def with_timeout_by_hand(self, nap, limit):
        """A timeout made by hand takes back its own request; gives whether the time was up and the block at its end."""
        task = asyncio.current_task()
        timed_out = finished = False

        def on_timeout():
            nonlocal timed_out
            timed_out = True
            task.cancel()

        timer = self.loop.call_later(limit, on_timeout)
        try:
            try:
                await asyncio.sleep(nap)
                finished = True
            except asyncio.CancelledError as error:
                if timed_out and task.uncancel() == 0:
                    raise TimeoutError from error
                raise
            finally:
                timer.cancel()
        except TimeoutError:
            self.assertTrue(timed_out)
        # What stands behind the block is not affected.
        await asyncio.sleep(0)
        return timed_out, finished

    async def test_uncancel_structured_blocks(self):
        """A block that takes back its own request does not affect what follows."""
        for nap, limit, expected in (10, 0.1, (True, False)), (0, 10, (False, True)):
            with self.subTest(nap=nap):
                task = asyncio.create_task(self.with_timeout_by_hand(nap, limit))
                self.assertEqual(await task, expected)
                self.assertEqual(task.cancelling(), 0)

    async def test_uncancel_resets_must_cancel(self):
        """A cancellation that is not delivered can be taken back."""
        future = self.loop.create_future()

        async def waits():
            await future
            return 42

        task = asyncio.create_task(waits())
        await asyncio.sleep(0)
        future.set_result(None)
        task.cancel()
        self.assertEqual(task.cancelling(), 1)
        self.assertEqual(task.uncancel(), 0)
        self.assertEqual(task.cancelling(), 0)
        self.assertEqual(await task, 42)


class MessageTests(CancelTestCase):
    async def ask(self, arguments, question):
        """Cancels a sleeping task, waits for its end, and asks it for the end."""
        task = asyncio.create_task(asyncio.sleep(10))
        await asyncio.sleep(0)
        task.cancel(*arguments)
        await asyncio.wait([task])
        return question(task)

    async def own_error(self, question):
        for arguments, expected in CASES:
            with self.subTest(arguments=arguments):
                with self.assertRaises(asyncio.CancelledError) as caught:
                    await asyncio.create_task(self.ask(arguments, question))
                self.assertEqual(repr(caught.exception), repr(expected))
                self.assertIsNone(caught.exception.__context__)

    async def test_cancel_with_message_then_future_result(self):
        """The result of a cancelled task raises its own error."""
        await self.own_error(lambda task: task.result())

    async def test_cancel_with_message_then_future_exception(self):
        """The exception of a cancelled task raises its own error."""
        await self.own_error(lambda task: task.exception())

    async def test_task_cancel_message_getter(self):
        """A task that has not begun keeps the message."""
        task = asyncio.create_task(asyncio.sleep(10))
        task.cancel("my message")
        with self.assertRaises(asyncio.CancelledError) as caught:
            await task
        self.assertEqual(caught.exception.args, ("my message",))

    async def test_cancel_with_message_before_starting_task(self):
        """The exception of a task that has not begun has the message."""

        async def ask():
            task = asyncio.create_task(asyncio.sleep(10))
            task.cancel("my message")
            await asyncio.wait([task])
            return task.exception()

        with self.assertRaises(asyncio.CancelledError) as caught:
            await asyncio.create_task(ask())
        self.assertEqual((caught.exception.args, caught.exception.__context__), (("my message",), None))

    async def test_cancellation_exception_context(self):
        """The error of an awaited task is the context of what is raised from it."""

        async def sleeper(started):
            started.set_result(None)
            await asyncio.sleep(10)

        async def awaits():
            started = self.loop.create_future()
            inner = asyncio.create_task(sleeper(started))
            await started
            self.loop.call_soon(inner.cancel, "msg")
            try:
                await inner
            except asyncio.CancelledError as error:
                raise ValueError("cancelled") from error

        with self.assertRaisesRegex(ValueError, "^cancelled$") as caught:
            await asyncio.create_task(awaits())
        context = caught.exception.__context__
        self.assertEqual((repr(context), context.__context__), ("CancelledError('msg')", None))
        self.assertIs(caught.exception.__cause__, context)


class ExitTests(unittest.TestCase):
    def test_baseexception_during_cancel(self):
        """SystemExit in the cleanup leaves the loop, and is the task's exception."""

        async def exits():
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                raise SystemExit(3)

        async def main():
            self.task = asyncio.create_task(exits())
            await asyncio.sleep(0)
            self.task.cancel()
            self.assertFalse(self.task.done())
            await asyncio.sleep(0)
            self.fail("never reached")

        with self.assertRaises(SystemExit) as caught:
            asyncio.run(main())
        self.assertTrue(self.task.done())
        self.assertFalse(self.task.cancelled())
        self.assertIs(self.task.exception(), caught.exception)


if __name__ == "__main__":
    unittest.main(verbosity=2)
