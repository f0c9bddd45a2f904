"""`collections.abc`: what a class can do, asked by its methods."""

from abc import ABCMeta


def _has(subclass, *names):
    for name in names:
        for base in subclass.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


def _protocol(name, *methods, bases=(), builtins=()):
    def hook(cls, subclass):
        if cls.__dict__.get("_methods") is methods or cls is made:
            if subclass in builtins:
                return True
            if methods:
                return _has(subclass, *methods)
        return NotImplemented

    made = ABCMeta(name, bases or (object,), {"__subclasshook__": classmethod(hook), "__module__": "collections.abc"})
    made.__class_getitem__ = classmethod(lambda cls, item: cls)
    return made


_ITERATORS = (
    type(i for i in ()), type(iter([])), type(iter(())), type(iter("")), type(iter(range(0))), type(iter({})), type(iter({}.values())),
    type(iter({}.items())), type(iter(set())), type(iter(int, 0)), type(reversed([])), zip, map, filter, enumerate,
)
Hashable = _protocol("Hashable", "__hash__", builtins=(int, str, float, tuple, bytes, bool, frozenset, type(None)))
Sized = _protocol("Sized", "__len__", builtins=(dict, list, tuple, str, set, frozenset, bytes, range))
Container = _protocol("Container", "__contains__", builtins=(dict, list, tuple, str, set, frozenset, bytes, range))
Iterable = _protocol("Iterable", "__iter__", builtins=(*_ITERATORS, dict, list, tuple, str, set, frozenset, bytes, range, type({}.keys()), type({}.values()), type({}.items())))
Iterator = _protocol("Iterator", "__next__", "__iter__", builtins=_ITERATORS)
Reversible = _protocol("Reversible", "__reversed__", "__iter__")
Collection = _protocol("Collection", "__len__", "__iter__", "__contains__", builtins=(dict, list, tuple, str, set, frozenset, bytes, range))
Callable = _protocol("Callable", "__call__", builtins=(type(lambda: 0), type(len), type))
Generator = _protocol("Generator", "send", "throw", "close", "__iter__", "__next__")


async def _coroutine():
    pass


async def _async_generator():
    yield


_unawaited = _coroutine()
_unawaited.close()
Coroutine = _protocol("Coroutine", "__await__", "send", "throw", "close", builtins=(type(_unawaited),))
Awaitable = _protocol("Awaitable", "__await__", builtins=(type(_unawaited),))
AsyncIterable = _protocol("AsyncIterable", "__aiter__")
AsyncIterator = _protocol("AsyncIterator", "__anext__", "__aiter__")
AsyncGenerator = _protocol("AsyncGenerator", "__aiter__", "__anext__", "asend", "athrow", "aclose")

from _collections_kinds import Mapping, MutableMapping, MutableSequence, MutableSet, Sequence, Set

for _class in (Sequence, MutableSequence, Set, MutableSet, Mapping, MutableMapping):
    _class.__module__ = "collections.abc"
KeysView = type({}.keys())
ValuesView = type({}.values())
ItemsView = type({}.items())
ByteString = bytes
