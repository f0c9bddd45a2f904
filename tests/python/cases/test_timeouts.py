"""CPython's test_timeouts, as far as it is told in Rust in tests/ported/timeouts.rs.

Invariant: each test compares times with the time at which it began, for the clock goes on from test to test.
"""

import asyncio
import time
import unittest


def now():
    return asyncio.get_running_loop().time()


def cancelling():
    return asyncio.current_task().cancelling()


def contexts(error):
    """The chain of contexts of an exception, itself first, by their reprs."""
    chain = []
    while error is not None:
        chain.append(repr(error))
        error = error.__context__
    return chain


class TimeoutTestCase(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.start = now()

    def elapsed(self):
        return round(now() - self.start, 6)

    def when(self, timeout):
        """The deadline, counted from the beginning of the test."""
        return round(timeout.when() - self.start, 6)

    async def sleep_within(self, delay, nap):
        """Sleeps in a timeout; gives what it raises, and the timeout."""
        try:
            async with asyncio.timeout(delay) as timeout:
                await asyncio.sleep(nap)
        except TimeoutError as error:
            return error, timeout
        return None, timeout

    def assertCausedByCancellation(self, error):
        """The error is a TimeoutError whose cause and context are one CancelledError, which it gives."""
        self.assertIs(type(error), TimeoutError)
        cause = error.__cause__
        self.assertIs(type(cause), asyncio.CancelledError)
        self.assertIsNone(cause.__cause__)
        self.assertIs(error.__context__, cause)
        return cause


class TimeoutTests(TimeoutTestCase):
    async def test_timeout_basic(self):
        """A body that takes too long ends with a TimeoutError."""
        with self.assertRaises(TimeoutError) as caught:
            async with asyncio.timeout(0.01) as timeout:
                await asyncio.sleep(10)
        self.assertEqual(repr(caught.exception), "TimeoutError()")
        self.assertTrue(timeout.expired())
        self.assertEqual(self.elapsed(), 0.01)

    async def test_timeout_at_basic(self):
        """A timeout at a time ends then."""
        await asyncio.sleep(1)
        deadline = now() + 0.01
        with self.assertRaises(TimeoutError):
            async with asyncio.timeout_at(deadline) as timeout:
                await asyncio.sleep(10)
        self.assertTrue(timeout.expired())
        self.assertEqual(timeout.when(), deadline)
        self.assertEqual(self.elapsed(), 1.01)

    async def test_nested_timeouts(self):
        """Of two timeouts with one deadline, only the outer one raises."""
        deadline = now() + 0.01
        cancelled = False
        with self.assertRaises(TimeoutError):
            async with asyncio.timeout_at(deadline) as outer:
                try:
                    async with asyncio.timeout_at(deadline) as inner:
                        await asyncio.sleep(10)
                except asyncio.CancelledError:
                    cancelled = True
                    self.assertTrue(inner.expired() and outer.expired())
                    raise
        self.assertTrue(cancelled)
        self.assertEqual(self.elapsed(), 0.01)

    async def busy_within(self, outer, inner, busy):
        """Blocks the loop in two timeouts, then sleeps."""
        with self.assertRaises(TimeoutError) as caught:
            async with asyncio.timeout(outer):
                with self.assertRaises(TimeoutError, msg="the inner one"):
                    async with asyncio.timeout(inner):
                        time.sleep(busy)
                        await asyncio.sleep(1)
                self.fail("the inner one raised")
        self.assertEqual(contexts(caught.exception), ["TimeoutError()", "CancelledError()"])
        self.assertEqual((self.elapsed(), cancelling()), (busy, 0))

    async def test_nested_timeouts_concurrent(self):
        """When the loop gets its turn and only the outer time is up, the outer timeout raises."""
        await self.busy_within(0.002, 0.1, 0.01)

    async def test_nested_timeouts_loop_busy(self):
        """When both times are up, the inner timeout fires first, but lets the error pass all the same."""
        await self.busy_within(0.1, 0.01, 0.1)

    async def test_waiter_cancelled(self):
        """What the body awaits is cancelled."""
        cancelled = False
        with self.assertRaises(TimeoutError):
            async with asyncio.timeout(0.01):
                try:
                    await asyncio.sleep(10)
                except asyncio.CancelledError:
                    cancelled = True
                    raise
        self.assertTrue(cancelled)

    async def test_timeout_not_called(self):
        """A body that is in time is left alone."""
        async with asyncio.timeout(10) as timeout:
            await asyncio.sleep(0.01)
        self.assertFalse(timeout.expired())
        self.assertEqual((self.when(timeout), self.elapsed()), (10, 0.01))
        # Nothing is left of the timeout that could fire later.
        await asyncio.sleep(20)

    async def test_timeout_disabled(self):
        """No limit is no timeout."""
        async with asyncio.timeout(None) as timeout:
            await asyncio.sleep(0.01)
        self.assertFalse(timeout.expired())
        self.assertIsNone(timeout.when())

    async def test_timeout_at_disabled(self):
        """No deadline is no timeout."""
        async with asyncio.timeout_at(None) as timeout:
            await asyncio.sleep(0.01)
        self.assertFalse(timeout.expired())
        self.assertIsNone(timeout.when())

    async def deadline_is_over(self, delay, nap):
        await asyncio.sleep(20)
        error, timeout = await self.sleep_within(delay, nap)
        self.assertIsInstance(error, TimeoutError)
        self.assertTrue(timeout.expired())
        self.assertEqual((self.when(timeout), self.elapsed()), (20 + delay, 20))

    async def test_timeout_zero(self):
        """No time is up at the first await."""
        await self.deadline_is_over(0, 10)

    async def test_timeout_zero_sleep_zero(self):
        """A sleep of no time is an await."""
        await self.deadline_is_over(0, 0)

    async def test_timeout_in_the_past_sleep_zero(self):
        """A deadline that is over is noticed at the first await."""
        await self.deadline_is_over(-11, 0)

    async def test_outer_task_is_not_cancelled(self):
        """A timeout that is handled leaves its task in peace."""

        async def outer():
            with self.assertRaises(TimeoutError):
                async with asyncio.timeout(0.001):
                    await asyncio.sleep(10)
            self.assertEqual(cancelling(), 0)
            await asyncio.sleep(0)

        task = asyncio.create_task(outer())
        await task
        self.assertTrue(task.done())
        self.assertFalse(task.cancelled())

    async def test_reschedule(self):
        """A timeout can be moved from outside, and taken away."""
        handed_out = asyncio.get_running_loop().create_future()

        async def sleeper():
            async with asyncio.timeout_at(self.start + 10) as timeout:
                handed_out.set_result(timeout)
                await asyncio.sleep(50)

        task = asyncio.create_task(sleeper())
        timeout = await handed_out
        self.assertEqual(self.when(timeout), 10)
        timeout.reschedule(self.start + 30)
        self.assertEqual(self.when(timeout), 30)
        timeout.reschedule(None)
        self.assertIsNone(timeout.when())
        await asyncio.sleep(40)
        task.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await task
        self.assertFalse(timeout.expired())

    async def test_timeout_without_task(self):
        """A callback of the loop is no task."""
        refused = []

        def enter():
            try:
                asyncio.timeout(0.01).__aenter__().send(None)
            except RuntimeError as error:
                refused.append(str(error))

        asyncio.get_running_loop().call_soon(enter)
        await asyncio.sleep(0)
        self.assertEqual(refused, ["Timeout should be used inside a task"])


class StateTests(TimeoutTestCase):
    async def test_repr_active(self):
        """A timeout shows its deadline to a thousandth."""
        await asyncio.sleep(0.12345)
        async with asyncio.timeout(10) as timeout:
            self.assertEqual(repr(timeout), f"<Timeout [active] when={round(timeout.when(), 3)}>")

    async def test_repr_disabled(self):
        """A timeout shows that it has no deadline."""
        async with asyncio.timeout(None) as timeout:
            self.assertEqual(repr(timeout), "<Timeout [active] when=None>")

    async def test_repr_expired(self):
        """A timeout shows that it has raised."""
        _, timeout = await self.sleep_within(0.01, 10)
        self.assertEqual(repr(timeout), "<Timeout [expired]>")

    async def test_repr_finished(self):
        """A timeout shows that its body was in time."""
        _, timeout = await self.sleep_within(10, 0)
        self.assertEqual(repr(timeout), "<Timeout [finished]>")

    async def test_a_timeout_shows_its_deadline_as_python_rounds_it(self):
        """A tie goes to the even digit, by the exact value."""
        for when, shown in (0.0625, "0.062"), (0.1875, "0.188"), (2.0005, "2.001"), (3.0, "3.0"), (1e16, "1e+16"):
            with self.subTest(when=when):
                async with asyncio.timeout_at(when) as timeout:
                    self.assertEqual(repr(timeout), f"<Timeout [active] when={shown}>")

    async def over_cannot_be_moved(self, nap, state):
        _, timeout = await self.sleep_within(0.01, nap)
        with self.assertRaisesRegex(RuntimeError, f"^Cannot change state of {state} Timeout$"):
            timeout.reschedule(now() + 0.02)

    async def test_timeout_finished(self):
        """A timeout whose body was in time cannot be moved."""
        await self.over_cannot_be_moved(0, "finished")

    async def test_timeout_expired(self):
        """A timeout that has raised cannot be moved."""
        await self.over_cannot_be_moved(1, "expired")

    async def test_timeout_expiring(self):
        """A timeout that has fired cannot be moved."""
        async with asyncio.timeout(0.01) as timeout:
            with self.assertRaises(asyncio.CancelledError):
                await asyncio.sleep(1)
            with self.assertRaisesRegex(RuntimeError, "^Cannot change state of expiring Timeout$"):
                timeout.reschedule(now() + 0.02)

    async def test_timeout_already_entered(self):
        """A timeout cannot be entered within its block."""
        async with asyncio.timeout(0.01) as timeout:
            with self.assertRaisesRegex(RuntimeError, "^Timeout has already been entered$"):
                async with timeout:
                    self.fail("it was entered")

    async def test_timeout_double_enter(self):
        """A timeout cannot be entered again."""
        async with asyncio.timeout(0.01) as timeout:
            pass
        with self.assertRaisesRegex(RuntimeError, "^Timeout has already been entered$"):
            async with timeout:
                self.fail("it was entered")

    async def test_timeout_not_entered(self):
        """A timeout that was not entered cannot be moved."""
        timeout = asyncio.timeout(0.01)
        with self.assertRaisesRegex(RuntimeError, "^Timeout has not been entered$"):
            timeout.reschedule(0.02)


class ExceptionTests(TimeoutTestCase):
    async def test_foreign_exception_passed(self):
        """An exception of the body passes."""
        with self.assertRaises(KeyError) as caught:
            async with asyncio.timeout(0.01) as timeout:
                raise KeyError()
        self.assertEqual(contexts(caught.exception), ["KeyError()"])
        self.assertFalse(timeout.expired())

    async def test_timeout_exception_context(self):
        """A timeout in a cleanup keeps what was cleaned up after."""
        with self.assertRaises(TimeoutError) as caught:
            async with asyncio.timeout(0.01):
                try:
                    1 / 0
                finally:
                    await asyncio.sleep(1)
        cancellation = self.assertCausedByCancellation(caught.exception)
        self.assertEqual(contexts(cancellation), ["CancelledError()", "ZeroDivisionError('division by zero')"])

    async def test_foreign_exception_on_timeout(self):
        """An exception that replaces the cancellation shows the timeout."""
        with self.assertRaises(ZeroDivisionError) as caught:
            async with asyncio.timeout(0.01):
                try:
                    await asyncio.sleep(1)
                finally:
                    1 / 0
        self.assertIsNone(caught.exception.__cause__)
        self.assertCausedByCancellation(caught.exception.__context__)

    async def test_foreign_exception_on_timeout_2(self):
        """The timeout is told in the midst of a chain."""
        with self.assertRaises(ZeroDivisionError) as caught:
            async with asyncio.timeout(0.01):
                try:
                    try:
                        raise ValueError()
                    finally:
                        await asyncio.sleep(1)
                finally:
                    try:
                        raise KeyError()
                    finally:
                        1 / 0
        chain = ["ZeroDivisionError('division by zero')", "KeyError()", "TimeoutError()", "CancelledError()", "ValueError()"]
        self.assertEqual(contexts(caught.exception), chain)
        key_error = caught.exception.__context__
        self.assertIsNone(caught.exception.__cause__)
        self.assertIsNone(key_error.__cause__)
        self.assertCausedByCancellation(key_error.__context__)

    async def test_foreign_cancel_doesnt_timeout_if_not_expired(self):
        """A cancellation by others stays one."""
        with self.assertRaises(asyncio.CancelledError) as caught:
            async with asyncio.timeout(10) as timeout:
                asyncio.current_task().cancel()
                await asyncio.sleep(10)
        self.assertFalse(timeout.expired())
        self.assertEqual(contexts(caught.exception), ["CancelledError()"])

    async def test_nested_timeout_in_finally(self):
        """A timeout in the cleanup after a timeout."""
        with self.assertRaises(TimeoutError) as first:
            async with asyncio.timeout(0.01):
                try:
                    await asyncio.sleep(1)
                finally:
                    with self.assertRaises(TimeoutError) as second:
                        async with asyncio.timeout(0.01):
                            await asyncio.sleep(10)
        first = self.assertCausedByCancellation(first.exception)
        self.assertIsNone(first.__context__)
        second = self.assertCausedByCancellation(second.exception)
        self.assertIs(second.__context__, first)

    async def test_timeout_after_cancellation(self):
        """A timeout works although an earlier cancellation was swallowed."""
        asyncio.current_task().cancel()
        with self.assertRaises(asyncio.CancelledError):
            await asyncio.sleep(1)
        with self.assertRaises(TimeoutError):
            async with asyncio.timeout(0):
                await asyncio.sleep(2)
        self.assertEqual((self.elapsed(), cancelling()), (0, 1))

    async def test_cancel_in_timeout_after_cancellation(self):
        """A second cancellation is not the timeout's."""
        asyncio.current_task().cancel()
        with self.assertRaises(asyncio.CancelledError):
            await asyncio.sleep(1)
        with self.assertRaises(asyncio.CancelledError):
            async with asyncio.timeout(1):
                asyncio.current_task().cancel()
                await asyncio.sleep(2)
        self.assertEqual((self.elapsed(), cancelling()), (0, 2))

    async def test_timeout_taskgroup(self):
        """A timeout is told in a group and in each of its errors."""

        async def crash_in_cleanup():
            try:
                await asyncio.sleep(2)
            finally:
                1 / 0

        with self.assertRaises(ExceptionGroup) as caught:
            async with asyncio.timeout(0.01):
                async with asyncio.TaskGroup() as tg:
                    tg.create_task(crash_in_cleanup())
                    try:
                        raise ValueError()
                    finally:
                        await asyncio.sleep(1)
        group = caught.exception
        self.assertEqual(len(group.exceptions), 1)
        self.assertIsNone(group.__cause__)
        cancellation = self.assertCausedByCancellation(group.__context__)
        self.assertEqual(contexts(cancellation), ["CancelledError()", "ValueError()"])

        error = group.exceptions[0]
        self.assertIs(type(error), ZeroDivisionError)
        self.assertIsNone(error.__cause__)
        another = self.assertCausedByCancellation(error.__context__)
        self.assertIsNone(another.__context__)
        self.assertIsNot(another, cancellation)


if __name__ == "__main__":
    unittest.main(verbosity=2)
