"""reduce, partial and caches in a small pipeline."""
from functools import cache, partial, reduce, wraps


def logged(prefix):
    def decorate(function):
        @wraps(function)
        def wrapper(*args):
            result = function(*args)
            print(f"{prefix}{function.__name__}{args} = {result}")
            return result

        return wrapper

    return decorate


@logged("> ")
def scale(factor, value):
    """Scales."""
    return factor * value


double = partial(scale, 2)
compose = lambda *functions: reduce(lambda f, g: lambda x: g(f(x)), functions)
print(compose(double, partial(pow, 2), str, len)(5), scale.__doc__, double.args)


@cache
def partitions(n, most=None):
    most = n if most is None else most
    if n == 0:
        return 1
    return sum(partitions(n - k, min(k, n - k)) for k in range(1, min(n, most) + 1))


print([partitions(n) for n in range(10)], partitions.cache_info().hits > 0, reduce(lambda a, b: a * 10 + b, [1, 2, 3]))
reduce(partial(scale), [1, 2], None)
