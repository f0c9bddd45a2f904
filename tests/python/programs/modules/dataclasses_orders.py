"""dataclasses: fields, defaults, order, frozen, slots, post-init, replace, asdict."""
import dataclasses
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, replace
from typing import ClassVar


@dataclass(order=True)
class Item:
    sort_key: tuple = field(init=False, repr=False)
    name: str
    price: float = 0.0
    tags: list[str] = field(default_factory=list, compare=False)
    count: ClassVar[int] = 0

    def __post_init__(self):
        self.sort_key = (-self.price, self.name)
        Item.count += 1


items = [Item("cup", 3), Item("pot", 12.5, ["hot"]), Item("pan", price=12.5)]
print(sorted(items), Item.count, items[0] == Item("cup", 3, ["x"]), items[0] < items[1])
print(asdict(items[1]), astuple(items[0]), [f.name for f in fields(Item)], fields(Item)[2].default, dataclasses.is_dataclass(Item), dataclasses.is_dataclass(5))


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0

    @property
    def norm(self):
        return abs(self.x) + abs(self.y)


p = Point(1, 2)
print(p, replace(p, y=5), hash(p) == hash(Point(1, 2)), {p: "here"}[Point(1, 2)], p.norm, Point.__slots__, Point.__match_args__)


@dataclass
class Base:
    id: int
    _: KW_ONLY
    debug: bool = False


@dataclass
class Child(Base):
    name: str = "n"
    factor: InitVar[int] = 2
    doubled: int = field(default=0, metadata={"unit": "m"})
    hidden: str = field(default="h", repr=False, kw_only=True)

    def __post_init__(self, factor):
        self.doubled = self.id * factor


c = Child(4, "x", 10, debug=True)
print(c, c.hidden, [f.name for f in fields(c)], fields(Child)[3].metadata["unit"], asdict(c))


@dataclass(eq=False, repr=False)
class Plain:
    a: int


@dataclass(unsafe_hash=True, kw_only=True)
class Options:
    verbose: bool = False
    level: int = field(default=1, hash=False)


print(Plain(1) == Plain(1), Options(verbose=True), hash(Options()) == hash(Options(level=5)))
Made = dataclasses.make_dataclass("Made", ["a", ("b", int), ("c", int, field(default=3))], namespace={"total": lambda self: self.b + self.c})
print(Made(1, 2), Made(1, 2).total())


@dataclass
class Tree:
    value: int
    children: list["Tree"] = field(default_factory=list)
    parent: "Tree | None" = field(default=None, repr=False)


tree = Tree(1, [Tree(2), Tree(3, [Tree(4)])])
tree.children[0].parent = tree
print(tree, asdict(Tree(1, [Tree(2)])))
match p:
    case Point(x, y):
        print("matched", x, y)
attempts = [
    lambda: Item(),
    lambda: Item("a", 1, [], 5),
    lambda: setattr(p, "x", 5),
    lambda: delattr(p, "x"),
    lambda: Options(True),
    lambda: hash(items[0]),
    lambda: Point(1) < Point(2),
    lambda: items[0] < 5,
    lambda: replace(p, z=1),
    lambda: replace(items[0], sort_key=()),
    lambda: asdict(5),
    lambda: fields(5),
    lambda: dataclass(type("Bad", (), {"__annotations__": {"x": list}, "x": []})),
    lambda: Base(1, True),
    lambda: dataclasses.make_dataclass("M", [("a", int, 1), "b"]),
    lambda: dataclasses.field(default=1, default_factory=list),
]
for attempt in attempts:
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__ + ":", error)


@dataclass
class Broken:
    first: int = 1
    second: str
