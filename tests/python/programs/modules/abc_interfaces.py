"""abc: abstract methods and properties, virtual subclasses, collections.abc."""
import abc
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, MutableMapping, MutableSequence, Sequence, Set, Sized


class Storage(ABC):
    @abstractmethod
    def read(self, key):
        """Reads."""

    @abstractmethod
    def write(self, key, value): ...

    @property
    @abstractmethod
    def size(self): ...

    def copy(self, source, target):
        self.write(target, self.read(source))


class Memory(Storage):
    def __init__(self):
        self.data = {}

    def read(self, key):
        return self.data[key]

    def write(self, key, value):
        self.data[key] = value

    @property
    def size(self):
        return len(self.data)


class Half(Storage):
    def read(self, key):
        return super().read(key)


memory = Memory()
memory.write("a", 1)
memory.copy("a", "b")
print(memory.size, memory.data, isinstance(memory, Storage), sorted(Storage.__abstractmethods__), Half.__abstractmethods__ == {"write", "size"}, Memory.__abstractmethods__)


@Storage.register
class Foreign:
    pass


print(isinstance(Foreign(), Storage), issubclass(Foreign, Storage), issubclass(int, Storage), type(Storage).__name__)


class Quacks(metaclass=abc.ABCMeta):
    @classmethod
    def __subclasshook__(cls, other):
        return True if any("quack" in base.__dict__ for base in other.__mro__) else NotImplemented


class Duck:
    def quack(self):
        pass


print(issubclass(Duck, Quacks), isinstance(5, Quacks))


class Lower(MutableMapping):
    def __init__(self, *args, **kwargs):
        self._data = {}
        self.update(*args, **kwargs)

    def __getitem__(self, key):
        return self._data[key.lower()]

    def __setitem__(self, key, value):
        self._data[key.lower()] = value

    def __delitem__(self, key):
        del self._data[key.lower()]

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)


headers = Lower({"Accept": "x"}, HOST="y")
print(headers["ACCEPT"], "host" in headers, "zz" in headers, list(headers.items()), headers.get("nope", 1), headers.pop("Host"), headers.setdefault("A", 2), dict(headers), headers == {"accept": "x", "a": 2}, len(headers), list(headers.keys()), list(headers.values()))


class Fixed(Sequence):
    def __init__(self, *items):
        self.items = items

    def __getitem__(self, index):
        return self.items[index]

    def __len__(self):
        return len(self.items)


f = Fixed(3, 1, 3)
print(1 in f, list(reversed(f)), f.index(3), f.count(3), list(f), isinstance(f, Iterable))
print([isinstance(x, Iterable) for x in ([], "", 5, {}, iter([]))], isinstance([], Sequence), isinstance({}, Mapping), isinstance(set(), Set), isinstance(len, Callable), isinstance([], Hashable), isinstance(5, Hashable), isinstance((x for x in ()), Iterator), isinstance({}, Sized), isinstance("", Collection), isinstance((), MutableSequence))
for wrong in (lambda: Storage(), lambda: Half(), lambda: Mapping(), lambda: type("One", (Storage,), {"read": 1, "write": 1})(), lambda: headers["missing"], lambda: f.index(9), lambda: Lower(5), lambda: f.append(1)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__ + ":", error)
Half().read("a")
