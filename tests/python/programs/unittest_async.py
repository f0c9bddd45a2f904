import asyncio, unittest

def setUpModule(): print("setUpModule")
class A(unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls): print("setUpClass")
    def setUp(self): print("setUp")
    async def asyncSetUp(self):
        print("asyncSetUp"); self.addAsyncCleanup(self.clean, 1)
    async def clean(self, n): print("clean", n)
    async def asyncTearDown(self): print("asyncTearDown")
    async def test_ok(self):
        """A doc line."""
        await asyncio.sleep(1)
    async def test_fail(self):
        self.assertEqual([1,2,{'a':3}], [1,2,{'a':4}])
    async def test_err(self):
        await asyncio.wait_for(asyncio.sleep(3), 1)
    @unittest.skip("because")
    async def test_skip(self): pass
    @unittest.expectedFailure
    async def test_xfail(self): self.fail("x")
    @unittest.expectedFailure
    async def test_xok(self): pass
    async def test_sub(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertNotEqual(i, 1)
    async def test_group(self):
        with self.assertRaises(ExceptionGroup) as cm:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(self.boom())
        self.assertEqual(len(cm.exception.exceptions), 2, "count")
    async def boom(self): raise ValueError("boom")
    def test_sync(self):
        with self.assertRaisesRegex(ValueError, "x"):
            pass
    def test_multi(self):
        self.assertEqual("a\nb\nc\n", "a\nx\nc\n")
    def test_dict(self):
        self.assertDictEqual({'a':1,'b':2},{'a':1,'b':3})
    async def test_logs(self):
        import logging
        with self.assertLogs("x", level="INFO") as cm:
            logging.getLogger("x").info("hi")
        self.assertEqual(cm.output, ["INFO:x:hi"])
        pass
if __name__ == "__main__":
    unittest.main()
