"""CPython's test_tasks, gather, as far as it is told in Rust in tests/ported/tasks/gather.rs.

Invariant: what CPython tests with futures and with coroutines is tested with both.
"""

import asyncio
import unittest


class GatherTestCase(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.loop = asyncio.get_running_loop()
        self.loop.set_debug(False)
        self.reports = []
        self.loop.set_exception_handler(lambda loop, context: self.reports.append(context["message"]))

    def futures(self, count):
        return [self.loop.create_future() for _ in range(count)]

    async def settle(self):
        """Lets everything run that has become ready."""
        for _ in range(4):
            await asyncio.sleep(0)

    def wrapped(self, with_coroutines, futures):
        async def waits(future):
            return await future

        return [waits(future) for future in futures] if with_coroutines else futures


class GatherTests(GatherTestCase):
    async def succeeds(self, **options):
        for with_coroutines in False, True:
            with self.subTest(with_coroutines=with_coroutines):
                futures = self.futures(3)
                gathered = asyncio.gather(*self.wrapped(with_coroutines, futures), **options)
                await self.settle()
                futures[1].set_result(1)
                futures[0].set_result(2)
                await self.settle()
                self.assertFalse(gathered.done())
                futures[2].set_result(3)
                await self.settle()
                self.assertTrue(gathered.done())
                self.assertEqual(gathered.result(), [2, 1, 3])

    async def test_success(self):
        """Results come in the order of the arguments."""
        await self.succeeds()
        await self.succeeds(return_exceptions=False)

    async def test_result_exception_success(self):
        """So they do where exceptions would be returned."""
        await self.succeeds(return_exceptions=True)

    async def test_one_exception(self):
        """The first exception ends it, and what comes later does nothing."""
        for with_coroutines in False, True:
            with self.subTest(with_coroutines=with_coroutines):
                a, b, c, d, e = futures = self.futures(5)
                gathered = asyncio.gather(*self.wrapped(with_coroutines, futures))
                await self.settle()
                error = ZeroDivisionError()
                a.set_result(1)
                b.set_exception(error)
                await self.settle()
                self.assertTrue(gathered.done())
                self.assertIs(gathered.exception(), error)
                c.set_result(3)
                d.cancel()
                e.set_exception(RuntimeError())
                e.exception()
                await self.settle()
                self.assertIs(gathered.exception(), error)
                self.assertEqual(self.reports, [])

    async def test_return_exceptions(self):
        """Exceptions that are returned stand among the results."""
        for with_coroutines in False, True:
            with self.subTest(with_coroutines=with_coroutines):
                a, b, c, d = futures = self.futures(4)
                gathered = asyncio.gather(*self.wrapped(with_coroutines, futures), return_exceptions=True)
                await self.settle()
                errors = [ZeroDivisionError(), RuntimeError()]
                b.set_result(1)
                c.set_exception(errors[0])
                a.set_result(3)
                await self.settle()
                self.assertFalse(gathered.done())
                d.set_exception(errors[1])
                await self.settle()
                self.assertTrue(gathered.done())
                self.assertEqual(await gathered, [3, 1, *errors])

    async def test_constructor_empty_sequence_use_running_loop(self):
        """Nothing is gathered at once."""
        gathered = asyncio.gather()
        self.assertIsInstance(gathered, asyncio.Future)
        await asyncio.sleep(0)
        self.assertTrue(gathered.done())
        self.assertEqual(gathered.result(), [])

    async def test_constructor_use_running_loop(self):
        """Coroutines become tasks of the running loop."""
        self.assertEqual(await asyncio.gather(asyncio.sleep(0, "abc"), asyncio.sleep(0, "abc")), ["abc", "abc"])

    async def test_duplicate_coroutines(self):
        """What is given again runs once, and stands at each of its places."""
        runs = []

        async def give(text):
            runs.append(text)
            return text

        abc, define = give("abc"), give("def")
        self.assertEqual(await asyncio.gather(abc, abc, define, abc), ["abc", "abc", "def", "abc"])
        self.assertEqual(runs, ["abc", "def"])

    async def test_exception_marking(self):
        """An exception that comes too late is not reported."""
        first, second = self.futures(2)

        async def fail(future):
            await future
            raise RuntimeError("should not be ignored")

        async def outer():
            await asyncio.gather(fail(first), fail(second))

        task = asyncio.create_task(outer())
        await self.settle()
        first.set_result(None)
        await self.settle()
        second.set_result(None)
        await self.settle()
        self.assertIsInstance(task.exception(), RuntimeError)
        del task
        self.assertEqual(self.reports, [])

    async def test_one_cancellation(self):
        """A cancelled child is an exception, and does not cancel it."""
        a, b, c, d, e = futures = self.futures(5)
        gathered = asyncio.gather(*futures)
        a.set_result(1)
        b.cancel()
        await self.settle()
        self.assertTrue(gathered.done())
        self.assertFalse(gathered.cancelled())
        self.assertIsInstance(gathered.exception(), asyncio.CancelledError)
        c.set_result(3)
        d.cancel()
        e.set_exception(RuntimeError())
        e.exception()
        await self.settle()

    async def test_result_exception_one_cancellation(self):
        """Cancelled children stand among the results."""
        a, b, c, d, e, f = futures = self.futures(6)
        gathered = asyncio.gather(*futures, return_exceptions=True)
        a.set_result(1)
        b.set_exception(ZeroDivisionError())
        c.cancel()
        await self.settle()
        self.assertFalse(gathered.done())
        d.set_result(3)
        e.cancel()
        f.set_exception(RuntimeError())
        self.assertEqual(
            repr(await gathered),
            "[1, ZeroDivisionError(), CancelledError(''), 3, CancelledError(''), RuntimeError()]",
        )


class GatherCancelledTests(GatherTestCase):
    async def test_cancellation_broadcast(self):
        """All children are cancelled, and after that it refuses."""
        waiter, reached, gatherer = self.loop.create_future(), [], None

        async def inner():
            await waiter
            reached.append("inner")

        children = [asyncio.create_task(inner()), asyncio.create_task(inner())]

        async def outer():
            nonlocal gatherer
            gatherer = asyncio.gather(*children)
            await gatherer
            reached.append("outer")

        task = asyncio.create_task(outer())
        await asyncio.sleep(0)
        self.assertTrue(task.cancel())
        with self.assertRaises(asyncio.CancelledError):
            await task
        self.assertFalse(gatherer.cancel())
        self.assertTrue(waiter.cancelled())
        self.assertTrue(all(child.cancelled() for child in children))
        await asyncio.sleep(0)
        self.assertEqual(reached, [])

    async def test_cancel_gather_1(self):
        """It refuses once all children are done, though it is not."""
        future, answers = self.loop.create_future(), []

        async def child():
            return await future

        def cancelling_callback(_):
            self.assertFalse(gathering.done())
            answers.append(gathering.cancel())

        gathering = asyncio.gather(child())
        # The child begins to wait before the callback is added, and so wakes up before it.
        await asyncio.sleep(0)
        future.add_done_callback(cancelling_callback)
        future.set_result(42)
        self.assertEqual(await gathering, [42])
        self.assertEqual(answers, [False])
        self.assertFalse(gathering.cancelled())

    async def test_cancel_gather_2(self):
        """With exceptions returned, the cancellation comes out with its message."""
        for arguments in (), ("my message",):
            with self.subTest(arguments=arguments):
                start = self.loop.time()

                async def gathers():
                    while True:
                        await asyncio.gather(asyncio.sleep(0.05), return_exceptions=True)

                task = asyncio.create_task(gathers())
                await asyncio.sleep(0.2)
                task.cancel(*arguments)
                with self.assertRaises(asyncio.CancelledError) as caught:
                    await task
                self.assertEqual((caught.exception.args, caught.exception.__context__), (arguments, None))
                self.assertAlmostEqual(self.loop.time() - start, 0.2)


class OutsideTests(unittest.TestCase):
    NO_LOOP = "^There is no current event loop in thread 'MainThread'.$"

    def test_constructor_empty_sequence_without_loop(self):
        """It needs a loop even for nothing."""
        with self.assertRaisesRegex(RuntimeError, self.NO_LOOP):
            asyncio.gather()

    def test_constructor_without_loop(self):
        """It needs a loop for coroutines."""
        coro = asyncio.sleep(0)
        self.addCleanup(coro.close)
        with self.assertRaisesRegex(RuntimeError, self.NO_LOOP):
            asyncio.gather(coro)


if __name__ == "__main__":
    unittest.main(verbosity=2)
