"""`collections.namedtuple`: classes of tuples whose items have names."""

KEYWORDS = frozenset(
    "False None True and as assert async await break class continue def del elif else except finally for from global if import in is "
    "lambda nonlocal not or pass raise return try while with yield".split()
)


class _Field:
    def __init__(self, name, index):
        self._name, self._index = name, index
        self.__doc__ = f"Alias for field number {index}"

    def __get__(self, instance, owner=None):
        return self if instance is None else tuple.__getitem__(instance, self._index)

    def __set__(self, instance, value):
        raise AttributeError("can't set attribute")

    def __delete__(self, instance):
        raise AttributeError("can't delete attribute")


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    fields = list(map(str, field_names))
    typename = str(typename)
    if rename:
        for index, name in enumerate(fields):
            if not name.isidentifier() or name in KEYWORDS or name.startswith("_") or name in fields[:index]:
                fields[index] = f"_{index}"
    for name in [typename, *fields]:
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if name in KEYWORDS:
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    seen = set()
    for name in fields:
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)
    fields = tuple(fields)
    values = tuple(defaults) if defaults is not None else ()
    if len(values) > len(fields):
        raise TypeError("Got more default values than field names")
    known = dict(zip(fields[len(fields) - len(values):], values))

    def __new__(cls, *args, **kwargs):
        if len(args) > len(fields):
            most, given = len(fields) + 1, len(args) + 1
            takes = f"from {most - len(known)} to {most}" if known else most
            raise TypeError(f"{typename}.__new__() takes {takes} positional arguments but {given} were given")
        given = dict(zip(fields, args))
        for name, value in kwargs.items():
            if name not in fields:
                raise TypeError(f"{typename}.__new__() got an unexpected keyword argument '{name}'")
            if name in given:
                raise TypeError(f"{typename}.__new__() got multiple values for argument '{name}'")
            given[name] = value
        missing = [name for name in fields if name not in given and name not in known]
        if missing:
            names = [repr(name) for name in missing]
            listed = names[0] if len(names) == 1 else " and ".join(names) if len(names) == 2 else f"{', '.join(names[:-1])}, and {names[-1]}"
            s = "" if len(names) == 1 else "s"
            raise TypeError(f"{typename}.__new__() missing {len(names)} required positional argument{s}: {listed}")
        return tuple.__new__(cls, [given[name] if name in given else known[name] for name in fields])

    def __repr__(self):
        inner = ", ".join(f"{name}={value!r}" for name, value in zip(fields, self))
        return f"{type(self).__name__}({inner})"

    def _asdict(self):
        return dict(zip(fields, self))

    def _replace(self, /, **kwds):
        result = self._make(kwds.pop(name, value) for name, value in zip(fields, self))
        if kwds:
            raise TypeError(f"Got unexpected field names: {list(kwds)!r}")
        return result

    def _make(cls, iterable):
        values = tuple(iterable)
        if len(values) != len(fields):
            raise TypeError(f"Expected {len(fields)} arguments, got {len(values)}")
        return tuple.__new__(cls, values)

    def __getnewargs__(self):
        return tuple(self)

    namespace = {
        "__new__": __new__,
        "__repr__": __repr__,
        "__doc__": f"{typename}({', '.join(fields)})",
        "__slots__": (),
        "__getnewargs__": __getnewargs__,
        "__match_args__": fields,
        "_fields": fields,
        "_field_defaults": known,
        "_asdict": _asdict,
        "_replace": _replace,
        "__replace__": _replace,
        "_make": classmethod(_make),
        "__module__": module or "__main__",
    }
    for index, name in enumerate(fields):
        namespace[name] = _Field(name, index)
    return type(typename, (tuple,), namespace)
