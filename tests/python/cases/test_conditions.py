"""CPython's test_locks, conditions, as far as it is told in Rust in tests/ported/locks.

Invariant: tasks take turns only where a test lets the loop iterate, so each list shows who ran in which iteration.
"""

import asyncio
import unittest


async def turns(count=1):
    """So many iterations of the loop."""
    for _ in range(count):
        await asyncio.sleep(0)


class ConditionTests(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.condition, self.woken = asyncio.Condition(), []

    def assertState(self, state):
        name = "<asyncio.locks.Condition object at 0x"
        shown = repr(self.condition)
        self.assertEqual((shown[: len(name)], shown.partition(" [")[2]), (name, f"{state}]>"))

    def assertTrueResults(self, tasks):
        for task in tasks:
            self.assertTrue(task.done())
            self.assertIs(task.result(), True)

    async def notify(self, count=1):
        async with self.condition:
            self.condition.notify(count)

    async def keeper(self, number):
        """Waits for a notification, and keeps the lock."""
        await self.condition.acquire()
        self.assertTrue(await self.condition.wait())
        self.woken.append(number)
        return True

    async def waiter(self, number):
        await self.keeper(number)
        self.condition.release()
        return True

    async def test_wait(self):
        """Who was notified continues once the lock is free."""
        condition = self.condition
        tasks = [asyncio.create_task(self.keeper(number)) for number in (1, 2, 3)]

        async def step(woken, locked):
            await turns()
            self.assertEqual((self.woken, condition.locked()), (woken, locked))

        await step([], False)
        self.assertTrue(await condition.acquire())
        condition.notify()
        await step([], True)
        condition.release()
        await step([1], True)
        condition.notify(2)
        await step([1], True)
        condition.release()
        await step([1, 2], True)
        condition.release()
        await step([1, 2, 3], True)
        self.assertTrueResults(tasks)

    async def test_wait_unacquired(self):
        """Waiting needs the lock."""
        with self.assertRaisesRegex(RuntimeError, "^cannot wait on un-acquired lock$"):
            await self.condition.wait()

    async def test_wait_for(self):
        """wait_for asks its predicate after each notification."""
        answer = False

        async def waiter():
            await self.condition.acquire()
            self.assertTrue(await self.condition.wait_for(lambda: answer))
            self.woken.append(1)
            self.condition.release()
            return True

        task = asyncio.create_task(waiter())
        await turns()
        self.assertEqual(self.woken, [])
        await self.notify()
        await turns()
        self.assertEqual(self.woken, [])
        answer = True
        await self.notify()
        await turns()
        self.assertEqual(self.woken, [1])
        self.assertTrueResults([task])

    async def test_wait_for_unacquired(self):
        """wait_for needs the lock only if it has to wait."""
        self.assertEqual(await self.condition.wait_for(lambda: [1, 2, 3]), [1, 2, 3])
        with self.assertRaisesRegex(RuntimeError, "^cannot wait on un-acquired lock$"):
            await self.condition.wait_for(lambda: False)

    async def test_notify(self):
        """notify wakes as many as it says, at most all."""
        tasks = [asyncio.create_task(self.waiter(number)) for number in (1, 2, 3)]
        await turns()
        self.assertEqual(self.woken, [])
        await self.notify()
        await turns()
        self.assertEqual(self.woken, [1])
        async with self.condition:
            self.condition.notify(1)
            self.condition.notify(2048)
        await turns()
        self.assertEqual(self.woken, [1, 2, 3])
        self.assertTrueResults(tasks)

    async def test_notify_all(self):
        """notify_all wakes all."""
        tasks = [asyncio.create_task(self.waiter(number)) for number in (1, 2)]
        await turns()
        self.assertEqual(self.woken, [])
        async with self.condition:
            self.condition.notify_all()
        await turns()
        self.assertEqual(self.woken, [1, 2])
        self.assertTrueResults(tasks)

    def test_notify_unacquired(self):
        """notify needs the lock."""
        with self.assertRaisesRegex(RuntimeError, "^cannot notify on un-acquired lock$"):
            self.condition.notify()

    def test_notify_all_unacquired(self):
        """notify_all needs the lock."""
        with self.assertRaisesRegex(RuntimeError, "^cannot notify on un-acquired lock$"):
            self.condition.notify_all()

    async def test_repr(self):
        """A condition shows its state."""
        self.assertState("unlocked")
        await self.condition.acquire()
        self.assertState("locked")
        self.condition.release()
        first = asyncio.create_task(self.waiter(1))
        await turns()
        self.assertState("unlocked, waiters:1")
        second = asyncio.create_task(self.waiter(2))
        await turns()
        async with self.condition:
            self.assertState("locked, waiters:2")
            self.condition.notify_all()
        await asyncio.gather(first, second)
        self.assertState("unlocked")

    async def test_context_manager(self):
        """A condition is taken for a block."""
        self.assertFalse(self.condition.locked())
        async with self.condition as nothing:
            self.assertIsNone(nothing)
            self.assertTrue(self.condition.locked())
        self.assertFalse(self.condition.locked())

    async def test_explicit_lock(self):
        """A condition may share its lock."""
        lock = asyncio.Lock()
        condition = asyncio.Condition(lock)
        self.assertEqual((lock.locked(), condition.locked()), (False, False))
        async with condition:
            self.assertEqual((lock.locked(), condition.locked()), (True, True))
        self.assertEqual((lock.locked(), condition.locked()), (False, False))
        async with lock:
            self.assertEqual((lock.locked(), condition.locked()), (True, True))
        self.assertEqual((lock.locked(), condition.locked()), (False, False))

    async def test_timeout_in_block(self):
        """Waiting in a block may time out."""
        start = asyncio.get_running_loop().time()
        async with self.condition:
            with self.assertRaises(TimeoutError):
                await asyncio.wait_for(self.condition.wait(), 0.5)
            self.assertTrue(self.condition.locked())
        self.assertAlmostEqual(asyncio.get_running_loop().time() - start, 0.5)

    async def test_wait_cancel(self):
        """Who is cancelled has the lock again."""
        await self.condition.acquire()
        task = asyncio.create_task(self.condition.wait())
        asyncio.get_running_loop().call_soon(task.cancel)
        with self.assertRaises(asyncio.CancelledError):
            await task
        self.assertState("locked")

    async def test_wait_cancel_contested(self):
        """Who is cancelled while others have the lock gets it before it ends."""
        condition = self.condition
        await condition.acquire()
        task = asyncio.create_task(condition.wait())
        await turns()
        self.assertFalse(condition.locked())
        await condition.acquire()
        self.assertTrue(condition.locked())
        condition.notify()
        asyncio.get_running_loop().call_soon(task.cancel)
        asyncio.get_running_loop().call_soon(condition.release)
        try:
            await task
        except asyncio.CancelledError:
            pass
        self.assertTrue(condition.locked())

    async def test_wait_cancel_after_notify(self):
        """Who is cancelled after its notification is cancelled."""
        begun = []

        async def waiter():
            async with self.condition:
                begun.append(True)
                await self.condition.wait()

        task = asyncio.create_task(waiter())
        await turns()
        await self.condition.acquire()
        self.condition.notify()
        await turns()
        task.cancel()
        await turns()
        self.condition.release()
        await turns()
        self.assertTrue(task.cancelled())
        self.assertEqual(begun, [True])

    async def cancelled_error(self, after_notification):
        """Cancels who waits: what comes out is the very exception that its wait_for raised."""
        woken, raised = False, None

        async def waiter():
            nonlocal raised
            async with self.condition:
                try:
                    await self.condition.wait_for(lambda: woken)
                except asyncio.CancelledError as error:
                    raised = error
                    raise

        task = asyncio.create_task(waiter())
        await turns()
        if after_notification:
            await self.condition.acquire()
            woken = True
            self.condition.notify()
            await turns()
        task.cancel(msg="foo")
        if after_notification:
            self.condition.release()
        with self.assertRaises(asyncio.CancelledError) as caught:
            await task
        self.assertEqual(caught.exception.args, ("foo",))
        self.assertIs(caught.exception, raised)

    async def test_cancelled_error_wakeup(self):
        """Who is cancelled before its notification gets that very exception."""
        await self.cancelled_error(False)

    async def test_cancelled_error_re_aquire(self):
        """Who is cancelled while it takes the lock again gets that very exception."""
        await self.cancelled_error(True)

    async def no_notification_is_lost(self, before_the_cancel):
        """One item for two consumers; the one that is notified is cancelled, so the item goes to the other."""
        condition, items = self.condition, 0

        async def consumer():
            nonlocal items
            async with condition:
                while True:
                    await condition.wait_for(lambda: items != 0)
                    if items < 0:
                        return
                    items -= 1

        notified = asyncio.create_task(consumer())
        other = asyncio.create_task(consumer())
        await turns()
        async with condition:
            items = 1
            condition.notify()
            await turns(before_the_cancel)
            notified.cancel()
            try:
                async with asyncio.timeout(0.01):
                    await condition.wait_for(lambda: items == 0)
            except TimeoutError:
                pass
            self.assertEqual(items, 0)
            items = -1
            condition.notify_all()
        with self.assertRaises(asyncio.CancelledError):
            await notified
        await other

    async def test_cancelled_wakeup(self):
        """A notification of who is cancelled at once is not lost."""
        await self.no_notification_is_lost(0)

    async def test_cancelled_wakeup_relock(self):
        """A notification of who is cancelled while it takes the lock is not lost."""
        await self.no_notification_is_lost(1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
