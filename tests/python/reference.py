"""Owns what CPython prints for a Python program on virtual time: `reference.py < programs.json > outputs.json`.

Invariant: a program meets the real interpreter, from its first line to the collection of its last object; only the
order and the clock are pinned (see virtual_loop.py), and only what `normalise` lists is changed afterwards.

The input is an array of complete programs. The output is

    {"python": "3.13.0",
     "runs": [{"status": …, "console": [{"time": …, "stream": …, "text": …}], "end_time": …}]}

with times in seconds and one console entry a line. The status is `ok`, `raised` (an exception left the program),
`deadlock` (nothing is ready and no timer is left; nothing else runs) or `killed` (by a signal that nobody handles).

Each program runs in a forked child, which shares nothing with the next one: task numbers, warnings shown once, logging.
The child sends a record `[kind, nanoseconds, text]` a write, and the real end of the process is the end of the run,
so what the interpreter prints while it finalises arrives like everything else. `--records` runs one program, read from
stdin, in this very interpreter and prints the records, for where there is no fork; `--collect` reads such records.
"""

import gc
import io
import json
import linecache
import os
import re
import select
import signal
import sys
import time
import traceback
import types

import virtual_loop

LIMIT = 10.0  # seconds of real time; no program waits, so only an endless one comes near
CRASHES = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGFPE}
FILE_NAME = "main.py"


# The child: runs one program and tells what happens.


class Channel:
    """Sends records. It keeps hold of the functions it needs, for modules are emptied while Python finalises."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._write = os.write
        self._quote = json.encoder.encode_basestring_ascii
        self.clock = virtual_loop.Clock(on_advance=lambda: self.send("clock"))

    def send(self, kind, text=""):
        record = f'["{kind}",{self.clock.nanoseconds},{self._quote(text)}]\n'.encode("ascii")
        while record:
            record = record[self._write(self._descriptor, record) :]


class Stream(io.TextIOBase):
    """Stands for sys.stdout or sys.stderr; lines are put together where the records are read."""

    encoding = "utf-8"

    def __init__(self, channel, name):
        self._channel = channel
        self.name = name

    def writable(self):
        return True

    def write(self, text):
        self._channel.send(self.name, text)
        return len(text)


def execute(source, descriptor, file_name=FILE_NAME):
    """Runs `source` as `__main__`. What the program raises goes on to the top, where the interpreter prints it.

    The caller has to end the interpreter next, since that belongs to the run.
    """
    channel = Channel(descriptor)

    def deadlock():
        channel.send("deadlock")
        os._exit(0)

    virtual_loop.install(channel.clock, deadlock)
    # The time 0 is the same date everywhere (WebAssembly has no tzset and knows only UTC).
    os.environ["TZ"] = "UTC"
    getattr(time, "tzset", lambda: None)()
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    sys.stdin = sys.__stdin__ = None
    sys.stdout = sys.__stdout__ = Stream(channel, "stdout")
    sys.stderr = sys.__stderr__ = Stream(channel, "stderr")
    # A parent that was started in the background may have handed down other dispositions.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # An automatic collection comes at a moment that depends on the allocations so far. Cyclic garbage waits for the end
    # instead; the collector stays enabled, since only then does Python collect before it takes its modules apart.
    gc.collect()
    gc.set_threshold(0)

    module = types.ModuleType("__main__")
    module.__file__ = file_name
    sys.modules["__main__"] = module
    sys.argv = [file_name]
    linecache.cache[file_name] = (len(source), None, source.splitlines(True), file_name)
    # What calls the program takes nothing of its limit.
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + sum(1 for _ in traceback.walk_stack(sys._getframe())))
    sys.getrecursionlimit = lambda: limit
    try:
        exec(compile(source, file_name, "exec", dont_inherit=True), vars(module))
    except BaseException:
        channel.send("raised")
        raise
    channel.send("ok")


# The parent: reads what a child sends.


def run(source, number, limit):
    """Runs one program in a child of its own; `number` is for messages."""
    where = f"program {number} ({_first_lines(source)})"
    sent, status = run_child(source, FILE_NAME, limit, where)
    return collect(sent, status, where)


def run_child(source, file_name, limit, where):
    """What a child that runs `source` sent, and `killed` if a signal that nobody handles ended it.

    In the child the exception that ends the program passes through here on its way to the top, so nothing in between
    may catch exceptions: the one caller is the command line.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        execute(source, writer, file_name)
        sys.exit()
    os.close(writer)
    sent = _read_until_closed(reader, limit)
    os.close(reader)
    if sent is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if sent is None:
        sys.exit(f"{where} ran for more than {limit:g} s of real time")
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) not in CRASHES
    return sent, "killed" if killed else None


def _read_until_closed(descriptor, limit):
    """All bytes up to the end of the file, or None when that does not come within `limit` seconds."""
    end = time.monotonic() + limit
    chunks = []
    while select.select([descriptor], [], [], max(0, end - time.monotonic()))[0]:
        chunks.append(os.read(descriptor, 1 << 16))
        if not chunks[-1]:
            return b"".join(chunks)
    return None


