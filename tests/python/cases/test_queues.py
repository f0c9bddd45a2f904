"""CPython's test_queues, as far as it is told in Rust in tests/ported/queues.rs.

Invariant: joining, shutdown and what a queue shows are the same for the three kinds, so those tests are inherited.
"""

import asyncio
import unittest


async def turns(count=1):
    """So many iterations of the loop."""
    for _ in range(count):
        await asyncio.sleep(0)


class QueueTestCase(unittest.IsolatedAsyncioTestCase):
    kind = asyncio.Queue

    def getter(self, queue):
        return asyncio.create_task(queue.get())

    def putter(self, queue, item):
        return asyncio.create_task(queue.put(item))

    def assertDetails(self, queue, details):
        """What stands in the brackets of str(), and of repr() with it."""
        name = type(queue).__name__
        self.assertEqual(str(queue), f"<{name} {details}>")
        start, _, rest = repr(queue).partition(" at 0x")
        self.assertEqual((start, rest.partition(" ")[2]), (f"<{name}", f"{details}>"))


class QueueBasicTests(QueueTestCase):
    async def test_repr(self):
        """A queue shows who waits for it."""
        queue = asyncio.Queue()
        self.assertDetails(queue, "maxsize=0")
        reader = self.getter(queue)
        await turns()
        self.assertDetails(queue, "maxsize=0 _getters[1]")
        queue.put_nowait(0)
        self.assertEqual(await reader, 0)
        queue = asyncio.Queue(1)
        queue.put_nowait(1)
        writer = self.putter(queue, 2)
        await turns()
        self.assertDetails(queue, "maxsize=1 _queue=[1] _putters[1] tasks=1")
        queue.get_nowait()
        await writer

    async def test_str(self):
        """A queue of each kind shows what it holds."""
        for kind in asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue:
            with self.subTest(kind=kind):
                queue = kind()
                queue.put_nowait(1)
                self.assertDetails(queue, "maxsize=0 _queue=[1] tasks=1")

    async def test_empty(self):
        """A queue is empty until something is put in, and when it is out again."""
        queue = asyncio.Queue()
        self.assertTrue(queue.empty())
        await queue.put(1)
        self.assertFalse(queue.empty())
        self.assertEqual(await queue.get(), 1)
        self.assertTrue(queue.empty())

    async def test_full(self):
        """A queue is full when it has as many items as it may."""
        unbounded = asyncio.Queue()
        self.assertFalse(unbounded.full())
        await unbounded.put(1)
        self.assertFalse(unbounded.full())
        bounded = asyncio.Queue(maxsize=1)
        await bounded.put(1)
        self.assertTrue(bounded.full())

    async def test_order(self):
        """A queue gives the oldest item."""
        queue = asyncio.Queue()
        for item in 1, 3, 2:
            await queue.put(item)
        self.assertEqual([await queue.get() for _ in range(3)], [1, 3, 2])

    async def test_maxsize(self):
        """A full queue holds up who puts."""
        queue, put = asyncio.Queue(maxsize=2), []
        self.assertEqual(queue.maxsize, 2)

        async def putter():
            for item in range(3):
                await queue.put(item)
                put.append(item)
            return True

        task = asyncio.create_task(putter())
        await turns(2)
        self.assertEqual(put, [0, 1])
        self.assertEqual(await queue.get(), 0)
        await turns()
        self.assertEqual(put, [0, 1, 2])
        self.assertEqual([await queue.get(), await queue.get()], [1, 2])
        self.assertTrue(task.done())
        self.assertTrue(task.result())


class LifoQueueTests(QueueTestCase):
    async def test_order(self):
        """A LIFO queue gives the newest item."""
        queue = asyncio.LifoQueue()
        for item in 1, 3, 2:
            await queue.put(item)
        self.assertEqual([await queue.get() for _ in range(3)], [2, 3, 1])


class PriorityQueueTests(QueueTestCase):
    async def test_order(self):
        """A priority queue gives the least item."""
        queue = asyncio.PriorityQueue()
        for item in 1, 3, 2:
            await queue.put(item)
        self.assertEqual([await queue.get() for _ in range(3)], [1, 2, 3])


