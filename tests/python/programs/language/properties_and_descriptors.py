"""Descriptors: typed fields, cached values, read-only, class-level access."""


class Typed:
    def __init__(self, kind, *, default=None):
        self.kind, self.default = kind, default

    def __set_name__(self, owner, name):
        self.name = name
        owner.fields = getattr(owner, "fields", ()) + (name,)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, self.default)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        instance.__dict__[self.name] = value

    def __delete__(self, instance):
        instance.__dict__.pop(self.name, None)


class Lazy:
    def __init__(self, function):
        self.function = function
        self.__doc__ = function.__doc__

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        print("computing", self.name)
        value = instance.__dict__[self.name] = self.function(instance)
        return value


class Server:
    host = Typed(str, default="localhost")
    port = Typed(int, default=80)

    @Lazy
    def url(self):
        """The address."""
        return f"http://{self.host}:{self.port}"

    @property
    def secure(self):
        """Whether it is encrypted."""
        return self.port == 443

    @property
    def secret(self):
        raise AttributeError("secret is hidden")

    def _get(self):
        return self._size

    def _set(self, value):
        self._size = value * 2

    size = property(_get, _set, doc="doubled")


s = Server()
print(s.host, s.port, Server.fields, type(Server.host).__name__, Server.url.__doc__, Server.secure.__doc__, Server.size.__doc__)
s.port = 443
print(s.url, s.url, s.secure, vars(s))
del s.port
s.size = 21
print(s.port, s.size, Server.secure.fget.__name__, Server.secure.fset, isinstance(Server.secure, property))
attempts = [
    lambda: setattr(s, "port", "80"),
    lambda: setattr(s, "secure", True),
    lambda: delattr(s, "secure"),
    lambda: s.secret,
    lambda: delattr(s, "nope"),
    lambda: delattr(s, "size"),
    lambda: s.prot,
    lambda: Server.secure(),
    lambda: s.secure(),
]
for attempt in attempts:
    try:
        print(attempt())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__ + ":", error)


class Dynamic:
    def __getattr__(self, name):
        if name.startswith("get_"):
            return lambda: name[4:]
        raise AttributeError(f"no {name}")

    def __setattr__(self, name, value):
        print("set", name)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)

    def __dir__(self):
        return ["b", "a"]


d = Dynamic()
d.x = 1
del d.x
print(d.get_name(), hasattr(d, "x"), getattr(d, "y", "default"), dir(d))


class Meta(type):
    @property
    def label(cls):
        return f"<{cls.__name__}>"

    def __getattr__(cls, name):
        return f"meta {name}"

    def __contains__(cls, item):
        return item == 1

    def __len__(cls):
        return 7


class WithMeta(metaclass=Meta):
    pass


print(WithMeta.label, WithMeta.anything, 1 in WithMeta, len(WithMeta), type(WithMeta).__name__)
d.missing
