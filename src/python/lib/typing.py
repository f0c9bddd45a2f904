"""`typing`: annotations cost nothing, so most of it is names."""

import collections
from abc import ABCMeta


class _Special:
    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return f"typing.{self._name}"

    def __getitem__(self, item):
        return _Subscribed(self, item)

    def __or__(self, other):
        return _Subscribed(Union, (self, other))

    def __ror__(self, other):
        return _Subscribed(Union, (other, self))

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Cannot instantiate typing.{self._name}")


class _Subscribed(_Special):
    def __init__(self, origin, item):
        self.__origin__ = origin
        self.__args__ = item if isinstance(item, tuple) else (item,)
        self._name = origin._name

    def __repr__(self):
        def shown(arg):
            return arg.__qualname__ if isinstance(arg, type) and arg.__module__ == "builtins" else "..." if arg is ... else repr(arg)

        return f"typing.{self._name}[{', '.join(map(shown, self.__args__))}]"

    def __mro_entries__(self, bases):
        return self.__origin__.__mro_entries__(bases) if hasattr(self.__origin__, "__mro_entries__") else ()


for _name in (
    "Any Union Optional Callable List Dict Set FrozenSet Tuple Type Iterable Iterator Sequence Mapping MutableMapping "
    "MutableSequence Awaitable Coroutine AsyncIterator AsyncIterable AsyncGenerator Generator ClassVar Final Literal "
    "Annotated NoReturn Never Self Concatenate TypeAlias TypeGuard TypeIs Required NotRequired ReadOnly Unpack Hashable Sized Collection "
    "Container Reversible DefaultDict OrderedDict Counter ChainMap Deque Text AnyStr LiteralString SupportsInt SupportsFloat "
    "SupportsAbs SupportsIndex ContextManager AsyncContextManager Pattern Match IO TextIO BinaryIO"
).split():
    globals()[_name] = _Special(_name)


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, default=None):
        self.__name__ = name

    def __repr__(self):
        return f"~{self.__name__}"


class ParamSpec(TypeVar):
    @property
    def args(self):
        return Any

    @property
    def kwargs(self):
        return Any


class TypeVarTuple(TypeVar):
    pass


class Generic:
    def __class_getitem__(cls, item):
        return cls


class Protocol(Generic, metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, other):
        if not cls.__dict__.get("_is_runtime_protocol"):
            return NotImplemented
        names = [name for name in cls.__dict__ if not name.startswith("_") or name in ("__call__", "__len__", "__iter__")]
        return all(any(name in base.__dict__ for base in other.__mro__) for name in names)


def runtime_checkable(cls):
    cls._is_runtime_protocol = True
    return cls


def NewType(name, tp):
    def new_type(x):
        return x

    new_type.__name__ = new_type.__qualname__ = name
    new_type.__supertype__ = tp
    return new_type


def cast(typ, val):
    return val


def overload(func):
    return func


def final(f):
    return f


def override(f):
    return f


def no_type_check(f):
    return f


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    return obj


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    return dict(getattr(obj, "__annotations__", {}))


def get_origin(tp):
    return getattr(tp, "__origin__", None)


def get_args(tp):
    return getattr(tp, "__args__", ())


TYPE_CHECKING = False


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        fields = list(ns.get("__annotations__", {}))
        defaults = [ns[name] for name in fields if name in ns]
        made = collections.namedtuple(typename, fields, defaults=defaults, module=ns.get("__module__"))
        for name, value in ns.items():
            if name not in fields and name not in ("__module__", "__annotations__", "__orig_bases__"):
                setattr(made, name, value)
        return made


class _NamedTuple:
    def __mro_entries__(self, bases):
        return (_NamedTupleBase,)

    def __call__(self, typename, fields, /):
        return collections.namedtuple(typename, [name for name, _ in fields])


_NamedTupleBase = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple = _NamedTuple()


class TypedDict(dict):
    def __init_subclass__(cls, total=True):
        pass

    def __new__(cls, *args, **kwargs):
        return dict(*args, **kwargs)