def _first_lines(source):
    return " / ".join([line.strip() for line in source.splitlines() if line.strip()][:3])


def collect(sent, status=None, where="program"):
    """Makes a run from the records that a child sent; `status` is for a child that could not tell its own."""
    run = read_records(sent, status, where)
    return {**run, "console": normalise(run["console"])}


def read_records(sent, status=None, where="program"):
    """As `collect`, with the console as it was printed."""
    console = []
    partial = {"stdout": "", "stderr": ""}
    nanoseconds = end = 0

    def add(stream, text):
        console.append({"time": nanoseconds / 1e9, "stream": stream, "text": text})

    for record in sent.splitlines():
        kind, nanoseconds, text = json.loads(record)
        end = nanoseconds
        if kind in partial:
            *lines, partial[kind] = (partial[kind] + text).split("\n")
            for line in lines:
                add(kind, line)
        elif kind != "clock":
            status = kind
    if status is None:
        sys.exit(f"{where} ended without saying how")
    for stream, text in partial.items():
        if text:
            add(stream, text)
    return {"status": status, "console": console, "end_time": end / 1e9}


# What makes two consoles comparable.

# In the box of a group every line begins with the box's margin.
FRAME = re.compile(
    r'(?P<margin>(?: *\| )?)  (?:File ".*", line \w+, in |\[Previous line repeated \d+ more times?\]$)'
)
ORIGIN = re.compile(r"(?:\w+: )?(?:Object|Handle|Coroutine) created at \(most recent call last\):?$")
LOOP_NOTE = re.compile(r"Using selector: \w+Selector$|Close <\w*EventLoop running=.*>$")
WARNING = re.compile(r"(?P<file>[^:]*\.py|sys|<[^>]*>):\d+: (?=\w*Warning: )")
WARNING_SOURCE = re.compile(r"  \S")
ALLOCATION_HINT = re.compile(r"\w*Warning: Enable tracemalloc to get the object allocation traceback$")
PLACE = re.compile(r" at (?:/[^:]*|[^\s:]*)\.py:\d+| at <[^<>]*>:\d+")


def normalise(console):
    """Drops from a console what depends on files and their lines. Each stream is read by itself, in its own order.

    Dropped:
    - `  File "…", line N, in X` lines of tracebacks, inside the boxes of groups too, and all that stands under one: the
      source, caret lines and `...<3 lines>...`, which are indented by two more columns, and
      `[Previous line repeated N more times]`;
    - `Object created at`, `Coroutine created at` and `Handle created at (most recent call last)` with their frames;
    - the notes of asyncio's logger that begin with `Using selector:` or `Close <`;
    - the source line under a warning: the first line after it that is indented by two columns. A warning from `sys`
      or `<…>` has none.

    Changed:
    - ` at FILE:LINE` in a repr becomes ` at …`;
    - the leading `FILE:LINE: ` of a warning goes.

    Everything else stays as it is.
    """
    kept = {}
    for stream in ("stdout", "stderr"):
        under_frame = None  # the beginning of a line that stands under the last frame
        source_expected = False  # the source line of the last warning is still to come
        for position, entry in enumerate(console):
            if entry["stream"] != stream:
                continue
            text = entry["text"]
            if under_frame is not None and text.startswith(under_frame):
                continue
            frame = FRAME.match(text)
            under_frame = frame["margin"] + "    " if frame else None
            if frame or ORIGIN.match(text) or LOOP_NOTE.search(text):
                continue
            if source_expected and WARNING_SOURCE.match(text):
                source_expected = False
                continue
            warning = WARNING.match(text)
            if warning:
                source_expected = warning["file"].endswith(".py")
                text = text[warning.end() :]
            elif ALLOCATION_HINT.match(text):
                source_expected = False
            kept[position] = {**entry, "text": PLACE.sub(" at …", text)}
    return [kept[position] for position in sorted(kept)]


def main(arguments):
    match arguments:
        case ["--records"]:
            virtual_loop.pin_order()
            return execute(sys.stdin.buffer.read().decode(), os.dup(1))
        case ["--collect"]:
            output = collect(sys.stdin.buffer.read())
        case [] | ["--limit", _]:
            leave_settings_behind()
            virtual_loop.pin_order()
            limit = float(arguments[1]) if arguments else LIMIT
            runs = [run(source, number, limit) for number, source in enumerate(json.load(sys.stdin.buffer))]
            output = {"python": sys.version.split()[0], "runs": runs}
        case _:
            sys.exit("usage: reference.py [--limit SECONDS | --records | --collect] < input > output")
    json.dump(output, sys.stdout)


def leave_settings_behind():
    """Starts again without the caller's settings: debug mode, warning filters, colours, tracemalloc."""
    settings = [name for name in os.environ if name.startswith("PYTHON") or name in ("FORCE_COLOR", "NO_COLOR")]
    if settings:
        for name in settings:
            del os.environ[name]
        os.execv(sys.executable, [sys.executable, *sys.argv])


if __name__ == "__main__":
    main(sys.argv[1:])
