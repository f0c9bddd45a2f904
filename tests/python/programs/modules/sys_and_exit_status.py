"""sys: streams, exit codes, exceptions in hooks."""
import io
import sys

print("to stderr", file=sys.stderr)
sys.stderr.write("written\n")
sys.stdout.write("no newline yet")
print("!")
print(sys.byteorder, sys.maxsize == 2**63 - 1, sys.getrecursionlimit() > 100, sys.maxunicode, sys.float_info.max, sys.float_info.epsilon, isinstance(sys.argv, list), "sys" in sys.modules, sys.implementation.name)
print(sys.version_info >= (3, 13), sys.version_info[0], sys.version_info.major, isinstance(sys.version, str), sys.platform in ("linux", "darwin", "win32"), sys.hexversion > 0)
old = sys.stdout
sys.stdout = captured = io.StringIO()
print("into the buffer")
sys.stdout = old
print(repr(captured.getvalue()), sys.intern("a") == "a")
try:
    raise ValueError("now")
except ValueError:
    kind, value, tb = sys.exc_info()
    print(kind, value, tb is not None, sys.exception() is value)
print(sys.exc_info(), sys.exception())
for status in ((), (0,), (3,), ("message",), (None,), (True,), ((1, 2),), ([],)):
    try:
        sys.exit(*status)
    except SystemExit as error:
        print("exit", error.code, repr(error), error.args)


def hook(kind, value, tb):
    print("hook:", kind.__name__, value, file=sys.stderr)


def nested():
    try:
        sys.exit("unheard")
    finally:
        print("cleaning up")


try:
    nested()
except BaseException as error:
    print("caught", type(error).__mro__[1].__name__)
with io.StringIO() as buffer:
    print("x", file=buffer, end="")
    print(buffer.getvalue())
try:
    print("x", sep=5)
except TypeError as error:
    print(error)
sys.exit(True)
