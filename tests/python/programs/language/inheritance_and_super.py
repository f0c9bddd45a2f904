"""Diamonds, mixins, super with arguments, abstract parts, and broken orders."""


class Base:
    def __init__(self, **kwargs):
        print("Base", kwargs)
        for name, value in kwargs.items():
            setattr(self, name, value)

    def describe(self):
        return ["base"]


class Named(Base):
    def __init__(self, *, name, **kwargs):
        print("Named", name)
        super().__init__(**kwargs)
        self.name = name

    def describe(self):
        return ["named"] + super().describe()


class Priced(Base):
    def __init__(self, *, price, **kwargs):
        print("Priced", price)
        super(Priced, self).__init__(**kwargs)
        self.price = price

    def describe(self):
        return ["priced", *super().describe()]


class Product(Named, Priced):
    category = "misc"

    def describe(self):
        return super().describe() + [self.category]


p = Product(name="cup", price=3, color="red")
print(p.describe(), vars(p), [c.__name__ for c in Product.__mro__], Product.__bases__)
print(isinstance(p, Priced), issubclass(Product, Base), issubclass(Named, Priced), isinstance(p, (int, Named)), type(p) is Product, Base.__subclasses__())


class ReprMixin:
    def __repr__(self):
        fields = ", ".join(f"{k}={v!r}" for k, v in sorted(vars(self).items()))
        return f"{type(self).__qualname__}({fields})"


class Fancy(ReprMixin, Product):
    category = "fancy"

    class Inner(ReprMixin):
        def __init__(self):
            self.z = 1


print(Fancy(name="mug", price=9), Fancy.Inner(), Fancy.Inner.__qualname__)


class Plugin:
    plugins = {}

    def __init_subclass__(cls, /, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.plugins[key or cls.__name__] = cls


class Csv(Plugin, key="csv"):
    pass


class Xml(Plugin):
    pass


print({k: v.__name__ for k, v in Plugin.plugins.items()})
attempts = [
    lambda: type("Broken", (Base, Product), {}),
    lambda: type("Dup", (Base, Base), {}),
    lambda: type("NoBase", (5,), {}),
    lambda: type("Bool", (bool,), {}),
    lambda: Product(name="x"),
    lambda: Product("x"),
    lambda: p.discount,
    lambda: super().describe(),
    lambda: issubclass(5, Base),
    lambda: isinstance(p, 5),
    lambda: object(1),
    lambda: object().x,
    lambda: setattr(object(), "x", 1),
    lambda: setattr(int, "x", 1),
    lambda: type("A"),
    lambda: type(),
]
for attempt in attempts:
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__ + ":", error)


class Child(Product, unknown=True):
    pass
