"""Ciphers and checksums: Vigenere, Luhn, ISBN, run lengths."""
from itertools import cycle


def vigenere(text, key, sign=1):
    shifts = cycle(ord(c) - 97 for c in key)
    return "".join(chr((ord(c) - 97 + sign * next(shifts)) % 26 + 97) if c.islower() else c for c in text)


secret = vigenere("attack at dawn", "lemon")
print(secret, vigenere(secret, "lemon", -1))


def luhn(number):
    digits = [int(d) for d in reversed(number.replace(" ", ""))]
    return sum(d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits)) % 10 == 0


print([luhn(n) for n in ("4539 1488 0343 6467", "8273 1232 7352 0569", "0")])


def isbn(text):
    digits = [10 if c == "X" else int(c) for c in text if c != "-"]
    if len(digits) != 10:
        raise ValueError(f"{len(digits)} digits, not 10")
    return sum(d * (10 - i) for i, d in enumerate(digits)) % 11 == 0


print(isbn("3-598-21508-8"), isbn("3-598-21507-X"), isbn("3-598-21508-9"))
for text in ("123", "3-598-2150Y-8"):
    try:
        isbn(text)
    except ValueError as error:
        print(error)
print(hex(sum(b << 8 * i for i, b in enumerate(b"abc"))), f"{int.from_bytes(b'hash', 'little'):#x}")
luhn("12a4")
