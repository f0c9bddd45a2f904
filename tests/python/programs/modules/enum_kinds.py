"""enum: Enum, IntEnum, StrEnum, Flag, auto, aliases, methods, lookups that fail."""
import enum
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = "b"
    CRIMSON = 1

    @property
    def pretty(self):
        return self.name.title()

    @classmethod
    def default(cls):
        return cls.GREEN

    def __str__(self):
        return f"colour {self.value}"


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["BLUE"], Color.CRIMSON is Color.RED, list(Color), len(Color), Color.default().pretty)
print(Color.RED == 1, Color.RED in Color, 1 in Color, "zz" in Color, list(Color.__members__), isinstance(Color.RED, Color), {Color.RED: "r"}[Color(1)], Color.RED != Color.BLUE, f"{Color.RED}|{Color.BLUE!r:>20}", type(Color.RED), Color)


class Priority(IntEnum):
    LOW = 1
    HIGH = 10


print(Priority.HIGH > Priority.LOW, Priority.HIGH + 1, sorted([Priority.HIGH, Priority.LOW]), max(Priority), Priority(10), f"{Priority.LOW}", Priority.LOW == 1, repr(Priority.LOW), str(Priority.LOW), [10, 20][Priority.LOW], Priority.HIGH.bit_length())


class Status(StrEnum):
    ACTIVE = auto()
    GONE = "gone!"


print(Status.ACTIVE, Status.ACTIVE == "active", Status.GONE.upper(), Status("gone!"), repr(Status.GONE), f"{Status.ACTIVE:>8}", {"active": 1}[Status.ACTIVE], ",".join(Status))


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    EXECUTE = auto()
    ALL = READ | WRITE | EXECUTE


rw = Permission.READ | Permission.WRITE
print(rw, repr(rw), Permission.READ in rw, Permission.EXECUTE in rw, ~rw, rw & Permission.READ, rw ^ Permission.ALL, bool(rw & Permission.EXECUTE), Permission(0), Permission(3), list(rw), Permission.ALL, rw.value, len(rw), list(Permission))


class Mode(IntFlag):
    A = 1
    B = 2


print(Mode.A | Mode.B, Mode.A | 8, Mode(3), repr(Mode.A | Mode.B), Mode.A + 1, Mode.B & 3)


class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def gravity(self):
        return 6.67e-11 * self.mass / self.radius ** 2


print([f"{p.name}={p.gravity:.2f}" for p in Planet], Planet.EARTH.value)
Animal = Enum("Animal", "CAT DOG")
Size = Enum("Size", {"S": 1, "L": 3})
print(list(Animal), Size.L, Animal.DOG.value, Enum("N", ["X"], start=5).X.value)


class Token(Enum):
    @classmethod
    def _missing_(cls, value):
        for member in cls:
            if member.value == str(value).lower():
                return member

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    PLUS = auto()
    MINUS = auto()


print(Token("PLUS"), Token.MINUS.value, Token.PLUS.__class__.__name__)
match Priority(1):
    case Priority.HIGH:
        print("high")
    case Priority.LOW:
        print("low")
for wrong in (
    lambda: Color(99),
    lambda: Color["PURPLE"],
    lambda: Color.PURPLE,
    lambda: Color.RED < Color.BLUE,
    lambda: setattr(Color, "RED", 5),
    lambda: setattr(Color.RED, "value", 5),
    lambda: Color(),
    lambda: Permission(64),
    lambda: Token("times"),
    lambda: unique(Color),
    lambda: delattr(Color, "RED"),
    lambda: Priority("high"),
    lambda: Color.RED.RED.name,
    lambda: Color.RED + 1,
    lambda: Enum("Dup", "A A"),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
Status("lost")
