"""CPython's test_locks, locks and events, as far as it is told in Rust in tests/ported/locks.

Invariant: tasks take turns only where a test lets the loop iterate, so each list shows who ran in which iteration.
"""

import asyncio
import unittest


async def turns(count=1):
    """So many iterations of the loop."""
    for _ in range(count):
        await asyncio.sleep(0)


class LockTestCase(unittest.IsolatedAsyncioTestCase):
    def assertState(self, primitive, state):
        name = f"<asyncio.locks.{type(primitive).__name__} object at 0x"
        self.assertEqual((repr(primitive)[: len(name)], repr(primitive).partition(" [")[2]), (name, f"{state}]>"))

    async def assertCancelledSoon(self, task):
        asyncio.get_running_loop().call_soon(task.cancel)
        with self.assertRaises(asyncio.CancelledError):
            await task


class LockTests(LockTestCase):
    async def test_repr(self):
        """A lock shows its state."""
        lock = asyncio.Lock()
        self.assertState(lock, "unlocked")
        await lock.acquire()
        self.assertState(lock, "locked")

    async def test_acquire(self):
        """A lock goes to those who wait, in their order."""
        lock, taken = asyncio.Lock(), []

        async def taker(number):
            self.assertTrue(await lock.acquire())
            taken.append(number)
            return True

        self.assertTrue(await lock.acquire())
        t1 = asyncio.create_task(taker(1))
        t2 = asyncio.create_task(taker(2))
        await turns()
        self.assertEqual(taken, [])
        lock.release()
        await turns()
        self.assertEqual(taken, [1])
        await turns()
        self.assertEqual(taken, [1])
        t3 = asyncio.create_task(taker(3))
        lock.release()
        await turns()
        self.assertEqual(taken, [1, 2])
        lock.release()
        await turns()
        self.assertEqual(taken, [1, 2, 3])
        for task in t1, t2, t3:
            self.assertTrue(task.done())
            self.assertTrue(task.result())

    async def test_acquire_cancel(self):
        """Who is cancelled waits no more."""
        lock = asyncio.Lock()
        await lock.acquire()
        await self.assertCancelledSoon(asyncio.create_task(lock.acquire()))
        self.assertState(lock, "locked")

    async def test_cancel_race(self):
        """A release passes over who was cancelled in the same iteration."""
        lock, until = asyncio.Lock(), asyncio.get_running_loop().create_future()

        async def keeper(until=None):
            async with lock:
                if until:
                    await until

        ta = asyncio.create_task(keeper(until))
        await turns()
        self.assertTrue(lock.locked())
        tb = asyncio.create_task(keeper())
        await turns()
        self.assertState(lock, "locked, waiters:1")
        tc = asyncio.create_task(keeper())
        await turns()
        self.assertState(lock, "locked, waiters:2")
        until.set_result(None)
        tb.cancel()
        await turns()
        self.assertFalse(lock.locked())
        self.assertTrue(ta.done())
        self.assertTrue(tb.cancelled())
        await tc

    async def test_cancel_release_race(self):
        """One release lets one in, even if another was cancelled before."""
        lock = asyncio.Lock()
        calls = taken = 0
        await lock.acquire()

        async def taker():
            nonlocal calls, taken
            calls += 1
            await lock.acquire()
            taken += 1

        t1, t2, t3 = [asyncio.create_task(taker()) for _ in range(3)]
        await turns()

        def trigger():
            t1.cancel()
            lock.release()

        asyncio.get_running_loop().call_soon(trigger)
        with self.assertRaises(asyncio.CancelledError):
            await t1
        self.assertEqual((taken, calls), (1, 3))
        self.assertTrue(t1.cancelled())
        self.assertTrue(t2.done())
        t3.cancel()
        await turns()
        self.assertTrue(t3.cancelled())

    async def test_finished_waiter_cancelled(self):
        """The second gets the lock if the first was cancelled before the release."""
        lock = asyncio.Lock()
        await lock.acquire()
        tb = asyncio.create_task(lock.acquire())
        await turns()
        self.assertState(lock, "locked, waiters:1")
        tc = asyncio.create_task(lock.acquire())
        tb.cancel()
        lock.release()
        await turns()
        self.assertTrue(lock.locked())
        self.assertTrue(tb.cancelled())
        self.assertTrue(await tc)

    def test_release_not_acquired(self):
        """A free lock cannot be released."""
        with self.assertRaisesRegex(RuntimeError, r"^Lock is not acquired\.$"):
            asyncio.Lock().release()

    async def test_release_no_waiters(self):
        """A lock for which nobody waits is free after the release."""
        lock = asyncio.Lock()
        await lock.acquire()
        self.assertTrue(lock.locked())
        lock.release()
        self.assertFalse(lock.locked())

    async def test_context_manager(self):
        """A lock is taken for a block."""
        lock = asyncio.Lock()
        self.assertFalse(lock.locked())
        async with lock as nothing:
            self.assertIsNone(nothing)
            self.assertTrue(lock.locked())
        self.assertFalse(lock.locked())


class EventTests(LockTestCase):
    def setUp(self):
        self.event, self.woken = asyncio.Event(), []

    async def waiter(self, number=1):
        self.assertTrue(await self.event.wait())
        self.woken.append(number)

    async def test_repr(self):
        """An event shows its state."""
        event = self.event
        self.assertState(event, "unset")
        task = asyncio.create_task(self.waiter())
        await turns()
        self.assertState(event, "unset, waiters:1")
        event.set()
        self.assertState(event, "set, waiters:1")
        await task
        self.assertState(event, "set")

    async def test_wait(self):
        """All who wait continue in their order; who has not begun to wait yet finds the event set."""
        self.assertFalse(self.event.is_set())
        t1 = asyncio.create_task(self.waiter(1))
        t2 = asyncio.create_task(self.waiter(2))
        await turns()
        self.assertEqual(self.woken, [])
        t3 = asyncio.create_task(self.waiter(3))
        self.event.set()
        await turns()
        self.assertEqual(self.woken, [3, 1, 2])
        for task in t1, t2, t3:
            self.assertTrue(task.done())
            self.assertIsNone(task.result())

    async def test_wait_on_set(self):
        """Nobody waits for an event that is set."""
        others = []

        async def other():
            others.append("ran")

        self.event.set()
        task = asyncio.create_task(other())
        self.assertTrue(await self.event.wait())
        self.assertEqual(others, [], "nothing else ran meanwhile")
        await task

    async def test_wait_cancel(self):
        """Who is cancelled waits no more."""
        await self.assertCancelledSoon(asyncio.create_task(self.waiter()))
        self.assertState(self.event, "unset")

    def test_clear(self):
        """An event can be unset."""
        self.assertFalse(self.event.is_set())
        self.event.set()
        self.assertTrue(self.event.is_set())
        self.event.clear()
        self.assertFalse(self.event.is_set())

    async def test_clear_with_waiters(self):
        """Who was woken continues although the event is unset again."""
        event = self.event
        task = asyncio.create_task(self.waiter())
        await turns()
        self.assertEqual(self.woken, [])
        event.set()
        event.clear()
        self.assertFalse(event.is_set())
        event.set()
        event.set()
        self.assertState(event, "set, waiters:1")
        await turns()
        self.assertEqual(self.woken, [1])
        self.assertState(event, "set")
        self.assertTrue(task.done())
        self.assertIsNone(task.result())


if __name__ == "__main__":
    unittest.main(verbosity=2)
