"""Causes, contexts and notes, as tracebacks show them."""
import traceback


class ConfigError(Exception):
    """Raised for a configuration that cannot be used."""


def read(settings, key):
    try:
        return settings[key]
    except KeyError as error:
        raise ConfigError(f"no setting {key!r}") from error


def read_quietly(settings, key):
    try:
        return settings[key]
    except KeyError:
        raise ConfigError("no such setting") from None


def read_badly(settings, key):
    try:
        return settings[key]
    except KeyError:
        return settings.default


for function in (read, read_quietly, read_badly):
    try:
        function({}, "host")
    except Exception as error:
        print(type(error).__name__, error, "| cause", repr(error.__cause__), "| context", repr(error.__context__), error.__suppress_context__)

try:
    try:
        1 / 0
    except ZeroDivisionError as error:
        error.add_note("in the first try")
        error.add_note("with two notes\nof two lines")
        raise
except ArithmeticError as error:
    traceback.print_exc()
    print(error.__notes__)


def finally_order():
    try:
        print("try")
        return "from try"
    except ValueError:
        print("not here")
    else:
        print("nor here")
    finally:
        print("finally")


print(finally_order())


def chain(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        chain(n - 1)
    except Exception as error:
        raise RuntimeError(f"level {n}") from error


try:
    chain(1)
except RuntimeError as error:
    depth = 0
    while error:
        print("  " * depth + repr(error))
        error, depth = error.__cause__, depth + 1
for bad in (lambda: (_ for _ in ()).throw(5), lambda: exec_raise("text"), lambda: exec_raise(ValueError, 5)):
    def exec_raise(what, cause=None):
        if cause:
            raise what from cause
        raise what

    try:
        bad()
    except TypeError as error:
        print(error)
read({"port": 1}, "host")
