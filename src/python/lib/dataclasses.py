"""`dataclasses`"""

import functools


class FrozenInstanceError(AttributeError):
    pass


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


MISSING = _Missing()


class KW_ONLY:
    pass


class InitVar:
    def __class_getitem__(cls, type):
        return cls


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata, self.kw_only = metadata or {}, kw_only
        self._kind = "field"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _kind(annotation):
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
    text = text.strip("'\"")
    name = text.split("[")[0].split(".")[-1]
    return {"ClassVar": "class", "InitVar": "init", "KW_ONLY": "kw_only"}.get(name, "field")


def _collect(cls, kw_only):
    fields = {}
    for base in cls.__mro__[-1:0:-1]:
        for f in base.__dict__.get("__dataclass_fields__", {}).values():
            fields[f.name] = f
    own = []
    keyword_only = kw_only
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        kind = _kind(annotation)
        if kind == "kw_only":
            keyword_only = True
            continue
        default = cls.__dict__.get(name, MISSING)
        if isinstance(default, Field):
            f = default
        else:
            f = field(default=default)
        f.name, f.type, f._kind = name, annotation, kind
        if f.kw_only is MISSING:
            f.kw_only = keyword_only and kind == "field"
        if kind == "field" and f.default is not MISSING and type(f.default).__hash__ is None:
            raise ValueError(f"mutable default {type(f.default)} for field {name} is not allowed: use default_factory")
        own.append(f)
    for f in own:
        fields[f.name] = f
        if isinstance(cls.__dict__.get(f.name), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get("__annotations__", {}):
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return fields


def _make_init(cls, fields, frozen):
    parameters = [f for f in fields.values() if f.init and f._kind in ("field", "init")]
    positional = [f for f in parameters if not f.kw_only]
    keyword = [f for f in parameters if f.kw_only]
    seen_default = None
    for f in positional:
        has_default = f.default is not MISSING or f.default_factory is not MISSING
        if has_default:
            seen_default = f
        elif seen_default:
            raise TypeError(f"non-default argument {f.name!r} follows default argument {seen_default.name!r}")
    names = [f.name for f in positional]
    qualname = f"{cls.__name__}.__init__"
    required = [f.name for f in positional if f.default is MISSING and f.default_factory is MISSING]

    def __init__(self, *args, **kwargs):
        if len(args) > len(names):
            given = len(args) + 1
            if len(required) == len(names):
                takes = f"{len(names) + 1} positional argument{'s' if names else ''}"
            else:
                takes = f"from {len(required) + 1} to {len(names) + 1} positional arguments"
            raise TypeError(f"{qualname}() takes {takes} but {given} {'was' if given == 1 else 'were'} given")
        given = dict(zip(names, args))
        for name, value in kwargs.items():
            if name in given:
                raise TypeError(f"{qualname}() got multiple values for argument '{name}'")
            if not any(f.name == name for f in parameters):
                raise TypeError(f"{qualname}() got an unexpected keyword argument '{name}'")
            given[name] = value
        for group, word in ((positional, "positional"), (keyword, "keyword-only")):
            missing = [f.name for f in group if f.name not in given and f.default is MISSING and f.default_factory is MISSING]
            if missing:
                listed = [repr(name) for name in missing]
                if len(listed) == 1:
                    text = listed[0]
                elif len(listed) == 2:
                    text = " and ".join(listed)
                else:
                    text = ", ".join(listed[:-1]) + ", and " + listed[-1]
                s = "" if len(listed) == 1 else "s"
                raise TypeError(f"{qualname}() missing {len(listed)} required {word} argument{s}: {text}")
        post = []
        for f in fields.values():
            if f._kind == "class":
                continue
            if f.name in given and f.init:
                value = given[f.name]
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            elif f.default is not MISSING:
                value = f.default
            else:
                continue
            if f._kind == "init":
                post.append(value)
            else:
                object.__setattr__(self, f.name, value)
        if hasattr(self, "__post_init__"):
            self.__post_init__(*post)

    __init__.__qualname__ = qualname
    return __init__


def _set(cls, name, function, overwrite=False):
    if overwrite or name not in cls.__dict__:
        if not isinstance(function, type(None)):
            function.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, function)
        return True
    return False


_repr_running = set()


