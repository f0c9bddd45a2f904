"""Typed containers: NamedTuple, TypedDict, Protocol and generics in use."""
from typing import Generic, NamedTuple, Optional, Protocol, TypedDict, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Entry(NamedTuple):
    key: str
    value: int = 0

    def bumped(self) -> "Entry":
        return self._replace(value=self.value + 1)


class Point(TypedDict):
    x: int
    y: int


class HasArea(Protocol):
    def area(self) -> float: ...


class BiMap(Generic[K, V]):
    def __init__(self) -> None:
        self.forward: dict[K, V] = {}
        self.back: dict[V, K] = {}

    def add(self, key: K, value: V) -> None:
        if value in self.back:
            raise ValueError(f"{value!r} belongs to {self.back[value]!r}")
        self.forward[key], self.back[value] = value, key

    def find(self, value: V) -> Optional[K]:
        return self.back.get(value)


class Square:
    def __init__(self, side: float):
        self.side = side

    def area(self) -> float:
        return self.side ** 2


def total(shapes: list[HasArea]) -> float:
    return sum(shape.area() for shape in shapes)


names: BiMap[str, int] = BiMap()
names.add("one", 1)
print(names.find(1), names.find(2), total([Square(2), Square(1.5)]), Entry("a").bumped().bumped(), Point(x=1, y=2))
key, value = Entry("k", 5)
print(key, value, Entry("a") < Entry("b"), Entry("a", 1) == ("a", 1), BiMap.add.__annotations__["key"], Entry.__new__.__name__)
try:
    names.add("uno", 1)
except ValueError as error:
    print(error)
total([Square(1), 5])
