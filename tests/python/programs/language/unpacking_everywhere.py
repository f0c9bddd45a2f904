"""Unpacking: assignments, loops, calls, literals, swaps, and what does not fit."""
a, b, *c = 1, 2, 3, 4
[d, (e, f)], g = [5, "xy"], {7: 8}
*h, i = "hello"
print(a, b, c, d, e, f, g, h, i)
a, b = b, a
print(a, b)
x = y = z = []
x.append(1)
print(y, z)
i, values = 0, [10, 20, 30]
i, values[i] = 2, 99
print(i, values)
for name, (low, high), *rest in [("a", (1, 2)), ("b", (3, 4), 5, 6)]:
    print(name, low, high, rest)
for key, value in {"k": 1}.items():
    print(key, value)
print([*range(2), *{"a": 1}, *(x for x in "z")], {**{"a": 1}, "a": 2}, (*[1], 2), {*"a", *"a"})
print(*[1, 2], *"ab", sep="-", end="!\n")


def area(width, height, *, unit="cm"):
    return f"{width * height} {unit}"


print(area(*(3, 4)), area(**{"width": 1, "height": 2, "unit": "m"}), area(*[2], **{"height": 5}))


class Point:
    def __init__(self):
        self.x, self.y = 0, 1

    def __iter__(self):
        return iter((self.x, self.y))


p = Point()
p.x, [p.y] = p.y, [p.x + 5]
print(*p)
(only,) = [42]
first, second = {"one": 1, "two": 2}
print(only, first, second)


def returns_several():
    return 1, *range(2, 4)


head, *tail = returns_several()
print(head, tail, returns_several())
for attempt in (
    lambda: [0 for a, b in [1]],
    lambda: [0 for a, b in [(1,)]],
    lambda: [0 for a, *b, c in ["x"]],
    lambda: [0 for a, b in "abc"],
    lambda: [0 for a, b in [None]],
    lambda: [*5],
    lambda: {**[1]},
    lambda: print(**{"a": 1}),
):
    try:
        attempt()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
a, b, c = (n for n in range(5))
