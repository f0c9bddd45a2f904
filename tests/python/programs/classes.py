import functools
class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        cls = super().__new__(mcs, name, bases, ns)
        cls.tag = kw.get("tag", "none")
        return cls
    def __call__(cls, *a, **k):
        print("creating", cls.__name__)
        return super().__call__(*a, **k)
    def __iter__(cls): return iter([1, 2])
class WithMeta(metaclass=Meta, tag="t"):
    def __init__(self, v): self.v = v
print(WithMeta.tag, WithMeta(3).v, list(WithMeta), type(WithMeta))
class A:
    def who(self): return "A"
class B(A):
    def who(self): return "B" + super().who()
class C(A):
    def who(self): return "C" + super().who()
class D(B, C):
    def who(self): return "D" + super().who()
print(D().who(), [c.__name__ for c in D.__mro__])
try:
    class X(A, B): pass
except TypeError as e:
    print(e)
class Vec:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y)
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __eq__(self, o): return isinstance(o, Vec) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __repr__(self): return f"Vec({self.x}, {self.y})"
    def __bool__(self): return bool(self.x or self.y)
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __len__(self): return 2
    def __iter__(self): yield self.x; yield self.y
    def __contains__(self, v): return v in (self.x, self.y)
    def __call__(self, *a): return a
    def __neg__(self): return Vec(-self.x, -self.y)
    def __lt__(self, o): return self.x < o.x
    def __iadd__(self, o): self.x += o.x; return self
    def __format__(self, spec): return f"<{spec}>"
v = Vec(1, 2)
print(v + Vec(3, 4), v * 2, 2 * v, sum([v, v]), v == Vec(1, 2), v != Vec(1, 2), {v: 1}[Vec(1, 2)], -v, v(1, 2), f"{v:abc}", 2 in v, list(v), len(v), bool(Vec(0, 0)))
a, b = v
v += Vec(5, 5)
print(a, b, v, sorted([Vec(3, 0), Vec(1, 0)]), v[0], v[-1])
class P:
    def __init__(self): self._x = 1
    @property
    def x(self): "doc"; return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): print("deleted")
p = P(); p.x = 5; print(p.x); del p.x
class RO:
    @property
    def y(self): return 1
try:
    RO().y = 2
except AttributeError as e:
    print(e)
class Desc:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, cls=None): return (obj is not None, self.name)
    def __set__(self, obj, value): print("set", self.name, value)
class HasDesc:
    d = Desc()
h = HasDesc(); h.d = 3; print(h.d, HasDesc.d)
class GA:
    def __getattr__(self, name): return f"dyn_{name}"
    def __setattr__(self, name, v): object.__setattr__(self, name, v * 2)
g = GA(); g.z = 4; print(g.foo, g.z, hasattr(g, "q"), getattr(g, "w"), vars(g))
class Base:
    registry = []
    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw)
        Base.registry.append((cls.__name__, name))
class S1(Base, name="one"): pass
class S2(Base): pass
print(Base.registry)
class Slots:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
s = Slots(); print(s.a)
try:
    s.c = 3
except AttributeError as e:
    print(e)
try:
    s.b
except AttributeError as e:
    print(e)
class L(list):
    def first(self): return self[0]
    def append(self, x): super().append(x * 2)
l = L([1, 2]); l.append(3); print(l, l.first(), len(l), isinstance(l, list), l + [1], type(l + [1]))
class Dct(dict):
    def __missing__(self, k): return k * 2
d = Dct(a=1); print(d["a"], d["zz"], d, d.get("q"))
class I(int):
    def __repr__(self): return f"I({int(self)})"
print(I(5) + 1, I(5), [I(3)], I(7) * I(2), I(3) == 3, hash(I(3)) == hash(3))
class Str(str):
    def shout(self): return self.upper() + "!"
print(Str("hi").shout(), Str("a") + "b", {Str("k"): 1}["k"], f"{Str('x'):>4}")
print(type("Dyn", (A,), {"z": 9})().z, issubclass(D, A), D.__name__, D.__qualname__, A.who.__name__, D().who.__name__)
def deco(n):
    def wrap(f):
        @functools.wraps(f)
        def inner(*a, **k):
            print("before", n, f.__name__)
            return f(*a, **k)
        return inner
    return wrap
@deco(1)
@deco(2)
def target(x, *, y=2):
    "the doc"
    return x + y
print(target(1), target.__name__, target.__doc__, target.__wrapped__ is not None)
class CM:
    cls_attr = [1]
    @classmethod
    def make(cls): return cls
    @staticmethod
    def st(x): return x
    def m(self): pass
print(CM.make() is CM, CM().make(), CM.st(1), CM().st(2), CM.m.__name__, CM().cls_attr)
print(callable(CM), callable(3), repr(object())[:14], CM.__module__, CM().__class__.__name__)
class New:
    def __new__(cls, *a):
        self = super().__new__(cls)
        self.args = a
        return self
print(New(1, 2).args)
try:
    A(1)
except TypeError as e:
    print(e)
try:
    A.nope
except AttributeError as e:
    print(e)
try:
    A().nope
except AttributeError as e:
    print(e)
class Cnt:
    def __enter__(self): print("enter"); return self
    def __exit__(self, *a): print("exit", a[0]); return False
with Cnt() as c, Cnt():
    print("body")
class __Priv:
    def __init__(self): self.__x = 1
    def get(self): return self.__x
print(__Priv().get(), vars(__Priv()))
