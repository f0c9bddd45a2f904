"""Morse code both ways, with unknown letters."""
CODES = dict(zip("abcdefghijklmnopqrstuvwxyz", ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..".split()))
LETTERS = {code: letter for letter, code in CODES.items()}
assert len(CODES) == len(LETTERS) == 26


def encode(text):
    return " / ".join(" ".join(CODES[c] for c in word) for word in text.lower().split())


def decode(signal):
    return " ".join("".join(LETTERS.get(code, "?") for code in word.split()) for word in signal.split("/"))


for text in ("SOS", "hello world", "Python"):
    signal = encode(text)
    print(f"{text:<12}{signal:<55}{decode(signal)}")
print(decode("... --- ... / ......."), len(encode("etaoin")), max(CODES.values(), key=len), sorted(CODES, key=lambda c: (len(CODES[c]), c))[:6])
try:
    encode("a1")
except KeyError as error:
    print("no code for", error)
encode(None)
