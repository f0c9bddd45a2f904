"""Every kind of parameter, and every way to get a call wrong."""


def everything(a, b=2, /, c=3, *rest, d, e=5, **others):
    return a, b, c, rest, d, e, others


print(everything(1, d=4))
print(everything(1, 20, 30, 40, 50, d=4, e=6, f=7, a="taken by name"))
print(everything(*[1, 2], **{"c": 9, "d": 8}, z=0))


def positional(x, y, /):
    return x - y


def keyword(*, width, height=1):
    return width * height


def plain(first, second, third=None):
    return first, second, third


calls = [
    lambda: positional(1),
    lambda: positional(),
    lambda: positional(1, 2, 3),
    lambda: positional(x=1, y=2),
    lambda: keyword(),
    lambda: keyword(3),
    lambda: keyword(width=1, heigth=2),
    lambda: plain(),
    lambda: plain(1),
    lambda: plain(1, 2, 3, 4),
    lambda: plain(1, 2, first=3),
    lambda: plain(1, 2, fourth=4),
    lambda: everything(d=1),
    lambda: everything(1),
    lambda: plain(*5),
    lambda: plain(**5),
    lambda: plain(**{1: 2}),
    lambda: plain(1, **{"second": 2}, **{"second": 3}),
    lambda: (lambda q: q)(),
    lambda: (lambda: 0)(1),
    lambda: len(),
    lambda: len(1, 2),
    lambda: len(x=1),
    lambda: sorted(),
    lambda: "a".upper(1),
    lambda: int("1", base=10, extra=1),
]
for call in calls:
    try:
        print("no error", call())
    except TypeError as error:
        print("TypeError:", error)


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner

    def move(self, amount, *, to):
        pass


for make in (lambda: Account(), lambda: Account("a", 1, 2), lambda: Account("a").move(1), lambda: Account("a").move(1, 2), lambda: Account.move()):
    try:
        make()
    except TypeError as error:
        print("TypeError:", error)
