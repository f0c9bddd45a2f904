"""A tokenizer and a recursive-descent parser of arithmetic, with error positions."""


class ParseError(Exception):
    def __init__(self, message, position):
        super().__init__(message, position)
        self.position = position

    def __str__(self):
        return f"{self.args[0]} at {self.position}"


def tokenize(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            start = i
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            literal = text[start:i]
            yield "num", float(literal) if "." in literal else int(literal), start
        elif c.isalpha():
            start = i
            while i < len(text) and text[i].isalnum():
                i += 1
            yield "name", text[start:i], start
        elif c in "+-*/()^,":
            yield "op", c, i
            i += 1
        else:
            raise ParseError(f"unexpected {c!r}", i)
    yield "end", None, len(text)


class Parser:
    FUNCTIONS = {"max": max, "min": min, "abs": abs}

    def __init__(self, text, **names):
        self.tokens = list(tokenize(text))
        self.names = names
        self.at = 0

    def peek(self):
        return self.tokens[self.at]

    def accept(self, *ops):
        kind, value, _ = self.peek()
        if kind == "op" and value in ops:
            self.at += 1
            return value

    def expect(self, op):
        if not self.accept(op):
            kind, value, position = self.peek()
            raise ParseError(f"expected {op!r}, not {value if kind != 'end' else 'the end'}", position)

    def sum(self):
        value = self.product()
        while op := self.accept("+", "-"):
            right = self.product()
            value = value + right if op == "+" else value - right
        return value

    def product(self):
        value = self.power()
        while op := self.accept("*", "/"):
            right = self.power()
            value = value * right if op == "*" else value / right
        return value

    def power(self):
        base = self.atom()
        return base ** self.power() if self.accept("^") else base

    def atom(self):
        if self.accept("-"):
            return -self.atom()
        if self.accept("("):
            value = self.sum()
            self.expect(")")
            return value
        kind, value, position = self.peek()
        self.at += 1
        if kind == "num":
            return value
        if kind == "name" and self.accept("("):
            args = [self.sum()]
            while self.accept(","):
                args.append(self.sum())
            self.expect(")")
            return self.FUNCTIONS[value](*args)
        if kind == "name":
            return self.names[value]
        raise ParseError("expected a value", position)


def evaluate(text, **names):
    parser = Parser(text, **names)
    value = parser.sum()
    if parser.peek()[0] != "end":
        raise ParseError("trailing text", parser.peek()[2])
    return value


for text in ("1 + 2 * 3", "(1+2)*3", "2^3^2", "-4 / 8", "max(1, x*2, 5) - abs(-y)", "1.5 * 4", "10/4*2"):
    print(f"{text:<25} = {evaluate(text, x=7, y=2)}")
for text in ("1 +", "(1", "2 $ 3", "1 2", "z + 1", "1 / 0", "nope(1)", "1.2.3", ""):
    try:
        print(evaluate(text))
    except (ParseError, KeyError, ZeroDivisionError, ValueError) as error:
        print(f"{text!r}: {type(error).__name__}: {error}")
evaluate("3 * (4 + )")
