"""Scopes: global, nonlocal, class bodies, comprehensions, del, shadowing, walrus."""
level = "module"
history = []


def change():
    global level, fresh
    level = "changed"
    fresh = "made in a function"


def shadow(level):
    def inner():
        nonlocal level
        level += "!"
        return level

    return inner(), level


class Body:
    level = "class"
    seen = level
    copies = [level for _ in range(1)]
    squares = [n * n for n in range(3)]

    def method(self):
        return level

    history.append(level)


print(level, shadow("argument"), Body.seen, Body.copies, Body.squares, Body().method(), history)
change()
print(level, fresh)
print([y := 1, y**2], y, (lambda: level)(), [level for level in "ab"], level)
if (n := len("four")) > 3:
    print(n)
while (line := history.pop() if history else None) is not None:
    print("line", line)


def make():
    items = []
    for i in range(3):

        def show(i=i):
            return i, len(items)

        items.append(show)
    return items


print([f() for f in make()])
print(sorted(name for name in globals() if not name.startswith("_"))[:5], "level" in globals(), globals()["level"])


def local_names(a, b=2):
    c = a + b
    return sorted(locals())


print(local_names(1), __name__)
del level
for attempt in (lambda: level, lambda: undefined_here, lambda: Body.copies.level, lambda: local_names()):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__ + ":", error)


def conditional(flag):
    if flag:
        value = 1
    return value


print(conditional(True))
try:
    conditional(False)
except UnboundLocalError as error:
    print(error)
try:
    raise ValueError("kept")
except ValueError as kept:
    message = str(kept)
print(message)
try:
    kept
except NameError as error:
    print(error)
len = lambda x: "shadowed"
print(len("abc"))
del len
print(len("abc"))
print(int := 5, int)
int("5")
