"""Comprehensions over the lines of a log: nested, filtered, with :=."""

LOG = """\
12:00 INFO start pid=7
12:01 WARN disk 91%
12:01 INFO tick
12:05 ERROR disk 99%
12:06 ERROR lost pid=7

12:09 INFO stop"""

lines = [line.split(maxsplit=2) for line in LOG.splitlines() if line.strip()]
print(len(lines), lines[0], lines[2], lines[-1])
levels = {level for _, level, *_ in lines}
print(sorted(levels))
counts = {level: sum(1 for _, l, *_ in lines if l == level) for level in sorted(levels)}
print(counts)
print([percent for line in LOG.splitlines() if "%" in line and (percent := int(line.rstrip("%").split()[-1])) > 90])
minutes = [int(h) * 60 + int(m) for h, m in (time.split(":") for time, *_ in lines)]
print(minutes, [b - a for a, b in zip(minutes, minutes[1:])])
pairs = [(x, y) for x in range(4) for y in range(x, 4) if (x + y) % 2]
print(pairs)
matrix = [[row * 3 + column for column in range(3)] for row in range(3)]
print(matrix, [[row[i] for row in matrix] for i in range(3)], [cell for row in matrix for cell in row if cell % 2 == 0])
print({x: {y for y in range(x)} == set(range(x)) for x in range(3)})
lazy = (print("computing", x) or x * x for x in range(3))
print(type(lazy).__name__, next(lazy), list(lazy), list(lazy))
x = "outer"
print([x for x in range(2)], x)
print(any(n > 3 for n in (1, 5, 9)), all(isinstance(n, int) for n in (1, 2, "3")), max((len(w), w) for w in "the quick brown".split()))
print(list(dict.fromkeys(c for c in "mississippi")), {**counts, "DEBUG": 0}, [*range(3), *"ab"])
words = ["apple", "bob", "kayak"]
print([w for w in words if w == w[::-1]], {w[0]: w for w in words}, {len(w) for w in words} == {5, 3})
nested = [1, [2, [3, [4]]]]


def flat(items):
    return [leaf for item in items for leaf in (flat(item) if isinstance(item, list) else [item])]


print(flat(nested))
table = {"a": [1, 2], "b": []}
print([(k, v) for k, vs in table.items() for v in vs or ["-"]])
print([int(field) for line in lines for field in line])