class QueueGetTests(QueueTestCase):
    async def test_blocking_get(self):
        """Who gets does not wait if there is something."""
        queue = asyncio.Queue()
        queue.put_nowait(1)
        self.assertEqual(await queue.get(), 1)
        queue.put_nowait(2)
        self.assertEqual(queue.get_nowait(), 2)

    def test_nonblocking_get(self):
        """Who gets without waiting needs no loop."""
        queue = asyncio.Queue()
        queue.put_nowait(1)
        self.assertEqual(queue.get_nowait(), 1)

    async def test_get_with_putters(self):
        """Who gets wakes who waits to put."""
        queue = asyncio.Queue(1)
        await queue.put(1)
        writer = self.putter(queue, 2)
        await turns()
        self.assertFalse(writer.done())
        self.assertEqual(await queue.get(), 1)
        await turns()
        self.assertTrue(writer.done())
        self.assertIsNone(writer.result())

    async def test_blocking_get_wait(self):
        """Who gets waits until there is something."""
        loop, queue, started, finished = asyncio.get_running_loop(), asyncio.Queue(), asyncio.Event(), False
        start = loop.time()

        async def getter():
            nonlocal finished
            started.set()
            item = await queue.get()
            finished = True
            return item

        task = asyncio.create_task(getter())
        await started.wait()
        self.assertFalse(finished)
        loop.call_later(0.01, queue.put_nowait, 1)
        self.assertEqual(await task, 1)
        self.assertTrue(finished)
        self.assertAlmostEqual(loop.time() - start, 0.01)

    def test_nonblocking_get_exception(self):
        """An empty queue gives nothing without waiting."""
        with self.assertRaises(asyncio.QueueEmpty) as caught:
            asyncio.Queue().get_nowait()
        self.assertEqual(repr(caught.exception), "QueueEmpty()")

    async def test_get_cancelled_race(self):
        """An item goes to the first who is not cancelled."""
        queue = asyncio.Queue()
        t1, t2 = self.getter(queue), self.getter(queue)
        await turns()
        t1.cancel()
        await turns()
        self.assertTrue(t1.done())
        await queue.put("a")
        await turns()
        self.assertEqual(await t2, "a")

    async def test_get_with_waiting_putters(self):
        """Items of those who wait to put come in their order."""
        queue = asyncio.Queue(maxsize=1)
        writers = [self.putter(queue, "a"), self.putter(queue, "b")]
        self.assertEqual([await queue.get(), await queue.get()], ["a", "b"])
        self.assertTrue(all(writer.done() for writer in writers))

    async def test_why_are_getters_waiting(self):
        """A producer and a consumer take turns at a queue of one."""
        queue, got = asyncio.Queue(1), []

        async def producer():
            for item in range(5):
                await queue.put(item)

        async def consumer():
            for _ in range(5):
                got.append(await queue.get())

        async with asyncio.TaskGroup() as tg:
            tg.create_task(producer())
            tg.create_task(consumer())
        self.assertEqual(got, [0, 1, 2, 3, 4])

    async def test_cancelled_getters_not_being_held_in_self_getters(self):
        """Who gets and runs out of time waits no more."""
        queue = asyncio.Queue(maxsize=5)
        with self.assertRaises(TimeoutError):
            await asyncio.wait_for(queue.get(), 0.1)
        self.assertDetails(queue, "maxsize=5")

    async def test_get_cancel_drop_one_pending_reader(self):
        """The item of a getter that is cancelled stays."""
        queue = asyncio.Queue()
        reader = self.getter(queue)
        await turns()
        queue.put_nowait(1)
        queue.put_nowait(2)
        reader.cancel()
        try:
            item = await reader
        except asyncio.CancelledError:
            item = await self.getter(queue)
        self.assertEqual(item, 1)

    async def test_get_cancel_drop_many_pending_readers(self):
        """The item of a getter that is cancelled goes to the others."""
        queue = asyncio.Queue()
        async with asyncio.TaskGroup() as tg:
            reader1, reader2, reader3 = [tg.create_task(queue.get()) for _ in range(3)]
            await turns()
            queue.put_nowait(1)
            queue.put_nowait(2)
            reader1.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await reader1
            await reader3
        self.assertEqual([reader2.result(), reader3.result()], [1, 2])


