"""Loops with else, break and continue; while, ranges, enumerate, zip, reversed."""


def primes(limit):
    found = []
    for n in range(2, limit):
        for p in found:
            if n % p == 0:
                break
        else:
            found.append(n)
    return found


print(primes(60))
n, steps = 27, 0
while n != 1:
    n = 3 * n + 1 if n % 2 else n // 2
    steps += 1
    if steps > 200:
        print("too long")
        break
else:
    print("arrived after", steps)
for i in range(10, 0, -3):
    if i == 4:
        continue
    print(i, end=" ")
else:
    print("| done", i)
print(list(range(5)), list(range(2, 12, 4)), range(3), range(0, 10, 2)[2], range(10)[2:8:3], len(range(0, 10, 3)), 4 in range(0, 10, 2), range(3) == range(0, 3, 1), list(reversed(range(3))), range(10).index(7), range(0), bool(range(0)), range(5).count(2), hash(range(2)) == hash(range(2)))
print(list(zip("abc", range(2))), list(zip()), dict(zip("ab", [1, 2])), list(enumerate("xy", 1)), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(filter(None, [0, 1, "", "a"])), list(map(str, (1, 2))))
iterator = iter([1, 2, 3])
print(next(iterator), list(iterator), next(iterator, None))
for _ in range(3):
    for _ in range(2):
        break
print(list(iter([4, 5, 0, 6].pop, 5)))
values = [5, 3, 8]
for index, value in enumerate(values):
    if value == 3:
        values.pop(index)
print(values)
i = 0
while True:
    i += 1
    try:
        if i == 2:
            continue
        if i == 4:
            break
    finally:
        print("finally", i)
print(sum(range(101)), sum([[1], [2]], []), min("b", "a"), max([1, 2], [1, 3]), max("aa", "b", key=len), min([], default="none"), any([]), all([]), sorted("bca", reverse=True), abs(-3), divmod(17, 5), pow(2, 10))


class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        self.n = self.start
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Old:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError(i)
        return i * 10

    def __len__(self):
        return 3


print(list(Countdown(3)), 2 in Countdown(3), list(Old()), 20 in Old(), list(reversed(Old())), [*zip(Old(), Countdown(2))])
for wrong in (lambda: next(iter([])), lambda: next([]), lambda: iter(5), lambda: list(map(1, [1])), lambda: reversed({1}), lambda: enumerate(5), lambda: zip(1), lambda: range("a"), lambda: range(), lambda: max(1), lambda: sorted([1, "a"]), lambda: sum(5), lambda: map(str), lambda: filter(None), lambda: iter(5, 1), lambda: range(3)[5], lambda: range(3).index(9)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
for x in None:
    pass
