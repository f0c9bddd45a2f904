//! Texts that nest: brackets, operators, statements, and values that hold each other.
//!
//! Invariant: each kind is repeated from a few times to far more often than a stack has room for.

use crate::dice::Dice;
use crate::tokens::{choose, one_in};

const DEPTHS: &[usize] = &[1, 5, 20, 60, 85, 89, 91, 100, 150, 300, 1_000, 5_000, 50_000, 200_000];

/// What stands before and behind what is nested.
const EXPRESSIONS: &[(&str, &str)] = &[
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("(1,", ")"),
    ("[0,", ",]"),
    ("{1:", "}"),
    ("f(", ")"),
    ("f(x=", ")"),
    ("f(*", ")"),
    ("f(**", ")"),
    ("-", ""),
    ("+", ""),
    ("~", ""),
    ("not ", ""),
    ("- ", ""),
    ("-+~", ""),
    ("not -", ""),
    ("await ", ""),
    ("yield ", ""),
    ("(yield ", ")"),
    ("lambda: ", ""),
    ("lambda x=", ": x"),
    ("lambda:(", ")"),
    ("x if x else ", ""),
    ("", " if x else x"),
    ("x if ", " else x"),
    ("x or ", ""),
    ("x and ", ""),
    ("x ** ", ""),
    ("x + ", ""),
    ("", " + x"),
    ("x < ", ""),
    ("x is not ", ""),
    ("x in ", ""),
    ("", ".x"),
    ("", "()"),
    ("", "[0]"),
    ("", "(x)(x)"),
    ("x[", "]"),
    ("x[1:", "]"),
    ("(x:=", ")"),
    ("[x for x in ", "]"),
    ("[", " for x in x]"),
    ("{x:", " for x in x}"),
    ("(", " for x in x)"),
    ("[x for x in x if ", "]"),
    ("*", ""),
    ("f'{", "}'"),
    ("f\"{f'{", "}'}\""),
    ("f'{x:{", "}}'"),
    ("'a' ", ""),
    ("x,", ""),
    ("\\\n", ""),
    ("(\n", "\n)"),
    ("x = ", ""),
    ("x: ", ""),
    ("x@", ""),
    ("1 if (", ") else 1"),
];

const STATEMENTS: &[&str] = &[
    "if x:",
    "while x:",
    "for x in x:",
    "try:",
    "with x:",
    "def f():",
    "class C:",
    "async def f():",
    "match x:",
    "elif x:",
    "else:",
    "async with x:",
    "async for x in x:",
    "with x as y, x as z:",
    "def f(x=lambda: 1):",
    "class C(x):",
    "@x",
    "if x: pass\nelif x:",
];

