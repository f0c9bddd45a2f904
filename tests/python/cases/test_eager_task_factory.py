"""CPython's test_eager_task_factory, as far as it is told in Rust in tests/ported/eager_task_factory.rs.

Invariant: the loop of each test makes eager tasks, unless the test says otherwise.
"""

import asyncio
import contextvars
import unittest


async def slow():
    await asyncio.sleep(0.1)
    return "finished after blocking"


async def fast():
    return "finished without blocking"


class EagerTestCase(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.loop = asyncio.get_running_loop()
        self.loop.set_debug(False)
        self.loop.set_task_factory(asyncio.eager_task_factory)


class EagerTaskFactoryTests(EagerTestCase):
    async def test_await_future_during_eager_step(self):
        """An eager step sets a result that its creator awaits."""
        future = self.loop.create_future()

        async def set_result():
            future.set_result("my message")

        task = asyncio.create_task(set_result())
        self.assertTrue(task.done())
        self.assertEqual(await future, "my message")
        await task

    async def test_eager_completion(self):
        """A task that never waits is done when it is created."""
        task = asyncio.create_task(fast(), name="eager")
        self.assertTrue(task.done())
        self.assertEqual(await task, "finished without blocking")
        self.assertEqual(repr(task), "<Task finished name='eager' result='finished without blocking'>")

    async def test_block_after_eager_step(self):
        """A task that waits is done later."""
        task = asyncio.create_task(slow())
        self.assertFalse(task.done())
        self.assertEqual(await task, "finished after blocking")
        self.assertTrue(task.done())

    async def test_cancellation_after_eager_completion(self):
        """What is done at once cannot be cancelled."""
        task = asyncio.create_task(fast())
        task.cancel()
        self.assertEqual(await task, "finished without blocking")
        self.assertFalse(task.cancelled())

    async def test_cancellation_after_eager_step_blocks(self):
        """What waits after its eager step is cancelled there."""
        task = asyncio.create_task(slow())
        task.cancel("cancellation message")
        self.assertGreater(task.cancelling(), 0)
        with self.assertRaisesRegex(asyncio.CancelledError, "^cancellation message$"):
            await task

    async def test_current_task(self):
        """The eager task is the current one in its first step."""
        captured = None

        async def capture():
            nonlocal captured
            captured = asyncio.current_task()
            await asyncio.sleep(0.1)
            self.assertIs(asyncio.current_task(), captured)

        task = asyncio.create_task(capture())
        self.assertIs(task, captured)
        await task

    async def test_all_tasks_with_eager_completion(self):
        """A task that is done at once is among all tasks only in its step."""

        async def is_there():
            return asyncio.current_task() in asyncio.all_tasks()

        task = asyncio.create_task(is_there())
        self.assertTrue(task.result())
        self.assertNotIn(task, asyncio.all_tasks())

    async def test_all_tasks_with_blocking(self):
        """A task that waits is among all tasks until it is done."""
        first, second = self.loop.create_future(), self.loop.create_future()
        in_step = False

        async def coro():
            nonlocal in_step
            in_step = asyncio.current_task() in asyncio.all_tasks()
            await first
            second.set_result(None)

        task = asyncio.create_task(coro())
        self.assertTrue(in_step)
        self.assertIn(task, asyncio.all_tasks())
        first.set_result(None)
        await second
        self.assertNotIn(task, asyncio.all_tasks())

    async def test_context_vars(self):
        """An eager step runs in the context of its task."""
        var = contextvars.ContextVar("cv", default=0)
        steps = 0

        async def coro():
            nonlocal steps
            self.assertEqual(var.get(), 1)
            var.set(2)
            steps += 1
            await asyncio.sleep(0.1)
            self.assertEqual(var.get(), 2)
            var.set(3)
            steps += 1

        var.set(1)
        task = asyncio.create_task(coro())
        self.assertEqual((steps, var.get()), (1, 1))
        await task
        self.assertEqual((steps, var.get()), (2, 1))


class CountTests(EagerTestCase):
    """How many tasks there are, and whether the outermost one waits for any."""

    async def counts(self, function, *arguments):
        """What a task gives, how many tasks it took, and whether it was done at once; not eager first, then eager."""
        counts = []
        for factory in None, asyncio.eager_task_factory:
            self.loop.set_task_factory(factory)
            self.tasks = set()
            task = asyncio.create_task(function(*arguments))
            was_done = task.done()
            result = await task
            counts.append((result, len(self.tasks), was_done))
        return counts

    def enter(self):
        self.tasks.add(asyncio.current_task())

    async def chain(self, depth):
        self.enter()
        return 1 + await self.chain(depth - 1) if depth else 0

    async def gathers(self, width, depth):
        self.enter()
        if depth:
            await asyncio.gather(*[self.gathers(width, depth - 1) for _ in range(width)])

    async def groups(self, width, depth):
        self.enter()
        if depth:
            async with asyncio.TaskGroup() as tg:
                for _ in range(width):
                    tg.create_task(self.groups(width, depth - 1))

    async def test_awaitables_chain(self):
        """A chain of coroutines is one task."""
        self.assertEqual(await self.counts(self.chain, 100), [(100, 1, False), (100, 1, True)])

    async def test_recursive_gather(self):
        """Gathers within gathers wait for nothing if their tasks are eager: 781 is 1 + 5 + 5² + 5³ + 5⁴."""
        self.assertEqual(await self.counts(self.gathers, 5, 4), [(None, 781, False), (None, 781, True)])

    async def test_recursive_taskgroups(self):
        """Groups within groups take as many tasks; since CPython 3.14 they wait for the callbacks of eager ones."""
        counts = await self.counts(self.groups, 5, 4)
        self.assertEqual([(result, count) for result, count, _ in counts], [(None, 781), (None, 781)])


if __name__ == "__main__":
    unittest.main(verbosity=2)
