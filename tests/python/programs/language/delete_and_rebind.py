"""del of names, items, slices, attributes; what is gone and what stays."""


class Box:
    shared = "class"

    def __init__(self):
        self.own = "instance"

    def __delitem__(self, key):
        print("deleting", key)


box = Box()
box.shared = "hidden"
print(box.shared)
del box.shared
print(box.shared, vars(box))
del box["key"], box[1:2], box[1, ...]
items = list(range(10))
del items[0], items[-1], items[::3]
print(items)
del items[1:3], items[-2:]
print(items)
table = {"a": 1, "b": 2, ("c", 1): 3}
del table["a"], table["c", 1]
print(table)
a = b = [1]
del a
print(b)
x, y, z = 1, 2, 3
del (x, y), [z]
for name in ("a", "x", "z"):
    print(name in globals(), end=" ")
print()


def scope():
    value = 1
    del value
    try:
        value
    except UnboundLocalError as error:
        print(error)
    value = 2
    inner = lambda: value
    print(inner())
    del value
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)


scope()
for attempt in (lambda: box.__delattr__("nope"), lambda: table.__delitem__("zz"), lambda: items.__delitem__(50), lambda: delattr(Box, "missing")):
    try:
        print(attempt())
    except (AttributeError, KeyError, IndexError, TypeError) as error:
        print(type(error).__name__ + ":", error)
del Box.shared
try:
    box.shared
except AttributeError as error:
    print(error)
del items[99]
