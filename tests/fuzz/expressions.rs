//! Programs that do anything to anything: each statement is a random expression of builtins, methods and functions of the modules,
//! guarded, so that the next one runs.
//!
//! Invariant: the statements compile; what they mean is left to chance.

use std::fmt::Write;

use crate::dice::Dice;
use crate::tokens::{BUILTINS, FUNCTIONS, IMPORTS, METHODS, NUMBERS, STRINGS, choose, one_in};

const NAMES: &[&str] = &["a", "b", "c", "d", "e", "f", "g", "m", "C", "o", "s"];
const OPERATORS: &[&str] = &[
    "+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@", "==", "!=", "<", "<=", "in", "not in", "is",
    "and", "or",
];
const SPECS: &[&str] = &[
    "",
    ":>1000000",
    ":010",
    ":.50f",
    ":,",
    ":_x",
    ":e",
    ":.70000g",
    ":+d",
    ":^{b}",
    "!r",
    "!s:>10",
    "!a",
    ":%",
    ":=10",
    ":b",
    ":c",
    ":.100000f",
    ":99999999999",
    ":0999999,d",
    "=",
];

/// What the statements work on.
const BEGIN: &str = "
class C:
    x = 1
    def __init__(self, *args, **kwargs):
        self.args = args
    def __eq__(self, other):
        return self.x == getattr(other, 'x', 0)
    def __hash__(self):
        return 1
    def __lt__(self, other):
        return True
    def __len__(self):
        return 3
    def __getitem__(self, index):
        return g(index)
    def __call__(self, *args):
        return args
    def __add__(self, other):
        return [self, other]
    def __enter__(self):
        return self
    def __exit__(self, *exc):
        return True

def change():
    # What a builtin is in the middle of changes under its hands.
    global n
    n += 1
    try:
        if n % 6 == 0:
            c.clear()
        elif n % 6 == 1:
            c[:] = [n, m, 'text']
        elif n % 6 == 2:
            d.clear()
        elif n % 6 == 3:
            d[n] = m
        elif n % 6 == 4:
            o.__dict__.clear()
        else:
            del c[:2]
    except Exception:
        pass
    return n

class M:
    def __eq__(self, other):
        return change() % 3 == 0
    def __lt__(self, other):
        return change() % 2 == 0
    def __hash__(self):
        return change() % 2
    def __index__(self):
        return change() % 4
    def __bool__(self):
        return change() % 2 == 0
    def __iter__(self):
        change()
        return self
    def __next__(self):
        if change() % 5 == 0:
            raise StopIteration
        return n
    def __len__(self):
        return change() % 4
    def __repr__(self):
        return str(change())
    def __call__(self, *args):
        change()
        return self

def f(*args, **kwargs):
    return args

def g(x=None, *rest):
    return x

def s():
    while True:
        yield a

n, m = 0, M()
a, b, c, d, e, o = 1, 'text', [1, m, 2, 3], {'k': 1, m: m}, ValueError('x'), C()
";

fn arguments(dice: &mut Dice, depth: u32) -> String {
    let mut all = Vec::new();
    for _ in 0..dice.below(4) {
        let star = if one_in(dice, 12) { "*" } else { "" };
        all.push(format!("{star}{}", expression(dice, depth)));
    }
    if one_in(dice, 15) {
        all.push(format!("key={}", expression(dice, depth)));
    }
    all.join(", ")
}

