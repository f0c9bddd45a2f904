"""CPython's test_waitfor, as far as it is told in Rust in tests/ported/waitfor.rs.

Invariant: what is noted has the time since the test began, so the order and the time of everything are compared.
"""

import asyncio
import unittest


class FooException(Exception):
    pass


def now():
    return asyncio.get_running_loop().time()


async def done_after(delay):
    await asyncio.sleep(delay)
    return "done"


class WaitForTestCase(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.start = now()
        self.notes = []

    def elapsed(self):
        return round(now() - self.start, 6)

    def note(self, text):
        self.notes.append((self.elapsed(), text))


class WaitForTests(WaitForTestCase):
    async def stubborn(self):
        """Sleeps 0.2 s in all, whoever cancels it."""
        end = now() + 0.2
        while (left := end - now()) > 1e-9:
            try:
                await asyncio.sleep(left)
            except asyncio.CancelledError:
                pass
        self.note("exits")

    async def told(self, started=None):
        """Sleeps long, and notes its start and its end."""
        self.note("runs")
        if started:
            started.set_result(None)
        try:
            await asyncio.sleep(10)
        finally:
            self.note("is over")
        return "done"

    async def test_asyncio_wait_for_cancelled(self):
        """Cancelled, it waits for what does not heed that."""
        waiter = asyncio.create_task(asyncio.wait_for(self.stubborn(), 0.4))
        await asyncio.sleep(0)
        waiter.cancel()
        done, pending = await asyncio.wait([waiter])
        self.assertEqual((done, pending), ({waiter}, set()))
        self.assertIsNone(waiter.result())
        self.assertEqual((self.notes, self.elapsed()), ([(0.2, "exits")], 0.2))

    async def test_asyncio_wait_for_timeout(self):
        """Timed out, it waits for what does not heed that."""
        await asyncio.wait_for(self.stubborn(), 0.1)
        self.assertEqual((self.notes, self.elapsed()), ([(0.2, "exits")], 0.2))

    async def test_wait_for_timeout_less_then_0_or_0_future_done(self):
        """With no time, what is done gives its result."""
        future = asyncio.get_running_loop().create_future()
        future.set_result("done")
        self.assertEqual(await asyncio.wait_for(future, 0), "done")
        self.assertTrue(future.done())

    async def test_wait_for_timeout_less_then_0_or_0_coroutine_do_not_started(self):
        """With no time, a coroutine does not start."""
        with self.assertRaises(TimeoutError):
            await asyncio.wait_for(self.told(), 0)
        self.assertEqual(self.notes, [])

    async def test_wait_for_timeout_less_then_0_or_0(self):
        """With no time, a running task is cancelled."""
        for timeout in 0, -1:
            with self.subTest(timeout=timeout):
                self.notes.clear()
                started = asyncio.get_running_loop().create_future()
                task = asyncio.create_task(self.told(started))
                await started
                with self.assertRaises(TimeoutError):
                    await asyncio.wait_for(task, timeout)
                self.assertTrue(task.done())
                self.assertTrue(task.cancelled())
                self.assertEqual(self.notes, [(0, "runs"), (0, "is over")])

    async def test_wait_for(self):
        """A task that takes too long is cancelled."""
        task = asyncio.create_task(self.told())
        with self.assertRaises(TimeoutError):
            await asyncio.wait_for(task, 0.1)
        self.assertTrue(task.done())
        self.assertTrue(task.cancelled())
        self.assertEqual(self.notes, [(0, "runs"), (0.1, "is over")])

    async def test_wait_for_blocking(self):
        """Without a limit it just waits."""
        self.assertEqual(await asyncio.wait_for(done_after(100), None), "done")
        self.assertEqual(self.elapsed(), 100)

    async def test_wait_for_race_condition(self):
        """A result in time is given."""
        future = asyncio.get_running_loop().create_future()
        waiting = asyncio.wait_for(future, 0.2)
        asyncio.get_running_loop().call_soon(future.set_result, "ok")
        self.assertEqual(await waiting, "ok")
        self.assertEqual(self.elapsed(), 0)

    async def swallows(self):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            self.note("cancelled")
            return 42

    async def test_wait_for_cancellation_race_condition(self):
        """What returns at its cancellation has its value given."""
        self.assertEqual(await asyncio.wait_for(self.swallows(), 0.1), 42)
        self.assertEqual(self.notes, [(0.1, "cancelled")])

    async def test_wait_for_cancel_suppressed(self):
        """A task that swallows its cancellation and returns has its value given."""
        task = asyncio.create_task(self.swallows())
        self.assertEqual(await asyncio.wait_for(task, 0.1), 42)
        self.assertFalse(task.cancelled())
        self.assertEqual(self.elapsed(), 0.1)

    async def cleanup_is_waited_for(self, timeout):
        async def slow_to_cancel():
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                await asyncio.sleep(0.25)
                raise
            finally:
                self.note("cleaned up")

        task = asyncio.create_task(slow_to_cancel())
        await asyncio.sleep(0.25 - timeout)
        with self.assertRaises(TimeoutError) as caught:
            await asyncio.wait_for(task, timeout)
        self.assertIsInstance(caught.exception.__context__, asyncio.CancelledError)
        self.assertTrue(task.done())
        self.assertEqual((self.notes, self.elapsed()), ([(0.5, "cleaned up")], 0.5))

    async def test_wait_for_waits_for_task_cancellation(self):
        """The cleanup of a cancelled task is waited for."""
        await self.cleanup_is_waited_for(0.25)

    async def test_wait_for_waits_for_task_cancellation_w_timeout_0(self):
        """The cleanup of a task for which there is no time is waited for."""
        await self.cleanup_is_waited_for(0)

    async def test_wait_for_reraises_exception_during_cancellation(self):
        """An exception of the cleanup comes out."""

        async def crash_in_cleanup():
            try:
                await asyncio.sleep(0.2)
            finally:
                raise FooException()

        with self.assertRaises(FooException):
            await asyncio.wait_for(asyncio.create_task(crash_in_cleanup()), 0.0001)
        self.assertEqual(self.elapsed(), 0.0001)

    async def cancel_who_waits(self, timeout):
        async def blocks():
            await asyncio.get_running_loop().create_future()

        task = asyncio.create_task(blocks())
        waiter = asyncio.create_task(asyncio.wait_for(task, timeout))
        asyncio.get_running_loop().call_soon(waiter.cancel)
        with self.assertRaises(asyncio.CancelledError):
            await waiter
        self.assertTrue(task.cancelled())
        self.assertEqual(self.elapsed(), 0)

    async def test_cancel_blocking_wait_for(self):
        """Cancelling the one who waits without a limit cancels the task."""
        await self.cancel_who_waits(None)

    async def test_cancel_wait_for(self):
        """Cancelling the one who waits cancels the task."""
        await self.cancel_who_waits(60)

    async def test_wait_for_issue86296(self):
        """A cancellation right after the task has ended is not lost."""

        async def inner():
            return "done"

        async def waits():
            self.note(await asyncio.wait_for(inner_task, 100))
            await asyncio.sleep(1)
            self.note("never reached")

        inner_task = asyncio.create_task(inner())
        waiter = asyncio.create_task(waits())
        await asyncio.sleep(0)
        self.assertTrue(inner_task.done())
        self.assertFalse(waiter.done())
        waiter.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await waiter
        self.assertEqual(await inner_task, "done")
        self.assertEqual(self.notes, [(0, "done")])


class WaitForShieldTests(WaitForTestCase):
    async def test_zero_timeout(self):
        """With no time only the shield is cancelled."""
        task = asyncio.create_task(done_after(0.01))
        shielded = asyncio.shield(task)
        with self.assertRaises(TimeoutError):
            await asyncio.wait_for(shielded, 0)
        self.assertFalse(task.done())
        self.assertTrue(shielded.cancelled())
        await asyncio.sleep(0.1)
        self.assertEqual(task.result(), "done")

    async def test_none_timeout(self):
        """Without a limit a shielded task is waited for."""
        task = asyncio.create_task(done_after(0.1))
        self.assertEqual(await asyncio.wait_for(asyncio.shield(task), None), "done")
        self.assertTrue(task.done())
        self.assertEqual(await task, "done")

    async def test_shielded_timeout(self):
        """A shielded task outlives the limit."""
        task = asyncio.create_task(done_after(0.1))
        with self.assertRaises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(task), 0.01)
        self.assertEqual(self.elapsed(), 0.01)
        self.assertFalse(task.done())
        self.assertFalse(task.cancelled())
        self.assertEqual(await task, "done")
        self.assertEqual(self.elapsed(), 0.1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
