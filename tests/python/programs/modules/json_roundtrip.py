"""json: settings read, changed and written; encoders and hooks of one's own."""
import json
from dataclasses import asdict, dataclass, is_dataclass
from enum import Enum

TEXT = """
{
  "name": "demo", "version": 1.50, "debug": true, "tags": ["a", "b\\u00e9", "c\\n"],
  "limits": {"max": 1e3, "min": -5, "none": null}, "empty": {}, "list": [], "deep": [[1, [2]]]
}
"""
config = json.loads(TEXT)
print(config)
print(json.dumps(config))
print(json.dumps(config, indent=2, sort_keys=True))
print(json.dumps(config, separators=(",", ":"), ensure_ascii=False)[:70])
print(json.dumps([1, 1.0, "x", None, True, (1, 2), {"1": 1}, 10**20, 1e100, float("inf"), float("nan")]), json.dumps("\u2028\x00\"\\/\t"), json.dumps({1: "a", None: "b", True: "c", 2.5: "d"}), json.dumps([], indent=4), json.dumps({"a": []}, indent="--"))


@dataclass
class Point:
    x: int
    y: int


class Kind(Enum):
    ROUND = "round"


class Encoder(json.JSONEncoder):
    def default(self, o):
        if is_dataclass(o):
            return {"__point__": asdict(o)}
        if isinstance(o, Enum):
            return o.value
        if isinstance(o, (set, frozenset)):
            return sorted(o)
        return super().default(o)


def decode(mapping):
    return Point(**mapping["__point__"]) if "__point__" in mapping else mapping


text = json.dumps({"p": Point(1, 2), "k": Kind.ROUND, "s": {3, 1}}, cls=Encoder)
print(text, json.loads(text, object_hook=decode))
print(json.dumps(object, default=lambda o: f"<{o.__name__}>"), json.loads("[1.1, 2]", parse_float=str, parse_int=lambda t: int(t) * 10), json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.loads(b'"bytes"'), json.loads(" 5 "), json.loads("-0"), json.loads("NaN"), json.loads("-Infinity"), json.loads('"\\ud83d\\ude00"'))
for bad in ("", "{", "[1,]", "{'a': 1}", '{"a" 1}', '{"a": }', "[1 2]", "nul", '"abc', '"\\x"', "1 2", '{"a": 1,}', "[", "01", "+1", "tru", '["a\nb"]', '{1: 2}', '"\\u12"'):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as error:
        print(f"{bad!r:>12}: {error} | {error.msg} {error.pos} {error.lineno} {error.colno}")
circular = []
circular.append(circular)
for wrong in (lambda: json.dumps({1, 2}), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps(circular), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps(b"x"), lambda: json.loads(5), lambda: json.loads(None), lambda: json.dumps({"a": object}), lambda: json.dumps({(1,): 2}, skipkeys=True)):
    try:
        print(wrong())
    except (TypeError, ValueError) as error:
        print(type(error).__name__ + ":", error)
json.loads('{"key": [1, 2, {"x": tru}]}')
