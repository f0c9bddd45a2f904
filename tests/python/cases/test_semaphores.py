"""CPython's test_locks, semaphores, as far as it is told in Rust in tests/ported/locks.

Invariant: tasks take turns only where a test lets the loop iterate, so each list shows who ran in which iteration.
"""

import asyncio
import unittest


async def turns(count=1):
    """So many iterations of the loop."""
    for _ in range(count):
        await asyncio.sleep(0)


class SemaphoreTests(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.taken = []

    def assertState(self, places, state):
        name = f"<asyncio.locks.{type(places).__name__} object at 0x"
        self.assertEqual((repr(places)[: len(name)], repr(places).partition(" [")[2]), (name, f"{state}]>"))

    async def take(self, places, number):
        self.assertTrue(await places.acquire())
        self.taken.append(number)

    def takers(self, places, *numbers):
        return [asyncio.create_task(self.take(places, number)) for number in numbers]

    def test_initial_value_zero(self):
        """A semaphore without places is locked."""
        self.assertTrue(asyncio.Semaphore(0).locked())

    async def test_repr(self):
        """A semaphore shows its state."""
        places = asyncio.Semaphore()
        self.assertState(places, "unlocked, value:1")
        await places.acquire()
        self.assertState(places, "locked")
        tasks = []
        for count in 1, 2:
            tasks += self.takers(places, count)
            await turns()
            self.assertState(places, f"locked, waiters:{count}")
        places.release()
        places.release()
        await asyncio.gather(*tasks)
        self.assertState(asyncio.BoundedSemaphore(3), "unlocked, value:3")

    def test_semaphore_value(self):
        """A semaphore has no less than no places."""
        for kind in asyncio.Semaphore, asyncio.BoundedSemaphore:
            with self.subTest(kind=kind), self.assertRaisesRegex(ValueError, "^Semaphore initial value must be >= 0$"):
                kind(-1)

    async def test_acquire(self):
        """As many get in as there are places."""
        places = asyncio.Semaphore(3)
        self.assertTrue(await places.acquire())
        self.assertTrue(await places.acquire())
        self.assertFalse(places.locked())
        tasks = self.takers(places, 1, 2, 3)
        await turns()
        self.assertEqual(self.taken, [1])
        self.assertState(places, "locked, waiters:2")
        tasks += self.takers(places, 4)
        places.release()
        places.release()
        await turns()
        self.assertEqual(self.taken, [1, 2, 3])
        self.assertState(places, "locked, waiters:1")
        self.assertEqual([task.done() for task in tasks], [True, True, True, False])
        places.release()
        await asyncio.gather(*tasks)
        self.assertState(places, "locked")

    async def test_acquire_cancel(self):
        """Who is cancelled waits no more."""
        places = asyncio.Semaphore()
        await places.acquire()
        task = asyncio.create_task(places.acquire())
        asyncio.get_running_loop().call_soon(task.cancel)
        with self.assertRaises(asyncio.CancelledError):
            await task
        self.assertState(places, "locked")

    async def test_acquire_cancel_before_awoken(self):
        """A place goes to the first who is not cancelled."""
        places = asyncio.Semaphore(0)
        tasks = self.takers(places, 1, 2, 3, 4)
        await turns()
        tasks[0].cancel()
        tasks[1].cancel()
        places.release()
        await turns(2)
        self.assertEqual([task.done() for task in tasks], [True, True, True, False])
        self.assertEqual(self.taken, [3])
        tasks[3].cancel()
        await turns()

    async def test_acquire_hang(self):
        """The second gets the place if the first was cancelled before the release."""
        places = asyncio.Semaphore(0)
        t1, t2 = self.takers(places, 1, 2)
        await turns()
        t1.cancel()
        places.release()
        await turns(2)
        self.assertTrue(places.locked())
        self.assertTrue(t1.cancelled())
        self.assertTrue(t2.done())

    async def test_acquire_no_hang(self):
        """Who was given a place and is cancelled before it could use it gives it back."""
        places = asyncio.Semaphore(1)

        async def first():
            async with places:
                await turns()
            second_task.cancel()

        async def second():
            async with places:
                self.fail("nobody gets here")

        first_task = asyncio.create_task(first())
        second_task = asyncio.create_task(second())
        ends = await asyncio.gather(first_task, second_task, return_exceptions=True)
        self.assertEqual(repr(ends), "[None, CancelledError('')]")
        start = asyncio.get_running_loop().time()
        await asyncio.wait_for(places.acquire(), 1)
        self.assertEqual(asyncio.get_running_loop().time(), start)

    def test_release_not_acquired(self):
        """A bounded semaphore takes back no more places than it had."""
        with self.assertRaisesRegex(ValueError, "^BoundedSemaphore released too many times$"):
            asyncio.BoundedSemaphore().release()

    async def test_release_no_waiters(self):
        """A place for which nobody waits is free after the release."""
        places = asyncio.Semaphore()
        await places.acquire()
        self.assertTrue(places.locked())
        places.release()
        self.assertFalse(places.locked())

    async def test_acquire_fifo_order(self):
        """Who comes again stands behind those who wait."""
        places = asyncio.Semaphore(1)

        async def coro(name):
            for number in 1, 2:
                await places.acquire()
                self.taken.append(f"{name}_{number}")
                await asyncio.sleep(0.01)
                places.release()

        async with asyncio.TaskGroup() as tg:
            for name in "c1", "c2", "c3":
                tg.create_task(coro(name))
        self.assertEqual(self.taken, ["c1_1", "c2_1", "c3_1", "c1_2", "c2_2", "c3_2"])

    async def test_acquire_fifo_order_2(self):
        """Who releases and acquires at once stands behind those who wait."""
        places = asyncio.Semaphore(1)

        async def twice():
            await self.take(places, 2)
            places.release()
            await self.take(places, 4)

        t1 = asyncio.create_task(self.take(places, 1))
        t2 = asyncio.create_task(twice())
        t3 = asyncio.create_task(self.take(places, 3))
        await turns()
        places.release()
        places.release()
        await asyncio.gather(t1, t2, t3)
        self.assertEqual(self.taken, [1, 2, 3, 4])

    async def test_acquire_fifo_order_3(self):
        """The order stays when the first is cancelled."""
        places = asyncio.Semaphore(0)
        tasks = self.takers(places, 1, 2, 3)
        await turns()
        tasks[0].cancel()
        await turns()
        places.release()
        places.release()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        self.assertEqual(repr(ends), "[CancelledError(''), None, None]")
        self.assertEqual(self.taken, [2, 3])

    async def test_acquire_fifo_order_4(self):
        """A task that resumes wakes all for which there are places.

        The second finds places, but has to wait because the first has not continued yet; so the first wakes the others.
        """
        places = asyncio.Semaphore(0)
        t4 = None

        async def first():
            nonlocal t4
            await places.acquire()
            t4 = asyncio.create_task(fourth())
            self.taken.append(1)

        async def second():
            for _ in range(3):
                places.release()
            self.assertTrue(places.locked(), "the first has not continued yet")
            await self.take(places, 2)

        async def third():
            await places.acquire()
            self.assertTrue(places.locked())
            self.taken.append(3)

        async def fourth():
            self.taken.append(4)

        tasks = [asyncio.create_task(coro) for coro in (first(), second(), third())]
        await turns()
        self.assertState(places, "locked, waiters:3")
        await turns()
        await asyncio.gather(*tasks, t4)
        self.assertEqual(self.taken, [1, 2, 3, 4])
        self.assertState(places, "locked")


if __name__ == "__main__":
    unittest.main(verbosity=2)
