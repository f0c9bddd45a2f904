"""`collections`: more containers."""

_MISSING = object()


class defaultdict(dict):
    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        dict.__init__(self, *args, **kwargs)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        self[key] = value = self.default_factory()
        return value

    def __repr__(self):
        return f"defaultdict({self.default_factory!r}, {dict.__repr__(self)})"

    def copy(self):
        return type(self)(self.default_factory, self)


class OrderedDict(dict):
    def __init__(self, *args, **kwargs):
        dict.__init__(self, *args, **kwargs)

    def __repr__(self):
        return f"OrderedDict({dict.__repr__(self) if self else ''})"

    def popitem(self, last=True):
        if not self:
            raise KeyError("dictionary is empty")
        key = next(reversed(self)) if last else next(iter(self))
        return key, self.pop(key)

    def copy(self):
        return type(self)(self)


class Counter(dict):
    def __init__(self, iterable=None, /, **kwds):
        dict.__init__(self)
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        return sum(self.values())

    def most_common(self, n=None):
        ordered = sorted(self.items(), key=lambda item: item[1], reverse=True)
        return ordered if n is None else ordered[:n]

    def elements(self):
        for element, count in self.items():
            for _ in range(count):
                yield element

    def update(self, iterable=None, /, **kwds):
        if iterable is not None:
            if isinstance(iterable, dict):
                for element, count in iterable.items():
                    self[element] = self.get(element, 0) + count
            else:
                for element in iterable:
                    self[element] = self.get(element, 0) + 1
        for element, count in kwds.items():
            self[element] = self.get(element, 0) + count

    def subtract(self, iterable=None, /, **kwds):
        items = iterable.items() if isinstance(iterable, dict) else ((element, 1) for element in iterable or ())
        for element, count in [*items, *kwds.items()]:
            self[element] = self.get(element, 0) - count

    def copy(self):
        return type(self)(self)

    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        try:
            items = dict(self.most_common())
        except TypeError:
            items = dict(self)
        return f"{type(self).__name__}({items!r})"

    def __add__(self, other):
        result = Counter()
        for element in {**self, **other}:
            count = self[element] + other[element]
            if count > 0:
                result[element] = count
        return result

    def __sub__(self, other):
        result = Counter()
        for element in {**self, **other}:
            count = self[element] - other[element]
            if count > 0:
                result[element] = count
        return result

    def __or__(self, other):
        return Counter({e: max(self[e], other[e]) for e in {**self, **other} if max(self[e], other[e]) > 0})

    def __and__(self, other):
        return Counter({e: min(self[e], other[e]) for e in self if min(self[e], other[e]) > 0})


class deque:
    def __init__(self, iterable=(), maxlen=None):
        self._items = []
        self.maxlen = maxlen
        self.extend(iterable)

    def append(self, x):
        self._items.append(x)
        if self.maxlen is not None and len(self._items) > self.maxlen:
            del self._items[0]

    def appendleft(self, x):
        self._items.insert(0, x)
        if self.maxlen is not None and len(self._items) > self.maxlen:
            self._items.pop()

    def extend(self, iterable):
        for x in list(iterable):
            self.append(x)

    def extendleft(self, iterable):
        for x in list(iterable):
            self.appendleft(x)

    def pop(self):
        if not self._items:
            raise IndexError("pop from an empty deque")
        return self._items.pop()

    def popleft(self):
        if not self._items:
            raise IndexError("pop from an empty deque")
        return self._items.pop(0)

    def clear(self):
        self._items.clear()

    def copy(self):
        return type(self)(self._items, self.maxlen)

    def count(self, x):
        return self._items.count(x)

    def index(self, x, *bounds):
        try:
            return self._items.index(x, *bounds)
        except ValueError:
            raise ValueError(f"{x!r} is not in deque") from None

    def insert(self, i, x):
        if self.maxlen is not None and len(self._items) >= self.maxlen:
            raise IndexError("deque already at its maximum size")
        self._items.insert(i, x)

    def remove(self, value):
        try:
            self._items.remove(value)
        except ValueError:
            raise ValueError("deque.remove(x): x not in deque") from None

    def reverse(self):
        self._items.reverse()

    def rotate(self, n=1):
        if self._items:
            n %= len(self._items)
            self._items[:] = self._items[-n:] + self._items[:-n] if n else self._items

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        size = len(self._items)
        for item in list(self._items):
            if len(self._items) != size:
                raise RuntimeError("deque mutated during iteration")
            yield item

    def __reversed__(self):
        return reversed(list(self._items))

    def __contains__(self, x):
        return x in self._items

    def __getitem__(self, i):
        try:
            return self._items[i]
        except IndexError:
            raise IndexError("deque index out of range") from None

    def __setitem__(self, i, x):
        try:
            self._items[i] = x
        except IndexError:
            raise IndexError("deque index out of range") from None

    def __delitem__(self, i):
        del self._items[i]

    def __eq__(self, other):
        return self._items == other._items if isinstance(other, deque) else NotImplemented

    __hash__ = None

    def __add__(self, other):
        return type(self)(self._items + list(other), self.maxlen)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __repr__(self):
        maxlen = "" if self.maxlen is None else f", maxlen={self.maxlen}"
        return f"deque({self._items!r}{maxlen})"


deque.__module__ = defaultdict.__module__ = OrderedDict.__module__ = Counter.__module__ = "collections"


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    fields = tuple(map(str, field_names))
    for name in fields:
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
    values = tuple(defaults) if defaults is not None else ()
    known = dict(zip(fields[len(fields) - len(values):], values))

    def __new__(cls, *args, **kwargs):
        if len(args) > len(fields):
            expected = len(fields) + 1
            raise TypeError(f"{typename}.__new__() takes {expected} positional arguments but {len(args) + 1} were given")
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
        return cls(*iterable)

    namespace = {
        "__new__": __new__,
        "__repr__": __repr__,
        "__match_args__": fields,
        "_fields": fields,
        "_field_defaults": known,
        "_asdict": _asdict,
        "_replace": _replace,
        "_make": classmethod(_make),
        "__module__": module or "__main__",
    }
    for index, name in enumerate(fields):
        namespace[name] = property(lambda self, index=index: tuple.__getitem__(self, index))
    return type(typename, (tuple,), namespace)


class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        raise KeyError(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        del self.maps[0][key]

    def __iter__(self):
        merged = {}
        for mapping in reversed(self.maps):
            merged.update(mapping)
        return iter(merged)

    def __len__(self):
        return len(set().union(*self.maps))

    def keys(self):
        return {key: None for key in self}.keys()

    def items(self):
        return {key: self[key] for key in self}.items()

    def values(self):
        return {key: self[key] for key in self}.values()

    def new_child(self, m=None):
        return ChainMap({} if m is None else m, *self.maps)

    def __repr__(self):
        return f"ChainMap({', '.join(map(repr, self.maps))})"


class UserDict(dict):
    pass


class UserList(list):
    pass