/// Programs that make deep values, with `N` for how deep.
const VALUES: &[&str] = &[
    "x = []\nfor _ in range(N): x = [x]\n",
    "x = ()\nfor _ in range(N): x = (x,)\n",
    "x = {}\nfor _ in range(N): x = {1: x}\n",
    "x = 1\nfor _ in range(N): x = [x, x]\n",
    "x = 1\nfor _ in range(N): x = (x, x)\n",
    "x = frozenset()\nfor _ in range(N): x = frozenset([x])\n",
    "x = 1\nfor _ in range(N): x = slice(x, None)\n",
    "x = None\nfor _ in range(N): x = lambda x=x: x()\n",
    "def g(x):\n    return lambda: x()\nx = print\nfor _ in range(N): x = g(x)\n",
    "class C:\n    def __init__(self, x): self.x = x\n    def __repr__(self): return repr(self.x)\n    def __eq__(self, o): return self.x == o.x\n    def __hash__(self): return hash(self.x)\n    def __call__(self): return self.x()\n    def __getattr__(self, n): return getattr(self.x, n)\n    def __iter__(self): return iter(self.x)\n    def __len__(self): return len(self.x)\n    def __bool__(self): return bool(self.x)\nx = 1\nfor _ in range(N): x = C(x)\n",
    "class C:\n    __slots__ = ('x',)\n    def __init__(self, x): self.x = x\n    def m(self): pass\nx = 1\nfor _ in range(N): x = C(x).m\n",
    "x = ValueError()\nfor _ in range(N): x = ValueError(x)\n",
    "x = ValueError()\nfor _ in range(N): x = ExceptionGroup('g', [x])\n",
    "x = ValueError()\nfor _ in range(N): x = ExceptionGroup('g', [x, x])\n",
    "x = None\nfor _ in range(N):\n    y = ValueError()\n    y.__context__ = x\n    x = y\n",
    "x = None\nfor _ in range(N):\n    y = ValueError()\n    y.__cause__ = x\n    x = y\n",
    "x = None\nfor _ in range(N):\n    try: raise ValueError(x)\n    except ValueError as e: x = [e]\n",
    "def g(x):\n    try:\n        yield x\n    finally:\n        x = None\nx = None\nfor _ in range(N):\n    x = g(x)\n    next(x)\n",
    "def g(x):\n    yield from x\nx = [1]\nfor _ in range(N): x = g(x)\n",
    "async def g(x):\n    if x: return await x\nx = None\nfor _ in range(N): x = g(x)\n",
    "async def g(x):\n    async for y in x: yield y\nasync def h():\n    yield 1\nx = h()\nfor _ in range(N): x = g(x)\n",
    "x = [1]\nfor _ in range(N): x = map(str, x)\n",
    "x = [1]\nfor _ in range(N): x = zip(x)\n",
    "x = [1]\nfor _ in range(N): x = enumerate(x)\n",
    "x = [1]\nfor _ in range(N): x = filter(None, x)\n",
    "x = [1]\nfor _ in range(N): x = iter(x)\n",
    "import itertools\nx = [1]\nfor _ in range(N): x = itertools.chain(x)\n",
    "import functools\nx = print\nfor _ in range(N): x = functools.partial(x, 1)\n",
    "import asyncio\nasync def main():\n    global x\n    x = None\n    for _ in range(N):\n        y = asyncio.get_running_loop().create_future()\n        y.set_result(x)\n        x = y\nasyncio.run(main())\n",
    "import asyncio\nx = None\nasync def main():\n    global x\n    for _ in range(N):\n        y = asyncio.Queue()\n        y.put_nowait(x)\n        x = y\nasyncio.run(main())\n",
    "import asyncio\nx = asyncio.sleep(0)\nfor _ in range(N): x = asyncio.wait_for(x, 1)\n",
    "import asyncio\nasync def main():\n    global x\n    x = asyncio.sleep(1)\n    for _ in range(N): x = asyncio.shield(x)\nasyncio.run(main())\n",
    "import asyncio\nasync def main():\n    global x\n    x = asyncio.sleep(1)\n    for _ in range(N): x = asyncio.gather(x)\n    x.cancel()\n    await x\nasyncio.run(main())\n",
    "import asyncio\nasync def g(n):\n    async with asyncio.TaskGroup() as tg:\n        if n: tg.create_task(g(n - 1))\n        else: raise ValueError\nx = g(N)\nasyncio.run(x)\n",
    "import asyncio\nasync def g(n):\n    if n: await asyncio.create_task(g(n - 1))\n    else: raise ValueError\nx = g(N)\nasyncio.run(x)\n",
    "x = int\nfor _ in range(N): x = list[x]\n",
    "x = int\nfor _ in range(N): x = x | list[x]\n",
    "x = object\nfor _ in range(N):\n    class C(x): pass\n    x = C\n",
    "class C:\n    pass\nx = C()\nfor _ in range(N):\n    y = C()\n    y.x = x\n    x = y\n",
    "x = property()\nfor _ in range(N): x = property(x)\n",
    "x = print\nfor _ in range(N): x = staticmethod(x)\n",
    "import contextvars\nv = contextvars.ContextVar('v')\nx = None\nfor _ in range(N): x = v.set(x)\n",
    "import collections\nx = {}\nfor _ in range(N): x = collections.ChainMap(x)\n",
    "import collections\nx = {}\nfor _ in range(N): x = collections.deque([x])\n",
    "import json\nx = '[' * N + ']' * N\n",
    "def f(x): return list(map(f, [x]))\nx = 1\n",
    "def f(x): return sorted([x, x], key=f)\nx = 1\n",
    "def f(x): return f(x)\nx = 1\n",
    "def f(x):\n    try:\n        return f(x)\n    except RecursionError:\n        return f(x)\nx = 1\n",
    "def f(x):\n    try:\n        f(x)\n    finally:\n        f(x)\nx = 1\n",
    "class C:\n    def __repr__(self): return repr(self)\n    def __eq__(self, o): return self == o\n    def __hash__(self): return hash(self)\n    def __getattr__(self, n): return getattr(self, n)\n    def __iter__(self): return iter(self)\n    def __str__(self): return f'{self}'\n    def __bool__(self): return bool(self)\n    def __len__(self): return len(self)\n    def __format__(self, s): return format(self, s)\n    def __lt__(self, o): return self < o\n    def __contains__(self, o): return o in self\n    def __getitem__(self, i): return self[i]\n    def __call__(self): return self()\n    def __add__(self, o): return self + o\n    def __index__(self): return int(self)\n    def __enter__(self):\n        with self: pass\n    def __exit__(self, *a): pass\n    def __await__(self): return (yield from self.__await__())\nx = C()\n",
];

