"""Permissions and colours as bits."""
R, W, X = 4, 2, 1


def mode(text):
    if len(text) != 9:
        raise ValueError(f"{text!r} has {len(text)} characters, not 9")
    value = 0
    for index, (c, want) in enumerate(zip(text, "rwx" * 3)):
        if c == want:
            value |= 1 << (8 - index)
        elif c != "-":
            raise ValueError(f"{c!r} at {index} of {text!r}")
    return value


def show(value):
    return "".join(c if value >> (8 - i) & 1 else "-" for i, c in enumerate("rwx" * 3))


for text in ("rwxr-x---", "rw-r--r--", "---------"):
    value = mode(text)
    print(text, oct(value), f"{value:09b}", show(value) == text, value.bit_count(), bool(value & R << 6))
print(show(0o777 & ~0o022), f"{0o640:#o}", [bin(n) for n in (R | W, R & X, R ^ (R | X))])


def rgb(colour):
    return colour >> 16 & 0xFF, colour >> 8 & 0xFF, colour & 0xFF


def blend(a, b, t=0.5):
    mixed = [round(x + (y - x) * t) for x, y in zip(rgb(a), rgb(b))]
    return int.from_bytes(bytes(mixed), "big")


print(rgb(0xFF8000), f"#{blend(0xFF0000, 0x0000FF):06x}", f"#{blend(0x000000, 0xFFFFFF, 0.25):06X}")


def gray(n):
    return n ^ n >> 1


print([f"{gray(n):03b}" for n in range(8)], sum(1 << i for i in range(0, 64, 8)), -1 & 0xFFFF, ~0 << 4)


def crc(data, polynomial=0x07):
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value << 1 ^ polynomial if value & 0x80 else value << 1) & 0xFF
    return value


print(hex(crc(b"123456789")), crc(b""))
mode("rwxrwxrwz")
