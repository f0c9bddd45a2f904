"""inspect: signatures, kinds of objects, members, documentation."""
import functools
import inspect


def free(a, b: int, /, c=3, *rest: str, d, e: float = 2.5, **others) -> bool:
    """Does nothing.

        Indented text.
    """


class Shape:
    """A shape."""

    sides = 0

    def __init__(self, name, *, size=1):
        self.name = name

    def area(self, scale=2):
        """The area."""
        return 0

    @classmethod
    def make(cls, kind):
        return cls(kind)

    @staticmethod
    def helper(x):
        return x

    @property
    def label(self):
        return self.name


def generate():
    yield 1


async def coroutine():
    pass


async def agen():
    yield


for thing in (free, Shape, Shape("x").area, Shape.make, Shape.helper, lambda x, *y: 0, generate, functools.partial(free, 1, e=3)):
    print(inspect.signature(thing))
signature = inspect.signature(free)
for parameter in signature.parameters.values():
    print(parameter.name, parameter.kind.name, parameter.default is inspect.Parameter.empty, parameter.annotation, parameter)
print(signature.return_annotation, list(signature.parameters), len(signature.parameters))
bound = signature.bind(1, 2, 3, 4, d=5, z=6)
print(bound.arguments, bound.args, bound.kwargs)
bound = signature.bind(1, 2, d=0)
bound.apply_defaults()
print(bound.arguments)
for arguments, keywords in (((1,), {"d": 1}), ((1, 2), {}), ((), {}), ((1, 2), {"a": 1, "d": 2})):
    try:
        print(signature.bind(*arguments, **keywords).arguments)
    except TypeError as error:
        print("TypeError:", error)
print([inspect.isfunction(x) for x in (free, Shape.area, Shape("a").area, len, Shape)], [inspect.ismethod(x) for x in (Shape.area, Shape("a").area, Shape.make)], [inspect.isclass(x) for x in (Shape, Shape("a"), int)])
print(inspect.isgeneratorfunction(generate), inspect.iscoroutinefunction(coroutine), inspect.isasyncgenfunction(agen), inspect.isgenerator(generate()), inspect.isbuiltin(len), inspect.ismodule(inspect), inspect.isroutine(free), inspect.isdatadescriptor(Shape.label), inspect.isabstract(Shape))
print(inspect.getdoc(free), inspect.getdoc(Shape), inspect.getdoc(Shape("a").area), inspect.cleandoc("  a\n    b\n  c"), sep="|")
print([name for name, _ in inspect.getmembers(Shape) if not name.startswith("__")], [name for name, value in inspect.getmembers(Shape("q"), inspect.ismethod) if not name.startswith("__")], inspect.getmro(bool)[1].__name__)
gen = generate()
print(inspect.getgeneratorstate(gen), next(gen), inspect.getgeneratorstate(gen), list(gen), inspect.getgeneratorstate(gen))
c = coroutine()
print(inspect.getcoroutinestate(c), inspect.isawaitable(c))
c.close()
print(inspect.getcoroutinestate(c), inspect.unwrap(functools.wraps(free)(lambda: 0)) is free)


def decorated(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


print(inspect.signature(decorated(free)), decorated(free).__name__)
print(inspect.signature(free).replace(return_annotation=int))
inspect.signature(5)
