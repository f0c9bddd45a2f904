"""Decorators: with arguments, stacked, of classes, as objects."""
import functools


def repeat(times):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return [function(*args, **kwargs) for _ in range(times)]

        return wrapper

    return decorate


class CountCalls:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function = function
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)

    def __get__(self, instance, owner):
        return self if instance is None else functools.partial(self, instance)


def validate(**rules):
    def decorate(function):
        @functools.wraps(function)
        def checked(**values):
            for name, rule in rules.items():
                if not rule(values[name]):
                    raise ValueError(f"{name}={values[name]!r} breaks the rule of {function.__name__}()")
            return function(**values)

        return checked

    return decorate


registry = {}


def register(cls=None, *, name=None):
    if cls is None:
        return functools.partial(register, name=name)
    registry[name or cls.__name__.lower()] = cls
    return cls


@repeat(2)
@CountCalls
def greet(name):
    """Greets."""
    return f"hello {name}"


print(greet("Ada"), greet.__name__, greet.__doc__, greet.__wrapped__.calls)


class Shape:
    @CountCalls
    def area(self, k):
        return k * 2


print(Shape().area(4), Shape().area(5), Shape.area.calls)


@register
class Circle:
    pass


@register(name="box")
class Square:
    pass


print({k: v.__name__ for k, v in registry.items()})


@validate(age=lambda a: a >= 0, name=str.isalpha)
def person(name, age):
    return f"{name} ({age})"


print(person(name="Bob", age=3))
try:
    person(name="B0b", age=3)
except ValueError as error:
    print(error)
person(name="Bob", age=-1)
