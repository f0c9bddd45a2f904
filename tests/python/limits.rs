//! What a text may take: whatever it says, its run ends with a message, and keeps what ran up to there.
//!
//! Invariant: what CPython refuses at once is its error; what it would try is ended by a limit, at the same step every time.

use except_star::program::{Settings, Status, run};
use except_star::python::Text;
use except_star::{Instantly, Limits};
use futures::executor::block_on;

const LIMITS: Limits = Limits { steps: 500_000, memory: 8 << 20, ..Limits::NONE };

/// How a text ends: its last line, if it returns; what left it, or the limit.
fn end(text: &str) -> String {
    end_within(text, LIMITS)
}

fn end_within(text: &str, limits: Limits) -> String {
    let text = Text::new("program.py", text).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let ended = block_on(run(&text, &Settings { limits, ..Settings::default() }, Instantly));
    match ended.outcome.status {
        Status::Ok => ended.report.console().last().map_or(String::new(), |line| line.text.clone()),
        _ => ended.outcome.exception.or(ended.outcome.message).unwrap_or_default(),
    }
}

#[track_caller]
fn check(text: &str, wanted: &str) {
    let got = end(text);
    assert!(got == wanted, "{got:?}, not {wanted:?}:\n{text}");
}

const MEMORY: &str = "the program took more than 8388608 bytes of memory";
const STEPS: &str = "the program took more than 500000 steps";

#[test]
fn what_no_machine_has_is_a_memory_error() {
    for expression in [
        "'a' * 10**12",
        "[0] * 10**12",
        "(0,) * 10**12",
        "bytes(10**12)",
        "1 << 10**13",
        "'a'.ljust(10**12)",
        "'a'.zfill(10**12)",
    ] {
        check(expression, "MemoryError()");
    }
}

#[test]
fn what_passes_the_limit_is_refused_before_it_is_created() {
    for expression in [
        "'a' * 10**9",
        "[0] * 10**8",
        "bytes(10**9)",
        "1 << 10**10",
        "10**10**8",
        "'a'.center(10**9)",
        "'%1000000000d' % 1",
        "'%.*f' % (10**9, 1.0)",
        "f'{1:1000000000}'",
        "f'{1:01000000000,d}'",
        "f'{1.5:.1000000000f}'",
        "'\\t'.expandtabs(10**9)",
        "('a' * 10**7).replace('a', 'bcdefg')",
        "('a,' * 10**6).split(',')",
        "list(range(10**8))",
        "sorted(range(10**8))",
        "[*range(10**8)]",
        "dict.fromkeys(range(10**8))",
        "print(*['x' * 10**6] * 100)",
        "import json\njson.dumps(['x' * 10**6] * 100)",
        "import random\nrandom.getrandbits(10**10)",
    ] {
        let got = end(expression);
        assert!(got == MEMORY || got == STEPS, "{got:?}: {expression}");
    }
    check("'a' * 10**9", MEMORY);
}

#[test]
fn what_grows_step_by_step_is_counted() {
    for body in [
        "x.append(1)",
        "x.append('a' * n)",
        "x.append([])",
        "x.append({n: n})",
        "x.append((n, (n, n)))",
        "x.append(lambda n=n: n)",
        "x.append(f(n))",
        "x.append(C())",
        "x.append(ValueError(n))",
        "x.append(iter([n]))",
        "x.append(asyncio.sleep(0))",
        "x.append(asyncio.Lock())",
        "x.append(x.append)",
        "x.append(2**200 + n)",
        "x.append(b'ab' * n)",
        "x.append(set([n]))",
        "x.append(type('T', (), {}))",
        "d[n] = n",
        "d[2**80 + n] = n",
        "d[n, (1,) * 50] = n",
        "x.append(s + 'abcdefghi' * 50)",
        "print('abcdefghi' * 5, end='')",
        "q.append([n])",
    ] {
        let text = format!(
            "import asyncio, collections\nx, d, s, q = [], {{}}, '', collections.deque()\nclass C: pass\ndef f(n): yield n\n\
             for n in range(10**9):\n    {body}\n"
        );
        let got = end_within(&text, Limits { memory: 1 << 20, ..LIMITS });
        assert!(got == "the program took more than 1048576 bytes of memory", "{got:?}: {body}");
    }
}

