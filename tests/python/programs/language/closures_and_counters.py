"""Closures: counters, late binding, nonlocal, and the cells behind them."""


def counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = start

    increment.reset = reset
    return increment


one, two = counter(), counter(10)
print(one(), one(), two(5), one(by=7))
one.reset()
print(one(), two())
print([f() for f in [lambda: i for i in range(3)]])
print([f() for f in [lambda i=i: i for i in range(3)]])
print(counter.__code__.co_varnames, one.__code__.co_freevars, len(one.__closure__), one.__closure__[0].cell_contents)
print(one.__qualname__, one.__name__, one.__defaults__)


def averager():
    total, n = 0, 0

    def add(value):
        nonlocal total, n
        total, n = total + value, n + 1
        return total / n

    return add


add = averager()
print([add(v) for v in (10, 11, 12.5)])


def compose(*functions):
    def composed(value):
        for function in reversed(functions):
            value = function(value)
        return value

    return composed


print(compose(str, abs, int)("-42"), compose()(1))
total = 100


def broken():
    print(total)
    total += 1


try:
    broken()
except UnboundLocalError as error:
    print(error)


def later():
    def inner():
        return value

    try:
        inner()
    except NameError as error:
        print(error)
    value = 1
    return inner()


print(later())


def deleted():
    value = 1
    del value
    return value


deleted()
