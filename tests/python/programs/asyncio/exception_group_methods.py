"""split, subgroup and derive, with a group class of its own."""
import asyncio


class BatchError(ExceptionGroup):
    def __new__(cls, message, errors, batch):
        self = super().__new__(cls, message, errors)
        self.batch = batch
        return self

    def derive(self, errors):
        return BatchError(self.message, errors, self.batch)


def build():
    inner = BatchError("inner", [ValueError("v1"), OSError("no file")], 7)
    return BatchError("outer", [inner, KeyError("k"), ValueError("v2")], 8)


def show(label, group):
    if group is None:
        print(label, None)
    else:
        print(label, type(group).__name__, group.batch, repr(group), "|", group)


async def main():
    group = build()
    group.add_note("first note")
    values, rest = group.split(ValueError)
    show("values", values)
    show("rest", rest)
    print(values.__notes__, values.exceptions[0].batch)
    show("none", group.subgroup(ZeroDivisionError))
    show("both", group.subgroup((OSError, KeyError)))
    show("predicate", group.subgroup(lambda e: isinstance(e, BatchError) and e.batch == 7))
    show("text", group.subgroup(lambda e: str(e).startswith("v")))
    try:
        raise group
    except* KeyError as caught:
        show("caught", caught)
    except* (OSError, ValueError) as caught:
        show("others", caught)
    for bad in (lambda: ExceptionGroup("empty", []), lambda: ExceptionGroup("no", [1]),
                lambda: ExceptionGroup("no", [KeyboardInterrupt()]), lambda: ExceptionGroup(1, [OSError()])):
        try:
            bad()
        except (ValueError, TypeError) as error:
            print(type(error).__name__, error)
    print(repr(BaseExceptionGroup("b", [ValueError()])), repr(BaseExceptionGroup("b", [SystemExit(1)])))


asyncio.run(main())
