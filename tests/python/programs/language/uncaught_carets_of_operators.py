"""Carets under operators, subscripts, calls and attributes, over several lines."""
import traceback


def attempt(function):
    try:
        function()
    except Exception:
        traceback.print_exc()


data = {"rows": [{"x": 1}, {"x": None}], "n": 0}
text = "abc"


def subscript():
    return data["rows"][1]["y"]["z"]


def operator():
    return 1 + data["rows"][1]["x"] * 2


def call():
    return int(text.upper(), base=10)


def chain():
    return text.strip().foo.bar


def several_lines():
    return (
        data["n"]
        + len(text)
        / data["n"]
    )


def long_call():
    print(
        "first",
        int("x"),
        "last",
    )


def comparison():
    return 1 < 2 < "three"


def unpack():
    a, b = data["rows"][0]


def assertion():
    assert data["n"] > 0, f"n is {data['n']}"


def augmented():
    data["n"] += "1"


def condition():
    if text.startswith("a") and data["missing"]:
        pass


def comprehension():
    return [10 / n for n in (1, 0)]


def fstring():
    return f"value: {data['nope']:>10}"


def lambda_call():
    return (lambda v: v.missing)(5)


def deletion():
    del data["gone"]


def raising():
    raise ValueError(
        "over",
        "lines",
    )


def starred():
    return max(*[], key=len)


def unicode_line():
    return "äöü" + "→" + 5


def with_statement():
    with open_nothing("x") as f:
        pass


def loop():
    for value in 5:
        pass


def slicing():
    return text[1:"x"]


def unary():
    return -text


def nested():
    return str(str(str(1 / 0)))


for function in (subscript, operator, call, chain, several_lines, long_call, comparison, unpack, assertion, augmented, condition, comprehension, fstring, lambda_call, deletion, raising, starred, unicode_line, with_statement, loop, slicing, unary, nested):
    attempt(function)
data["rows"][0]["x"]()
