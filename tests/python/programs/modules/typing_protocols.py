"""typing: generics, protocols, NamedTuple, TypedDict, overload, get_type_hints, new syntax."""
import typing
from typing import Any, Callable, Generic, Literal, NamedTuple, NewType, Optional, Protocol, TypedDict, TypeVar, Union, cast, get_args, get_origin, get_type_hints, overload, runtime_checkable

T = TypeVar("T")


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self

    def pop(self) -> T:
        return self.items.pop()


s: Stack[int] = Stack[int]()
print(s.push(1).push(2).pop(), type(s).__name__, Stack[int], isinstance(s, Stack))


@runtime_checkable
class Drawable(Protocol):
    def draw(self) -> str: ...


class Circle:
    def draw(self):
        return "O"


print(isinstance(Circle(), Drawable), isinstance(5, Drawable), issubclass(Circle, Drawable))


class Employee(NamedTuple):
    """An employee."""

    name: str
    id: int = 3

    def badge(self):
        return f"{self.name}#{self.id}"


e = Employee("Ann")
print(e, e.badge(), e._asdict(), Employee._fields, Employee.__doc__, e == ("Ann", 3), Employee._field_defaults, Employee.__annotations__)


class Movie(TypedDict, total=False):
    title: str
    year: int


m: Movie = {"title": "X"}
print(Movie(title="Y", year=1), m, Movie.__name__, Movie.__annotations__)
UserId = NewType("UserId", int)
print(UserId(5) + 1, UserId.__name__, cast(str, 5))


def f(a: int, b: "Optional[str]" = None, *args: float, **kw: Any) -> list[int]:
    return []


print(f.__annotations__, list(get_type_hints(f)))
print(Callable[[int], str], Literal["a", 1], list[int], dict[str, list[int]], int | None, int | str | None, Any, typing.List[int], typing.Dict[str, int], tuple[int, ...], type[int], T, Callable[..., Any])
print(get_origin(list[int]), get_args(dict[str, int]), get_args(int | None), get_args(Callable[[int], str]), get_origin(5), get_args(Literal["a", "b"]))
print(Union[int, int], isinstance(5, int | str), isinstance("x", Union[int, str]))


@overload
def double(x: int) -> int: ...
@overload
def double(x: str) -> str: ...
def double(x):
    return x * 2


print(double(2), double("a"))


def first[K](items: list[K]) -> K:
    return items[0]


class Box[V]:
    def __init__(self, value: V):
        self.value = value


type Pair[A] = tuple[A, A]
print(first([3]), Box(1).value, Pair, Pair.__name__)
for wrong in (
    lambda: isinstance([], list[int]),
    lambda: Any(),
    lambda: Stack[int, str],
    lambda: Drawable(),
    lambda: Employee(),
    lambda: setattr(e, "id", 4),
    lambda: isinstance(5, Generic[T]),
    lambda: int[5],
    lambda: typing.assert_never(5),
    lambda: typing.Nope,
    lambda: isinstance(m, Movie),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
Employee("a", 1, 2)