#[test]
fn what_is_freed_counts_no_more() {
    for body in [
        "x = 'a' * 10**6",
        "x = [0] * 10**5",
        "x = {n: [n]}; x.clear()",
        "x = list(map(str, range(5)))",
        "x = lambda n=n: n",
        "x = [f(n)]; next(x[0])",
        "x = C(); x.y = 'a' * 1000",
        "x = asyncio.Queue(); x.put_nowait('a' * 1000)",
        "x = 2**1000 + n",
        "x = type('T', (), {'y': n}).__name__",
        "y.append(n); del y[0]",
        "y.append('a' * 1000); y.pop()",
        "x = y.append; x('a'); y.clear()",
        "x = {(n, n): 'a' * 1000}",
        "e = ValueError('a' * 1000); e.add_note('b' * 1000)",
        "try: raise ValueError('a' * 1000)\n    except ValueError as e: x = str(e)",
    ] {
        let text = format!(
            "import asyncio\ny = []\nclass C: pass\ndef f(n): yield n\nfor n in range(20000):\n    {body}\nprint('all')\n"
        );
        let text = if body.contains("10**") { text.replace("20000", "20") } else { text };
        // The trace keeps what was raised.
        let text = if body.contains("raise") { text.replace("20000", "2000") } else { text };
        check(&text, "all");
    }
}

#[test]
fn native_work_takes_steps() {
    for text in [
        "sum(range(10**12))",
        "10**12 - 1 in iter(range(10**12))",
        "max(range(10**12))",
        "all(iter(lambda: 1, 0))",
        "import itertools\nlist(itertools.islice(itertools.count(), 10**12, None))",
        "import itertools\nsum(1 for _ in itertools.product(range(1000), repeat=5))",
        "x = 3**100000\nfor _ in range(10**9): x * x // 7",
        "pow(3, 10**4000, 10**4000 + 1)",
        "import math\nmath.factorial(10**6)",
        "import math\nmath.comb(10**6, 10**5 * 5)",
        "x = 'a' * 10**6\nfor _ in range(10**9): 'b' in x",
        "x = 'a' * 10**6\nfor _ in range(10**9): x.find('b')",
        "x = [0] * 10**5\nfor _ in range(10**9): x.count(1)",
        "x = [0] * 10**5\nfor _ in range(10**9): 1 in x",
        "x = [0] * 10**5\nfor _ in range(10**9): x == [0] * 10**5",
        "x = list(range(10**5))\nfor _ in range(10**9): x.insert(0, x.pop())",
        "x = ()\nfor _ in range(50): x = (x, x)\nhash(x)",
        "x, y = [], []\nfor _ in range(50): x, y = [x, x], [y, y]\nx == y",
        "x = int\nfor _ in range(10**9): x = x | list[x]",
        "x = ValueError()\nfor _ in range(100): x = ExceptionGroup('g', [x, x])\nrepr(x)",
        "x = ValueError()\nfor _ in range(100): x = ValueError(x, x)\nrepr(x)",
        "x = ValueError()\nfor _ in range(17): x = ExceptionGroup('g', [x, x])\nfor _ in range(10**6): x.split(KeyError)",
        "x = object\nfor n in range(10**9):\n    class C(x): pass\n    x = C",
        "class E:\n    def __eq__(self, other): return False\n    def __hash__(self): return id(self)\nd = {E() for _ in range(10**9)}",
    ] {
        let got = end(text);
        assert!(got == MEMORY || got == STEPS, "{got:?}: {text}");
    }
}

#[test]
fn what_nests_is_freed_however_deep_it_is() {
    for body in [
        "x = [x]",
        "x = (x,)",
        "x = {1: x}",
        "x = slice(x)",
        "x = lambda x=x: x",
        "x = map(x, [])",
        "x = C(x)",
        "x = C(x).m",
        "x = ValueError(x)",
        "x = ValueError([x])",
        "x = property(x)",
        "x = list[x]",
        "x = f(x); next(x)",
        "x = g(x)",
        "y = asyncio.Queue(); y.put_nowait(x); x = y",
    ] {
        let text = format!(
            "import asyncio\nclass C:\n    def __init__(self, x): self.x = x\n    def m(self): pass\n\
             def f(x):\n    try: yield x\n    finally: x = None\nasync def g(x): await x\n\
             x = None\nfor _ in range(5000):\n    {body}\nx = y = None\nprint('freed')\n"
        );
        let got = end(&text);
        assert!(got == "freed" || body.contains("g(x)") && got.contains("RuntimeWarning"), "{got:?}: {body}");
    }
}

