"""Tests that are shown one by one, fixtures that fail, and the assertions' messages."""

import asyncio
import contextvars
import unittest
import warnings

var = contextvars.ContextVar("var", default="unset")


class Assertions(unittest.TestCase):
    def failing(self, name, *args, **kwargs):
        try:
            getattr(self, name)(*args, **kwargs)
        except self.failureException as e:
            print(f"{name}: {e}")
        else:
            print(f"{name} holds")

    def test_messages(self):
        """All of them."""
        self.failing("assertTrue", [])
        self.failing("assertFalse", 1, "reason")
        self.failing("assertEqual", 1, 2)
        self.failing("assertEqual", "x" * 60 + "a" * 60, "x" * 60 + "b" * 60)
        self.failing("assertEqual", [1, 2, 3], [1, 2])
        self.failing("assertEqual", (1,), (1, 2))
        self.failing("assertEqual", list(range(40)), list(range(39)) + [0])
        self.failing("assertEqual", {"key": list(range(30)), "z": 1}, {"key": list(range(30)), "z": 2})
        self.failing("assertEqual", {1, 2}, {2, 3})
        self.failing("assertEqual", "one\ntwo\nthree", "one\ntoo\nthree\nfour")
        self.failing("assertEqual", "the quick  brown fox", "the quack brown fax")
        self.failing("assertSequenceEqual", [1], (2,))
        self.failing("assertNotEqual", 1, 1.0)
        self.failing("assertAlmostEqual", 1, 1.1)
        self.failing("assertAlmostEqual", 1, 1.1, delta=0.05)
        self.failing("assertAlmostEqual", 1, 1.00000001)
        self.failing("assertNotAlmostEqual", 1, 1.00000001)
        self.failing("assertCountEqual", [1, 1, 2], [2, 3])
        self.failing("assertCountEqual", [[1], [2]], [[2], [2]])
        self.failing("assertIn", 1, [2])
        self.failing("assertNotIn", 2, [2])
        self.failing("assertIs", [], None)
        self.failing("assertIsNot", None, None)
        self.failing("assertIsNone", 0)
        self.failing("assertIsNotNone", None)
        self.failing("assertIsInstance", 1, str)
        self.failing("assertNotIsInstance", 1, int)
        self.failing("assertLess", 2, 1)
        self.failing("assertGreaterEqual", 1, 2, "too small")
        self.failing("assertRegex", "a text", "^b.*t$")
        self.failing("assertNotRegex", "a text", "te.t")
        self.failing("assertRaises", ValueError, int, "1")
        self.assertRaises(ValueError, int, "x")
        with self.assertRaises(KeyError) as caught:
            {}[1]
        print(repr(caught.exception))
        with self.assertRaisesRegex(ValueError, r"invalid literal .*: 'x'"):
            int("x")
        with self.assertWarns(DeprecationWarning) as caught:
            warnings.warn("old", DeprecationWarning)
        print(caught.warning, caught.lineno)

    def test_regex(self):
        with self.assertRaisesRegex(ValueError, "other"):
            int("x")

    def test_sub(self):
        for i in range(4):
            with self.subTest("part", i=i):
                self.assertEqual(i % 2, 0)
        with self.subTest():
            raise OSError("in a subtest")

    @unittest.skipIf(True, "not now")
    def test_skipped(self):
        pass

    def test_skips(self):
        self.skipTest("by itself")

    def test_warns(self):
        warnings.warn("shown", ResourceWarning)


class BrokenClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(print, "cleaned up")
        raise RuntimeError("no class")

    def test_never(self):
        pass


@unittest.skip("all of it")
class Skipped(unittest.TestCase):
    def test_one(self):
        pass


class Async(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        var.set("set up")
        self.addCleanup(lambda: print("sync cleanup", var.get()))

    async def asyncSetUp(self):
        print(var.get())
        self.queue = asyncio.Queue()
        self.worker = asyncio.create_task(self.work(), name="worker")
        self.addAsyncCleanup(self.close)

    async def work(self):
        while True:
            print("got", await self.queue.get())

    async def close(self):
        self.worker.cancel()
        await asyncio.gather(self.worker, return_exceptions=True)
        print("closed", self.worker.cancelled())

    async def test_queue(self):
        for n in range(3):
            self.queue.put_nowait(n)
        await asyncio.sleep(0.5)
        var.set("changed")
        self.assertTrue(self.queue.empty())

    async def test_timeout(self):
        with self.assertRaises(TimeoutError):
            async with asyncio.timeout(2):
                await asyncio.sleep(3)

    async def test_group(self):
        async with asyncio.TaskGroup() as tg:
            tg.create_task(self.fail_later())

    async def fail_later(self):
        await asyncio.sleep(0.1)
        self.fail("later")

    @unittest.expectedFailure
    async def test_expected(self):
        raise ValueError

    async def test_left_task(self):
        asyncio.create_task(asyncio.sleep(100), name="left")

    async def asyncTearDown(self):
        print("torn down", var.get())

    def tearDown(self):
        print("sync torn down")

    @classmethod
    def tearDownClass(cls):
        raise OSError("torn")


program = unittest.main(argv=["x", "-v"], exit=False)
print(program.result, program.result.wasSuccessful())
unittest.TextTestRunner(verbosity=1).run(unittest.defaultTestLoader.loadTestsFromName("__main__.Async.test_queue"))
unittest.main(argv=["x", "-q", "-f", "-k", "regex", "-k", "BrokenClass*"])