class QueuePutTests(QueueTestCase):
    async def test_blocking_put(self):
        """Who puts does not wait if there is room."""
        queue = asyncio.Queue()
        await queue.put(1)
        self.assertEqual(await queue.get(), 1)

    async def test_blocking_put_wait(self):
        """Who puts waits until there is room."""
        loop, queue, started, finished = asyncio.get_running_loop(), asyncio.Queue(maxsize=1), asyncio.Event(), False
        start = loop.time()
        loop.call_later(0.01, queue.get_nowait)

        async def putter():
            nonlocal finished
            started.set()
            await queue.put(1)
            await queue.put(2)
            finished = True

        task = asyncio.create_task(putter())
        await started.wait()
        self.assertFalse(finished)
        await task
        self.assertTrue(finished)
        self.assertAlmostEqual(loop.time() - start, 0.01)
        self.assertEqual(queue.get_nowait(), 2)

    def test_nonblocking_put(self):
        """Who puts without waiting needs no loop."""
        queue = asyncio.Queue()
        queue.put_nowait(1)
        self.assertEqual((queue.qsize(), queue.get_nowait()), (1, 1))

    async def test_put_cancel_drop(self):
        """A putter that is cancelled has put nothing in."""
        queue = asyncio.Queue(1)
        queue.put_nowait(1)
        writer = self.putter(queue, 2)
        await turns()
        self.assertEqual(queue.get_nowait(), 1)
        writer.cancel()
        try:
            await writer
        except asyncio.CancelledError:
            await self.putter(queue, 2)
        self.assertEqual((queue.get_nowait(), queue.qsize()), (2, 0))

    def test_nonblocking_put_exception(self):
        """A full queue takes nothing without waiting."""
        queue = asyncio.Queue(maxsize=1)
        queue.put_nowait(1)
        with self.assertRaises(asyncio.QueueFull) as caught:
            queue.put_nowait(2)
        self.assertEqual(repr(caught.exception), "QueueFull()")

    async def test_put_cancelled(self):
        """Who puts is done when its item comes out."""
        queue = asyncio.Queue()
        writer = self.putter(queue, 1)
        self.assertEqual(await queue.get(), 1)
        self.assertTrue(writer.done())
        self.assertIsNone(writer.result())

    async def test_put_cancelled_race(self):
        """Room goes to the first who is not cancelled."""
        queue = asyncio.Queue(maxsize=1)
        a, b, c = [self.putter(queue, item) for item in ("a", "b", "X")]
        await turns()
        self.assertTrue(a.done())
        self.assertFalse(b.done())
        c.cancel()
        await turns()
        self.assertTrue(c.done())
        self.assertEqual(queue.get_nowait(), "a")
        await turns()
        self.assertEqual(queue.get_nowait(), "b")
        await b

    async def test_put_with_waiting_getters(self):
        """Who puts wakes who waits to get."""
        queue = asyncio.Queue()
        reader = self.getter(queue)
        await turns()
        await queue.put("a")
        self.assertEqual(await reader, "a")

    async def test_why_are_putters_waiting(self):
        """Who empties a queue wakes as many as there is room for."""
        queue = asyncio.Queue(2)

        async def getter():
            await turns()
            for _ in range(queue.qsize()):
                queue.get_nowait()

        async with asyncio.TaskGroup() as tg:
            tg.create_task(getter())
            for item in range(4):
                tg.create_task(queue.put(item))
        self.assertEqual([queue.get_nowait(), queue.get_nowait(), queue.qsize()], [2, 3, 0])

    async def test_cancelled_puts_not_being_held_in_self_putters(self):
        """A putter that is cancelled waits no more."""
        queue = asyncio.Queue(maxsize=1)
        queue.put_nowait(1)
        writer = self.putter(queue, 1)
        await turns()
        self.assertDetails(queue, "maxsize=1 _queue=[1] _putters[1] tasks=1")
        writer.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await writer
        self.assertDetails(queue, "maxsize=1 _queue=[1] tasks=1")

    async def test_cancelled_put_silence_value_error_exception(self):
        """A putter that was called and is cancelled is cancelled."""
        queue = asyncio.Queue(1)
        queue.put_nowait(1)
        writer = self.putter(queue, 1)
        await turns()
        queue.get_nowait()
        writer.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await writer
        self.assertTrue(queue.empty())


class _QueueJoinTestMixin:
    def test_task_done_underflow(self):
        """Nothing is done that was not put in."""
        with self.assertRaisesRegex(ValueError, r"^task_done\(\) called too many times$"):
            self.kind().task_done()

    async def test_task_done(self):
        """join waits until the work on all items is done."""
        queue, total, running = self.kind(), 0, True
        for item in range(100):
            queue.put_nowait(item)

        async def worker():
            nonlocal total
            while running:
                total += await queue.get()
                queue.task_done()

        async with asyncio.TaskGroup() as tg:
            for _ in range(2):
                tg.create_task(worker())
            await queue.join()
            self.assertEqual(total, sum(range(100)))
            running = False
            queue.put_nowait(0)
            queue.put_nowait(0)

    async def test_join_empty_queue(self):
        """join of an empty queue does not wait."""
        others = []

        async def other():
            others.append("ran")

        queue, task = self.kind(), asyncio.create_task(other())
        await queue.join()
        await queue.join()
        self.assertEqual(others, [], "nothing else ran meanwhile")
        await task

    def test_format(self):
        """A queue shows how many items are not done."""
        queue = self.kind()
        self.assertDetails(queue, "maxsize=0")
        for item in 1, 2:
            queue.put_nowait(item)
            queue.get_nowait()
        self.assertDetails(queue, "maxsize=0 tasks=2")