#[test]
fn recursion_through_native_code_is_a_recursion_error() {
    for text in [
        "def f(x): return list(map(f, [x]))\nf(1)",
        "def f(x): return sorted([x, x], key=f)\nf(1)",
        "def f(x): return sum(f(x) for _ in [x])\nf(1)",
        "class C:\n    def __repr__(self): return repr(self)\nrepr(C())",
        "class C:\n    def __repr__(self): return f'{[self]}'\nrepr(C())",
        "class C:\n    def __eq__(self, other): return self == other\nC() == C()",
        "class C:\n    def __hash__(self): return hash(self)\nhash(C())",
        "class C:\n    def __hash__(self): return hash((self,))\n{C()}",
        "class C:\n    def __getattr__(self, name): return getattr(self, name)\nC().x",
        "class C:\n    def __iter__(self): return iter(self)\nlist(C())",
        "class C:\n    def __bool__(self): return bool(self)\nnot C()",
        "class C:\n    def __len__(self): return len(self)\nlen(C())",
        "class C:\n    def __call__(self): return self()\nC()()",
        "class C:\n    def __format__(self, spec): return format(self, spec)\nf'{C()}'",
        "class C:\n    def __add__(self, other): return self + other\nC() + 1",
        "class C:\n    def __getitem__(self, index): return self[index]\nC()[0]",
        "x = ()\nfor _ in range(5000): x = (x,)\nhash(x)",
        "x = y = ()\nfor _ in range(5000): x, y = [x], [y]\nx == y",
        "x = ()\nfor _ in range(5000): x = [x]\nrepr(x)",
        "import copy\nx = ()\nfor _ in range(5000): x = [x]\ncopy.deepcopy(x)",
        "import json\nx = []\nfor _ in range(5000): x = [x]\njson.dumps(x)",
        "import json\njson.loads('[' * 5000)",
        "x = [1]\nfor _ in range(5000): x = map(str, x)\nlist(x)",
        "def f(x): yield from x\nx = [1]\nfor _ in range(5000): x = f(x)\nlist(x)",
        "def f(): return f()\nf()",
        "x = ValueError()\nfor _ in range(5000): x = ValueError(x)\nrepr(x)",
        "x = ValueError()\nfor _ in range(5000): x = ValueError(x)\nstr(x)",
        "x = ValueError()\nx.args = (x, x)\nrepr(x)",
        "import asyncio\nx = asyncio.sleep(0)\nfor _ in range(5000): x = asyncio.wait_for(x, 1)\nasyncio.run(x)",
        "import asyncio\nasync def f(n):\n    if n: await asyncio.wait_for(f(n - 1), 5)\nasyncio.run(f(2000))",
    ] {
        let got = end(text);
        assert!(got.starts_with("RecursionError("), "{got:?}: {text}");
    }
}

#[test]
fn texts_that_nest_too_deep_are_refused() {
    let refused = |text: &str| {
        let errors = Text::new("program.py", text).err().unwrap_or_else(|| panic!("it compiles: {}", &text[..20]));
        errors[0].to_string()
    };
    let nested =
        |before: &str, behind: &str, times: usize| format!("x = {}1{}\n", before.repeat(times), behind.repeat(times));
    assert_eq!(refused(&nested("(", ")", 200)), "line 1, column 95: SyntaxError: too many nested parentheses");
    for (before, behind) in [
        ("-", ""),
        ("not ", ""),
        ("lambda: ", ""),
        ("x if x else ", ""),
        ("x ** ", ""),
        ("x + ", ""),
        ("", ".x"),
        ("", "()"),
        ("(\n", "\n)"),
    ] {
        for times in [1_000, 50_000] {
            let error = refused(&nested(before, behind, times));
            let words = ["too many nested parentheses", "an expression nests too deep"];
            assert!(words.iter().any(|word| error.contains(word)), "{before:?}: {error}");
        }
    }
    let wide = format!("match x:\n    case {}: pass\n", "_,".repeat(70_000));
    let error = refused(&wide);
    assert!(error.contains("a function, a call or a pattern has more than 65,534 parts"), "{error}");
    let blocks: String = (0..200).map(|level| format!("{}if 1:\n", " ".repeat(level))).collect();
    assert_eq!(refused(&blocks), "line 101, column 101: IndentationError: too many levels of indentation");
}

#[test]
fn texts_that_nest_as_deep_as_they_may_run() {
    for (before, behind, times) in [
        ("(", ")", 89),
        ("[", "]", 89),
        ("-", "", 80),
        ("not ", "", 80),
        ("1 + ", "", 400),
        ("", ".real", 400),
        ("1 if 1 else ", "", 40),
    ] {
        check(&format!("n = 1\nx = {}n{}\nprint('ran')\n", before.repeat(times), behind.repeat(times)), "ran");
    }
    check(&format!("print('{}')\n", "(".repeat(500)), &"(".repeat(500));
    let blocks: String = (0..99).map(|level| format!("{}if 1:\n", " ".repeat(level))).collect();
    check(&format!("{blocks}{}print('ran')\n", " ".repeat(99)), "ran");
}

#[test]
fn a_limit_is_reached_at_the_same_step_every_time() {
    let text = "import dataclasses, json\nkept = []\nfor n in range(10**9):\n    kept.append(str(n) * 10)\n    if n % 1000 == 0: print(n)\n";
    let text = Text::new("program.py", text).expect("it compiles");
    let settings = Settings { limits: LIMITS, ..Settings::default() };
    let lines = || block_on(run(&text, &settings, Instantly)).report.console().len();
    let first = lines();
    assert_eq!((first, lines(), lines()), (first, first, first));
}
