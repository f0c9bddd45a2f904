"""Exception groups: splitting, nesting, except*, derive."""


class ValidationGroup(ExceptionGroup):
    def derive(self, excs):
        return ValidationGroup(self.message, excs)


def validate(record):
    errors = []
    if not record.get("name"):
        errors.append(ValueError("name is empty"))
    if not isinstance(record.get("age"), int):
        errors.append(TypeError(f"age is {type(record.get('age')).__name__}"))
    if record.get("age") == -1:
        errors.append(ExceptionGroup("age", [ValueError("negative"), KeyError("unknown age")]))
    if errors:
        raise ValidationGroup(f"record {record.get('id')}", errors)


for record in ({"id": 1, "name": "a", "age": 3}, {"id": 2, "age": "x"}, {"id": 3, "name": "", "age": -1}):
    try:
        validate(record)
        print(record["id"], "is fine")
    except* ValueError as group:
        print("values:", repr(group), len(group.exceptions))
    except* (TypeError, KeyError) as group:
        print("others:", repr(group))
try:
    validate({"id": 4, "age": -1})
except ExceptionGroup as group:
    match, rest = group.split(ValueError)
    print(type(match).__name__, match.exceptions, "|", type(rest).__name__, rest.exceptions, "|", group.message)
    print(group.subgroup(lambda e: "neg" in str(e)), group.subgroup(OSError))
try:
    try:
        raise ExceptionGroup("two", [OSError("disk"), ValueError("value")])
    except* OSError:
        raise RuntimeError("while handling")
except ExceptionGroup as group:
    print(repr(group))
try:
    raise ValueError("plain")
except* ValueError as group:
    print(repr(group))
for wrong in (lambda: ExceptionGroup("x", []), lambda: ExceptionGroup("x", [1]), lambda: ExceptionGroup("x"), lambda: ExceptionGroup("x", 5), lambda: ExceptionGroup("x", [KeyboardInterrupt()]), lambda: BaseExceptionGroup("x", [KeyboardInterrupt()])):
    try:
        print(repr(wrong()))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
validate({"id": 5, "name": "", "age": -1})
