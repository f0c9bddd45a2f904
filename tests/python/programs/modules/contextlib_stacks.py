"""contextlib: contextmanager, ExitStack, suppress, closing, redirect_stdout, nullcontext."""
import contextlib
import io


@contextlib.contextmanager
def transaction(name):
    print("begin", name)
    try:
        yield name.upper()
    except ValueError as error:
        print("rollback", error)
        raise
    except KeyError:
        print("ignored")
    else:
        print("commit", name)
    finally:
        print("end", name)


with transaction("a") as handle:
    print("inside", handle)
with transaction("b"):
    {}["x"]
try:
    with transaction("c"):
        raise ValueError("bad")
except ValueError as error:
    print("outside", error)


@transaction("decorator")
def work(n):
    print("work", n)
    return n


print(work(1), work(2))
with contextlib.ExitStack() as stack:
    names = [stack.enter_context(transaction(n)) for n in "xy"]
    stack.callback(print, "callback", 1, sep="-")
    stack.push(lambda *exc: print("pushed", exc[0]))
    print(names)
with contextlib.ExitStack() as stack:
    stack.callback(print, "never closed here")
    kept = stack.pop_all()
print("kept")
kept.close()
with contextlib.suppress(KeyError, IndexError):
    [][0]
    print("not reached")
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print("captured")
    with contextlib.redirect_stdout(io.StringIO()) as inner:
        print("inner")
    print("again")
print(repr(out.getvalue()), repr(inner.getvalue()))


class Door:
    def close(self):
        print("door closed")


with contextlib.closing(Door()) as door:
    print(type(door).__name__)
with contextlib.nullcontext(5) as five:
    print(five)


class Timer(contextlib.ContextDecorator):
    def __enter__(self):
        print("start")
        return self

    def __exit__(self, *exc):
        print("stop", exc[0])
        return False


@Timer()
def timed():
    return "timed"


print(timed(), contextlib.suppress(ValueError).__class__.__name__, isinstance(door, contextlib.AbstractContextManager), isinstance(Timer(), contextlib.AbstractContextManager))


@contextlib.contextmanager
def twice():
    yield 1
    yield 2


@contextlib.contextmanager
def never():
    return
    yield


for broken in (twice, never):
    try:
        with broken():
            pass
    except RuntimeError as error:
        print(error)
try:
    with contextlib.ExitStack() as stack:
        stack.enter_context(5)
except TypeError as error:
    print(error)
with contextlib.ExitStack() as stack:
    stack.enter_context(transaction("outer"))
    stack.callback(lambda: 1 / 0)
    raise ValueError("first")
