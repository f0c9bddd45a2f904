"""CPython's test_runners, as far as it is told in Rust in tests/ported/runners.rs.

Invariant: nothing runs around the tests, since each runs a loop of its own.
"""

import asyncio
import signal
import time
import unittest


class FancyExit(Exception):
    pass


async def turn(value=None):
    await asyncio.sleep(0)
    return value


async def crash_in_cleanup():
    try:
        await asyncio.sleep(0.1)
    except asyncio.CancelledError:
        1 / 0


async def is_debug():
    return asyncio.get_running_loop().get_debug()


class RunTests(unittest.TestCase):
    def test_asyncio_run_return(self):
        """A run gives what main returns."""
        self.assertEqual(asyncio.run(turn(42)), 42)

    def test_asyncio_run_raises(self):
        """A run raises what main raises."""

        async def main():
            await turn()
            raise ValueError("spam")

        with self.assertRaisesRegex(ValueError, "^spam$"):
            asyncio.run(main())

    def test_asyncio_run_debug(self):
        """A run may be in debug mode."""
        self.assertFalse(asyncio.run(is_debug()))
        self.assertFalse(asyncio.run(is_debug(), debug=False))
        self.assertTrue(asyncio.run(is_debug(), debug=True))

    def test_asyncio_run_from_running_loop(self):
        """A run cannot be started within a run."""

        async def main():
            coro = turn()
            try:
                asyncio.run(coro)
            finally:
                coro.close()

        with self.assertRaisesRegex(RuntimeError, r"^asyncio\.run\(\) cannot be called from a running event loop$"):
            asyncio.run(main())

    def test_asyncio_run_cancels_hanging_tasks(self):
        """Tasks that are left are cancelled."""
        left = None

        async def main():
            nonlocal left
            left = asyncio.create_task(asyncio.sleep(0.1))
            return 123

        self.assertEqual(asyncio.run(main()), 123)
        self.assertTrue(left.cancelled())

    def reported(self, main):
        """What the loop of this main reports, by its exception handler."""
        reports = []

        async def wrapper():
            asyncio.get_running_loop().set_exception_handler(lambda loop, context: reports.append(context))
            return await main()

        return reports, wrapper()

    def test_asyncio_run_reports_hanging_tasks_errors(self):
        """Errors of tasks that are left are reported."""

        async def main():
            self.left = asyncio.create_task(crash_in_cleanup())
            return await turn(123)

        reports, coro = self.reported(main)
        self.assertEqual(asyncio.run(coro), 123)
        [report] = reports
        self.assertEqual(report["message"], "unhandled exception during asyncio.run() shutdown")
        self.assertEqual(repr(report["task"]), repr(self.left))
        self.assertEqual(repr(report["exception"]), "ZeroDivisionError('division by zero')")

    def test_asyncio_run_closes_gens_after_hanging_tasks_errors(self):
        """The exception of main comes out although a task that is left fails."""

        async def main():
            self.left = asyncio.create_task(crash_in_cleanup())
            await turn()
            raise FancyExit()

        reports, coro = self.reported(main)
        with self.assertRaises(FancyExit):
            asyncio.run(coro)
        self.assertEqual([repr(report["exception"]) for report in reports], ["ZeroDivisionError('division by zero')"])
        self.assertTrue(self.left.done())


class RunnerTests(unittest.TestCase):
    def test_non_debug(self):
        """A runner is not in debug mode if it says so."""
        with asyncio.Runner(debug=False) as runner:
            self.assertFalse(runner.run(is_debug()))

    def test_debug(self):
        """A runner may switch debug mode on."""
        with asyncio.Runner(debug=True) as runner:
            self.assertTrue(runner.run(is_debug()))

    def test_run(self):
        """A runner gives what main returns, as often as it runs."""
        with asyncio.Runner() as runner:
            self.assertEqual(runner.run(turn("done")), "done")
            loop = runner.get_loop()
            self.assertEqual(runner.run(turn("again")), "again")
            self.assertIs(runner.get_loop(), loop)

    def test_recursive_run(self):
        """A runner does not run within a run."""

        async def main():
            coro = turn()
            try:
                runner.run(coro)
            finally:
                coro.close()

        with asyncio.Runner() as runner:
            with self.assertRaisesRegex(RuntimeError, r"^Runner\.run\(\) cannot be called from a running event loop$"):
                runner.run(main())

    def interrupt_soon(self):
        asyncio.get_running_loop().call_later(0.1, signal.raise_signal, signal.SIGINT)

    def test_interrupt_call_soon(self):
        """An interrupt cancels a main that only waits for its turn; time passes because it blocks."""

        async def main():
            self.interrupt_soon()
            with self.assertRaises(asyncio.CancelledError):
                while True:
                    time.sleep(0.03)
                    await asyncio.sleep(0)
            raise asyncio.CancelledError()

        with asyncio.Runner() as runner:
            with self.assertRaises(KeyboardInterrupt):
                runner.run(main())

    def test_interrupt_wait(self):
        """An interrupt cancels main and what it waits for."""
        start, awaited = time.monotonic(), None

        async def main():
            nonlocal awaited
            self.interrupt_soon()
            awaited = asyncio.get_running_loop().create_future()
            with self.assertRaises(asyncio.CancelledError):
                await awaited
            raise asyncio.CancelledError()

        with asyncio.Runner() as runner:
            with self.assertRaises(KeyboardInterrupt):
                runner.run(main())
        self.assertTrue(awaited.cancelled())
        self.assertAlmostEqual(time.monotonic() - start, 0.1)

    def test_interrupt_cancelled_task(self):
        """An interrupt of a main that was cancelled already is no KeyboardInterrupt."""

        async def subtask(task):
            await asyncio.sleep(0)
            task.cancel()
            signal.raise_signal(signal.SIGINT)

        async def main():
            subtask_of_main = asyncio.create_task(subtask(asyncio.current_task()))
            await asyncio.sleep(10)
            await subtask_of_main

        with asyncio.Runner() as runner:
            with self.assertRaises(asyncio.CancelledError):
                runner.run(main())


if __name__ == "__main__":
    unittest.main(verbosity=2)
