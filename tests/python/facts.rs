//! What the page on Python texts lists: modules with their names, what is refused, what is pinned, limits, and what the command prints.
//!
//! Invariant: everything in `www/python/facts.json`, from which the page is built, is what the interpreter itself answers.

use std::path::{Path, PathBuf};
use std::process::Command;

use except_star::program::{Settings, run};
use except_star::python::{Text, TextError};
use except_star::spec::{ProgramSpec, RunSpec, TextSpec};
use except_star::{Instantly, Limits};
use futures::executor::block_on;
use serde::Serialize;

use crate::recording::{RENEW, Recording};

/// Modules of others, which come with no CPython.
const PACKAGES: &[&str] = &[
    "aiofiles",
    "aiohttp",
    "aiosqlite",
    "anyio",
    "asyncpg",
    "curio",
    "httpx",
    "numpy",
    "pandas",
    "requests",
    "trio",
    "uvloop",
    "websockets",
];

/// Texts that CPython takes: each has one thing, and the name of that thing is shown.
const TEXTS: &[(&str, &str)] = &[
    ("open()", "open('notes.txt')\n"),
    ("eval()", "eval('1 + 1')\n"),
    ("exec()", "exec('x = 1')\n"),
    ("compile()", "compile('1', 'f', 'eval')\n"),
    ("breakpoint()", "breakpoint()\n"),
    ("bytearray()", "bytearray(3)\n"),
    ("memoryview()", "memoryview(b'a')\n"),
    ("asyncio.open_connection()", "import asyncio\nasyncio.open_connection('localhost', 80)\n"),
    ("asyncio.start_server()", "import asyncio\nasyncio.start_server(print)\n"),
    ("asyncio.create_subprocess_exec()", "import asyncio\nasyncio.create_subprocess_exec('ls')\n"),
    ("asyncio.create_subprocess_shell()", "import asyncio\nasyncio.create_subprocess_shell('ls')\n"),
    ("logging.FileHandler", "import logging\nlogging.FileHandler('app.log')\n"),
    ("logging.basicConfig(filename=…)", "import logging\nlogging.basicConfig(filename='app.log')\n"),
    ("from . import …", "from . import tools\n"),
    ("t'…'", "t'{1}'\n"),
];

/// Prints a module's own names: those of another module are not counted.
const SHOW: &str = "
def show(name, module):
    names = []
    for key in sorted(dir(module)):
        value = getattr(module, key)
        home = getattr(value, '__module__', None)
        elsewhere = home in modules and home.partition('.')[0] != name.partition('.')[0]
        if key[0] != '_' and type(value) is not type(sys) and not elsewhere:
            names.append(key)
    print(name, *names)
";

/// What a program sees of the world around it.
const SEEN: &[&str] = &[
    "time.time()",
    "time.monotonic()",
    "time.localtime().tm_zone",
    "random.random()",
    "hash('a')",
    "id(object())",
    "{3, 1, 2}",
    "__file__",
    "sys.argv",
    "sys.version_info[:2]",
    "sys.platform",
    "os.getpid()",
    "dict(os.environ)",
];

/// Commands, each run in the folder of the starting programs or in that of the page.
const COMMANDS: &[(&str, &str)] =
    &[("www/src/programs", "run gather_runs_on.py --at 0.3:cancel:Task-3"), ("www/python", "check shop.py")];