class QueueJoinTests(_QueueJoinTestMixin, QueueTestCase):
    pass


class LifoQueueJoinTests(_QueueJoinTestMixin, QueueTestCase):
    kind = asyncio.LifoQueue


class PriorityQueueJoinTests(_QueueJoinTestMixin, QueueTestCase):
    kind = asyncio.PriorityQueue


class _QueueShutdownTestMixin:
    async def assertShutDown(self, queue):
        """Nobody can put in or get."""
        for use in queue.put, queue.get:
            arguments = (9,) if use == queue.put else ()
            with self.assertRaises(asyncio.QueueShutDown):
                await use(*arguments)
        with self.assertRaises(asyncio.QueueShutDown):
            queue.put_nowait(9)
        with self.assertRaises(asyncio.QueueShutDown):
            queue.get_nowait()

    def assertAllDone(self, queue):
        with self.assertRaisesRegex(ValueError, r"^task_done\(\) called too many times$"):
            queue.task_done()

    def test_format(self):
        """A queue shows that it is shut down."""
        queue = self.kind()
        queue.shutdown()
        self.assertDetails(queue, "maxsize=0 shutdown")

    async def test_shutdown_empty(self):
        """Who waits at an empty queue hears of its shutdown."""
        queue = self.kind()
        reader = self.getter(queue)
        await turns()
        queue.shutdown()
        self.assertEqual(queue.qsize(), 0)
        await queue.join()
        await turns()
        self.assertTrue(reader.done())
        with self.assertRaises(asyncio.QueueShutDown) as caught:
            await reader
        self.assertEqual(repr(caught.exception), "QueueShutDown()")
        await self.assertShutDown(queue)

    async def test_shutdown_nonempty(self):
        """What is in a queue comes out after its shutdown."""
        queue = self.kind(maxsize=1)
        queue.put_nowait(1)
        join, writer = asyncio.create_task(queue.join()), self.putter(queue, 2)
        await turns()
        self.assertFalse(writer.done())
        queue.shutdown()
        self.assertEqual(queue.qsize(), 1)
        await turns()
        self.assertTrue(writer.done())
        with self.assertRaises(asyncio.QueueShutDown):
            await writer
        self.assertEqual(await queue.get(), 1)
        await turns()
        self.assertFalse(join.done())
        await self.assertShutDown(queue)
        queue.task_done()
        await turns()
        self.assertTrue(join.done())
        self.assertAllDone(queue)
        await join

    async def test_shutdown_immediate(self):
        """An immediate shutdown drops the items."""
        queue = self.kind()
        queue.put_nowait(1)
        join = asyncio.create_task(queue.join())
        queue.shutdown(immediate=True)
        self.assertEqual(queue.qsize(), 0)
        await turns()
        self.assertTrue(join.done())
        await self.assertShutDown(queue)
        self.assertAllDone(queue)
        await join

    async def test_shutdown_immediate_with_unfinished(self):
        """An immediate shutdown leaves the work on what was taken out."""
        queue = self.kind()
        queue.put_nowait(1)
        queue.put_nowait(1)
        join = asyncio.create_task(queue.join())
        self.assertEqual(await queue.get(), 1)
        queue.shutdown(immediate=True)
        self.assertEqual(queue.qsize(), 0)
        await turns()
        self.assertFalse(join.done())
        await self.assertShutDown(queue)
        queue.task_done()
        self.assertAllDone(queue)
        await turns()
        self.assertTrue(join.done())
        await join


class QueueShutdownTests(_QueueShutdownTestMixin, QueueTestCase):
    pass


class LifoQueueShutdownTests(_QueueShutdownTestMixin, QueueTestCase):
    kind = asyncio.LifoQueue


class PriorityQueueShutdownTests(_QueueShutdownTestMixin, QueueTestCase):
    kind = asyncio.PriorityQueue


if __name__ == "__main__":
    unittest.main(verbosity=2)
