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


Hashable = _protocol("Hashable", "__hash__", builtins=(int, str, float, tuple, bytes, bool, frozenset, type(None)))
Sized = _protocol("Sized", "__len__", builtins=(dict, list, tuple, str, set, frozenset, bytes, range))
Container = _protocol("Container", "__contains__", builtins=(dict, list, tuple, str, set, frozenset, bytes, range))
Iterable = _protocol("Iterable", "__iter__", builtins=(type(i for i in ()), type({}.keys()), type({}.values()), type({}.items())))
Iterator = _protocol("Iterator", "__next__", "__iter__", builtins=(type(i for i in ()), type(iter([])), zip, map, filter, enumerate))
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


class Sequence(metaclass=ABCMeta):
    def __iter__(self):
        i = 0
        try:
            while True:
                yield self[i]
                i += 1
        except IndexError:
            return

    def __contains__(self, value):
        return any(v is value or v == value for v in self)

    def __reversed__(self):
        for i in reversed(range(len(self))):
            yield self[i]

    def index(self, value, start=0, stop=None):
        for i, v in enumerate(self):
            if i >= start and (stop is None or i < stop) and (v is value or v == value):
                return i
        raise ValueError

    def count(self, value):
        return sum(1 for v in self if v is value or v == value)


for _class in (list, tuple, str, range, bytes):
    Sequence.register(_class)


class MutableSequence(Sequence):
    def append(self, value):
        self.insert(len(self), value)

    def extend(self, values):
        for value in values:
            self.append(value)

    def pop(self, index=-1):
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        del self[self.index(value)]

    def clear(self):
        while len(self):
            self.pop()


MutableSequence.register(list)


class Set(metaclass=ABCMeta):
    def __le__(self, other):
        return all(item in other for item in self)

    def __and__(self, other):
        return {item for item in self if item in other}

    def __or__(self, other):
        return {*self, *other}


Set.register(set)
Set.register(frozenset)


class MutableSet(Set):
    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def clear(self):
        for value in list(self):
            self.discard(value)


MutableSet.register(set)


class Mapping(metaclass=ABCMeta):
    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return {key: None for key in self}.keys()

    def items(self):
        return {key: self[key] for key in self}.items()

    def values(self):
        return {key: self[key] for key in self}.values()

    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())


Mapping.register(dict)


class MutableMapping(Mapping):
    _marker = object()

    def pop(self, key, default=_marker):
        try:
            value = self[key]
        except KeyError:
            if default is MutableMapping._marker:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        try:
            key = next(iter(self))
        except StopIteration:
            raise KeyError from None
        value = self[key]
        del self[key]
        return key, value

    def clear(self):
        while len(self):
            self.popitem()

    def update(self, other=(), /, **kwds):
        if hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


MutableMapping.register(dict)
KeysView = type({}.keys())
ValuesView = type({}.values())
ItemsView = type({}.items())
