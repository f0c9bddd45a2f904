"""Owns what CPython prints for a program of the language: `run(source)`, which reference.mjs calls.

Invariant: no program sees that another one ran before it. A text is what went to standard output, a line `--`, what went
to standard error, and `ok` or `raised`.
"""

import gc
import io
import linecache
import sys
import types
import warnings

FILE_NAME = "program.py"


def run(source):
    """Runs a program and gives its text."""
    sys.stdout, sys.stderr = streams = io.StringIO(), io.StringIO()
    module = types.ModuleType("__main__")
    module.__file__ = FILE_NAME
    sys.modules["__main__"] = module
    # What is written in C reads the file.
    with open(FILE_NAME, "w", encoding="utf-8", newline="") as file:
        file.write(source)
    linecache.cache[FILE_NAME] = (len(source), None, source.splitlines(True), FILE_NAME)
    status = execute(source, module)
    parts = [stream.getvalue().removesuffix("\n") for stream in streams]
    # What the program leaves behind prints to nowhere.
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    module.__dict__.clear()
    gc.collect()
    return "\n".join([line for line in (parts[0], "--", parts[1], status) if line])


def execute(source, module):
    """How the program ends; in a frame of its own, which holds the exception no longer than that."""
    try:
        code = compile(source, FILE_NAME, "exec", dont_inherit=True)
        exec(code, vars(module))
    except BaseException as error:
        sys.excepthook(type(error), error.with_traceback(error.__traceback__.tb_next), error.__traceback__)
        return "raised"
    return "ok"


gc.disable()
# What is here before the first program is not looked through after each.
gc.freeze()
warnings.simplefilter("ignore")
warnings.filterwarnings("default", category=SyntaxWarning)
