"""Balanced brackets with positions, by a stack and by recursion."""
PAIRS = {")": "(", "]": "[", "}": "{"}


class BracketError(ValueError):
    def __init__(self, message, text, place):
        super().__init__(message)
        self.text, self.place = text, place

    def show(self):
        return f"{self.text}\n{' ' * self.place}^ {self}"


def check(text):
    stack, deepest = [], 0
    for place, c in enumerate(text):
        if c in PAIRS.values():
            stack.append((c, place))
            deepest = max(deepest, len(stack))
        elif c in PAIRS:
            if not stack:
                raise BracketError(f"{c!r} was never opened", text, place)
            opened, where = stack.pop()
            if opened != PAIRS[c]:
                raise BracketError(f"{c!r} closes {opened!r} of {where}", text, place)
    if stack:
        raise BracketError(f"{stack[-1][0]!r} is never closed", text, stack[-1][1])
    return deepest


for text in ("", "(a[b]{c})", "((()))", "(]", "())", "[(", "f(x) + g[y"):
    try:
        print(repr(text), check(text))
    except BracketError as error:
        print(error.show())


def parse(text, i=0, close=None):
    out = []
    while i < len(text):
        c = text[i]
        if c == close:
            return out, i + 1
        if c in PAIRS.values():
            inner, i = parse(text, i + 1, {v: k for k, v in PAIRS.items()}[c])
            out.append(inner)
        else:
            out.append(c)
            i += 1
    return out, i


print(parse("a(b[c]d)e")[0], parse("")[0])
check("{(})")
