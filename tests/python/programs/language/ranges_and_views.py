"""Ranges of any size, views of dictionaries as sets, formatted bytes, and what containers ask of objects."""


def attempt(what, function):
    try:
        print(what, function())
    except Exception as error:
        print(what, type(error).__name__, error)


far = range(2**70, 2**70 + 10, 3)
print(far, far[1], far[-1], len(far), list(far), far[::-1])
print(2**70 + 3 in far, 2**70 + 4 in far, far.index(2**70 + 6), far.count(5))
print(list(reversed(far)), far == range(2**70, 2**70 + 12, 3), hash(far) == hash(range(2**70, 2**70 + 12, 3)))
print(range(1, 2**63 - 1, 2**62)[1:], range(0, 10, 2)[:: 2**63 - 1], range(0, 10, 2)[:: -(2**63)])
print(list(range(2**63 - 3, 2**63 + 2, 2)), list(range(2**63 - 5, 2**63 - 1, 3)))
print(range(2**100)[2**99], range(2**100)[-1], bool(range(2**100)), range(5).index(2.0), range(5).count(2.0))
attempt("length", lambda: len(range(2**100)))
attempt("far away", lambda: range(3)[2**100])
attempt("no index", lambda: range(3)["a"])
attempt("text", lambda: range("a"))
attempt("missing", lambda: range(3).index("a"))
print(slice(None, None, -1).indices(2**80), [1, 2, 3][:: -(2**63)])
attempt("negative", lambda: slice(1).indices(-1))

ages = {"ada": [36], "alan": [41]}
print(ages.keys() & ["ada", "bob"], ["ada"] & ages.keys(), sorted(ages.keys() | "x"), sorted(["x", "ada"] - ages.keys()))
print(ages.keys() & frozenset(["ada", "x"]), frozenset(["ada"]) & ages.keys(), sorted(ages.keys() ^ ["ada", "eve"]))
print(ages.items() == {"ada": [36], "alan": [41]}.items(), ages.items() >= {"ada": [36]}.items())
print(ages.items() ^ {"ada": [36], "alan": [41]}.items(), ages.keys() > {"ada"})
known = {"ada"}
same = known
known |= ages.keys()
print(same, sorted(known))
attempt("number", lambda: ages.keys() & 5)

print(b"%d|%5.1f|%-4s|%c|%x" % (42, 2.5, b"ab", 65, 255), b"%a %r" % ("é", [1]), b"%(k)s" % {b"k": b"v"}, b"%%" % ())
attempt("text for bytes", lambda: b"%s" % "text")
attempt("too many", lambda: b"%d" % (1, 2))
attempt("too large", lambda: b"%c" % 256)
attempt("letters", lambda: b"abc".center(9, "*"))
print("%(a(b))s" % {"a(b)": 1}, "abc".find("", 4), "abc".count("", 4), "abc".startswith("", 4))


class Sized:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return self.length

    def __iter__(self):
        return iter("ab")

    def __getitem__(self, index):
        return "xyz"[index]


attempt("hint", lambda: list(Sized(-1)))
attempt("spread", lambda: [*Sized(-1)])
attempt("no number", lambda: sorted(Sized("a")))
attempt("no list", lambda: sorted(set(Sized(-1))))
attempt("backwards", lambda: list(reversed(Sized(2))))
attempt("a class", lambda: reversed(list))


class Fussy(type):
    def __bool__(cls):
        return "yes"


class Strict(metaclass=Fussy):
    pass


class Undecided(Exception):
    def __bool__(self):
        return 1


class Nameless:
    def __str__(self):
        raise ValueError("no name")


attempt("class", lambda: bool(Strict))
attempt("error", lambda: bool(Undecided()))
attempt("", lambda: print("before", Nameless()))


def del_item(key):
    del key[0]


attempt("int", lambda: del_item(5))
attempt("str", lambda: del_item("a"))
attempt("group", lambda: ExceptionGroup("a", range(2)))
attempt("empty", lambda: ExceptionGroup("a", ""))
print(1 / (-1 + 3j), (1 + 2j) / (3 - 4j), True.as_integer_ratio())
