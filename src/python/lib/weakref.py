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


class WeakValueDictionary:
    def __init__(self):
        self._refs = {}

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


class WeakKeyDictionary(dict):
    pass


def proxy(object, callback=None):
    return object


class finalize:
    def __init__(self, obj, func, /, *args, **kwargs):
        self._call = (func, args, kwargs)
        self.alive = True

    def __call__(self):
        if self.alive:
            self.alive = False
            func, args, kwargs = self._call
            return func(*args, **kwargs)

    def detach(self):
        self.alive = False
