"""Owns the proof that the reference runner shows what CPython prints, on virtual time and in a pinned order.

Invariant: every program here runs through the command line, as the conformance tests use it, in a fresh interpreter.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import textwrap
import unittest

import reference

RUNNER = reference.__file__

PRELUDE = """\
import asyncio, logging, signal, sys, time, traceback, warnings

async def fail(delay, message):
    await asyncio.sleep(delay)
    raise ValueError(message)

async def say(delay, text):
    await asyncio.sleep(delay)
    print(text)

"""


def command(*arguments, given, environment={}):
    """What the command prints to stdout and to stderr."""
    done = subprocess.run(
        [sys.executable, RUNNER, *arguments], input=given, capture_output=True, text=True, env=os.environ | environment
    )
    return done.stdout, done.stderr


def execute(*sources, environment={}):
    """The runs of some programs that begin with the prelude."""
    programs = [PRELUDE + textwrap.dedent(source) for source in sources]
    output, errors = command(given=json.dumps(programs), environment=environment)
    if errors:
        raise AssertionError(f"the runner failed: {errors}")
    return json.loads(output)["runs"]


def show(run):
    """One text a line: the time, `|` for stdout or `!` for stderr, the line; last the status and the end."""
    signs = {"stdout": "|", "stderr": "!"}
    lines = [f"{entry['time']:g} {signs[entry['stream']]} {entry['text']}" for entry in run["console"]]
    return [*lines, f"{run['end_time']:g} {run['status']}"]


class ReferenceTest(unittest.TestCase):
    maxDiff = None

    def check(self, source, expected, **options):
        (run,) = execute(source, **options)
        # A dot in the middle keeps a blank at the end of a line.
        self.assertEqual(show(run), textwrap.dedent(expected).strip().replace("·", "").split("\n"))


class TimeTest(ReferenceTest):
    def test_time_jumps_from_deadline_to_deadline(self):
        self.check(
            """
            async def main():
                await say(3600, "an hour")
                print(asyncio.get_running_loop().time(), time.monotonic(), time.perf_counter_ns(), time.time())
                await say(0.5, "more")
            asyncio.run(main())
            """,
            """
            3600 | an hour
            3600 | 3600.0 3600.0 3600000000000 3600.0
            3600.5 | more
            3600.5 ok
            """,
        )

    def test_deadlines_are_whole_nanoseconds(self):
        self.check(
            """
            async def main():
                loop = asyncio.get_running_loop()
                await asyncio.sleep(0.1)
                await asyncio.sleep(0.2)
                print(loop.time())
                loop.call_at(2.0000000006, lambda: print("second", loop.time()))
                loop.call_at(2.0000000014, lambda: print("third", loop.time()))
                loop.call_at(2.0000000004, lambda: print("first", loop.time()))
                await asyncio.sleep(2)
            asyncio.run(main())
            """,
            """
            0.3 | 0.3
            2 | first 2.0
            2 | second 2.000000001
            2 | third 2.000000001
            2.3 ok
            """,
        )

    def test_timers_still_fire_when_time_is_huge(self):
        self.check(
            """
            asyncio.run(say(4e9, "a century"))
            """,
            """
            4e+09 | a century
            4e+09 ok
            """,
        )

    def test_equal_deadlines_fire_in_creation_order(self):
        self.check(
            """
            async def main():
                loop = asyncio.get_running_loop()
                order = []
                for k in range(40):
                    loop.call_at(1 if k % 3 else 2, order.append, k)
                await asyncio.sleep(3)
                print(order == [k for k in range(40) if k % 3] + list(range(0, 40, 3)))
            asyncio.run(main())
            """,
            """
            3 | True
            3 ok
            """,
        )

    def test_a_blocking_sleep_makes_everybody_late(self):
        self.check(
            """
            async def main():
                waiting = asyncio.create_task(say(1, "late"))
                await asyncio.sleep(0)
                time.sleep(5)
                print("blocked")
                await waiting
            asyncio.run(main())
            """,
            """
            5 | blocked
            5 | late
            5 ok
            """,
        )

    def test_debug_mode_sees_a_callback_that_blocks(self):
        self.check(
            """
            async def main():
                asyncio.get_running_loop().call_soon(time.sleep, 0.15)
                await asyncio.sleep(1)
            asyncio.run(main(), debug=True)
            asyncio.run(main())
            """,
            """
            0.15 ! Executing <Handle sleep(0.15) created at …> took 0.150 seconds
            2 ok
            """,
        )

    def test_log_records_carry_the_time_of_the_loop(self):
        self.check(
            """
            logging.basicConfig(format="%(asctime)s %(relativeCreated)d %(message)s")
            async def main():
                await asyncio.sleep(61.5)
                logging.warning("here")
            asyncio.run(main())
            """,
            """
            61.5 ! 1970-01-01 00:01:01,500 61500 here
            61.5 ok
            """,
        )


class EndTest(ReferenceTest):
    def test_a_deadlock_ends_the_program_at_once(self):
        self.check(
            """
            async def main():
                await say(1, "before")
                print("partial", end="")
                try:
                    await asyncio.Event().wait()
                finally:
                    print("never")
            asyncio.run(main())
            """,
            """
            1 | before
            1 | partial
            1 deadlock
            """,
        )

    def test_an_infinite_sleep_is_a_deadlock(self):
        self.check("asyncio.run(asyncio.sleep(float('inf')))", "0 deadlock")

    def test_a_first_sigint_cancels_main_and_comes_out_afterwards(self):
        self.check(
            """
            async def main():
                try:
                    await asyncio.sleep(10)
                finally:
                    await say(1, "cleaned up")
            with asyncio.Runner() as runner:
                runner.get_loop().call_later(1.5, signal.raise_signal, signal.SIGINT)
                runner.run(main())
            """,
            """
            2.5 | cleaned up
            2.5 ! Traceback (most recent call last):
            2.5 ! asyncio.exceptions.CancelledError
            2.5 ! ·
            2.5 ! During handling of the above exception, another exception occurred:
            2.5 ! ·
            2.5 ! Traceback (most recent call last):
            2.5 ! KeyboardInterrupt
            2.5 raised
            """,
        )

    def test_an_unhandled_sigterm_kills(self):
        self.check(
            """
            async def main():
                loop = asyncio.get_running_loop()
                loop.call_later(1.5, signal.raise_signal, signal.SIGTERM)
                print("waiting")
                try:
                    await asyncio.sleep(10)
                finally:
                    print("never")
            asyncio.run(main())
            """,
            """
            0 | waiting
            1.5 killed
            """,
        )

    def test_a_signal_handler_runs_two_iterations_after_the_signal(self):
        self.check(
            """
            async def main():
                asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, print, "handler")
                for iteration in range(4):
                    print(iteration)
                    if iteration == 0:
                        signal.raise_signal(signal.SIGTERM)
                    await asyncio.sleep(0)
            asyncio.run(main())
            """,
            """
            0 | 0
            0 | 1
            0 | 2
            0 | handler
            0 | 3
            0 ok
            """,
        )

    def test_a_signal_wakes_a_loop_that_only_waits_for_timers(self):
        self.check(
            """
            async def main():
                loop = asyncio.get_running_loop()
                stop = asyncio.Event()
                loop.add_signal_handler(signal.SIGINT, stop.set)
                loop.call_later(1, signal.raise_signal, signal.SIGINT)
                loop.call_later(9, print, "never")
                await stop.wait()
                print("stopped")
            asyncio.run(main())
            """,
            """
            1 | stopped
            1 ok
            """,
        )

    def test_a_line_has_the_time_at_which_it_was_completed(self):
        self.check(
            """
            async def main():
                print("begun", end=" ")
                print("other", file=sys.stderr)
                await say(1, "and completed")
                print("left", end="")
                await asyncio.sleep(1)
            asyncio.run(main())
            """,
            """
            0 ! other
            1 | begun and completed
            2 | left
            2 ok
            """,
        )

    def test_leftovers_are_reported_after_the_traceback(self):
        self.check(
            """
            async def main():
                global lost, orphan
                loop = asyncio.get_running_loop()
                lost = asyncio.create_task(fail(0, "lost"), name="lost")
                orphan = asyncio.new_event_loop().create_task(say(9, "never"), name="orphan")
                await asyncio.sleep(1)
                raise KeyError("main")
            asyncio.run(main())
            """,
            """
            1 ! Traceback (most recent call last):
            1 ! KeyError: 'main'
            1 ! Task exception was never retrieved
            1 ! future: <Task finished name='lost' coro=<fail() done, defined at …> exception=ValueError('lost')>
            1 ! Traceback (most recent call last):
            1 ! ValueError: lost
            1 ! Task was destroyed but it is pending!
            1 ! task: <Task pending name='orphan' coro=<say() running at …>>
            1 ! RuntimeWarning: coroutine 'say' was never awaited
            1 raised
            """,
        )

    def test_an_error_that_nobody_can_retrieve_is_reported_before_the_next_handle(self):
        self.check(
            """
            async def main():
                asyncio.create_task(fail(1, "lost"), name="lost")
                asyncio.create_task(say(1, "next")).add_done_callback(lambda task: None)
                await asyncio.sleep(2)
            asyncio.run(main(), debug=True)
            """,
            """
            1 ! Task exception was never retrieved
            1 ! future: <Task finished name='lost' coro=<fail() done, defined at …> exception=ValueError('lost') created at …>
            1 ! Traceback (most recent call last):
            1 ! ValueError: lost
            1 | next
            2 ok
            """,
        )

    def test_cyclic_garbage_waits_for_the_end(self):
        self.check(
            """
            async def main():
                task = asyncio.create_task(fail(0, "in a cycle"), name="cycle")
                task.add_done_callback(lambda done, itself=[task]: itself.append(itself))
                del task
                await asyncio.sleep(0.5)
                heap = [[] for _ in range(100_000)]
                await say(1, "many objects later")
            asyncio.run(main())
            """,
            """
            1.5 | many objects later
            1.5 ! Task exception was never retrieved
            1.5 ! future: <Task finished name='cycle' coro=<fail() done, defined at …> exception=ValueError('in a cycle')>
            1.5 ! Traceback (most recent call last):
            1.5 ! ValueError: in a cycle
            1.5 ok
            """,
        )


class OrderTest(ReferenceTest):
    def test_all_tasks_come_in_creation_order(self):
        self.check(
            """
            async def main():
                created = [asyncio.create_task(asyncio.sleep(1)) for _ in range(50)]
                await asyncio.sleep(0)
                tasks = list(asyncio.all_tasks())
                print(tasks == [asyncio.current_task(), *created], tasks[0].get_name(), tasks[-1].get_name())
            asyncio.run(main())
            """,
            """
            0 | True Task-1 Task-51
            0 ok
            """,
        )

    def test_leftovers_and_siblings_are_cancelled_in_creation_order(self):
        self.check(
            """
            async def wait(order, k):
                try:
                    await asyncio.sleep(9)
                finally:
                    order.append(k)
            async def main(order):
                for k in range(50):
                    asyncio.create_task(wait(order, k))
                await asyncio.sleep(1)
            async def group(order):
                async with asyncio.TaskGroup() as tg:
                    for k in range(50):
                        tg.create_task(wait(order, k))
                    await asyncio.sleep(1)
                    raise ValueError
            asyncio.run(main(leftovers := []))
            try:
                asyncio.run(group(siblings := []))
            except* ValueError:
                print(leftovers == siblings == list(range(50)))
            """,
            """
            2 | True
            2 ok
            """,
        )

    def test_wait_and_as_completed_start_and_return_in_the_given_order(self):
        self.check(
            """
            async def value(k):
                return k
            async def main():
                tasks = [asyncio.create_task(value(k)) for k in range(50)]
                done, pending = await asyncio.wait(tasks)
                print([task.result() for task in done] == list(range(50)), pending)
                already = [await item for item in asyncio.as_completed(tasks)]
                fresh = [await item for item in asyncio.as_completed(map(value, range(50)), timeout=1)]
                print(already == fresh == list(range(50)))
            asyncio.run(main())
            """,
            """
            0 | True set()
            0 | True
            0 ok
            """,
        )

    def test_asynchronous_generators_are_shut_down_in_the_order_of_their_start(self):
        self.check(
            """
            async def numbers(order, k):
                try:
                    yield k
                finally:
                    order.append(k)
            async def main(order):
                global started
                started = [numbers(order, k) for k in range(50)]
                for generator in started:
                    await anext(generator)
            asyncio.run(main(order := []))
            print(order == list(range(50)))
            """,
            """
            0 | True
            0 ok
            """,
        )

    def test_sets_of_tasks_behave_as_sets(self):
        self.check(
            """
            async def main():
                tasks = {asyncio.create_task(say(k, k), name=f"T{k}") for k in (1, 2)}
                done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                print(done | pending == tasks, tasks - done == pending, done.isdisjoint(pending), done & tasks == done)
                print(done.union(pending) == tasks, done.issubset(tasks), {t.get_name() for t in pending})
                pending.pop().cancel()
                print(pending, len(done))
            asyncio.run(main())
            """,
            """
            1 | 1
            1 | True True True True
            1 | True True {'T2'}
            1 | set() 1
            1 ok
            """,
        )


class IsolationTest(ReferenceTest):
    def test_programs_do_not_influence_each_other(self):
        program = """
            import random
            async def main():
                say(1, "x")
                print(asyncio.create_task(say(0, "y")).get_name())
                print(hasattr(asyncio, "left_by_another"), len(logging.root.handlers), signal.getsignal(signal.SIGTERM))
                logging.basicConfig(level=logging.INFO)
                asyncio.left_by_another = True
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                await asyncio.sleep(1)
            asyncio.run(main())
        """
        first, second = execute(program, program)
        self.assertEqual(first, second)
        self.assertEqual(first["status"], "ok")
        self.assertIn("0 | False 0 0", show(first))
        self.assertIn("0 | Task-2", show(first))

    def test_the_callers_settings_do_not_reach_a_program(self):
        source = """
            async def main():
                print(asyncio.get_running_loop().get_debug(), sys.flags.dev_mode, time.localtime(0).tm_hour)
                warnings.warn("old", PendingDeprecationWarning)
                say(0, "")
                raise ValueError("plain")
            asyncio.run(main())
        """
        switches = ("PYTHONASYNCIODEBUG", "PYTHONDEVMODE", "PYTHONTRACEMALLOC", "FORCE_COLOR")
        self.check(
            source,
            """
            0 | False False 0
            0 ! RuntimeWarning: coroutine 'say' was never awaited
            0 ! RuntimeWarning: Enable tracemalloc to get the object allocation traceback
            0 ! Traceback (most recent call last):
            0 ! ValueError: plain
            0 raised
            """,
            environment=dict.fromkeys(switches, "1") | {"PYTHONWARNINGS": "error", "TZ": "Asia/Tokyo"},
        )

    def test_stdin_is_closed_and_the_descriptor_of_stdout_leads_nowhere(self):
        self.check(
            """
            import os
            os.write(1, b"not into the output")
            print(sys.stdin, os.read(0, 1), __name__, __file__)
            """,
            """
            0 | None b'' __main__ main.py
            0 ok
            """,
        )

    def test_a_program_that_does_not_end_as_programs_do_is_an_error_that_names_it(self):
        for program, message in [
            ("# endless\nwhile 1:\n    1", "(# endless / while 1: / 1) ran for more than 0.5 s of real time"),
            ("import os\nos._exit(0)", "(import os / os._exit(0)) ended without saying how"),
            ("import os\nos.abort()", "(import os / os.abort()) ended without saying how"),
        ]:
            with self.subTest(program=program):
                answer = command("--limit", "0.5", given=json.dumps(["print()", program]))
                self.assertEqual(answer, ("", f"program 1 {message}\n"))

    def test_records_from_a_fresh_interpreter_make_the_same_run(self):
        source = 'async def main():\n    await say(1, "é")\n    await fail(1, "x")\nasyncio.run(main())'
        records, _ = command("--records", given=PRELUDE + source)
        collected, _ = command("--collect", given=records)
        self.assertEqual([json.loads(collected)], execute(source))
        self.assertEqual(show(json.loads(collected))[0], "1 | é")


class RealInterpreterTest(unittest.TestCase):
    """What is printed, at the end of the interpreter above all, is what the plain interpreter prints."""

    PROGRAMS = [
        "c = say(0, 'x')\nprint('end')",
        "c = say(0, 'x')\ncycle = [c]\ncycle.append(cycle)\ndel c, cycle\nprint('end')",
        "loop = asyncio.new_event_loop()\na = loop.create_task(say(9, 'x'), name='a')\n"
        "b = loop.create_task(fail(0, 'b'), name='b')\nloop.run_until_complete(asyncio.sleep(0))\n"
        "loop.run_until_complete(asyncio.sleep(0))\n1 / 0",
        "import atexit\natexit.register(print, 'at exit')\nraise KeyboardInterrupt",
        "raise SystemExit('a message')",
        "async def main():\n    try:\n        raise SystemExit(3)\n    finally:\n        print(1)\nasyncio.run(main())",
        "logging.basicConfig(level=logging.DEBUG)\nasync def main():\n    logging.info('hello')\n"
        "asyncio.run(main(), debug=True)",
        "async def main():\n    asyncio.get_running_loop().call_soon(lambda: 1 / 0)\n    await asyncio.sleep(0)\n"
        "asyncio.run(main(), debug=True)",
        "async def main():\n    warnings.warn('two\\nlines')\n    warnings.warn('old', DeprecationWarning)\n"
        "    print('  indented', file=sys.stderr)\nasyncio.run(main())",
        "async def main():\n    await asyncio.gather(fail(0, 'a'), fail(0, 'b'), asyncio.shield(fail(0, 'c')))\n"
        "asyncio.run(main())",
        "def again(n):\n    return again(n - 1) if n else int(\n        '3' +\n\n        str(n / 0),\n    )\nagain(9)",
        "def generator():\n    try:\n        yield\n    finally:\n        print('closed')\ng = generator()\nnext(g)",
    ]

    def test_the_plain_interpreter_prints_the_same(self):
        for program, run in zip(self.PROGRAMS, execute(*self.PROGRAMS), strict=True):
            with self.subTest(program=program), tempfile.TemporaryDirectory() as folder:
                pathlib.Path(folder, "main.py").write_text(PRELUDE + program)
                environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
                plain = subprocess.run(
                    [sys.executable, "main.py"], cwd=folder, env=environment, capture_output=True, text=True
                )
                console = [
                    {"stream": stream, "text": text}
                    for stream in ("stdout", "stderr")
                    for text in getattr(plain, stream).splitlines()
                ]
                expected = [(entry["stream"], entry["text"]) for entry in reference.normalise(console)]
                printed = [(entry["stream"], entry["text"]) for entry in run["console"]]
                self.assertEqual(sorted(printed, key=lambda line: line[0] == "stderr"), expected)
                self.assertTrue(expected)


class NormaliseTest(unittest.TestCase):
    def check(self, given, expected):
        def entries(text):
            lines = textwrap.dedent(text).strip("\n").replace("·", "").split("\n")
            return [{"stream": "stderr", "text": line} for line in lines]

        self.assertEqual(reference.normalise(entries(given)), entries(expected))

    def test_frames_go_with_all_that_stands_under_them(self):
        self.check(
            '''
            Traceback (most recent call last):
              File "main.py", line 9, in <module>
                call(
                ~~~~^
                    1,
                    ^^
                ...<3 lines>...
                ·
                )
                ^
              File "/a path/x.py", line 1, in f
              File "<string>", line 1, in g
                g()
              [Previous line repeated 996 more times]
            ValueError: first
                second, indented as a source line is
            a note
              File "no frame"
            ''',
            '''
            Traceback (most recent call last):
            ValueError: first
                second, indented as a source line is
            a note
              File "no frame"
            ''',
        )

    def test_frames_in_the_boxes_of_groups_go_and_the_boxes_stay(self):
        self.check(
            """
              + Exception Group Traceback (most recent call last):
              |   File "main.py", line 3, in main
              |     raise ExceptionGroup(
              |     ...<2 lines>...
              |     )
              | ExceptionGroup: outer (2 sub-exceptions)
              |     a note of its own
              +-+---------------- 1 ----------------
                | Traceback (most recent call last):
                |   File "main.py", line 1, in f
                |     1 / 0
                |     ~~^~~
                | ZeroDivisionError: division by zero
                +---------------- 2 ----------------
                | Exception Group Traceback (most recent call last):
                |   File "main.py", line 2, in g
                |     raise inner
                | ExceptionGroup: inner (1 sub-exception)
                +-+---------------- 1 ----------------
                  | KeyError: 'k'
                  +------------------------------------
            """,
            """
              + Exception Group Traceback (most recent call last):
              | ExceptionGroup: outer (2 sub-exceptions)
              |     a note of its own
              +-+---------------- 1 ----------------
                | Traceback (most recent call last):
                | ZeroDivisionError: division by zero
                +---------------- 2 ----------------
                | Exception Group Traceback (most recent call last):
                | ExceptionGroup: inner (1 sub-exception)
                +-+---------------- 1 ----------------
                  | KeyError: 'k'
                  +------------------------------------
            """,
        )

    def test_the_places_of_debug_mode_go(self):
        self.check(
            """
            Exception in callback f() at main.py:3
            handle: <Handle f() at main.py:3 created at /usr/lib/my python/tasks.py:44>
            handle_traceback: Handle created at (most recent call last):
              File "main.py", line 9, in <module>
                asyncio.run(main())
            source_traceback: Object created at (most recent call last):
              File "main.py", line 9, in <module>
                asyncio.run(main())
            DEBUG:asyncio:Using selector: EpollSelector
            DEBUG:asyncio:Close <_UnixSelectorEventLoop running=False closed=False debug=True>
            task: <Task pending coro=<g() running at <string>:5> cb=[h() at main.py:1, i() at b.py:2]>
            the shop opens at 10:30, they met at home.py and at noon: 12
            """,
            """
            Exception in callback f() at …
            handle: <Handle f() at … created at …>
            task: <Task pending coro=<g() running at …> cb=[h() at …, i() at …]>
            the shop opens at 10:30, they met at home.py and at noon: 12
            """,
        )

    def test_a_warning_loses_its_place_and_its_source_line(self):
        self.check(
            """
            main.py:36: RuntimeWarning: coroutine 'f' was never awaited
            Coroutine created at (most recent call last)
              File "main.py", line 50, in <module>
                asyncio.run(main())
              File "main.py", line 36, in main
                f()
              f()
            RuntimeWarning: Enable tracemalloc to get the object allocation traceback
              indented output of the program
            /usr/lib/python/x.py:7: UserWarning: two
            lines
              warn("two" + chr(10) + "lines")
            sys:1: RuntimeWarning: coroutine 'g' was never awaited
              indented output again
            main.py:3: no warning
            """,
            """
            RuntimeWarning: coroutine 'f' was never awaited
            RuntimeWarning: Enable tracemalloc to get the object allocation traceback
              indented output of the program
            UserWarning: two
            lines
            RuntimeWarning: coroutine 'g' was never awaited
              indented output again
            main.py:3: no warning
            """,
        )

    def test_each_stream_is_read_by_itself(self):
        frame = {"stream": "stderr", "text": '  File "main.py", line 1, in f'}
        printed = {"stream": "stdout", "text": "    printed in between"}
        source = {"stream": "stderr", "text": "    f()"}
        error = {"stream": "stderr", "text": "ValueError"}
        self.assertEqual(reference.normalise([frame, printed, source, error]), [printed, error])


if __name__ == "__main__":
    unittest.main()
