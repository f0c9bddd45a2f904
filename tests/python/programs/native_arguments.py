"""What functions and methods that CPython has in C say to wrong arguments: none, too many, and a keyword that they do not know."""
import atexit
import collections
import contextvars
import functools
import itertools
import math
import operator
import sys
import time

GIVEN = [((), {}), ((None,) * 9, {}), ((), {"zzz": 1})]
groups = {}


def attempt(owner, name, function):
    said = []
    for positional, keywords in GIVEN:
        try:
            function(*positional, **keywords)
            said.append("no error")
        except Exception as error:
            text = str(error).replace(f"{owner}.{name}", "OWNER.NAME").replace(name, "NAME")
            said.append(f"{type(error).__name__}: {text}")
    groups.setdefault(tuple(said), []).append(f"{owner}.{name}")


def attempt_all(owner, names, of):
    for name in names.split():
        attempt(owner, name, getattr(of, name))


attempt_all("builtins", """
    abs aiter all anext any ascii bin callable chr delattr divmod format getattr hasattr hash hex id isinstance issubclass
    iter len max min next oct ord pow repr round setattr sorted sum bool bytes classmethod complex dict enumerate filter
    float frozenset list object property range reversed set slice staticmethod str tuple super zip
""", __import__("builtins"))
attempt_all("math", """
    acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist exp exp2 expm1 fabs factorial
    floor fma fmod frexp fsum gcd hypot isclose isfinite isinf isnan isqrt lcm ldexp log log10 log1p log2 modf
    nextafter perm pow prod radians remainder sin sinh sqrt sumprod tan tanh trunc ulp
""", math)
attempt_all("sys", "exc_info exception getdefaultencoding getfilesystemencoding intern get_int_max_str_digits", sys)
attempt_all("time", "mktime process_time", time)
attempt_all("_operator", """
    abs add and_ attrgetter call concat contains countOf delitem eq floordiv ge getitem gt iadd iand iconcat ifloordiv ilshift
    imatmul imod imul index indexOf inv invert ior ipow irshift is_ is_not isub itemgetter itruediv ixor le length_hint lshift lt
    matmul methodcaller mod mul ne neg not_ or_ pos pow rshift setitem sub truediv truth xor
""", operator)
attempt_all("itertools", """
    accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse groupby islice
    pairwise permutations product repeat starmap takewhile tee zip_longest
""", itertools)
attempt_all("_functools", "cmp_to_key partial reduce", functools)
attempt_all("_contextvars", "Context ContextVar Token copy_context", contextvars)
attempt_all("atexit", "register unregister", atexit)
attempt_all("str", """
    capitalize casefold center count encode endswith expandtabs find format_map index isalnum isalpha isascii isdecimal isdigit
    isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix
    removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate
    upper zfill
""", "text")
attempt_all("bytes", """
    capitalize center count decode endswith expandtabs find fromhex hex index isalnum isalpha isascii isdigit islower isspace
    istitle isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip
    split splitlines startswith strip swapcase title upper zfill
""", b"bytes")
attempt_all("list", "append clear copy count extend index insert pop remove reverse sort", [1])
attempt_all("tuple", "count index", (1,))
attempt_all("dict", "clear copy fromkeys get items keys pop popitem setdefault update values", {1: 2})
attempt_all("set", """
    add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset issuperset pop remove
    symmetric_difference symmetric_difference_update union update
""", {1})
attempt_all("frozenset", "copy difference intersection isdisjoint issubset issuperset symmetric_difference union", frozenset())
attempt_all("int", "as_integer_ratio bit_count bit_length conjugate from_bytes is_integer to_bytes", 1)
attempt_all("float", "as_integer_ratio conjugate fromhex hex is_integer", 1.5)
attempt_all("complex", "conjugate", 1j)
attempt_all("range", "count index", range(3))
attempt_all("slice", "indices", slice(3))
attempt_all("property", "deleter getter setter", property())
attempt_all("generator", "close send throw", (x for x in ()))
attempt_all("deque", "append appendleft clear copy count extend extendleft insert pop popleft remove reverse rotate", collections.deque())
attempt_all("OrderedDict", "copy move_to_end pop popitem setdefault", collections.OrderedDict())
attempt_all("defaultdict", "copy", collections.defaultdict())
attempt_all("Context", "copy get items keys values", contextvars.copy_context())
attempt_all("ContextVar", "reset set", contextvars.ContextVar("v"))

for said, names in groups.items():
    print(*names)
    for given, text in zip(["nothing", "nine", "zzz=1"], said):
        print(f"    {given}: {text}")

# Where what is called stands in the call, the type that has the method is named.
for call in [
    lambda: ValueError().add_note(),
    lambda: collections.Counter().clear(1),
    lambda: ExceptionGroup("", [ValueError()]).split(),
    lambda: math.hypot(x=1),
    lambda: "a b".split(" ", sep=" "),
    lambda: sum([], start=1, stop=2),
    lambda: pow(2, exp=3, base=4),
    lambda: round(ndigits=1),
    lambda: "x".replace("x", count=1),
    lambda: (3).to_bytes(2, signed=True, order="big"),
    lambda: [].sort(lambda x: x),
    lambda: sorted([], None),
    lambda: sorted([], by=None),
    lambda: math.isclose(1, rel_tol=0.5),
]:
    try:
        print(call())
    except TypeError as error:
        print(error)

# What is named finds its place.
print("a b c".split(maxsplit=1), "a-b-c".rsplit(maxsplit=1, sep="-"), "xxx".replace("x", "y", count=2), b"a-b".split(sep=b"-"))
print(pow(exp=3, base=2, mod=5), sum([1], start=2), round(ndigits=1, number=1.25), (258).to_bytes(byteorder="little", length=2))
print(int.from_bytes(b"\xff", signed=True), math.isclose(1, 1.1, abs_tol=0.2), math.prod([2, 3], start=4), sorted([1, 3, 2], reverse=True))
print(max([], default=0), max([1, -2], key=abs), int("11", base=2), list(enumerate("a", start=1)), "\t".expandtabs(tabsize=2))
print(collections.OrderedDict(a=1).pop(key="a"), functools.reduce(operator.add, [1, 2], initial=3), list(itertools.islice("abcdef", 1, None, 2)))
print(max.__module__, math.sqrt.__module__, math.sqrt.__qualname__, bytes.fromhex.__qualname__, [].append.__qualname__)