/// What is done with them.
const USES: &[&str] = &[
    "",
    "del x\n",
    "print(x)\n",
    "repr(x)\n",
    "str(x)\n",
    "hash(x)\n",
    "x == x\n",
    "y = [x]\ny == [x]\n",
    "x < x\n",
    "{x: x}\n",
    "x()\n",
    "list(x)\n",
    "next(x)\n",
    "bool(x)\n",
    "len(x)\n",
    "import copy\ncopy.deepcopy(x)\n",
    "import json\njson.dumps(x)\n",
    "import json\njson.loads(x)\n",
    "raise x\n",
    "try:\n    raise x\nexcept* ValueError as e:\n    pass\n",
    "try:\n    raise x\nexcept* KeyError as e:\n    pass\n",
    "x.split(ValueError)\n",
    "import traceback\ntraceback.print_exception(x)\n",
    "import asyncio\nasyncio.run(x)\n",
    "async def m(): await x\nimport asyncio\nasyncio.run(m())\n",
    "async def m():\n    async for y in x: pass\nimport asyncio\nasyncio.run(m())\n",
    "isinstance(1, x)\n",
    "x.foo\n",
    "f'{x}'\n",
    "'%s' % x\n",
    "print(*x)\n",
    "x[0]\n",
    "x in x\n",
    "x + x\n",
    "with x: pass\n",
    "sorted([x, x])\n",
    "f(1)\n",
    "try:\n    f(1)\nexcept RecursionError:\n    f(1)\n",
    "import sys\nsys.setrecursionlimit(10**6)\nf(1)\n",
    "y = None\nx = None\n",
    "y = x\nx = y = 1\n",
    "import asyncio\nasync def m():\n    await asyncio.gather(*[asyncio.to_thread(f, 1) for _ in range(10)])\nasyncio.run(m())\n",
    "x.subgroup(lambda e: True)\n",
    "x.close()\n",
    "x.throw(ValueError)\n",
    "vars(x)\n",
    "dir(x)\n",
    "class D(x): pass\n",
    "x.__mro__\n",
    "import inspect\ninspect.signature(x)\n",
];

/// A text that nests.
pub(crate) fn nest(dice: &mut Dice) -> String {
    let depth = *choose(dice, DEPTHS);
    match dice.below(8) {
        0..3 => expression(dice, depth),
        3 => statement(dice, depth),
        _ => value(dice),
    }
}

fn expression(dice: &mut Dice, depth: usize) -> String {
    let (before, behind) = *choose(dice, EXPRESSIONS);
    let (other_before, other_behind) = if one_in(dice, 3) { *choose(dice, EXPRESSIONS) } else { ("", "") };
    let inner = *choose(dice, &["x", "1", "", "'a'", "lambda: x", "x for x in x", "x, y"]);
    let begin = format!("{before}{other_before}").repeat(depth);
    let end = if one_in(dice, 10) { String::new() } else { format!("{other_behind}{behind}").repeat(depth) };
    let around = *choose(
        dice,
        &[
            "",
            "x = ",
            "print(",
            "def f():\n    ",
            "async def f():\n    x = ",
            "f'{",
            "match x:\n    case ",
            "for x in ",
            "type X = ",
        ],
    );
    let close = match around {
        "print(" => ")",
        "f'{" => "}'",
        "match x:\n    case " => ": pass",
        "for x in " => ": pass",
        _ => "",
    };
    format!("x = y = [1]\nf = print\n{around}{begin}{inner}{end}{close}\n")
}

fn statement(dice: &mut Dice, depth: usize) -> String {
    let step = *choose(dice, &[" ", "  ", "    ", "\t", ""]);
    let one = *choose(dice, STATEMENTS);
    let mut text = "x = []\n".to_owned();
    for level in 0..depth.min(if step.is_empty() { 50_000 } else { 1_200 }) {
        let kind = if one_in(dice, 10) { *choose(dice, STATEMENTS) } else { one };
        text.push_str(&step.repeat(level));
        text.push_str(kind);
        text.push('\n');
    }
    text + &step.repeat(depth.min(1_200)) + "pass\n"
}

fn value(dice: &mut Dice) -> String {
    let depth = *choose(dice, &["10", "50", "100", "119", "121", "500", "999", "1001", "5000", "30000", "60000"]);
    let make = choose(dice, VALUES).replace('N', depth);
    let mut text = if one_in(dice, 4) { (*choose(dice, VALUES)).replace('N', depth) } else { String::new() };
    text += &make;
    for _ in 0..1 + dice.below(3) {
        text += *choose(dice, USES);
    }
    match dice.below(4) {
        // In a function, in a task, or guarded.
        0 => format!("def main():\n{}main()\n", indented(&text)),
        1 => format!("import asyncio\nasync def main():\n{}asyncio.run(main())\n", indented(&text)),
        2 => format!("try:\n{}except BaseException as error:\n    print(type(error))\n", indented(&text)),
        _ => text,
    }
}

pub(crate) fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}
