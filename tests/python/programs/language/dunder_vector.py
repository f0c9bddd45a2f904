"""A vector with all that operators ask for."""
import math


class Vector:
    __slots__ = ("x", "y")
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Vector({self.x!r}, {self.y!r})"

    def __str__(self):
        return f"({self.x}, {self.y})"

    def __format__(self, spec):
        if spec.endswith("p"):
            return f"<{abs(self):{spec[:-1]}}, {math.atan2(self.y, self.x):{spec[:-1]}}>"
        return f"({self.x:{spec}}, {self.y:{spec}})"

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y) if isinstance(other, Vector) else NotImplemented

    def __hash__(self):
        return hash((self.x, self.y))

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y) if isinstance(other, Vector) else NotImplemented

    def __sub__(self, other):
        return self + -other

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k) if isinstance(k, (int, float)) else NotImplemented

    __rmul__ = __mul__

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __abs__(self):
        return math.hypot(self.x, self.y)

    def __bool__(self):
        return bool(self.x or self.y)

    def __iter__(self):
        yield self.x
        yield self.y

    def __getitem__(self, index):
        return tuple(self)[index]

    def __complex__(self):
        return complex(self.x, self.y)

    def __round__(self, digits=None):
        return Vector(round(self.x, digits), round(self.y, digits))


v, w = Vector(3, 4), Vector(1.25, -2)
print(v, repr(w), v + w, v - w, 2 * v, v * 0.5, v @ w, abs(v), -v)
print(f"{v:.1f} {w:+.2f} {v:.3fp} {v!r:>16}|{v!s:<10}|")
print(bool(v), bool(Vector(0, 0)), v == Vector(3, 4), v != w, v == 3, {v: "a"}[Vector(3, 4)])
print([*v], v[0], v[-1], v[::-1], complex(v), round(w), round(w, 1), max(v), sum(v))
match v:
    case Vector(3, y):
        print("matched", y)
v += w
print(v, id(v) == id(w))
for wrong in (lambda: v + 1, lambda: "a" * v, lambda: v < w, lambda: v["a"], lambda: v[2], lambda: v / 2, lambda: +v, lambda: v(), lambda: len(v), lambda: setattr(v, "z", 1)):
    try:
        print(wrong())
    except (TypeError, IndexError, AttributeError) as error:
        print(type(error).__name__ + ":", error)
print(sum([v, w]))
