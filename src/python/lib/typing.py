"""`typing`: annotations cost nothing, so most of it is names that can be subscribed and shown."""

import collections
import types
from abc import ABCMeta
from collections import abc as _abc


def _shown(arg):
    if arg is ...:
        return "..."
    if arg is type(None):
        return "None"
    if isinstance(arg, type) and not isinstance(arg, types.GenericAlias):
        return arg.__qualname__ if arg.__module__ == "builtins" else f"{arg.__module__}.{arg.__qualname__}"
    if isinstance(arg, (list, tuple)):
        return f"[{', '.join(map(_shown, arg))}]"
    return repr(arg)


class _Form:
    """A name of `typing`, which may be subscribed."""

    def __init__(self, name, origin=None):
        self._name = name
        self._origin = origin
        self.__module__ = "typing"

    def __repr__(self):
        return f"typing.{self._name}"

    @property
    def __origin__(self):
        if self._origin is None:
            raise AttributeError("__origin__")
        return self._origin

    def __getitem__(self, item):
        args = item if isinstance(item, tuple) else (item,)
        if self._name == "Optional":
            if len(args) != 1:
                raise TypeError(f"typing.Optional requires a single type. Got {', '.join(map(repr, args))}.")
            return _union(args[0], None)
        if self._name == "Union":
            made = args[0]
            for arg in args[1:]:
                made = _union(made, arg)
            return _checked(made)
        if self._name == "Callable":
            args = (list(args[0]) if isinstance(args[0], list) else args[0], args[1])
        return _Subscribed(self, args)

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __call__(self, *args, **kwargs):
        if self._origin is not None and isinstance(self._origin, type):
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self._origin.__name__}() instead")
        raise TypeError(f"Cannot instantiate typing.{self._name}")

    def __instancecheck__(self, obj):
        if isinstance(self._origin, type):
            return isinstance(obj, self._origin)
        raise TypeError(f"typing.{self._name} cannot be used with isinstance()")

    def __mro_entries__(self, bases):
        return (self._origin,) if isinstance(self._origin, type) else ()


def _checked(arg):
    if isinstance(arg, (int, float)) and not isinstance(arg, type):
        raise TypeError(f"Union[arg, ...]: each arg must be a type. Got {arg!r}.")
    return arg


class _Subscribed(_Form):
    def __init__(self, form, args):
        super().__init__(form._name, form._origin)
        self._form = form
        self.__args__ = args

    @property
    def __origin__(self):
        return self._form if self._origin is None else self._origin

    def __getitem__(self, item):
        return self

    def __eq__(self, other):
        return isinstance(other, _Subscribed) and (self._name, self.__args__) == (other._name, other.__args__)

    def __hash__(self):
        return hash(self._name)

    def __repr__(self):
        if self._name == "Literal":
            return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"
        if self._name == "Annotated":
            first, *rest = self.__args__
            return f"typing.Annotated[{', '.join([_shown(first), *map(repr, rest)])}]"
        return f"typing.{self._name}[{', '.join(map(_shown, self.__args__))}]"

    def __mro_entries__(self, bases):
        return self._form.__mro_entries__(bases)

    def __instancecheck__(self, obj):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


_ORIGINS = {
    "List": list, "Dict": dict, "Set": set, "FrozenSet": frozenset, "Tuple": tuple, "Type": type, "DefaultDict": collections.defaultdict,
    "OrderedDict": collections.OrderedDict, "Counter": collections.Counter, "ChainMap": collections.ChainMap, "Deque": collections.deque,
}
for _name in (
    "Optional List Dict Set FrozenSet Tuple Type Iterable Iterator Sequence Mapping MutableMapping MutableSequence Awaitable "
    "Coroutine AsyncIterator AsyncIterable AsyncGenerator Generator ClassVar Final Literal Annotated NoReturn Never Self Concatenate "
    "TypeAlias TypeGuard TypeIs Required NotRequired ReadOnly Unpack Hashable Sized Collection Container Reversible DefaultDict "
    "OrderedDict Counter ChainMap Deque Callable MutableSet AbstractSet KeysView ValuesView ItemsView LiteralString SupportsInt "
    "SupportsFloat SupportsAbs SupportsIndex SupportsRound ContextManager AsyncContextManager Pattern Match IO TextIO BinaryIO Union"
).split():
    globals()[_name] = _Form(_name, _ORIGINS.get(_name) or getattr(_abc, _name, None))
Text = str


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        raise TypeError("typing.Any cannot be used with isinstance()")

    def __repr__(self):
        return "typing.Any"


class Any(metaclass=_AnyMeta):
    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, default=None, infer_variance=False):
        self.__name__ = name
        self.__bound__, self.__constraints__ = bound, constraints
        self.__covariant__, self.__contravariant__ = covariant, contravariant

    def __repr__(self):
        return f"{'+' if self.__covariant__ else '-' if self.__contravariant__ else '~'}{self.__name__}"

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)


