"""Polynomials: arithmetic, calls, comparison, text."""


class Poly:
    def __init__(self, *coefficients):
        terms = list(coefficients)
        while terms and terms[-1] == 0:
            terms.pop()
        self.terms = tuple(terms)

    @classmethod
    def of(cls, text):
        return cls(*map(int, reversed(text.split())))

    @property
    def degree(self):
        return len(self.terms) - 1

    def __call__(self, x):
        result = 0
        for c in reversed(self.terms):
            result = result * x + c
        return result

    def __add__(self, other):
        if isinstance(other, int):
            other = Poly(other)
        if not isinstance(other, Poly):
            return NotImplemented
        a, b = sorted((self.terms, other.terms), key=len)
        return Poly(*[x + y for x, y in zip(a, b)], *b[len(a):])

    __radd__ = __add__

    def __mul__(self, other):
        if isinstance(other, int):
            return Poly(*(c * other for c in self.terms))
        out = [0] * (self.degree + other.degree + 1)
        for i, x in enumerate(self.terms):
            for j, y in enumerate(other.terms):
                out[i + j] += x * y
        return Poly(*out)

    def __pow__(self, n):
        if n < 0:
            raise ValueError("negative power")
        return self * self ** (n - 1) if n else Poly(1)

    def __eq__(self, other):
        return isinstance(other, Poly) and self.terms == other.terms

    def derivative(self):
        return Poly(*(i * c for i, c in enumerate(self.terms) if i))

    def __str__(self):
        parts = []
        for power in range(self.degree, -1, -1):
            if c := self.terms[power]:
                x = "" if power == 0 else "x" if power == 1 else f"x^{power}"
                number = str(abs(c)) if abs(c) != 1 or not x else ""
                parts.append(("-" if c < 0 else "+") + " " + number + x)
        return " ".join(parts).removeprefix("+ ") or "0"


p = Poly.of("2 0 -3 1")
print(p, "|", p.degree, p(0), p(2), p(-1.5), p.derivative(), p + 5, 5 + p, sum([p, p]))
print(p * Poly(1, 1), "|", Poly(1, 1) ** 4, "|", p * -1, "|", Poly(), Poly(0, 0) == Poly(), p == 3)
try:
    hash(p)
except TypeError as error:
    print(error)
print(p + "x")
