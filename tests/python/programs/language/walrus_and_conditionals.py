"""Conditional expressions, chained comparisons, short circuits, assignment expressions."""


def noisy(name, value):
    print(f"[{name}]", end=" ")
    return value


print(noisy("a", 0) or noisy("b", "x") or noisy("c", 1))
print(noisy("a", 1) and noisy("b", []) and noisy("c", 1))
print(1 < noisy("m", 5) < 10, 1 < noisy("n", 0) < noisy("never", 3), 3 > 2 != 5, 1 == 1.0 == True, "a" < "b" <= "b")
print("even" if noisy("t", 4) % 2 == 0 else noisy("never", "odd"), [x if x else "zero" for x in (0, 1)], not 1 == 2, not (1 and 0))
if (count := len("hello")) > 3 and (half := count // 2):
    print(count, half)
data = iter([3, 5, 0, 9])
total = 0
while value := next(data, None):
    total += value
print(total, value, [last := n for n in range(3)], last, [y for x in "abc" if (y := x.upper()) != "B"])
print(None or "default", [] or None, 0 or 0.0, "" and 5, (None is None) is True, 5 in [5] in [True] if False else "skipped", 1 if True else 2 if False else 3)
grade = lambda s: "A" if s >= 90 else "B" if s >= 80 else "C" if s >= 70 else "F"
print([grade(s) for s in (95, 85, 75, 10)])
x = y = 5
x, y = y + 1, x - 1
print(x, y, x > y > 0, 10 // 3 * 3 + 10 % 3 == 10, -2 ** 2, (-2) ** 2, 2 ** 3 ** 2, not True == False, 1 + 2 * 3 - 4 / 2, 7 & 3 == 3, ~5 + 1, 1 << 2 + 1, "a" + "b" * 2)
values = {"a": 0}
print(values.get("a") or "falsy", values.get("a", "missing"), "yes" if "a" in values else "no")
assert total == 8, "never shown"
assert all(isinstance(v, int) for v in values.values())
assert (length := len(values)) > 3, f"only {length} value{'s' if length != 1 else ''}"