class ParamSpec(TypeVar):
    args = kwargs = Any


class TypeVarTuple(TypeVar):
    def __iter__(self):
        yield self

    def __repr__(self):
        return self.__name__


AnyStr = TypeVar("AnyStr", bytes, str)


class _Parametrized:
    """`Generic[T]` and `Protocol[T]`, as they stand among bases."""

    def __init__(self, cls, params):
        self.__origin__, self.__args__ = cls, params

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __repr__(self):
        return f"typing.{self.__origin__.__name__}[{', '.join(map(repr, self.__args__))}]"

    def __instancecheck__(self, obj):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


class Generic:
    def __class_getitem__(cls, item):
        args = item if isinstance(item, tuple) else (item,)
        if cls is Generic or cls is Protocol:
            for arg in args:
                if not isinstance(arg, TypeVar):
                    raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or parameter specification variables.")
            return _Parametrized(cls, args)
        params = cls.__parameters__
        if params and len(args) != len(params) and not any(isinstance(p, (ParamSpec, TypeVarTuple)) for p in params):
            few = "few" if len(args) < len(params) else "many"
            raise TypeError(f"Too {few} arguments for {cls!r}; actual {len(args)}, expected {len(params)}")
        return types.GenericAlias(cls, item)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        params = {}
        for base in cls.__dict__.get("__orig_bases__", ()):
            for arg in getattr(base, "__args__", ()):
                if isinstance(arg, TypeVar):
                    params[arg] = True
        cls.__parameters__ = tuple(params)


class _ProtocolMeta(ABCMeta):
    def __call__(cls, *args, **kwargs):
        if cls.__dict__.get("_is_protocol"):
            raise TypeError("Protocols cannot be instantiated")
        return super().__call__(*args, **kwargs)


class Protocol(Generic, metaclass=_ProtocolMeta):
    _is_protocol = True

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._is_protocol = Protocol in cls.__bases__

    @classmethod
    def __subclasshook__(cls, other):
        if not cls.__dict__.get("_is_protocol"):
            return NotImplemented
        if not cls.__dict__.get("_is_runtime_protocol"):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        names = [
            name for name in [*cls.__dict__, *cls.__dict__.get("__annotations__", ())]
            if not name.startswith("_") or name in ("__call__", "__len__", "__iter__", "__next__", "__enter__", "__exit__", "__getitem__")
        ]
        return all(any(name in base.__dict__ for base in other.__mro__) for name in names)


def runtime_checkable(cls):
    if not getattr(cls, "_is_protocol", False):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


class NewType:
    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__supertype__ = tp
        self.__module__ = "__main__"

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)


def cast(typ, val):
    return val


def overload(func):
    return func


def final(f):
    f.__final__ = True
    return f


def override(method, /):
    method.__override__ = True
    return method


def no_type_check(arg):
    return arg


def dataclass_transform(**options):
    return lambda cls: cls


def assert_never(arg, /):
    value = repr(arg)
    raise AssertionError(f"Expected code to be unreachable, but got: {value[:100]}")


def assert_type(val, typ, /):
    return val


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    classes = reversed(obj.__mro__) if isinstance(obj, type) else (obj,)
    hints = {}
    for one in classes:
        for name, value in getattr(one, "__annotations__", {}).items():
            value = _evaluate(value, obj) if isinstance(value, str) else value
            if value is None:
                value = type(None)
            if not include_extras and isinstance(value, _Subscribed) and value._name == "Annotated":
                value = value.__args__[0]
            hints[name] = value
    return hints


def get_origin(tp):
    if isinstance(tp, types.UnionType):
        return Union
    return getattr(tp, "__origin__", None) if isinstance(tp, (_Form, types.GenericAlias, _Parametrized)) else None


def get_args(tp):
    return getattr(tp, "__args__", ())


def get_protocol_members(tp, /):
    return frozenset(name for name in tp.__dict__ if not name.startswith("_"))


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


TYPE_CHECKING = False


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        annotations = ns.get("__annotations__", {})
        fields = list(annotations)
        defaults = [ns[name] for name in fields if name in ns]
        without = None
        for name in fields:
            if name in ns:
                without = name
            elif without:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default field {without}")
        made = collections.namedtuple(typename, fields, defaults=defaults, module=ns.get("__module__"))
        made.__annotations__ = annotations
        for name, value in ns.items():
            if name not in fields and name not in ("__module__", "__annotations__", "__orig_bases__", "__qualname__"):
                setattr(made, name, value)
        return made


class _NamedTuple:
    def __mro_entries__(self, bases):
        return (_NamedTupleBase,)

    def __call__(self, typename, fields, /):
        return collections.namedtuple(typename, [name for name, _ in fields])


_NamedTupleBase = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple = _NamedTuple()


class _TypedDictMeta(type):
    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")


class TypedDict(dict, metaclass=_TypedDictMeta):
    def __init_subclass__(cls, total=True):
        cls.__total__ = total
