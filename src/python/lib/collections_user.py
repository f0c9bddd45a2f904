"""`collections`: containers that hold the plain one, for classes of programs."""

from collections.abc import MutableMapping, MutableSequence, Sequence


class UserDict(MutableMapping):
    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        if hasattr(type(self), "__missing__"):
            return type(self).__missing__(self, key)
        raise KeyError(key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    def get(self, key, default=None):
        return self[key] if key in self else default

    def copy(self):
        return type(self)(self.data)

    __copy__ = copy

    def __or__(self, other):
        other = other.data if isinstance(other, UserDict) else other
        return type(self)(self.data | other)

    def __repr__(self):
        return repr(self.data)


class UserList(MutableSequence):
    def __init__(self, initlist=None):
        self.data = list(initlist.data if isinstance(initlist, UserList) else initlist or ())

    def _plain(self, other):
        return other.data if isinstance(other, UserList) else list(other)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        return type(self)(self.data[i]) if isinstance(i, slice) else self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def insert(self, i, item):
        self.data.insert(i, item)

    def sort(self, /, **kwds):
        self.data.sort(**kwds)

    def copy(self):
        return type(self)(self.data)

    def __contains__(self, item):
        return item in self.data

    def __add__(self, other):
        return type(self)(self.data + self._plain(other))

    def __radd__(self, other):
        return type(self)(self._plain(other) + self.data)

    def __mul__(self, n):
        return type(self)(self.data * n)

    def __eq__(self, other):
        return self.data == (other.data if isinstance(other, UserList) else other)

    def __lt__(self, other):
        return self.data < (other.data if isinstance(other, UserList) else other)

    __hash__ = None

    def __repr__(self):
        return repr(self.data)


class UserString(Sequence):
    def __init__(self, seq):
        self.data = seq.data[:] if isinstance(seq, UserString) else str(seq)

    def __str__(self):
        return self.data

    def __repr__(self):
        return repr(self.data)

    def __hash__(self):
        return hash(self.data)

    def __eq__(self, other):
        return self.data == (other.data if isinstance(other, UserString) else other)

    def __lt__(self, other):
        return self.data < (other.data if isinstance(other, UserString) else other)

    def __len__(self):
        return len(self.data)

    def __contains__(self, part):
        return str(part) in self.data

    def __getitem__(self, index):
        return type(self)(self.data[index])

    def __add__(self, other):
        return type(self)(self.data + str(other))

    def __radd__(self, other):
        return type(self)(str(other) + self.data)

    def __getattr__(self, name):
        method = getattr(str, name)

        def call(*args, **kwds):
            plain = [arg.data if isinstance(arg, UserString) else arg for arg in args]
            result = method(self.data, *plain, **kwds)
            return type(self)(result) if type(result) is str else result

        return call


UserDict.__module__ = UserList.__module__ = UserString.__module__ = "collections"
