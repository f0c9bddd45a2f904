"""CPython's test_locks, barriers, as far as it is told in Rust in tests/ported/locks.

Invariant: a barrier is at rest when a test ends, unless the test says that it is broken.
"""

import asyncio
import unittest

N = 5


async def turns(count=1):
    """So many iterations of the loop."""
    for _ in range(count):
        await asyncio.sleep(0)


async def passes(barrier):
    """Whether it got through the barrier; if not, that was reset or broken."""
    try:
        await barrier.wait()
    except asyncio.BrokenBarrierError:
        return False
    return True


class BarrierTests(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.barrier = asyncio.Barrier(N)

    def assertState(self, barrier, state):
        name = "<asyncio.locks.Barrier object at 0x"
        self.assertEqual((repr(barrier)[: len(name)], repr(barrier).partition(" [")[2]), (name, f"{state}]>"))

    def assertAtRest(self, barrier):
        self.assertEqual((barrier.n_waiting, barrier.broken), (0, False))
        self.assertState(barrier, f"filling, waiters:0/{barrier.parties}")

    def parties(self, count, function):
        """So many tasks of a function."""
        return [asyncio.create_task(function()) for _ in range(count)]

    async def test_repr(self):
        """A barrier shows its state."""
        barrier = self.barrier
        self.assertState(barrier, "filling, waiters:0/5")
        tasks = self.parties(2, barrier.wait)
        await turns()
        self.assertState(barrier, "filling, waiters:2/5")
        tasks += self.parties(barrier.parties - barrier.n_waiting, barrier.wait)
        await turns()
        self.assertState(barrier, "draining, waiters:0/5")
        tasks += self.parties(2, barrier.wait)
        await turns()
        await barrier.reset()
        self.assertState(barrier, "resetting, waiters:0/5")
        tasks += self.parties(2, barrier.wait)
        await turns()
        await barrier.abort()
        self.assertState(barrier, "broken")
        self.assertTrue(barrier.broken)
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        self.assertEqual([repr(end) for end in ends].count("BrokenBarrierError('Abort or reset of barrier')"), 4)

    async def test_barrier_parties(self):
        """A barrier is for one at least."""
        for parties in 0, -4:
            with self.subTest(parties=parties), self.assertRaisesRegex(ValueError, "^parties must be >"):
                asyncio.Barrier(parties)
        self.assertEqual(self.barrier.parties, N)

    async def test_context_manager(self):
        """Each party of a block has its number."""
        barrier, numbers = asyncio.Barrier(3), []

        async def party():
            async with barrier as number:
                numbers.append(number)

        await asyncio.gather(*self.parties(3, party))
        self.assertEqual(sorted(numbers), [0, 1, 2])
        self.assertAtRest(barrier)

    async def test_filling_one_task(self):
        """A barrier for one keeps nobody."""
        barrier = asyncio.Barrier(1)
        async with barrier as number:
            self.assertEqual(number, 0)
        self.assertAtRest(barrier)

    async def test_filling_one_task_twice(self):
        """A barrier for one keeps nobody the second time either."""
        barrier = asyncio.Barrier(1)
        t1 = asyncio.create_task(barrier.wait())
        await turns()
        self.assertEqual(barrier.n_waiting, 0)
        t2 = asyncio.create_task(barrier.wait())
        await turns()
        self.assertEqual((t1.result(), t2.result()), (0, 0))
        self.assertAtRest(barrier)

    async def test_filling_task_by_task(self):
        """A barrier fills party by party."""
        barrier, tasks = asyncio.Barrier(3), []
        for count in 1, 2:
            tasks += self.parties(1, barrier.wait)
            await turns()
            self.assertEqual(barrier.n_waiting, count)
            self.assertState(barrier, f"filling, waiters:{count}/3")
        tasks += self.parties(1, barrier.wait)
        await turns()
        await asyncio.gather(*tasks)
        self.assertAtRest(barrier)

    async def test_filling_tasks_wait_twice(self):
        """All parties may wait again at once."""
        rounds = []

        async def party():
            async with self.barrier:
                rounds.append(1)
                async with self.barrier:
                    rounds.append(2)

        await asyncio.gather(*self.parties(N, party))
        self.assertEqual((rounds.count(1), rounds.count(2)), (N, N))
        self.assertAtRest(self.barrier)

    async def test_filling_tasks_check_return_value(self):
        """Each party has a number of its own each time."""
        first, second = [], []

        async def party():
            first.append(await self.barrier.wait())
            second.append(await self.barrier.wait())

        await asyncio.gather(*self.parties(N, party))
        self.assertEqual((sorted(first), sorted(second)), ([0, 1, 2, 3, 4], [0, 1, 2, 3, 4]))
        self.assertAtRest(self.barrier)

    async def test_draining_state(self):
        """A barrier drains until the last party has left."""
        states = []

        async def party():
            async with self.barrier:
                states.append("draining" in repr(self.barrier))

        await asyncio.gather(*self.parties(N, party))
        self.assertEqual(states, [True, True, True, True, False])
        self.assertAtRest(self.barrier)

    async def test_blocking_tasks_while_draining(self):
        """Who comes while a barrier drains waits for the next filling.

        Two come again while it drains and have to wait until it has; the others wait for each other first.
        """
        others, again = asyncio.Barrier(N - 2), 0

        async def party():
            nonlocal again
            await self.barrier.wait()
            if again < 2:
                again += 1
            else:
                await others.wait()
            await self.barrier.wait()

        self.assertEqual(await asyncio.gather(*self.parties(N, party)), [None] * N)
        self.assertAtRest(self.barrier)

    async def test_filling_tasks_cancel_one(self):
        """Who is cancelled does not count."""
        barrier, passed = asyncio.Barrier(3), 0

        async def party():
            nonlocal passed
            await barrier.wait()
            passed += 1

        t1 = asyncio.create_task(party())
        await turns()
        self.assertEqual(barrier.n_waiting, 1)
        t2 = asyncio.create_task(party())
        await turns()
        self.assertEqual(barrier.n_waiting, 2)
        t1.cancel()
        await turns()
        self.assertEqual(barrier.n_waiting, 1)
        with self.assertRaises(asyncio.CancelledError):
            await t1
        self.assertTrue(t1.cancelled())
        t3 = asyncio.create_task(party())
        await turns()
        self.assertEqual(barrier.n_waiting, 2)
        await asyncio.gather(t2, t3, asyncio.create_task(party()))
        self.assertEqual(passed, 3)
        self.assertAtRest(barrier)

    async def test_reset_barrier(self):
        """A barrier at which nobody waits is reset."""
        barrier = asyncio.Barrier(1)
        task = asyncio.create_task(barrier.reset())
        await turns()
        self.assertAtRest(barrier)
        await task

    async def test_reset_barrier_while_tasks_waiting(self):
        """A reset ends the waiting of all."""
        tasks = self.parties(N - 1, lambda: passes(self.barrier))
        await turns()
        reset = asyncio.create_task(self.barrier.reset())
        self.assertEqual(await asyncio.gather(*tasks), [False] * 4)
        self.assertAtRest(self.barrier)
        await reset

    async def test_reset_barrier_when_tasks_half_draining(self):
        """A reset while a barrier drains stops those who have not left."""
        left = 0

        async def party():
            nonlocal left
            if not await passes(self.barrier):
                return False
            left += 1
            if left == N - 2:
                await self.barrier.reset()
            return True

        self.assertEqual((await asyncio.gather(*self.parties(N, party))).count(False), 2)
        self.assertAtRest(self.barrier)

    async def test_reset_barrier_when_tasks_half_draining_half_blocking(self):
        """A reset does not stop those who wait for the barrier to drain."""
        left = stopped = blocked = 0

        async def party():
            nonlocal left, stopped, blocked
            if not await passes(self.barrier):
                stopped += 1
                await self.barrier.wait()
                return
            left += 1
            if left > N // 2:
                await self.barrier.reset()
                await self.barrier.wait()
            elif not await passes(self.barrier):
                blocked += 1

        await asyncio.gather(*self.parties(N, party))
        self.assertEqual((stopped, blocked), (2, 0))
        self.assertAtRest(self.barrier)

    async def test_reset_barrier_while_tasks_waiting_and_waiting_again(self):
        """Who was stopped by a reset may wait again."""
        stopped = passed = 0

        async def party():
            nonlocal stopped, passed
            if not await passes(self.barrier):
                stopped += 1
            await self.barrier.wait()
            passed += 1

        async def last_party():
            nonlocal passed
            async with self.barrier:
                passed += 1

        tasks = self.parties(N - 1, party)
        reset = asyncio.create_task(self.barrier.reset())
        await turns()
        last = asyncio.create_task(last_party())
        await asyncio.gather(*tasks)
        self.assertEqual((stopped, passed), (4, 5))
        self.assertAtRest(self.barrier)
        await reset
        await last

    async def test_reset_barrier_while_tasks_draining(self):
        """A reset after the last has left stops nobody."""
        left, second, third = 0, [], 0

        async def party():
            nonlocal left, third
            await self.barrier.wait()
            left += 1
            if left == N:
                await self.barrier.reset()
                await self.barrier.wait()
            else:
                second.append(await passes(self.barrier))
            await self.barrier.wait()
            third += 1

        await asyncio.gather(*self.parties(N, party))
        self.assertEqual((second, third), ([True] * 4, N))
        self.assertAtRest(self.barrier)

    async def test_abort_barrier(self):
        """A barrier at which nobody waits is broken by abort."""
        barrier = asyncio.Barrier(1)
        task = asyncio.create_task(barrier.abort())
        await turns()
        self.assertEqual((barrier.n_waiting, barrier.broken), (0, True))
        await task

    async def test_abort_barrier_when_tasks_half_draining_half_blocking(self):
        """An abort stops those who drain and those who wait for it."""
        left = stopped = blocked = 0

        async def party():
            nonlocal left, stopped, blocked
            if not await passes(self.barrier):
                stopped += 1
                return
            left += 1
            if left > N // 2:
                await self.barrier.abort()
            elif not await passes(self.barrier):
                blocked += 1

        await asyncio.gather(*self.parties(N, party))
        self.assertTrue(self.barrier.broken)
        self.assertEqual((stopped, blocked, self.barrier.n_waiting), (2, 2, 0))
        self.assertState(self.barrier, "broken")

    async def test_abort_barrier_when_exception(self):
        """A party that fails may break the barrier for the others."""
        passed = stopped = 0

        async def party():
            nonlocal passed, stopped
            try:
                async with self.barrier as number:
                    if number == 2:
                        raise RuntimeError()
                async with self.barrier:
                    passed += 1
            except asyncio.BrokenBarrierError:
                stopped += 1
            except RuntimeError:
                await self.barrier.abort()

        await asyncio.gather(*self.parties(N, party))
        self.assertTrue(self.barrier.broken)
        self.assertEqual((passed, stopped, self.barrier.n_waiting), (0, 4, 0))

    async def test_abort_barrier_when_exception_then_resetting(self):
        """A broken barrier is mended by a reset."""
        meeting = asyncio.Barrier(N)
        first = second = stopped = 0

        async def party():
            nonlocal first, second, stopped
            try:
                if await self.barrier.wait() == 2:
                    raise RuntimeError()
                await self.barrier.wait()
                first += 1
            except asyncio.BrokenBarrierError:
                stopped += 1
            except RuntimeError:
                await self.barrier.abort()
            # All have left it when one resets it, and nobody comes again before.
            if await meeting.wait() == 2:
                await self.barrier.reset()
            await meeting.wait()
            await self.barrier.wait()
            second += 1

        await asyncio.gather(*self.parties(N, party))
        self.assertEqual((first, stopped, second), (0, 4, 5))
        self.assertAtRest(self.barrier)
        self.assertAtRest(meeting)


if __name__ == "__main__":
    unittest.main(verbosity=2)
