"""JSON: values to text and back, and what is wrong with a text."""

import asyncio
import collections
import enum
import io
import json


class Color(enum.IntEnum):
    RED = 1


class Name(str):
    pass


Point = collections.namedtuple("Point", "x y")
VALUE = {
    "text": "é \u2028 \x7f \x00 \" \\ / \n 😀",
    "numbers": [0, -1, 12345678901234567890123, 1.5, -0.0, 1e100, 1e-7, 3.0, True, False, None, Color.RED],
    "nested": {"empty": {}, "list": [], "tuple": (1, (2,)), "point": Point(1, 2)},
    Name("name"): Name("value"),
    1: "int", 2.5: "float", None: "none", False: "false",
}
print(json.dumps(VALUE))
print(json.dumps(VALUE, ensure_ascii=False, separators=(",", ":")))
print(json.dumps(VALUE, indent=2))
print(json.dumps([1, {"b": [], "a": {}}, [[2]]], indent="--", sort_keys=True, separators=(";", " = ")))
print(json.dumps([1, [2]], indent=0), json.dumps({"b": 1, "a": 2}, sort_keys=True), json.dumps("x"), json.dumps(None))
print(json.dumps({(1, 2): 3, "kept": 4}, skipkeys=True), json.dumps([float("nan"), float("inf"), float("-inf")]))
print(json.dumps(collections.OrderedDict(a=1)), json.dumps(collections.Counter("aab")))


class Money:
    def __init__(self, amount):
        self.amount = amount


def default(value):
    if isinstance(value, Money):
        return {"money": value.amount}
    if isinstance(value, set):
        return sorted(value)
    raise TypeError(f"no {type(value).__name__}")


print(json.dumps({"price": Money(3), "tags": {"b", "a"}}, default=default))


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return [o.real, o.imag]
        return super().default(o)


print(json.dumps(2 + 1j, cls=Encoder), Encoder(indent=1).encode({"z": 1j}), "".join(Encoder().iterencode([1j])))
circle = [1]
circle.append({"again": circle})
for value, options in [
    ({1, 2}, {}), ({(1,): 2}, {}), (float("nan"), {"allow_nan": False}), ({1: 2, "a": 3}, {"sort_keys": True}),
    (circle, {}), ([object], {"default": default}), ([1j, b"x"], {"cls": Encoder}), (Money(1), {"default": lambda o: o}),
]:
    try:
        print(json.dumps(value, **options))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

for text in [
    '{"a": [1, -2.5e3, true, false, null, "\\u00e9\\ud83d\\ude00\\n\\/"], "b": {}, "a b": []}', " [ ] ", "1e5", "-0",
    "-0.0", "1E+2", "123456789012345678901234567890", "[NaN, Infinity, -Infinity]", '{"a": 1, "a": 2}', '"é"',
    b'{"bytes": "\xc3\xa9"}',
    "", " ", '"', '"abc', '"a\n"', r'"\x"', r'"\u12"', r'"\u12g4"', '"\\', "{", "{1}", '{"a"', '{"a" 1}', '{"a":}', '{"a":1',
    '{"a":1,', '{"a":1,}', '{"a":1 "b"}', "[", "[1", "[1,", "[1,]", "[1 2]", "[,]", "nul", "-", "01", "1 2", "Infinit",
    "{'a': 1}", "[1,\n 2,\n x]", "1.", "1e", "\ufeff1", '{"a":{"b":[}}', '{}x', "[1 ,  ]", "True", '["é", x]',
]:
    try:
        print(json.loads(text))
    except json.JSONDecodeError as e:
        print(repr(text), "->", e, e.msg, e.pos, e.lineno, e.colno, e.doc == text)
for value in (5, None, ["x"]):
    try:
        json.loads(value)
    except TypeError as e:
        print(e)

print(json.loads('[1.5, 2, NaN]', parse_float=str, parse_int=lambda text: text + "!", parse_constant=lambda name: name))
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())))
print(json.loads('{"a": {"b": 1}, "a": 2}', object_pairs_hook=lambda pairs: pairs))
print(json.JSONDecoder().raw_decode('[1] rest'), json.JSONDecoder(strict=False).decode('"a\nb"'))
file = io.StringIO()
json.dump({"to": "a file"}, file)
file.seek(0)
print(file.getvalue(), json.load(file), issubclass(json.JSONDecodeError, ValueError), json.JSONDecodeError)
try:
    json.loads("[1")
except ValueError as e:
    print(repr(e), e.args)


async def parse(text):
    await asyncio.sleep(0.1)
    return json.loads(text)


async def main():
    print(await asyncio.gather(*map(parse, ["1", "[", '"s"']), return_exceptions=True))
    try:
        {}["missing"]
    except KeyError:
        await parse('{"a": 1,}')


asyncio.run(main())
json.loads('{"a" 1}')
