"""Conversions among the builtin types, and the protocol methods behind them."""


class Everything:
    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __index__(self):
        return 2

    def __bool__(self):
        return False

    def __str__(self):
        return "as text"

    def __repr__(self):
        return "<everything>"

    def __bytes__(self):
        return b"raw"

    def __len__(self):
        return 3

    def __iter__(self):
        return iter("xyz")

    def __hash__(self):
        return 42

    def __complex__(self):
        return 1 + 2j


e = Everything()
print(int(e), float(e), bool(e), str(e), repr(e), len(e), list(e), tuple(e), set(e) == {"x", "y", "z"}, hash(e), [10, 20, 30][e], hex(e), complex(e), f"{e}", "%s %r %d" % (e, e, e), dict.fromkeys(e))
print(bool(""), bool("0"), bool([]), bool([0]), bool(0.0), bool(None), bool(()), not not {}, bool(range(0)))
print(list("ab"), tuple([1]), dict([("a", 1)]), set("aa"), str([1, "a"]), int("0x1A", 16), float("1e3"), list({"a": 1}), list(range(3)), "".join(["a"]), bytes([1]), str(b"a"), str(None), int(True), float(True), str(1e10), list(b"ab"), tuple("ab"), frozenset([1]) == {1})
print(isinstance(True, int), type(True + 1), type(1 / 1), type(2 ** -1), type(2 ** 2), type(1j), type(None), type(...), type(NotImplemented), type(print), type(type))


class Bad:
    def __init__(self, result):
        self.result = result

    def _give(self):
        return self.result

    __str__ = __repr__ = __len__ = __bool__ = __int__ = __index__ = __hash__ = __iter__ = __float__ = _give


for call, result in [(str, 5), (repr, None), (len, -1), (len, "a"), (bool, "yes"), (hash, "h"), (iter, 5), (lambda b: f"{b}", 3)]:
    try:
        print(call(Bad(result)))
    except (TypeError, ValueError) as error:
        print(type(error).__name__ + ":", error)
int([1])
