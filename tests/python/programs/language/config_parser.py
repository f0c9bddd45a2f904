"""A parser for nested configuration text with indentation."""


class ConfigError(SyntaxError):
    pass


def parse(text):
    root = {}
    stack = [(-1, root)]
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.split("#")[0].rstrip()
        if not line:
            continue
        indent = len(line) - len(line.lstrip())
        while stack[-1][0] >= indent:
            stack.pop()
        if ":" not in line:
            raise ConfigError(f"line {number}: missing ':' in {line.strip()!r}")
        key, _, value = line.strip().partition(":")
        parent = stack[-1][1]
        if not isinstance(parent, dict):
            raise ConfigError(f"line {number}: {key!r} cannot be nested here")
        if key in parent:
            raise ConfigError(f"line {number}: duplicate key {key!r}")
        if value.strip():
            parent[key] = convert(value.strip())
        else:
            parent[key] = {}
            stack.append((indent, parent[key]))
    return root


def convert(text):
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    match text.lower():
        case "true" | "yes":
            return True
        case "false" | "no":
            return False
        case "null":
            return None
    if text[0] == "[" and text[-1] == "]":
        return [convert(part.strip()) for part in text[1:-1].split(",") if part.strip()]
    return text.strip("'\"")


def get(config, path, default=...):
    for key in path.split("."):
        try:
            config = config[key]
        except (KeyError, TypeError):
            if default is ...:
                raise KeyError(path) from None
            return default
    return config


config = parse("""
server:
  host: localhost   # the name
  port: 8080
  limits:
    rate: 1.5
    users: [ann, 2, yes]
debug: no
title: 'My app'
empty: null
""")
print(config)
print(get(config, "server.limits.rate"), get(config, "server.nope", 0), get(config, "debug.x", "none"))
for bad in ("a", "a: 1\na: 2", "a:\n  b: 1\n  b: 2"):
    try:
        parse(bad)
    except ConfigError as error:
        print(type(error).__name__, error, error.msg)
get(config, "server.limits.burst")
