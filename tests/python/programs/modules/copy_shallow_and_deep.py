"""copy: shallow and deep, cycles, __copy__ and __deepcopy__, replace."""
import copy
from collections import OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass, field

original = {"list": [1, [2, 3]], "tuple": (1, [2]), "set": {1}, "text": "x"}
shallow, deep = copy.copy(original), copy.deepcopy(original)
original["list"][1].append(4)
original["tuple"][1].append(5)
print(shallow["list"], deep["list"], shallow["tuple"], deep["tuple"], shallow["list"] is original["list"], deep["set"] is original["set"])
cycle = [1]
cycle.append(cycle)
copied = copy.deepcopy(cycle)
print(copied, copied[1] is copied, copied is not cycle)
shared = [0]
pair = copy.deepcopy([shared, shared])
print(pair[0] is pair[1], pair[0] is shared)


@dataclass
class Node:
    name: str
    children: list = field(default_factory=list)
    parent: "Node" = None

    def add(self, child):
        child.parent = self
        self.children.append(child)
        return self


root = Node("root").add(Node("a").add(Node("b"))).add(Node("c"))
twin = copy.deepcopy(root)
twin.children[0].name = "changed"
print(root.children[0].name, twin.children[0].name, twin.children[0].parent is twin, twin.children[0].children[0].parent is twin.children[0])


class Counted:
    copies = 0

    def __init__(self, data):
        self.data = data
        self.cache = object()

    def __copy__(self):
        Counted.copies += 1
        return Counted(self.data)

    def __deepcopy__(self, memo):
        Counted.copies += 10
        made = Counted(copy.deepcopy(self.data, memo))
        memo[id(self)] = made
        return made


c = Counted([1])
print(copy.copy(c).data is c.data, copy.deepcopy(c).data is c.data, Counted.copies, copy.deepcopy([c, c])[0].data, Counted.copies)
Point = namedtuple("Point", "x y")
for value in (1, 2.5, "s", None, True, (1, 2), frozenset({1}), len, int, Point(1, [2]), range(3), b"x", 1j, ...):
    print(type(value).__name__, copy.copy(value) == value, copy.deepcopy(value) == value, end="; ")
print()
for value in (deque([1, [2]], maxlen=5), defaultdict(list, a=[1]), OrderedDict(a=[1]), {1, 2}, [1]):
    made = copy.deepcopy(value)
    print(type(made).__name__, made == value, made is value, end="; ")
print()


class Slots:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a, self.b = 1, [2]


s = Slots()
t = copy.copy(s)
u = copy.deepcopy(s)
print(t.b is s.b, u.b is s.b, u.b, u.a)


class Base:
    def __init__(self):
        self.items = [1]


class Derived(Base, list):
    pass


d = Derived()
d.append([5])
e = copy.deepcopy(d)
d[0].append(6)
print(list(e), e.items, e.items is d.items, type(e).__name__)
print(copy.replace(Point(1, 2), x=9), copy.replace(root, children=[]).name)
error = ValueError("a", [1])
print(repr(copy.copy(error)), copy.copy(error) is error, copy.deepcopy(error).args)
for wrong in (lambda: copy.replace(5), lambda: copy.deepcopy(), lambda: copy.copy(1, 2), lambda: copy.deepcopy(x for x in [])):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__ + ":", str(error).replace("_copy", "copy"))
copy.replace(Point(1, 2), z=3)
