"""A command interpreter with match: all patterns, guards, and what does not match."""
from dataclasses import dataclass


@dataclass
class Move:
    dx: int
    dy: int = 0


@dataclass
class Say:
    text: str


class Color:
    RED = "red"
    BLUE = "blue"


def describe(command):
    match command:
        case None:
            return "nothing"
        case True | False as flag:
            return f"flag {flag}"
        case 0 | 1:
            return "bit"
        case int(n) if n < 0:
            return f"negative {n}"
        case int() | float():
            return f"number {command}"
        case Color.RED:
            return "the colour red"
        case "go" | "walk":
            return "moves"
        case str() as text if text.isupper():
            return f"shouts {text}"
        case []:
            return "empty"
        case [one]:
            return f"one {one}"
        case ["move", (int() | float()) as x, y]:
            return f"to {x},{y}"
        case ["say", *words]:
            return "says " + " ".join(words)
        case [first, *_, last]:
            return f"from {first!r} to {last!r}"
        case {"kind": "circle", "r": r, **rest}:
            return f"circle {r} {rest}"
        case {"kind": kind}:
            return f"some {kind}"
        case {}:
            return "a mapping"
        case Move(0, 0):
            return "stands"
        case Move(dx=x, dy=0):
            return f"along x by {x}"
        case Move(x, y):
            return f"by {x}/{y}"
        case Say(text=str(t)):
            return f"'{t}'"
        case _:
            return f"what is {command!r}?"


for command in [None, True, 1, -3, 2.5, 7, "red", "walk", "HELP", "help", [], (1,), ["move", 1, 2], ("move", "a", 2), ["say", "hi", "you"], ["x", "y", "z"], {"kind": "circle", "r": 2, "at": 1}, {"kind": "box"}, {"a": 1}, Move(0), Move(3), Move(1, 2), Say("hm"), Say(5), b"bytes", range(3), 1j, {1, }]:
    print(f"{str(command):<45}", describe(command))


def walk(tree):
    match tree:
        case ("+", left, right):
            return walk(left) + walk(right)
        case ("*", left, right):
            return walk(left) * walk(right)
        case ("neg", x):
            return -walk(x)
        case int(x):
            return x
    raise SyntaxError(f"unknown tree {tree!r}")


print(walk(("+", 1, ("*", 2, ("neg", 3)))))
match 5:
    case 6:
        print("never")
try:
    match Move(1):
        case Move(1, 2, 3):
            pass
except TypeError as error:
    print(error)
print(walk(("-", 1, 2)))
