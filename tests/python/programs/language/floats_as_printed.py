"""Floats: how they print, round, compare and fail."""
import math

print(0.1, 0.1 + 0.2, 1 / 3, 2 / 3, 1e22, 1e21, 123456789012345678.0, 1e-7, 5e-324, 1.7976931348623157e308, 100.0, 1e2, -0.0, 3.0e10)
print(float("1e3"), float(" 2.5 "), float("-inf"), float("nan"), float("1_0.5"), float(".5"), float("5."), float("Infinity"))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(0.5), round(1.15, 1), round(1e20), round(2.5, 0))
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, divmod(7.5, -2), 1e308 * 10, -1e308 * 10, 2.0 ** 0.5, 9 ** 0.5, 2 ** -1)
print((0.75).as_integer_ratio(), (2.0).is_integer(), (2.5).is_integer(), (255.5).hex(), float.fromhex("0x1.8p3"), (1.5).real, (-1.5).__abs__(), int(2.9), math.trunc(-2.9), math.floor(-2.1), math.ceil(2.1))
print(math.inf > 10**1000, math.nan == math.nan, math.nan != math.nan, math.isnan(math.inf - math.inf), 0.0 == -0.0, math.copysign(1, -0.0), min(1, 0.5), max(1.0, 1), [math.nan] == [math.nan])
print(sum([0.1] * 10), math.fsum([0.1] * 10), sum([0.1] * 10) == 1.0, abs(-2.5), str(1.0), repr(1e100), 1e5, 1e16, 12345678.9, 0.00001234)
readings = [21.5, 22.25, 19.0, 23.75, 20.5]
mean = sum(readings) / len(readings)
variance = sum((r - mean) ** 2 for r in readings) / (len(readings) - 1)
print(f"{mean:.3f} {variance:.4f} {variance ** 0.5:.6f} {mean:8.2e} {mean:.0f} {mean!r}")
print((1 + 2j) * (3 - 1j), abs(3 + 4j), (2j) ** 2, complex(1, -1).conjugate(), 1j.imag, complex("1+2j"), -1j, 1e20j, (1 + 0j) == 1)
for wrong in (
    lambda: float("abc"),
    lambda: float(""),
    lambda: float(None),
    lambda: float([1]),
    lambda: 1e200 ** 2,
    lambda: int("1.5"),
    lambda: round("a"),
    lambda: round(1.5, "a"),
    lambda: round(math.nan),
    lambda: round(math.inf),
    lambda: [1, 2][1.0],
    lambda: 1.5 << 1,
    lambda: 1j < 2j,
    lambda: int(1j),
    lambda: range(1.5),
    lambda: "a" * 1.5,
    lambda: 1.5.upper(),
    lambda: math.factorial(-1),
    lambda: math.factorial(1.5),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
