"""CPython's test_futures, as far as it is told in Rust in tests/ported/futures.rs.

Invariant: what the loop reports is collected by the loop's exception handler, so each test sees all of it.
"""

import asyncio
import unittest


class MyStopIteration(StopIteration):
    pass


def first_cb(future):
    pass


def last_cb(future):
    pass


def without_places(text):
    """` at FILE:LINE` becomes ` at …`."""
    start, *rest = text.split(" at ")
    ends = [min(part.find(end) for end in ",]> " if end in part) for part in rest]
    return start + "".join(" at …" + part[end:] for part, end in zip(rest, ends))


class FutureTestCase(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.loop = asyncio.get_running_loop()
        self.loop.set_debug(False)
        self.reports = []
        self.loop.set_exception_handler(lambda loop, context: self.reports.append(context))
        self.future = self.loop.create_future()


class FutureTests(FutureTestCase):
    def assertRefusesAnotherEnd(self, future):
        with self.assertRaises(asyncio.InvalidStateError):
            future.set_result(None)
        with self.assertRaises(asyncio.InvalidStateError):
            future.set_exception(RuntimeError())
        self.assertFalse(future.cancel())

    async def test_initial_state(self):
        """A new future is not done."""
        self.assertFalse(self.future.cancelled())
        self.assertFalse(self.future.done())
        self.future.cancel()
        self.assertTrue(self.future.cancelled())

    async def test_future_cancel_message_getter(self):
        """A cancelled future keeps its message."""
        self.future.cancel("my message")
        for _ in range(2):
            with self.assertRaises(asyncio.CancelledError) as caught:
                await self.future
            self.assertEqual(caught.exception.args, ("my message",))

    async def test_cancel(self):
        """A future that is cancelled stays so."""
        self.assertTrue(self.future.cancel())
        self.assertTrue(self.future.cancelled())
        self.assertTrue(self.future.done())
        self.assertRaises(asyncio.CancelledError, self.future.result)
        self.assertRaises(asyncio.CancelledError, self.future.exception)
        self.assertRefusesAnotherEnd(self.future)

    async def test_result(self):
        """A future that has a result keeps it."""
        self.assertRaises(asyncio.InvalidStateError, self.future.result)
        self.future.set_result(42)
        self.assertFalse(self.future.cancelled())
        self.assertTrue(self.future.done())
        self.assertEqual(self.future.result(), 42)
        self.assertIsNone(self.future.exception())
        self.assertRefusesAnotherEnd(self.future)

    async def test_exception(self):
        """A future that has an exception keeps it."""
        error = RuntimeError()
        self.assertRaises(asyncio.InvalidStateError, self.future.exception)
        self.future.set_exception(error)
        self.assertFalse(self.future.cancelled())
        self.assertTrue(self.future.done())
        with self.assertRaises(RuntimeError) as caught:
            self.future.result()
        self.assertIs(caught.exception, error)
        self.assertIs(self.future.exception(), error)
        self.assertRefusesAnotherEnd(self.future)

    async def stop_iteration(self, error):
        self.future.set_exception(error)
        self.assertFalse(self.future.cancelled())
        self.assertTrue(self.future.done())
        text = "StopIteration interacts badly with generators and cannot be raised into a Future"
        with self.assertRaisesRegex(RuntimeError, f"^{text}$"):
            self.future.result()
        self.assertIsInstance(self.future.exception(), RuntimeError)
        self.assertIs(self.future.exception().__cause__, error)

    async def test_stop_iteration_exception(self):
        """StopIteration becomes a RuntimeError."""
        await self.stop_iteration(StopIteration())

    async def test_stop_iteration_subclass_exception(self):
        """A subclass of StopIteration becomes a RuntimeError, too."""
        await self.stop_iteration(MyStopIteration())

    async def test_yield_from_twice(self):
        """The second await does not suspend."""
        seen = []

        async def awaits_twice():
            seen.append("A")
            seen.append(("B", await self.future))
            seen.append(("C", await self.future))

        task = asyncio.create_task(awaits_twice())
        await asyncio.sleep(0)
        self.assertEqual(seen, ["A"])
        self.future.set_result(42)
        await asyncio.sleep(0)
        self.assertEqual(seen, ["A", ("B", 42), ("C", 42)])
        await task

    async def test_future_repr(self):
        """A future shows its state and who waits."""
        self.loop.set_debug(True)
        self.assertEqual(without_places(repr(self.loop.create_future())), "<Future pending created at …>")
        self.loop.set_debug(False)
        self.assertEqual(repr(self.future), "<Future pending>")
        self.future.cancel()
        self.assertEqual(repr(self.future), "<Future cancelled>")

        finished, failed, error = self.loop.create_future(), self.loop.create_future(), RuntimeError()
        finished.set_result(4)
        self.assertEqual(repr(finished), "<Future finished result=4>")
        failed.set_exception(error)
        self.assertEqual(repr(failed), "<Future finished exception=RuntimeError()>")
        self.assertIs(failed.exception(), error)

        first, last = "first_cb() at …", "last_cb() at …"
        for count, callbacks in (0, first), (1, f"{first}, {last}"), (9, f"{first}, <8 more>, {last}"):
            future = self.loop.create_future()
            future.add_done_callback(first_cb)
            for _ in range(count):
                future.add_done_callback(last_cb)
            self.assertEqual(without_places(repr(future)), f"<Future pending cb=[{callbacks}]>")
            future.cancel()
            self.assertEqual(repr(future), "<Future cancelled>")

    async def test_set_result_unless_cancelled(self):
        """A sleep that is cancelled in the moment of its end stays cancelled."""
        sleeper = asyncio.create_task(asyncio.sleep(1))
        await asyncio.sleep(0)
        self.loop.call_later(1, sleeper.cancel)
        with self.assertRaises(asyncio.CancelledError):
            await sleeper
        self.assertTrue(sleeper.cancelled())

    async def test_future_stop_iteration_args(self):
        """A result that is a tuple comes as one."""

        async def await_it():
            return await self.future

        self.future.set_result((1, 2))
        self.assertEqual(await self.future, (1, 2))
        self.assertEqual(await asyncio.create_task(await_it()), (1, 2))


class OutsideTests(unittest.TestCase):
    def test_constructor_without_loop(self):
        """A future needs a loop."""
        with self.assertRaisesRegex(RuntimeError, "^There is no current event loop in thread 'MainThread'.$"):
            asyncio.Future()

    def test_keyboard_interrupt_in_a_callback_leaves_the_loop(self):
        """KeyboardInterrupt in a callback is not reported, but leaves the loop."""

        def interrupt(future):
            raise KeyboardInterrupt()

        async def main():
            future = asyncio.get_running_loop().create_future()
            future.add_done_callback(interrupt)
            future.set_result(None)
            await asyncio.sleep(0)
            await asyncio.sleep(0)

        with self.assertRaises(KeyboardInterrupt):
            asyncio.run(main())


class CallbackTests(FutureTestCase):
    async def asyncSetUp(self):
        await super().asyncSetUp()
        self.bag = []

    def appender(self, thing):
        def bag_appender(future):
            self.bag.append(thing)

        return bag_appender

    async def removed(self, indices, left):
        callbacks = [self.appender(thing) for thing in (42, 17, 100)]
        for callback in callbacks:
            self.future.add_done_callback(callback)
        for index in indices:
            self.assertEqual(self.future.remove_done_callback(callbacks[index]), 1)
        self.assertEqual(self.future.remove_done_callback(callbacks[indices[0]]), 0, "it is gone already")
        self.assertEqual(self.bag, [])
        self.future.set_result("foo")
        await asyncio.sleep(0)
        self.assertEqual(self.bag, left)
        self.assertEqual(self.future.result(), "foo")

    async def test_callbacks_remove_first_callback(self):
        """A first callback that is taken back does not run."""
        await self.removed([0], [17, 100])

    async def test_callbacks_remove_first_and_second_callback(self):
        """Two callbacks that are taken back do not run."""
        await self.removed([0, 1], [100])

    async def test_callbacks_remove_third_callback(self):
        """A last callback that is taken back does not run."""
        await self.removed([2], [42, 17])

    async def test_callbacks_invoked_on_set_result(self):
        """Callbacks run in order after a result."""
        self.future.add_done_callback(self.appender(42))
        self.future.add_done_callback(self.appender(17))
        self.assertEqual(self.bag, [])
        self.future.set_result("foo")
        self.assertEqual(self.bag, [])
        await asyncio.sleep(0)
        self.assertEqual(self.bag, [42, 17])
        self.assertEqual(self.future.result(), "foo")

    async def test_callbacks_invoked_on_set_exception(self):
        """Callbacks run after an exception."""
        error = RuntimeError()
        self.future.add_done_callback(self.appender(100))
        self.assertEqual(self.bag, [])
        self.future.set_exception(error)
        await asyncio.sleep(0)
        self.assertEqual(self.bag, [100])
        self.assertIs(self.future.exception(), error)

    async def test_remove_done_callback(self):
        """Removing a callback returns how often it was added."""
        first, second, third = self.appender(1), self.appender(2), self.appender(3)
        self.future.add_done_callback(first)
        self.future.add_done_callback(second)
        another = self.loop.create_future()
        another.add_done_callback(third)
        for _ in range(5):
            self.future.add_done_callback(second)
        self.assertEqual(self.future.remove_done_callback(second), 6)
        self.assertEqual(self.future.remove_done_callback(third), 0)
        self.future.add_done_callback(self.appender(4))
        self.assertEqual(self.future.remove_done_callback(first), 1)
        self.assertEqual(self.bag, [])
        self.future.set_result("foo")
        await asyncio.sleep(0)
        self.assertEqual(self.bag, [4])

    async def test_schedule_callbacks_list_mutation_1(self):
        """A callback cannot be taken back once the future is done."""
        later = self.appender(1)

        def mutate(future):
            self.assertEqual(future.remove_done_callback(later), 0)

        self.future.add_done_callback(mutate)
        self.future.add_done_callback(later)
        self.future.set_result("foo")
        await asyncio.sleep(0)
        self.assertEqual((self.bag, self.reports), ([1], []))


class UnretrievedTests(FutureTestCase):
    def assertReports(self, *reports):
        """Lets go of the future; so much is reported then, and nothing else."""
        del self.future
        self.assertEqual([(report["message"], repr(report["exception"])) for report in self.reports], list(reports))

    async def test_tb_logger_abandoned(self):
        """Nothing for a future that has not ended."""
        self.assertReports()

    async def test_tb_logger_not_called_after_cancel(self):
        """Nothing after an attempt to cancel it."""
        self.future.set_exception(Exception())
        self.assertFalse(self.future.cancel())
        self.assertReports()

    async def test_tb_logger_result_unretrieved(self):
        """Nothing for a result that nobody asked for."""
        self.future.set_result(42)
        self.assertReports()

    async def test_tb_logger_result_retrieved(self):
        """Nothing for a result."""
        self.future.set_result(42)
        self.assertEqual(self.future.result(), 42)
        self.assertReports()

    async def test_tb_logger_exception_unretrieved(self):
        """An exception that nobody asked for is reported."""
        self.future.set_exception(RuntimeError("boom"))
        self.assertReports(("Future exception was never retrieved", "RuntimeError('boom')"))

    async def test_tb_logger_exception_retrieved(self):
        """Nothing for an exception that was asked for."""
        self.future.set_exception(RuntimeError("boom"))
        self.assertIsNotNone(self.future.exception())
        self.assertReports()

    async def test_tb_logger_exception_result_retrieved(self):
        """Nothing for an exception that was raised by result()."""
        self.future.set_exception(RuntimeError("boom"))
        self.assertRaises(RuntimeError, self.future.result)
        self.assertReports()

    async def never_retrieved(self, debug):
        self.loop.set_debug(debug)
        self.future = self.loop.create_future()
        try:
            raise MemoryError()
        except MemoryError as error:
            self.future.set_exception(error)
        self.loop.set_debug(False)
        self.assertReports(("Future exception was never retrieved", "MemoryError()"))
        self.assertIsNotNone(self.reports[0]["exception"].__traceback__)
        self.assertEqual(" created at " in repr(self.reports[0]["future"]), debug)

    async def test_future_exception_never_retrieved(self):
        """An exception that was raised is reported with its traceback."""
        await self.never_retrieved(False)

    async def test_future_exception_never_retrieved_debug(self):
        """In debug mode it is reported with the origin of the future."""
        await self.never_retrieved(True)


if __name__ == "__main__":
    unittest.main(verbosity=2)
