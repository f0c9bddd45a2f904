"""Generators: pipelines, send, throw, close, return values, delegation."""


def read(lines):
    for number, line in enumerate(lines, 1):
        print(f"  reading {number}")
        yield line.strip()


def grep(word, lines):
    return (line for line in lines if word in line)


def averages():
    total = count = 0
    average = None
    while True:
        value = yield average
        if value is None:
            return total, count
        total += value
        count += 1
        average = total / count


def guarded():
    print("opened")
    try:
        while True:
            try:
                yield "value"
            except KeyError as error:
                print("recovered from", repr(error))
                yield "again"
    finally:
        print("closed")


for line in grep("b", read(["abc ", " xyz", "bob"])):
    print("got", line)

average = averages()
print(next(average), average.send(10), average.send(20))
try:
    average.send(None)
except StopIteration as stop:
    print("result", stop.value)

g = guarded()
print(next(g), g.throw(KeyError("k")), next(g))
g.close()
g.close()
print(next(g, "exhausted"))


def outer():
    result = yield from inner()
    print("inner gave", result)
    yield from "xy"
    return "done"


def inner():
    received = yield 1
    print("inner received", received)
    return received * 2


o = outer()
print(next(o), o.send(21), list(o))


def countdown(n):
    while n > 0:
        yield n
        n -= 1
        if n == 2:
            raise RuntimeError("aborted at 2")


try:
    for n in countdown(4):
        print(n)
except RuntimeError as error:
    print(error)


def leaky():
    yield 1
    raise StopIteration("inside")


try:
    list(leaky())
except RuntimeError as error:
    print(repr(error), repr(error.__cause__))
try:
    averages().send(1)
except TypeError as error:
    print(error)


def stubborn():
    try:
        yield
    except GeneratorExit:
        yield "no"


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)
print(g.gi_running, g.gi_frame, s.gi_frame is None)
list(countdown(3))
