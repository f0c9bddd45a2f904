"""The patterns of `unittest`: plain text, `.`, `.*`, `.+`, `^`, `$`, and a backslash before what is no letter."""


class Pattern:
    def __init__(self, pattern):
        self.pattern = pattern
        self.parts = []
        rest = pattern.removeprefix("^")
        self.at_start, self.at_end = rest != pattern, rest.endswith("$") and not rest.endswith("\\$")
        rest = rest.removesuffix("$") if self.at_end else rest
        while rest:
            char, rest = rest[0], rest[1:]
            if char == "\\" and rest and not rest[0].isalnum():
                char, rest, any_char = rest[0], rest[1:], False
            elif char in "[](){}|?*+\\^$":
                raise NotImplementedError(f"the pattern {pattern!r} is not here: use plain text, or assertIn")
            else:
                any_char = char == "."
            repeat = rest[:1] if rest[:1] in ("*", "+") else ""
            if rest[:1] in ("?", "{") or repeat and rest[1:2] in ("?", "+", "*"):
                raise NotImplementedError(f"the pattern {pattern!r} is not here: use plain text, or assertIn")
            rest = rest[len(repeat):]
            self.parts.append((None if any_char else char, repeat))

    def _end(self, text, at, part):
        """Where a match from this part on ends; none if there is none."""
        if part == len(self.parts):
            is_end = at == len(text) or text[at:] == "\n"
            return at if not self.at_end or is_end else None
        char, repeat = self.parts[part]
        most = 0
        while (repeat or most < 1) and at + most < len(text) and (text[at + most] == char if char else text[at + most] != "\n"):
            most += 1
        for count in range(most, -1 if repeat == "*" else 0, -1):
            end = self._end(text, at + count, part + 1)
            if end is not None:
                return end
        return None

    def search(self, text):
        """The part of a text that matches; none if there is none."""
        for start in range(1 if self.at_start else len(text) + 1):
            end = self._end(text, start, 0)
            if end is not None:
                return text[start:end]
        return None


def compile(pattern):
    return Pattern(pattern) if isinstance(pattern, str) else pattern
