"""traceback: format_exc, format_exception, print_exception, TracebackException, limits, extract_tb."""
import io
import sys
import traceback


def inner(value):
    return {"a": 1}[value]


def outer(value):
    try:
        return inner(value)
    except KeyError as error:
        raise LookupError(f"no {value}") from error


try:
    outer("b")
except LookupError as error:
    print(traceback.format_exc())
    print("".join(traceback.format_exception(error, chain=False)))
    print(traceback.format_exception_only(error), traceback.format_exception_only(type(error), error))
    for frame in traceback.extract_tb(error.__traceback__):
        print(frame.name, frame.lineno, frame.line, frame.filename)
    out = io.StringIO()
    traceback.print_exception(error, file=out)
    print(out.getvalue().count("\n"), out.getvalue().splitlines()[-1])
    te = traceback.TracebackException.from_exception(error)
    print(list(te.format())[-1], te.exc_type_str, te.__cause__ is not None)
    kind, value, tb = sys.exc_info()
    print(kind.__name__, value is error, tb is error.__traceback__, tb.tb_lineno, tb.tb_next is not None, tb.tb_frame.f_code.co_name)
    traceback.print_exception(kind, value, tb, file=sys.stdout)
    traceback.print_tb(tb, file=sys.stdout)
print(sys.exc_info(), traceback.format_exc())


def stack():
    return [(f.name, f.lineno) for f in traceback.extract_stack()][-2:]


print(stack())
try:
    raise ExceptionGroup("both", [ValueError(1), TypeError("two")])
except* ValueError as group:
    print("".join(traceback.format_exception(group)))
except* TypeError as group:
    traceback.print_exc(file=sys.stdout)


class Quiet(Exception):
    def __str__(self):
        return ""


class Broken(Exception):
    def __str__(self):
        raise RuntimeError("no text")


for error in (Quiet(), Broken(), ValueError(), ValueError("multi\nline"), KeyError("k"), SystemExit(3), StopIteration(5), OSError(2, "No such file"), UnicodeError("x"), AssertionError()):
    print(traceback.format_exception_only(error))
error = ValueError("noted")
error.add_note("note one")
print("".join(traceback.format_exception(error)), end="")
raise Broken() from Quiet()
