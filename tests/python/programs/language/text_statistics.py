"""Word counts, histograms and a wrapped report of a text."""

TEXT = """It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness -
it was the epoch of belief; it was the epoch of incredulity."""


def words(text):
    word = []
    for char in text + " ":
        if char.isalpha():
            word.append(char.lower())
        elif word:
            yield "".join(word)
            word.clear()


counts = {}
for word in words(TEXT):
    counts[word] = counts.get(word, 0) + 1
ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
for word, count in ranking[:6]:
    print(f"{word:>8} {'#' * count:<12}{count:3d} {count / sum(counts.values()):6.1%}")
print(len(counts), sum(counts.values()), max(counts, key=len), min(counts))
lengths = {}
for word in counts:
    lengths.setdefault(len(word), []).append(word)
for length in sorted(lengths):
    print(length, sorted(lengths[length]))


def wrap(text, width):
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".lstrip()
    if line:
        yield line


for number, line in enumerate(wrap(TEXT, 30), start=1):
    print(f"{number:02d} |{line:^30}|")


def caesar(text, shift):
    def rotate(c):
        if not c.isalpha():
            return c
        base = ord("a") if c.islower() else ord("A")
        return chr((ord(c) - base + shift) % 26 + base)

    return "".join(map(rotate, text))


secret = caesar("Attack at dawn!", 3)
print(secret, caesar(secret, -3), caesar(secret, 23) == "Attack at dawn!")
roman = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}


def to_roman(n):
    out = ""
    for value, digit in roman.items():
        out += digit * (n // value)
        n %= value
    return out


print([to_roman(n) for n in (1994, 2024, 49)], "".join(sorted("palindrome")), "Was it a car".replace(" ", "").lower()[::-1])


def run_length(text):
    if not text:
        return ""
    out, last, n = [], text[0], 0
    for c in text:
        if c != last:
            out.append(f"{n if n > 1 else ''}{last}")
            last, n = c, 0
        n += 1
    return "".join(out) + f"{n if n > 1 else ''}{last}"


print(run_length("aaabccdddd"), run_length(""), run_length("x"))
print(caesar(None, 3))
