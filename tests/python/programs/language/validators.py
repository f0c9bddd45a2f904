"""Validators composed with operators; errors collected with their paths."""


class Rule:
    def __init__(self, test, message):
        self.test, self.message = test, message

    def __call__(self, value, path="value"):
        return [] if self.test(value) else [f"{path}: {self.message.format(value=value)}"]

    def __and__(self, other):
        return Both(self, other)

    def __or__(self, other):
        return Either(self, other)

    def __invert__(self):
        return Rule(lambda v: bool(self(v)), f"must not hold: {self.message}")


class Both(Rule):
    def __init__(self, *rules):
        self.rules = rules

    def __call__(self, value, path="value"):
        for rule in self.rules:
            if errors := rule(value, path):
                return errors
        return []


class Either(Both):
    def __call__(self, value, path="value"):
        all_errors = [rule(value, path) for rule in self.rules]
        return [] if not all(all_errors) else [" or ".join(e for errors in all_errors for e in errors)]


class Record(Rule):
    def __init__(self, **fields):
        self.fields = fields

    def __call__(self, value, path="value"):
        if not isinstance(value, dict):
            return [f"{path}: must be a mapping, not {type(value).__name__}"]
        errors = [f"{path}.{name}: is missing" for name in self.fields.keys() - value.keys()]
        for name, rule in self.fields.items():
            if name in value:
                errors += rule(value[name], f"{path}.{name}")
        return errors


class Each(Rule):
    def __init__(self, rule):
        self.rule = rule

    def __call__(self, value, path="value"):
        return [error for i, item in enumerate(value) for error in self.rule(item, f"{path}[{i}]")]


is_int = Rule(lambda v: isinstance(v, int), "must be int, is {value!r}")
is_str = Rule(lambda v: isinstance(v, str), "must be str, is {value!r}")
positive = Rule(lambda v: v > 0, "must be positive, is {value:+}")
short = Rule(lambda v: len(v) <= 5, "must be short, is {value!r:.8}...")

order = Record(id=is_int & positive, name=is_str & short, tags=Each(is_str | is_int))
for record in (
    {"id": 1, "name": "cup", "tags": []},
    {"id": -1, "name": "a long name", "tags": ["x", 1.5, None]},
    {"id": "1", "name": 5, "tags": "ok"},
    {"name": "cup", "tags": [1]},
    ["id"],
):
    errors = order(record)
    print("valid" if not errors else "\n  ".join(["invalid", *errors]))
print((~positive)(5), (~positive)(-5))


def typed(function):
    hints = function.__annotations__

    def wrapper(*args):
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        for name, value in zip(names, args):
            if name in hints and not isinstance(value, hints[name]):
                raise TypeError(f"{function.__name__}({name}={value!r}): not {hints[name].__name__}")
        result = function(*args)
        return result

    return wrapper


@typed
def area(width: int, height: int, label: str = "") -> int:
    return width * height


print(area(3, 4), area.__name__, area(2, 2, "x"))
order({"id": 1, "name": None, "tags": 3})
