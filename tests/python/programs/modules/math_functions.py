"""math: what it computes and what it refuses."""
import math

print(math.pi, math.e, math.tau, math.inf, math.nan, math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.fabs(-3), math.sqrt(2), math.isqrt(99), math.cbrt(8), math.pow(2, 10), math.exp(1), math.expm1(1e-10), math.exp2(3))
print(math.log(10), math.log2(8), math.log10(1000), math.log(8, 2), math.log1p(1e-10), math.log(10**400), math.sin(1), math.cos(1), math.tan(1), math.asin(0.5), math.acos(0.5), math.atan(1), math.atan2(1, -1), math.sinh(1), math.cosh(1), math.tanh(0.5), math.asinh(1), math.acosh(2), math.atanh(0.5))
print(math.degrees(math.pi), math.radians(180), math.hypot(3, 4), math.hypot(1, 2, 3), math.dist((0, 0), (3, 4)), math.gcd(12, 18), math.gcd(), math.gcd(12, 18, 8), math.lcm(4, 6), math.factorial(20), math.comb(10, 3), math.perm(5, 2), math.perm(4), math.prod([1, 2, 3, 4]), math.prod([], start=5), math.fsum([0.1] * 10), math.sumprod([1, 2], [3, 4]))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10, abs_tol=1e-9), math.copysign(2, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.modf(3.25), math.frexp(8), math.ldexp(0.5, 4), math.nextafter(1, 2), math.ulp(1.0), math.fma(2, 3, 4))


class Fraction:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError(f"Fraction({n}, 0)")
        g = math.gcd(n, d) * (1 if d > 0 else -1)
        self.n, self.d = n // g, d // g

    def __repr__(self):
        return f"{self.n}/{self.d}"

    def __add__(self, other):
        return Fraction(self.n * other.d + other.n * self.d, self.d * other.d)

    def __floor__(self):
        return self.n // self.d

    def __ceil__(self):
        return -(-self.n // self.d)

    def __trunc__(self):
        return int(self.n / self.d)

    def __float__(self):
        return self.n / self.d


half = Fraction(2, -4)
print(half, half + Fraction(1, 3), math.floor(half), math.ceil(half), math.trunc(half), math.sqrt(Fraction(9, 4)), float(half))
for wrong in (lambda: math.floor("a"), lambda: math.sqrt("4"), lambda: math.gcd(1.5, 2), lambda: math.exp(1000), lambda: math.comb(-1, 2), lambda: math.hypot("a"), lambda: math.floor(math.inf), lambda: math.ceil(math.nan), lambda: math.fmod(1, 0), lambda: math.dist([1], [1, 2]), lambda: math.prod(["a"]), lambda: math.pow(0, -1), lambda: math.ldexp(1.0, 10**10), lambda: math.cosh(1000), lambda: math.sumprod([1], [1, 2])):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
math.sqroot(4)
