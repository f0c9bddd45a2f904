"""Context managers: order of entry and exit, suppression, failing exits."""


class Resource:
    def __init__(self, name, *, fail_on=None, swallow=()):
        self.name, self.fail_on, self.swallow = name, fail_on, swallow

    def __enter__(self):
        print("enter", self.name)
        if self.fail_on == "enter":
            raise OSError(f"{self.name} is busy")
        return self.name.upper()

    def __exit__(self, kind, error, tb):
        print("exit", self.name, kind and kind.__name__, error)
        if self.fail_on == "exit":
            raise ValueError(f"{self.name} cannot close")
        return isinstance(error, self.swallow)


with Resource("a") as a, Resource("b") as b:
    print(a, b)
with (
    Resource("c") as c,
    Resource("d", swallow=ZeroDivisionError),
):
    print(1 / 0)
print("after")
try:
    with Resource("e"), Resource("f", fail_on="enter"):
        print("never")
except OSError as error:
    print("caught", error)
try:
    with Resource("g", fail_on="exit"):
        raise KeyError("first")
except ValueError as error:
    print(repr(error), "context", repr(error.__context__), error.__suppress_context__)


def early():
    for i in range(3):
        with Resource(f"loop {i}"):
            if i == 0:
                continue
            if i == 1:
                return "returned"


print(early())
with Resource("tuple") as (first, *rest):
    print(first, rest)


with Resource("outer"):
    with Resource("inner", fail_on="exit"):
        {}["missing"]
