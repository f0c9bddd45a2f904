"""deque, defaultdict, OrderedDict, ChainMap, namedtuple, UserDict."""
from collections import ChainMap, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple

recent = deque(maxlen=3)
for n in range(5):
    recent.append(n)
recent.appendleft("new")
print(recent, recent.maxlen, recent[0], recent[-1], len(recent), list(reversed(recent)))
line = deque("abcd")
line.rotate(1)
line.extend("xy")
line.extendleft("12")
print(line, line.pop(), line.popleft(), line.count("a"), line.index("c"), "b" in line)
line.remove("a")
line.insert(1, "I")
line[0] = "first"
del line[1]
line.reverse()
print(line, line.copy() == line, deque([1]) < deque([2]), deque([1]) + deque([2]), deque([1, 2]) * 2, deque())
line.clear()
groups = defaultdict(list)
for word in "apple ant bee bat cat".split():
    groups[word[0]].append(word)
print(groups, groups["z"], len(groups), groups.get("y"), groups.default_factory)
tree = lambda: defaultdict(tree)
root = tree()
root["a"]["b"]["c"] = 1
print(dict(root["a"]["b"]), defaultdict(int, x=1), defaultdict(lambda: "N/A")["q"])
ordered = OrderedDict(a=1, b=2, c=3)
ordered.move_to_end("a")
ordered.move_to_end("c", last=False)
print(ordered, ordered.popitem(), ordered.popitem(last=False), ordered, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) == {"a": 1}, list(reversed(OrderedDict(x=1, y=2))))
config = ChainMap({"user": "ann"}, {"user": "root", "port": 80})
config["debug"] = True
print(config["user"], config["port"], config, dict(config), len(config), config.parents, config.new_child({"port": 1})["port"], list(config), config.maps[0])
Point = namedtuple("Point", "x y z", defaults=(0,))
p = Point(1, 2)
print(p, p.x, p[1], p._replace(z=9), p._asdict(), Point._fields, Point._make([7, 8, 9]), p == (1, 2, 0), Point._field_defaults, len(p), hash(p) == hash((1, 2, 0)), p + (1,), Point(y=1, x=2))
x, *_ = p


class Pixel(namedtuple("Pixel", ["x", "y", "class"], rename=True)):
    __slots__ = ()

    def moved(self, dx):
        return self._replace(x=self.x + dx)


print(Pixel(1, 2, "c").moved(5), Pixel._fields, Pixel.__mro__[1].__name__)


class Upper(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)


u = Upper(a=1)
u["b"] = 2
u.update(c=3)
print(u, u.data, UserList([1, 2]) + [3], UserString("ab").upper(), "A" in u)
for wrong in (
    lambda: deque().pop(),
    lambda: deque([1])[3],
    lambda: deque([1]).remove(2),
    lambda: deque([1], -1),
    lambda: recent.insert(0, 1),
    lambda: defaultdict()["x"],
    lambda: defaultdict(5),
    lambda: OrderedDict().popitem(),
    lambda: ordered.move_to_end("zz"),
    lambda: config["none"],
    lambda: config.pop("port"),
    lambda: Point(1),
    lambda: Point(1, 2, 3, 4),
    lambda: p._replace(w=1),
    lambda: setattr(p, "x", 5),
    lambda: setattr(p, "w", 5),
    lambda: p.w,
    lambda: namedtuple("T", "a a"),
    lambda: namedtuple("T", "class"),
    lambda: namedtuple("T", "_x"),
    lambda: namedtuple("1T", "x"),
    lambda: Point._make([1]),
    lambda: u["zz"],
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
for item in (numbers := deque([1, 2])):
    numbers.append(item)