def _process(cls, init, repr_, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    fields = _collect(cls, kw_only)
    cls.__dataclass_fields__ = fields
    cls.__dataclass_params__ = (init, repr_, eq, order, unsafe_hash, frozen)
    plain = [f for f in fields.values() if f._kind == "field"]
    if init:
        _set(cls, "__init__", _make_init(cls, fields, frozen))
    if repr_:
        def __repr__(self):
            key = id(self)
            if key in _repr_running:
                return "..."
            _repr_running.add(key)
            try:
                inner = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in plain if f.repr)
            finally:
                _repr_running.discard(key)
            return f"{type(self).__qualname__}({inner})"

        _set(cls, "__repr__", __repr__)
    compared = [f.name for f in plain if f.compare]

    def values(self):
        return tuple([getattr(self, name) for name in compared])

    if eq:
        def __eq__(self, other):
            if self is other:
                return True
            if other.__class__ is self.__class__:
                return values(self) == values(other)
            return NotImplemented

        had_eq = "__eq__" in cls.__dict__
        _set(cls, "__eq__", __eq__)
    if order:
        if not eq:
            raise ValueError("eq must be true if order is true")

        def __lt__(self, other):
            return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

        def __le__(self, other):
            return values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented

        def __gt__(self, other):
            return values(self) > values(other) if other.__class__ is self.__class__ else NotImplemented

        def __ge__(self, other):
            return values(self) >= values(other) if other.__class__ is self.__class__ else NotImplemented

        for function in (__lt__, __le__, __gt__, __ge__):
            if not _set(cls, function.__name__, function):
                raise TypeError(
                    f"Cannot overwrite attribute {function.__name__} in class {cls.__name__}. Consider using functools.total_ordering"
                )
    has_hash = cls.__dict__.get("__hash__") is not None
    if unsafe_hash or eq and frozen and not has_hash:
        hashed = [f.name for f in plain if (f.compare if f.hash is None else f.hash)]

        def __hash__(self):
            return hash(tuple([getattr(self, name) for name in hashed]))

        _set(cls, "__hash__", __hash__, overwrite=True)
    elif eq and not has_hash:
        cls.__hash__ = None
    if frozen:
        def __setattr__(self, name, value):
            if type(self) is cls or name in fields:
                raise FrozenInstanceError(f"cannot assign to field {name!r}")
            object.__setattr__(self, name, value)

        def __delattr__(self, name):
            if type(self) is cls or name in fields:
                raise FrozenInstanceError(f"cannot delete field {name!r}")
            object.__delattr__(self, name)

        _set(cls, "__setattr__", __setattr__)
        _set(cls, "__delattr__", __delattr__)
    if match_args:
        if "__match_args__" not in cls.__dict__:
            cls.__match_args__ = tuple(f.name for f in plain if f.init and not f.kw_only)
    cls.__replace__ = _replace
    return _with_slots(cls, plain) if slots else cls


def _with_slots(cls, plain):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = {name for base in cls.__mro__[1:] for name in base.__dict__.get("__slots__", ())}
    namespace = dict(cls.__dict__)
    namespace["__slots__"] = tuple(f.name for f in plain if f.name not in inherited)
    for f in plain:
        namespace.pop(f.name, None)
    namespace.pop("__dict__", None)
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    made.__qualname__ = cls.__qualname__
    return made


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)

    return wrap if cls is None else wrap(cls)


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, "__dataclass_fields__")


def fields(class_or_instance):
    try:
        found = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._kind == "field")


def asdict(obj, *, dict_factory=dict):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("asdict() should be called on dataclass instances")
    return _as(obj, dict_factory, True)


def astuple(obj, *, tuple_factory=tuple):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("astuple() should be called on dataclass instances")
    return _as(obj, tuple_factory, False)


def _as(obj, factory, named):
    if is_dataclass(obj) and not isinstance(obj, type):
        items = [(f.name, _as(getattr(obj, f.name), factory, named)) for f in fields(obj)]
        return factory(items) if named else factory([value for _, value in items])
    if isinstance(obj, (list, tuple)) and not hasattr(obj, "_fields"):
        return type(obj)(_as(v, factory, named) for v in obj)
    if isinstance(obj, dict):
        return type(obj)((_as(k, factory, named), _as(v, factory, named)) for k, v in obj.items())
    return obj


def _replace(self, /, **changes):
    for f in self.__dataclass_fields__.values():
        if f._kind == "class":
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes and f._kind == "field":
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)


def replace(obj, /, **changes):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **kwargs):
    namespace = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "Any"
        elif len(item) == 2:
            name, annotation = item
        else:
            name, annotation, namespace[item[0]] = item
        annotations[name] = annotation
    namespace["__annotations__"] = annotations
    return dataclass(type(cls_name, bases, namespace), **kwargs)
