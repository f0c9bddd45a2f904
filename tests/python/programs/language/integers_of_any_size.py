"""Big integers: factorials, bits, division, bases, conversion."""


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


print(factorial(30), factorial(50) // factorial(48), len(str(factorial(200))), factorial(25) % 1000007)
print(2**100, -2**63, 2**64 - 1, (-2)**65, 10**18 * 10**18, 7**77 % 1000, pow(7, 77, 1000), pow(3, -1, 11))
for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2), (10**30, 7), (-10**30, 10**15 + 1)):
    print(a // b, a % b, divmod(a, b), a / b)
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 70, (1 << 70) >> 68, -1 >> 3, -8 >> 1, 2**70 & 2**70 - 1, -2**70 | 1, ~(2**65))
print(bin(10), oct(64), hex(-255), int("ff", 16), int("0b101", 2), int("0x1f", 0), int("1_000"), int(" -12 "), int(3.99), int(-3.99), int("z", 36), int(True))
print((255).bit_length(), (-8).bit_count(), (2**100).bit_length(), (12).as_integer_ratio(), (5).is_integer(), (3).real, (3).imag, (3).numerator, (7).conjugate())
print(10**20 == 1e20, 2**53 + 1 == float(2**53 + 1), 10**400 > 1e308, 3 == 3.0, hash(3) == hash(3.0), hash(2**61 - 1), hash(-1), True + True, sum([True, 2]))
print(round(12345, -2), round(15, -1), round(25, -1), abs(-10**20), -(-5), +True, 1_000_000, 0xFF, 0o17, 0b11, 7 .__add__(3))
print(f"{2**70:,} {2**70:x} {-2**70:#b}", str(10**25), repr(-10**25), 10**25 // 10**23, float(10**25), int(1e25))


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


print(max(range(1, 100), key=collatz), collatz(97))
fibonacci = [0, 1]
while len(str(fibonacci[-1])) < 25:
    fibonacci.append(fibonacci[-1] + fibonacci[-2])
print(len(fibonacci), fibonacci[-1])
for wrong in (
    lambda: 1 // 0,
    lambda: 1 % 0,
    lambda: 1 / 0,
    lambda: divmod(1, 0),
    lambda: int("12a"),
    lambda: int(""),
    lambda: int("9", 8),
    lambda: int("1", 99),
    lambda: int(None),
    lambda: int([]),
    lambda: int(float("nan")),
    lambda: int(float("inf")),
    lambda: 1 << -1,
    lambda: float(10**400),
    lambda: 10**400 / 3,
    lambda: pow(2, 5, 0),
    lambda: pow(2, -1, 4),
    lambda: 1 + None,
    lambda: 5 & 1.5,
    lambda: range(0, 5, 0),
    lambda: 1 < "a",
    lambda: 5(),
    lambda: 5[0],
    lambda: ~1.5,
    lambda: -"a",
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
print(2 ** 0.5, (-8) ** (1 / 3), int("seven"))
