"""Versions: parsing, ordering, ranges, bumps."""
from functools import total_ordering


@total_ordering
class Version:
    def __init__(self, text):
        core, _, self.tag = text.partition("-")
        parts = core.split(".")
        if len(parts) != 3 or not all(part.isdigit() for part in parts):
            raise ValueError(f"{text!r} is no version")
        self.parts = tuple(map(int, parts))

    @property
    def key(self):
        return self.parts, self.tag == "", self.tag

    def __eq__(self, other):
        return self.key == other.key

    def __lt__(self, other):
        return self.key < other.key

    def bump(self, part):
        index = ("major", "minor", "patch").index(part)
        numbers = [n + 1 if i == index else n if i < index else 0 for i, n in enumerate(self.parts)]
        return Version(".".join(map(str, numbers)))

    def matches(self, rule):
        operators = {">=": self.__ge__, "==": self.__eq__, "<": self.__lt__, "^": lambda o: o <= self < o.bump("major")}
        for sign, test in operators.items():
            if rule.startswith(sign):
                return test(Version(rule[len(sign):]))
        raise SyntaxError(f"bad rule {rule!r}")

    def __repr__(self):
        return ".".join(map(str, self.parts)) + (f"-{self.tag}" if self.tag else "")


texts = ["1.10.0", "1.2.3", "1.2.3-beta", "0.9.12", "1.2.3-alpha"]
print(sorted(map(Version, texts)), max(map(Version, texts)))
v = Version("1.2.3")
print([v.bump(p) for p in ("major", "minor", "patch")], [v.matches(r) for r in (">=1.0.0", "<1.2.3", "^1.0.0", "^2.0.0", "==1.2.3")])
for text in ("1.2", "a.b.c", "1.2.3.4"):
    try:
        Version(text)
    except ValueError as error:
        print(error)
v.matches("~1.0.0")
