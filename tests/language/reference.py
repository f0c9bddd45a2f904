"""Owns what CPython prints for programs: `reference.py < programs.json > texts.json`.

Invariant: each program has a process of its own. A text is what went to standard output, a line `--`, what went to standard error,
and `ok` or `raised`.
"""

import io
import json
import linecache
import os
import resource
import signal
import sys
import types
import warnings

LIMIT = 3  # seconds
MEMORY = 1 << 30
FILE_NAME = "program.py"


def execute(source):
    """Runs a program and gives its text."""
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    module = types.ModuleType("__main__")
    module.__file__ = FILE_NAME
    sys.modules["__main__"] = module
    linecache.cache[FILE_NAME] = (len(source), None, source.splitlines(True), FILE_NAME)
    status = "ok"
    try:
        code = compile(source, FILE_NAME, "exec", dont_inherit=True)
        exec(code, vars(module))
    except BaseException as error:
        status = "raised"
        sys.excepthook(type(error), error.with_traceback(error.__traceback__.tb_next), error.__traceback__)
    parts = [stream.getvalue().removesuffix("\n") for stream in (sys.stdout, sys.stderr)]
    return "\n".join([line for line in (parts[0], "--", parts[1], status) if line])


def run(source):
    """Runs a program in a child of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        signal.alarm(LIMIT)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        warnings.simplefilter("ignore")
        warnings.filterwarnings("default", category=SyntaxWarning)
        sys.unraisablehook = lambda unraisable: None
        text = execute(source)
        with os.fdopen(writer, "w", encoding="utf-8", errors="replace") as pipe:
            pipe.write(text)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8", errors="replace", newline="") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return text or "killed"


json.dump([run(source) for source in json.load(sys.stdin)], sys.stdout)
