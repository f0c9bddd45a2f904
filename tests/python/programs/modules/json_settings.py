"""Settings that are merged, validated and written as JSON."""
import json

DEFAULTS = {"name": "app", "window": {"width": 800, "height": 600}, "recent": [], "debug": False}


def merge(base, other):
    out = dict(base)
    for key, value in other.items():
        out[key] = merge(base[key], value) if isinstance(value, dict) and isinstance(base.get(key), dict) else value
    return out


def load(text):
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}, column {error.colno}: {error.msg}") from error
    unknown = sorted(given.keys() - DEFAULTS.keys())
    if unknown:
        raise KeyError(", ".join(unknown))
    return merge(DEFAULTS, given)


settings = load('{"window": {"width": 1024}, "recent": ["a.txt", "\\u00fc.txt"], "debug": true}')
print(json.dumps(settings))
print(json.dumps(settings, indent=1, ensure_ascii=False))
print(DEFAULTS["window"], json.loads(json.dumps(settings)) == settings, json.dumps({1: [None, 1.5], "b": ()}))
for text in ('{"nme": 1, "debg": 2}', "{'name': 1}", '{"name": }', ""):
    try:
        load(text)
    except (KeyError, ValueError) as error:
        print(type(error).__name__, error)
json.dumps({1, 2})
