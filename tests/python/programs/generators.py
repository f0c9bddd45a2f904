def g():
    try:
        x = yield 1
        print("got", x)
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("caught", e)
        yield 99
    finally:
        print("closing")
it = g()
print(next(it), it.send("a"), it.throw(ValueError("v")))
try:
    next(it)
except StopIteration as e:
    print("stop", e.value)
it = g()
next(it)
it.close()
def h():
    r = yield from inner()
    print("inner returned", r)
    yield from [10, 20]
    return "h"
def inner():
    a = yield "i1"
    print("inner got", a)
    return "ret"
it = h()
print(next(it), it.send("s"), next(it))
try:
    next(it)
except StopIteration as e:
    print(e.value)
def count():
    n = 0
    while True:
        n += 1
        if (yield n): n = 0
c = count()
print([next(c) for _ in range(3)], c.send(True), next(c))
print(list(x**2 for x in range(5) if x % 2), set(i % 3 for i in range(9)), dict((i, i) for i in range(2)))
def bad():
    yield 1
    raise StopIteration
try:
    list(bad())
except RuntimeError as e:
    print(repr(e), repr(e.__cause__))
gen = (i for i in range(3))
print(gen.__name__, type(gen), gen.gi_frame is not None)
print(next(gen), list(gen), list(gen))
try:
    next(gen)
except StopIteration:
    print("done")
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(4)))
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(It(3)), sum(It(4)), [*It(2)], max(It(5)), list(zip(It(3), It(2))), list(enumerate(It(2), 1)))
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
    def __len__(self): return 3
print(list(Seq()), 20 in Seq(), list(reversed(Seq())))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
import itertools
print(list(itertools.islice(fib(), 10)))
print(list(itertools.chain([1], "ab")), list(itertools.combinations("abc", 2)), list(itertools.permutations([1, 2, 3], 2))[:3], list(itertools.product("ab", [1, 2])))
print([(k, list(v)) for k, v in itertools.groupby("aabbc")], list(itertools.accumulate([1, 2, 3])), list(itertools.zip_longest([1, 2], [3], fillvalue=0)))
print(list(itertools.pairwise("abc")), list(itertools.batched("abcde", 2)), list(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1])))