#[derive(Serialize)]
struct Facts {
    modules: Vec<Module>,
    /// Modules that are not here and have a stand-in of their own.
    stand_ins: Vec<StandIn>,
    /// What else is not here.
    refused: Vec<Refused>,
    /// Expressions, each with its value.
    seen: Vec<(&'static str, String)>,
    limits: Numbers,
    /// Commands, each with what it prints.
    commands: Vec<(&'static str, String)>,
}

#[derive(Serialize)]
struct Module {
    name: String,
    names: Vec<String>,
    /// What the same module of CPython has beside them.
    missing: Vec<&'static str>,
}

#[derive(Serialize)]
struct StandIn {
    modules: Vec<String>,
    advice: String,
}

#[derive(Serialize)]
struct Refused {
    what: &'static str,
    message: String,
    advice: Option<String>,
}

#[derive(Serialize)]
struct Numbers {
    steps: u64,
    /// In bytes.
    memory: usize,
    tasks: u32,
    events: u32,
    handles: u64,
    output: usize,
    /// In seconds.
    time: u64,
    recursion: usize,
    nesting: usize,
    /// In bytes.
    source: usize,
    /// In characters.
    link: usize,
}

fn errors(text: &str) -> Vec<TextError> {
    Text::new("program.py", text).err().unwrap_or_default()
}

/// The one reason why a text is refused.
fn refusal(text: &str) -> TextError {
    let mut errors = errors(text);
    assert_eq!(errors.len(), 1, "{text}");
    errors.remove(0)
}

fn printed(text: &str) -> Vec<String> {
    let text = Text::new("program.py", text).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let ended = block_on(run(&text, &Settings::default(), Instantly));
    ended.report.console().iter().map(|line| line.text.clone()).collect()
}

/// How the advice for a module that is not here ends: with those that are.
const HERE: &str = "here are: ";

/// The advice on a module that is not here, without the list of those that are.
fn stand_in(module: &str) -> Option<String> {
    let advice = refusal(&format!("import {module}\n")).advice?;
    let (own, _) = advice.split_once(HERE).expect("it lists the modules");
    own.strip_suffix("; ").map(str::to_owned)
}

fn modules() -> Vec<Module> {
    let advice = refusal("import nothing_of_this_name\n").advice.expect("it says what is here");
    let names: Vec<_> = advice.strip_prefix(HERE).expect("it has no stand-in").split(", ").collect();
    let list = names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    let mut text = format!("import builtins, sys\nmodules = [{list}]\n{SHOW}\n");
    for name in ["builtins"].iter().chain(&names) {
        text += &format!("import {name}\nshow({name:?}, {name})\n");
    }
    let module = |line: String| {
        let mut words = line.split(' ').map(str::to_owned);
        let name = words.next().unwrap_or_default();
        let missing = missing(&name);
        Module { name, names: words.collect(), missing }
    };
    printed(&text).into_iter().map(module).collect()
}

/// What `tests/python/names.mjs` found.
fn missing(module: &str) -> Vec<&'static str> {
    let lines = include_str!("../../src/python/lib/missing.txt").lines();
    let mut lines = lines.map(|line| line.split(' '));
    let names = lines.find_map(|mut words| (words.next() == Some(module)).then_some(words));
    names.into_iter().flatten().collect()
}

fn stand_ins() -> Vec<StandIn> {
    let mut found: Vec<StandIn> = Vec::new();
    let standard = include_str!("../../src/python/lib/names.txt").lines();
    let there = |name: &&str| !errors(&format!("import {name}\n")).is_empty();
    let mut all: Vec<_> = PACKAGES.iter().copied().chain(standard.filter(there)).collect();
    all.sort_unstable_by_key(|name| name.to_ascii_lowercase());
    for name in all {
        let Some(advice) = stand_in(name) else { continue };
        match found.iter_mut().find(|known| known.advice == advice) {
            Some(known) => known.modules.push(name.to_owned()),
            None => found.push(StandIn { modules: vec![name.to_owned()], advice }),
        }
    }
    found
}

fn refused() -> Vec<Refused> {
    let of = |(what, text): &(&'static str, &str)| {
        let TextError { message, advice, .. } = refusal(text);
        Refused { what, message, advice }
    };
    TEXTS.iter().map(of).collect()
}

/// The greatest number for which it holds, which is less than `end`.
fn greatest(end: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, end);
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        if holds(middle) { low = middle } else { high = middle }
    }
    low
}

fn limits() -> Numbers {
    let Limits { tasks, events, time, handles, output, steps, memory, .. } = Limits::default();
    let runs = |text: String| errors(&text).is_empty();
    Numbers {
        steps,
        memory,
        tasks,
        events,
        handles,
        output,
        time: time / 1_000_000_000,
        recursion: printed("import sys\nprint(sys.getrecursionlimit())\n")[0].parse().expect("it is a number"),
        nesting: greatest(1000, |depth| runs(format!("{}{}\n", "(".repeat(depth), ")".repeat(depth)))),
        source: greatest(1 << 24, |bytes| runs("#".repeat(bytes))),
        link: longest_link(),
    }
}

/// How long a link may be, as the refusal of a longer one says.
fn longest_link() -> usize {
    let text: String = (0..10_000_u64).map(|n| format!("{}\n", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    let message = RunSpec::from(ProgramSpec::Text(TextSpec::new(&text))).link().expect_err("it is long").message;
    let (_, rest) = message.split_once("at most ").expect("it says how long");
    rest.split(' ').next().and_then(|number| number.parse().ok()).expect("it is a number")
}

fn seen() -> Vec<(&'static str, String)> {
    let mut text = "import os, random, sys, time\n".to_owned();
    SEEN.iter().for_each(|expression| text += &format!("print(repr({expression}))\n"));
    SEEN.iter().copied().zip(printed(&text)).collect()
}

fn output(folder: &str, command: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut process = Command::new(env!("CARGO_BIN_EXE_except-star"));
    let output = process.args(command.split(' ')).current_dir(folder).output().expect("it starts");
    [output.stdout, output.stderr].map(|stream| String::from_utf8(stream).expect("it prints UTF-8")).concat()
}

fn facts() -> String {
    let facts = Facts {
        modules: modules(),
        stand_ins: stand_ins(),
        refused: refused(),
        seen: seen(),
        limits: limits(),
        commands: COMMANDS.iter().map(|(folder, command)| (*command, output(folder, command))).collect(),
    };
    serde_json::to_string_pretty(&facts).expect("it is plain data") + "\n"
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/python/facts.json")
}

#[test]
fn the_page_on_python_texts_lists_what_there_is() {
    let recorded = std::fs::read_to_string(file()).unwrap_or_default();
    assert!(facts() == recorded, "www/python/facts.json is not what there is; {RENEW}");
}

#[test]
#[ignore = "renews www/python/facts.json; `cargo xtask bless` runs it"]
fn bless() {
    if let Some(recording) = Recording::permitted() {
        recording.write(&file(), &facts());
    }
}
