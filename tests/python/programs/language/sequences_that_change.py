class Clears:
    def __init__(self, items, at):
        self.items, self.at = items, at

    def __index__(self):
        self.items.clear()
        return self.at


def attempt(what, action):
    items = [1, 2, 3]
    try:
        print(what, action(items), items)
    except (IndexError, ValueError) as error:
        print(what, type(error).__name__, error, items)


def delete(items, place):
    del items[place]


attempt("item", lambda items: items[Clears(items, 1)])
attempt("slice", lambda items: items[Clears(items, 0):3])
attempt("step", lambda items: items[::Clears(items, 2)])
attempt("set", lambda items: items.__setitem__(Clears(items, 1), 5))
attempt("set slice", lambda items: items.__setitem__(slice(Clears(items, 1), 3), [5, 6]))
attempt("set step", lambda items: items.__setitem__(slice(0, 3, Clears(items, 2)), [5, 6]))
attempt("delete", lambda items: delete(items, Clears(items, 1)))
attempt("delete slice", lambda items: delete(items, slice(Clears(items, 0), 2)))
attempt("insert", lambda items: items.insert(Clears(items, 2), 7))
attempt("pop", lambda items: items.pop(Clears(items, 2)))
attempt("index", lambda items: items.index(1, Clears(items, 0)))
attempt("multiply", lambda items: items * Clears(items, 2))
huge = 2**63 - 1
print("abc"[1::huge], [1, 2, 3][1::huge], (1, 2, 3)[::huge], b"abc"[:: -huge - 1], [1, 2, 3][huge:1:-huge])
print(slice(1, huge, huge).indices(5), slice(None, None, -huge - 1).indices(5))


class Removes:
    def __init__(self, items):
        self.items = items

    def __eq__(self, other):
        del self.items[0]
        return other == 3


for method in "remove", "index", "count", "__contains__":
    items = [1, 2, 3, 4]
    try:
        print(method, getattr(items, method)(Removes(items)), items)
    except ValueError as error:
        print(method, error, items)
print([1, 2] * Clears([], 2), Clears([], -1) * "ab", "ab" * True)
for wrong in [1.5, None, "a", 2**70, {}, [1]]:
    for sequence in "ab", [1], (1,), b"a":
        for left, right in (sequence, wrong), (wrong, sequence):
            try:
                print(left * right)
            except (TypeError, OverflowError) as error:
                print(type(error).__name__, error)
items = [3, 1, 2]


def key(item):
    items.append(item)
    return item


try:
    items.sort(key=key)
except ValueError as error:
    print(error, items)
