from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError
from enum import Enum, IntEnum, auto, Flag, StrEnum
from collections import namedtuple, defaultdict, Counter, deque, OrderedDict, ChainMap
from typing import NamedTuple, Optional, ClassVar
import functools, operator, copy, string, math
@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
    kind: ClassVar[str] = "p"
print(P(1), P(1, 3) == P(1, 3), asdict(P(1)), astuple(P(1)), replace(P(1), y=9), [f.name for f in fields(P)])
try:
    P()
except TypeError as e:
    print(e)
try:
    P(1, 2, 3, 4)
except TypeError as e:
    print(e)
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = "z"
print(sorted([F(2), F(1)]), hash(F(1)) == hash(F(1)), {F(1): 1}[F(1)])
try:
    F(1).a = 2
except FrozenInstanceError as e:
    print(repr(e))
@dataclass
class Child(P):
    z: int = 5
    def __post_init__(self): self.sum = self.x + self.y + self.z
print(Child(1), Child(1, z=7).sum)
match P(1, 2):
    case P(x=1, y=b): print("matched", b)
match P(5, 6):
    case P(a, b): print(a, b)
class Color(Enum):
    RED = 1
    GREEN = auto()
    ALIAS = 1
    def describe(self): return f"{self.name}={self.value}"
print(Color.RED, repr(Color.GREEN), Color(2), Color["RED"], list(Color), Color.ALIAS is Color.RED, Color.RED.describe(), len(Color), Color.RED in Color, Color.RED == 1)
try:
    Color(9)
except ValueError as e:
    print(e)
class N(IntEnum):
    A = 1
    B = 2
print(N.A + 1, N.B > N.A, f"{N.A}", repr(N.A), N.A == 1, sorted([N.B, N.A]))
class S(StrEnum):
    X = auto()
print(S.X, S.X == "x", repr(S.X))
class Perm(Flag):
    R = auto()
    W = auto()
print(Perm.R | Perm.W, Perm.R in (Perm.R | Perm.W), bool(Perm.R & Perm.W))
Pt = namedtuple("Pt", "x y")
p = Pt(1, 2)
print(p, p.x, p._asdict(), p._replace(x=5), Pt._fields, p == (1, 2), *p)
class NT(NamedTuple):
    name: str
    n: int = 3
print(NT("a"), NT("b", 4).n, NT("a") == ("a", 3))
d = defaultdict(list); d["a"].append(1); print(d, d["b"], len(d))
c = Counter("abracadabra"); print(c, c.most_common(2), c["z"], c + Counter(a=1), sum(c.values()))
q = deque([1, 2, 3], maxlen=3); q.append(4); q.appendleft(0); print(q, q.pop(), q.popleft(), len(q)); q.rotate(1); print(q)
od = OrderedDict(a=1, b=2); od.move_to_end("a"); print(od, list(od))
print(ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])
print(functools.reduce(operator.add, [1, 2, 3]), functools.partial(pow, 2)(3), operator.itemgetter(1)([5, 6]), operator.attrgetter("x")(p))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(50), fib.cache_info())
@functools.total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(T(1) <= T(2), T(1) >= T(2))
class CP:
    @functools.cached_property
    def v(self): print("computing"); return 5
cp = CP(); print(cp.v, cp.v)
@functools.singledispatch
def sd(x): return "default"
@sd.register(int)
def _(x): return "int"
print(sd(1), sd("a"))
a = [1, [2, 3]]; b = copy.copy(a); c2 = copy.deepcopy(a); a[1].append(4); print(b, c2)
print(math.sqrt(16), math.pi, math.floor(2.7), math.ceil(2.1), math.gcd(12, 18), math.factorial(20), math.isclose(0.1 + 0.2, 0.3), math.inf, math.log(math.e), math.hypot(3, 4), math.comb(5, 2), math.prod([1, 2, 3]), math.trunc(-2.5))
print(string.ascii_lowercase, string.Template("$a ${b}").substitute(a=1, b=2))
