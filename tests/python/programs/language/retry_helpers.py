"""Retry decorators, fallbacks and circuit breakers without waiting."""
import functools


class GaveUp(Exception):
    pass


def retry(times, *, on=(Exception,), default=...):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            errors = []
            for attempt in range(times):
                try:
                    return function(*args, **kwargs)
                except on as error:
                    error.add_note(f"attempt {attempt + 1} of {times}")
                    errors.append(error)
            if default is not ...:
                return default
            raise GaveUp(f"{function.__name__} failed {times} times") from errors[-1]

        return wrapper

    return decorate


class Breaker:
    def __init__(self, limit):
        self.limit, self.failures = limit, 0

    def __call__(self, function):
        def guarded(*args):
            if self.failures >= self.limit:
                raise RuntimeError("circuit is open")
            try:
                result = function(*args)
            except Exception:
                self.failures += 1
                raise
            self.failures = 0
            return result

        return guarded


answers = iter([OSError("busy"), OSError("still busy"), "ok", KeyError("k")])


@retry(3, on=(OSError,))
def fetch():
    answer = next(answers)
    if isinstance(answer, Exception):
        raise answer
    return answer


print(fetch(), fetch.__name__)
try:
    fetch()
except KeyError as error:
    print("not retried", error, getattr(error, "__notes__", None))


@retry(2, default="fallback")
def hopeless():
    raise ValueError("never")


print(hopeless())
breaker = Breaker(2)


@breaker
def half(n):
    return 10 // n


for n in (5, 0, 0, 1):
    try:
        print(half(n))
    except (ZeroDivisionError, RuntimeError) as error:
        print(type(error).__name__, error, breaker.failures)


@retry(2)
def parse(text):
    return int(text)


print(parse("7"))
parse("seven")
