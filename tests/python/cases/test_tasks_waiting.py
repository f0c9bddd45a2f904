"""CPython's test_tasks, wait, shield, sleep and as_completed, as far as it is told in Rust in tests/ported/tasks.

Invariant: times are counted from the beginning of each test.
"""

import asyncio
import unittest
from asyncio import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION


async def after(delay, value=None):
    await asyncio.sleep(delay)
    return value


async def fail_after(delay=None):
    if delay is not None:
        await asyncio.sleep(delay)
    raise ZeroDivisionError("err")


class TimedTestCase(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.loop = asyncio.get_running_loop()
        self.loop.set_debug(False)
        self.start = self.loop.time()
        self.notes = []

    def elapsed(self):
        return round(self.loop.time() - self.start, 6)

    def note(self, text):
        self.notes.append((self.elapsed(), text))


class WaitTests(TimedTestCase):
    def tasks(self, *coros):
        return [asyncio.create_task(coro) for coro in coros]

    async def assertWaits(self, tasks, expected, at, **options):
        """Waits for tasks: these, by their places, are done then, and that is at this time."""
        done, pending = await asyncio.wait(tasks, **options)
        self.assertEqual([place for place, task in enumerate(tasks) if task in done], expected)
        self.assertEqual(len(done) + len(pending), len(tasks))
        self.assertTrue(all(task.done() for task in done))
        self.assertFalse(any(task.done() for task in pending))
        self.assertEqual(self.elapsed(), at)

    async def test_wait(self):
        """It waits for all, and a second time takes no time."""
        tasks = self.tasks(after(0.15), after(0.1))
        for _ in range(2):
            await self.assertWaits(tasks, [0, 1], 0.15)

    async def test_wait_duplicate_coroutines(self):
        """A task that is given twice counts once."""
        test, spam = self.tasks(after(0, "test"), after(0, "spam"))
        done, pending = await asyncio.wait([test, test, spam])
        self.assertEqual((len(done), pending), (2, set()))
        self.assertEqual({task.result() for task in done}, {"test", "spam"})

    async def test_wait_errors(self):
        """There must be something to wait for, and what to wait for is one of three."""
        with self.assertRaisesRegex(ValueError, "^Set of Tasks/Futures is empty.$"):
            await asyncio.wait(set())
        for return_when in -1, "never", None:
            with self.assertRaisesRegex(ValueError, f"^Invalid return_when value: {return_when}$"):
                await asyncio.wait([self.loop.create_future()], return_when=return_when)

    async def test_wait_first_completed(self):
        """It returns when the first is done."""
        tasks = self.tasks(after(0.1), after(10))
        await self.assertWaits(tasks, [0], 0.1, return_when=FIRST_COMPLETED)
        self.assertIsNone(tasks[0].result())
        await self.assertWaits(tasks, [0, 1], 10, return_when=ALL_COMPLETED)

    async def test_wait_really_done(self):
        """What ends while it wakes up is done, too."""

        async def two_turns():
            await asyncio.sleep(0)
            await asyncio.sleep(0)

        tasks = self.tasks(two_turns(), after(0))
        await self.assertWaits(tasks, [0, 1], 0, return_when=FIRST_COMPLETED)

    async def test_wait_first_exception(self):
        """It returns when the first has failed."""
        tasks = self.tasks(fail_after(), after(10))
        await self.assertWaits(tasks, [0], 0, return_when=FIRST_EXCEPTION)
        await self.assertWaits(tasks, [0, 1], 10)
        self.assertIsNotNone(tasks[0].exception())

    async def test_wait_first_exception_in_wait(self):
        """It returns when the first fails meanwhile."""
        tasks = self.tasks(fail_after(0.01), after(10))
        await self.assertWaits(tasks, [0], 0.01, return_when=FIRST_EXCEPTION)
        await self.assertWaits(tasks, [0, 1], 10)
        self.assertIsNotNone(tasks[0].exception())

    async def test_wait_with_exception(self):
        """It raises nothing that a task raises."""
        tasks = self.tasks(fail_after(0.15), after(0.1))
        for _ in range(2):
            await self.assertWaits(tasks, [0, 1], 0.15)
            self.assertEqual([task.exception() is not None for task in tasks], [True, False])

    async def test_wait_with_timeout(self):
        """It returns when its time is up."""
        tasks = self.tasks(after(0.15), after(0.1))
        await self.assertWaits(tasks, [1], 0.11, timeout=0.11)
        await self.assertWaits(tasks, [0, 1], 0.15)

    async def test_wait_concurrent_complete(self):
        """What ends in the moment in which its time is up is done."""
        tasks = self.tasks(after(0.15), after(0.1))
        # The naps begin first.
        await asyncio.sleep(0)
        await self.assertWaits(tasks, [1], 0.1, timeout=0.1)
        await self.assertWaits(tasks, [0, 1], 0.15)

    async def from_an_iterator(self, tasks):
        done, pending = await asyncio.wait(tasks)
        self.assertEqual((len(done), len(pending)), (10, 0))
        self.assertEqual(sorted(task.result() for task in done), list(range(10)))

    async def test_wait_with_iterator_of_tasks(self):
        """Tasks may come from an iterator."""
        await self.from_an_iterator(iter(self.tasks(*[after(0, number) for number in range(10)])))

    async def test_wait_generator(self):
        """Tasks may come from a generator."""
        await self.from_an_iterator(asyncio.create_task(after(0, number)) for number in range(10))

    async def test_yield_wait_does_not_shield_cancel(self):
        """Cancelled, it returns early, and the tasks continue."""
        waiter = self.loop.create_future()

        async def inner():
            await waiter
            self.note("inner")

        async def outer():
            await asyncio.wait([asyncio.create_task(inner())])
            self.note("never reached")

        task = asyncio.create_task(outer())
        await after(0)
        await after(0)
        task.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await task
        waiter.set_result(None)
        await asyncio.sleep(0)
        self.assertEqual(self.notes, [(0, "inner")])


class ShieldTests(TimedTestCase):
    async def asyncSetUp(self):
        await super().asyncSetUp()
        self.inner = self.loop.create_future()

    async def test_shield_result(self):
        """The result comes through."""
        outer = asyncio.shield(self.inner)
        self.inner.set_result(42)
        self.assertEqual(await outer, 42)

    async def test_shield_exception(self):
        """The exception comes through."""
        outer, error = asyncio.shield(self.inner), RuntimeError("expected")
        await asyncio.sleep(0)
        self.inner.set_exception(error)
        await asyncio.sleep(0)
        self.assertIs(outer.exception(), error)

    async def test_shield_cancel_inner(self):
        """When the inner future is cancelled, so is the outer one."""
        outer = asyncio.shield(self.inner)
        await asyncio.sleep(0)
        self.inner.cancel()
        await asyncio.sleep(0)
        self.assertTrue(outer.cancelled())

    async def test_shield_cancel_outer(self):
        """When the outer future is cancelled, nothing is left between them."""
        outer = asyncio.shield(self.inner)
        await asyncio.sleep(0)
        self.assertIn("_inner_done_callback", repr(self.inner))
        self.assertTrue(outer.cancel())
        await asyncio.sleep(0)
        self.assertTrue(outer.cancelled())
        self.assertFalse(self.inner.done())
        self.assertEqual(repr(self.inner), "<Future pending>")

    async def test_shield_shortcut(self):
        """What is done needs no shield."""
        self.inner.set_result(42)
        outer = asyncio.shield(self.inner)
        self.assertIs(outer, self.inner)
        self.assertEqual(await outer, 42)

    async def test_shield_effect(self):
        """The inner task continues when the waiter is cancelled."""

        async def inner():
            await self.inner
            self.note("inner")

        async def outer():
            await asyncio.shield(inner())
            self.note("never reached")

        task = asyncio.create_task(outer())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await task
        self.inner.set_result(None)
        await asyncio.sleep(0)
        self.assertEqual(self.notes, [(0, "inner")])

    async def test_shield_gather(self):
        """A gather can be shielded."""
        children = [self.loop.create_future(), self.loop.create_future()]
        parent = asyncio.gather(*children)
        outer = asyncio.shield(parent)
        await asyncio.sleep(0)
        outer.cancel()
        await asyncio.sleep(0)
        self.assertTrue(outer.cancelled())
        self.assertFalse(parent.done())
        children[0].set_result(1)
        children[1].set_result(2)
        await asyncio.sleep(0)
        self.assertEqual(parent.result(), [1, 2])

    async def test_gather_shield(self):
        """Shields can be gathered."""
        children = [self.loop.create_future(), self.loop.create_future()]
        shields = [asyncio.shield(child) for child in children]
        parent = asyncio.gather(*shields)
        await asyncio.sleep(0)
        parent.cancel()
        await asyncio.sleep(0)
        self.assertIsInstance(parent.exception(), asyncio.CancelledError)
        self.assertTrue(all(shield.cancelled() for shield in shields))
        self.assertFalse(any(child.done() for child in children))
        children[0].set_result(1)
        children[1].set_result(2)
        await asyncio.sleep(0)

    async def test_shield_coroutine_use_running_loop(self):
        """A coroutine becomes a task of the running loop."""
        self.assertEqual(await asyncio.shield(after(0, 42)), 42)


class SleepTests(TimedTestCase):
    async def test_sleep(self):
        """Sleeps add up, and give their result."""

        async def sleeper(delay, value):
            await asyncio.sleep(delay / 2)
            return await asyncio.sleep(delay / 2, value)

        self.assertEqual(await asyncio.create_task(sleeper(0.1, "yeah")), "yeah")
        self.assertEqual(self.elapsed(), 0.1)

    async def test_sleep_when_delay_is_nan(self):
        """A delay must be a number."""
        with self.assertRaisesRegex(ValueError, r"^Invalid delay: NaN \(not a number\)$"):
            await asyncio.create_task(asyncio.sleep(float("nan")))

    async def test_sleep_zero(self):
        """sleep(0) lets what is ready run."""
        self.loop.call_soon(self.note, "ran")
        self.assertEqual(self.notes, [])
        await asyncio.sleep(0)
        self.assertEqual((self.notes, self.elapsed()), ([(0, "ran")], 0))

    async def test_sleep_cancel(self):
        """A sleep that is cancelled ends at once."""
        sleeper = asyncio.create_task(asyncio.sleep(10))
        await asyncio.sleep(0)
        sleeper.cancel()
        await asyncio.sleep(0)
        self.assertTrue(sleeper.cancelled())
        await asyncio.sleep(20)
        self.assertEqual(self.elapsed(), 20)

    async def test_task_cancel_sleeping_task(self):
        """A sleeping task is cancelled by a timer."""
        sleeper = asyncio.create_task(asyncio.sleep(5000))
        self.loop.call_later(0.1, sleeper.cancel)
        with self.assertRaises(asyncio.CancelledError):
            await sleeper
        self.assertEqual(self.elapsed(), 0.1)


class AsCompletedTests(TimedTestCase):
    """Each iteration is tried both ways: plain, for coroutines that give the results, and asynchronous, for the tasks."""

    async def collect(self, iterator, asynchronously):
        """Notes what is still to come."""
        if asynchronously:
            async for task in iterator:
                self.note(await task)
        else:
            for coro in iterator:
                try:
                    self.note(await coro)
                except TimeoutError as error:
                    self.note(repr(error))

    async def both_ways(self, make, expected):
        for asynchronously in False, True:
            with self.subTest(asynchronously=asynchronously):
                self.start, self.notes = self.loop.time(), []
                await self.collect(make(), asynchronously)
                self.assertEqual(self.notes, expected)

    async def test_as_completed(self):
        """Results come in the order of their ends."""
        await self.both_ways(
            lambda: asyncio.as_completed(iter([after(0.01, "b"), after(0.15, "c"), after(0.01, "a")])),
            [(0.01, "b"), (0.01, "a"), (0.15, "c")],
        )

    async def test_as_completed_with_timeout(self):
        """What is not done in time counts as a TimeoutError, and continues."""
        for asynchronously in False, True:
            with self.subTest(asynchronously=asynchronously):
                self.start, self.notes = self.loop.time(), []
                tasks = [asyncio.create_task(after(0.1, "a")), asyncio.create_task(after(0.15, "b"))]
                iterator = asyncio.as_completed(tasks, timeout=0.12)
                if asynchronously:
                    with self.assertRaises(TimeoutError):
                        await self.collect(iterator, True)
                    self.assertEqual((self.notes, self.elapsed()), ([(0.1, "a")], 0.12))
                else:
                    await self.collect(iterator, False)
                    self.assertEqual(self.notes, [(0.1, "a"), (0.12, "TimeoutError()")])
                await asyncio.wait(tasks)
                self.assertEqual(self.elapsed(), 0.15)

    async def test_as_completed_with_unused_timeout(self):
        """A limit that is not reached holds no time."""
        await self.both_ways(lambda: asyncio.as_completed([after(0.01, "a")], timeout=1), [(0.01, "a")])

    async def test_as_completed_resume_iterator(self):
        """It can be left and taken up again."""
        for asynchronously in False, True:
            with self.subTest(asynchronously=asynchronously):
                self.notes = []
                iterator = asyncio.as_completed([after(0, str(number)) for number in range(4)])
                self.assertIs(iterator.__iter__(), iterator)
                self.assertIs(iterator.__aiter__(), iterator)
                for _ in range(2):
                    self.note(await (await anext(iterator) if asynchronously else next(iterator)))
                self.note("taken up again")
                await self.collect(iterator, asynchronously)
                self.assertEqual([text for _, text in self.notes], ["0", "1", "taken up again", "2", "3"])

    async def test_as_completed_reverse_wait(self):
        """The first who waits gets the first result."""
        iterator = asyncio.as_completed([after(0.05, "a"), after(0.1, "b")])
        later, first = next(iterator), next(iterator)
        self.assertEqual((await first, self.elapsed()), ("a", 0.05))
        self.assertEqual((await later, self.elapsed()), ("b", 0.1))
        self.assertIsNone(next(iterator, None))

    async def test_as_completed_concurrent(self):
        """Several tasks may wait at once."""
        iterator = asyncio.as_completed([after(0.05, "a"), after(0.05, "b")])
        tasks = [asyncio.create_task(coro) for coro in iterator]
        await asyncio.wait(tasks)
        self.assertEqual([task.result() for task in tasks], ["a", "b"])
        self.assertEqual(self.elapsed(), 0.05)

    async def test_as_completed_duplicate_coroutines(self):
        """What is given twice comes once."""

        def make():
            ham, spam = after(0, "ham"), after(0, "spam")
            return asyncio.as_completed([ham, ham, spam])

        await self.both_ways(make, [(0, "ham"), (0, "spam")])

    async def test_as_completed_coroutine_use_running_loop(self):
        """Coroutines become tasks of the running loop."""
        await self.both_ways(lambda: asyncio.as_completed([after(0, "a")]), [(0, "a")])

    async def test_as_completed_same_tasks_in_as_out(self):
        """Tasks and futures are the same that were put in."""
        tasks = [asyncio.create_task(after(0, "b")), asyncio.create_task(after(0, "c"))]
        future = self.loop.create_future()
        future.set_result("d")
        seen = [found async for found in asyncio.as_completed([*tasks, future])]
        self.assertEqual([found is given for found, given in zip(seen, [future, *tasks])], [True, True, True])
        made = [found async for found in asyncio.as_completed([after(0, number) for number in range(4)])]
        self.assertTrue(all(isinstance(task, asyncio.Task) for task in made))
        self.assertEqual([task.result() for task in made], [0, 1, 2, 3])

    async def test_each_that_is_late_is_told(self):
        """Every one that is late is a TimeoutError of its own."""
        tasks = [asyncio.create_task(after(1, "a")), asyncio.create_task(after(2, "b"))]
        for coro in asyncio.as_completed(tasks, timeout=0.5):
            with self.assertRaises(TimeoutError):
                await coro
            self.assertEqual(self.elapsed(), 0.5)
        await asyncio.wait(tasks)


class OutsideTests(unittest.TestCase):
    NO_LOOP = "^There is no current event loop in thread 'MainThread'.$"

    def test_shield_coroutine_without_loop(self):
        """shield needs a loop."""
        coro = after(0)
        self.addCleanup(coro.close)
        with self.assertRaisesRegex(RuntimeError, self.NO_LOOP):
            asyncio.shield(coro)

    def test_as_completed_coroutine_without_loop(self):
        """as_completed needs a loop."""
        coro = after(0)
        self.addCleanup(coro.close)
        with self.assertRaisesRegex(RuntimeError, self.NO_LOOP):
            list(asyncio.as_completed([coro]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
