"""functools: reduce, partial, lru_cache, cached_property, total_ordering, cmp_to_key, singledispatch."""
import functools
import operator


@functools.lru_cache(maxsize=3)
def square(n):
    print("computing", n)
    return n * n


print([square(n) for n in (1, 2, 3, 1, 4, 2)], square.cache_info(), square.cache_parameters())
square.cache_clear()
print(square.cache_info(), square.__wrapped__(5), square.__name__)


@functools.cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(70), fibonacci.cache_info().misses, fibonacci.cache_info().maxsize)


@functools.lru_cache(typed=True)
def typed(x):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed.cache_info().currsize)
try:
    square([1])
except TypeError as error:
    print(error)


def power(base, exponent=2, *, offset=0):
    return base ** exponent + offset


cube = functools.partial(power, exponent=3)
two_to = functools.partial(power, 2)
print(cube(2), two_to(10), functools.partial(cube, offset=1)(3), cube.func.__name__, cube.args, cube.keywords, two_to.args)
print(functools.reduce(operator.mul, range(1, 6)), functools.reduce(lambda a, b: a + b, [], "empty"), functools.reduce(max, [3, 9, 4]))


@functools.total_ordering
class Version:
    def __init__(self, text):
        self.parts = tuple(map(int, text.split(".")))

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts

    def __repr__(self):
        return "v" + ".".join(map(str, self.parts))


versions = [Version(t) for t in ("1.10", "1.2", "0.9.1", "1.2.0")]
print(sorted(versions), max(versions), versions[0] >= versions[1], versions[1] <= Version("1.2"), versions[2] > versions[3])
print(sorted("banana apple fig".split(), key=functools.cmp_to_key(lambda a, b: (len(a) - len(b)) or (a > b) - (a < b))))


@functools.singledispatch
def render(value):
    return f"<{value!r}>"


@render.register
def _(value: int):
    return f"int {value}"


@render.register(list)
@render.register(tuple)
def _(value):
    return "[" + ", ".join(render(v) for v in value) + "]"


@render.register
def _(value: str | bytes):
    return f"text {value!r}"


print(render(1), render([1, "a", 2.5]), render(True), render((None,)), render(b"x"), render.dispatch(bool) is render.dispatch(int), render.dispatch(float).__name__)


class Page:
    def __init__(self, text):
        self.text = text

    @functools.cached_property
    def words(self):
        print("splitting")
        return self.text.split()

    @functools.singledispatchmethod
    def find(self, what):
        raise NotImplementedError(f"cannot find {type(what).__name__}")

    @find.register
    def _(self, what: str):
        return self.words.index(what)

    @find.register
    def _(self, what: int):
        return self.words[what]

    first = functools.partialmethod(find, 0)


page = Page("a b c")
print(page.words, page.words, page.find("b"), page.find(2), page.first(), "words" in vars(page))
del page.words
print(page.words)
for wrong in (lambda: functools.reduce(max, []), lambda: functools.partial(5), lambda: functools.partial(), lambda: cube(), lambda: page.find(1.5), lambda: render(), lambda: functools.total_ordering(type("N", (), {})), lambda: versions[0] < 5):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
two_to(3, 4, 5)
