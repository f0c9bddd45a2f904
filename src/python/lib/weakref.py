"""The part of `weakref` that is written in Python."""


class WeakSet:
    def __init__(self, data=()):
        self._refs = []
        for item in data:
            self.add(item)

    def _alive(self):
        return [item for item in (r() for r in self._refs) if item is not None]

    def add(self, item):
        if item not in self:
            self._refs.append(ref(item))

    def discard(self, item):
        self._refs = [r for r in self._refs if r() is not item]

    def remove(self, item):
        if item not in self:
            raise KeyError(item)
        self.discard(item)

    def __contains__(self, item):
        return any(other is item for other in self._alive())

    def __iter__(self):
        return iter(self._alive())

    def __len__(self):
        return len(self._alive())

    def clear(self):
        self._refs = []

    def update(self, other):
        for item in other:
            self.add(item)

    def pop(self):
        for item in self._alive():
            self.discard(item)
            return item
        raise KeyError("pop from empty WeakSet")


class WeakValueDictionary:
    def __init__(self, other=()):
        self._refs = {}
        for key, value in other.items() if hasattr(other, "items") else other:
            self[key] = value

    def __delitem__(self, key):
        del self._refs[key]

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def __setitem__(self, key, value):
        self._refs[key] = ref(value)

    def __getitem__(self, key):
        value = self._refs[key]()
        if value is None:
            raise KeyError(key)
        return value

    def get(self, key, default=None):
        found = self._refs[key]() if key in self._refs else None
        return default if found is None else found

    def __contains__(self, key):
        return self.get(key) is not None

    def items(self):
        return [(key, r()) for key, r in self._refs.items() if r() is not None]

    def keys(self):
        return [key for key, _ in self.items()]

    def values(self):
        return [value for _, value in self.items()]

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self.items())

    def pop(self, key, *default):
        found = self.get(key)
        self._refs.pop(key, None)
        if found is None:
            if default:
                return default[0]
            raise KeyError(key)
        return found


class WeakKeyDictionary:
    def __init__(self, dict=None):
        self._entries = []
        for key, value in dict.items() if dict is not None else ():
            self[key] = value

    def _alive(self):
        self._entries = [entry for entry in self._entries if entry[0]() is not None]
        return [(r(), entry) for entry in self._entries for r in entry[:1]]

    def _find(self, key):
        for other, entry in self._alive():
            if other is key or other == key:
                return entry
        return None

    def __setitem__(self, key, value):
        entry = self._find(key)
        if entry is None:
            self._entries.append([ref(key), value])
        else:
            entry[1] = value

    def __getitem__(self, key):
        entry = self._find(key)
        if entry is None:
            raise KeyError(ref(key))
        return entry[1]

    def __delitem__(self, key):
        self._entries.remove(self._find(key))

    def get(self, key, default=None):
        entry = self._find(key)
        return default if entry is None else entry[1]

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key, *default):
        entry = self._find(key)
        if entry is None:
            if default:
                return default[0]
            raise KeyError(ref(key))
        self._entries.remove(entry)
        return entry[1]

    def __contains__(self, key):
        return self._find(key) is not None

    def __len__(self):
        return len(self._alive())

    def __iter__(self):
        return iter([key for key, _ in self._alive()])

    keys = __iter__

    def values(self):
        return [entry[1] for _, entry in self._alive()]

    def items(self):
        return [(key, entry[1]) for key, entry in self._alive()]


class _Proxy:
    def __init__(self, object):
        _set(self, "_target", ref(object))

    def __getattr__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __str__(self):
        return str(_target(self))

    def __bool__(self):
        return bool(_target(self))

    def __len__(self):
        return len(_target(self))

    def __iter__(self):
        return iter(_target(self))

    def __getitem__(self, key):
        return _target(self)[key]

    def __contains__(self, item):
        return item in _target(self)

    def __eq__(self, other):
        return _target(self) == other

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


_set = object.__setattr__


def _target(proxy):
    found = proxy.__dict__["_target"]()
    if found is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return found


def proxy(object, callback=None, /):
    if callback is not None:
        raise NotImplementedError("a callback of weakref.proxy is not here")
    return _Proxy(object)


class WeakMethod:
    def __init__(self, meth, callback=None):
        if callback is not None:
            raise NotImplementedError("a callback of weakref.WeakMethod is not here")
        if not hasattr(meth, "__func__"):
            raise TypeError(f"argument should be a bound method, not {type(meth)}")
        self._object, self._function = ref(meth.__self__), meth.__func__

    def __call__(self):
        found = self._object()
        return None if found is None else self._function.__get__(found)


class finalize:
    def __init__(self, obj, func, /, *args, **kwargs):
        raise NotImplementedError("weakref.finalize is not here: nothing is called when an object goes")