pub(crate) fn expression(dice: &mut Dice, depth: u32) -> String {
    if depth == 0 {
        return match dice.below(3) {
            0 => (*choose(dice, NUMBERS)).to_owned(),
            1 => (*choose(dice, STRINGS)).to_owned(),
            _ => (*choose(dice, NAMES)).to_owned(),
        };
    }
    let depth = depth - 1;
    let next = |dice: &mut Dice| expression(dice, depth);
    match dice.below(24) {
        0..3 => (*choose(dice, NAMES)).to_owned(),
        3 => (*choose(dice, NUMBERS)).to_owned(),
        4 => (*choose(dice, STRINGS)).to_owned(),
        5..8 => format!("({} {} {})", next(dice), choose(dice, OPERATORS), next(dice)),
        8..11 => format!("{}({})", choose(dice, BUILTINS), arguments(dice, depth)),
        11..15 => format!("{}.{}({})", brackets(dice, depth), choose(dice, METHODS), arguments(dice, depth)),
        15 => format!("{}.{}", brackets(dice, depth), choose(dice, METHODS)),
        16 | 17 => format!("{}({})", choose(dice, FUNCTIONS), arguments(dice, depth)),
        18 => format!("[{}, {}]", next(dice), next(dice)),
        19 => match dice.below(4) {
            0 => format!("({}, {})", next(dice), next(dice)),
            1 => format!("{{{}: {}}}", next(dice), next(dice)),
            2 => format!("{{{}, {}}}", next(dice), next(dice)),
            _ => format!("lambda *a: {}", next(dice)),
        },
        20 => match dice.below(4) {
            0 => format!("[{} for b in {}]", next(dice), next(dice)),
            1 => format!("{{{} for b in {} if {}}}", next(dice), next(dice), next(dice)),
            2 => format!("{{{}: b for b in {}}}", next(dice), next(dice)),
            _ => format!("({} for b in {} for c in {})", next(dice), next(dice), next(dice)),
        },
        21 => match dice.below(4) {
            0 => format!("{}[{}]", brackets(dice, depth), next(dice)),
            1 => format!("{}[{}:{}:{}]", brackets(dice, depth), next(dice), next(dice), next(dice)),
            2 => format!("({} if {} else {})", next(dice), next(dice), next(dice)),
            _ => format!("(not {})", next(dice)),
        },
        22 => format!("f'{{{}{}}}'", choose(dice, NAMES), choose(dice, SPECS)),
        _ => format!("({} % {})", choose(dice, STRINGS), next(dice)),
    }
}

fn brackets(dice: &mut Dice, depth: u32) -> String {
    format!("({})", expression(dice, depth))
}

fn statement(dice: &mut Dice) -> String {
    let name = *choose(dice, NAMES);
    let depth = 1 + dice.below(3) as u32;
    let any = expression(dice, depth);
    match dice.below(22) {
        0..9 => format!("{name} = {any}"),
        9..11 => any,
        11 => format!("{name} {}= {any}", choose(dice, &["+", "-", "*", "**", "<<", "|", "%", "//"])),
        12 => format!("c[{any}] = {}", expression(dice, 1)),
        13 => format!("d[{any}] = {name}"),
        14 => format!("del c[{any}]"),
        15 => format!("setattr(o, 'x', {any})"),
        16 => format!("raise ExceptionGroup('g', [{any}, e])"),
        17 => format!("asyncio.run({any})"),
        18 => format!("{name}, *{} = {any}", choose(dice, NAMES)),
        19 => format!("print({any})"),
        20 => format!("raise {any}"),
        _ => format!("assert {any}, {}", expression(dice, 1)),
    }
}

/// A program of guarded statements.
pub(crate) fn program(dice: &mut Dice) -> String {
    let mut text = format!("{IMPORTS}{BEGIN}");
    let repeats = *choose(dice, &["1", "3", "50", "10**9"]);
    let in_task = one_in(dice, 3);
    let indent = if in_task { "    " } else { "" };
    if in_task {
        text.push_str("\nasync def main():\n    global a, b, c, d, e, f, g, m, o, s\n");
    }
    let _ = writeln!(text, "{indent}for _ in range({repeats}):");
    for _ in 0..1 + dice.below(10) {
        let mut statement = statement(dice);
        if in_task && one_in(dice, 4) {
            statement = format!("a = await {}", expression(dice, 2));
        }
        let handler =
            *choose(dice, &["Exception as e", "Exception", "BaseException as e", "ValueError", "*ValueError as e"]);
        let _ = writeln!(
            text,
            "{indent}    try:\n{indent}        {statement}\n{indent}    except {handler}:\n{indent}        pass"
        );
        if one_in(dice, 8) {
            let _ = writeln!(text, "{indent}    finally:\n{indent}        {name}", name = choose(dice, NAMES));
        }
    }
    if in_task {
        text.push_str("\nasyncio.run(main())\n");
    }
    text
}
