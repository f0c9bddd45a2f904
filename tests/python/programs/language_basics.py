print("hello", 1 + 2, 2**100, [1, "a", 2.5], {"k": (1,)}, {1, 2})
def f(a, b=2, *args, c, **kw):
    return a, b, args, c, kw
print(f(1, c=3), f(1, 2, 3, c=4, d=5))
class A:
    def __init__(self, x):
        self.x = x
    def __repr__(self):
        return f"A({self.x!r})"
    @property
    def double(self):
        return self.x * 2
    @classmethod
    def make(cls, x):
        return cls(x)
    @staticmethod
    def s(): return "s"
class B(A):
    def __init__(self, x):
        super().__init__(x)
        self.y = 1
print(B(3), B(3).double, B.make("q"), A.s(), B.__mro__)
def gen(n):
    for i in range(n):
        got = yield i
        if got: print("got", got)
    return "end"
def outer():
    r = yield from gen(3)
    print("r", r)
print(list(outer()))
print([x * y for x in range(3) for y in range(2) if x], {k: v for k, v in zip("ab", [1, 2])}, sum(i for i in range(10)))
try:
    1 / 0
except ZeroDivisionError as e:
    print("caught", repr(e))
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except* ValueError as eg:
    print("eg", eg.exceptions)
except* TypeError as eg:
    print("te", eg)
match {"a": [1, 2, 3]}:
    case {"a": [x, *rest]}:
        print(x, rest)
print(f"{3.14159:.2f} {'x':>5}|{42:05d}|{1234567:,} {255:#x}", "%s %d %.3f" % ("a", 5, 2.0), "{} {a}".format(1, a=2))
counter = 0
def inc():
    global counter
    counter += 1
    def inner():
        nonlocal_x = counter
        return nonlocal_x
    return inner()
print(inc(), inc())
x = lambda a, b=3: a + b
print(x(1))
with_ = []
class CM:
    def __enter__(self): with_.append("in"); return self
    def __exit__(self, t, v, tb): with_.append((t, v)); return True
with CM() as c:
    raise KeyError("z")
print(with_)
print(sorted([3, 1, 2], key=lambda v: -v), max("abc"), isinstance(True, int), type(3), type(B(1)))
a, *b, c = range(5)
print(a, b, c, (y := 10), y)
for i in range(3):
    if i == 1: continue
    print(i)
else:
    print("else")
try:
    try:
        undefined
    finally:
        print("fin")
except NameError as e:
    print(e)
