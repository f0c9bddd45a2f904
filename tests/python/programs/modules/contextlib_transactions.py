"""Nested transactions with ExitStack and contextmanager."""
from contextlib import ExitStack, contextmanager, suppress


class Store(dict):
    @contextmanager
    def transaction(self, name):
        before = dict(self)
        print("begin", name)
        try:
            yield self
        except Exception as error:
            self.clear()
            self.update(before)
            print("rolled back", name, repr(error))
            raise
        else:
            print("committed", name)


store = Store(a=1)
with store.transaction("first") as s:
    s["b"] = 2
with suppress(ZeroDivisionError), store.transaction("second"):
    store["c"] = 3
    1 // 0
print(store)
with store.transaction("outer"):
    store["d"] = 4
    try:
        with store.transaction("inner"):
            store["e"] = 5
            raise LookupError("no")
    except LookupError:
        store["f"] = 6
print(store)
with ExitStack() as stack:
    for name in ("x", "y"):
        stack.enter_context(store.transaction(name))
    store["z"] = 0
    stack.callback(print, "last in, first out")
with store.transaction("failing"):
    del store["missing"]
