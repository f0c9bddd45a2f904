//! Owns the list of modules.
//!
//! Invariant: what is not listed here is refused before anything runs.

use super::Definition;

macro_rules! python {
    ($name:literal, $file:literal) => {
        Definition {
            name: $name,
            functions: &[],
            setup: |_, _| {},
            source: Some(include_str!(concat!("../lib/", $file))),
        }
    };
}

static MODULES: &[Definition] = &[
    super::asyncio::MODULE,
    super::atexit::MODULE,
    super::contextvars::MODULE,
    super::json::DECODER,
    super::json::ENCODER,
    super::json::MODULE,
    super::logging::HANDLERS,
    super::logging::MODULE,
    super::math::MODULE,
    super::operator::MODULE,
    super::random::MODULE,
    super::signal::MODULE,
    super::sys::MODULE,
    super::time::MODULE,
    super::traceback::MODULE,
    super::types::MODULE,
    super::typing::MODULE,
    super::weakref::MODULE,
    python!("_asyncgen", "asyncgen.py"),
    python!("_asyncio", "asyncio_python.py"),
    python!("_asyncio_graph", "asyncio_graph.py"),
    python!("_calendar", "calendar_time.py"),
    python!("_collections_deque", "collections_deque.py"),
    python!("_collections_dicts", "collections_dicts.py"),
    python!("_collections_kinds", "collections_kinds.py"),
    python!("_collections_namedtuple", "collections_namedtuple.py"),
    python!("_collections_user", "collections_user.py"),
    python!("_functools", "functools_c.py"),
    python!("_inspect_signature", "inspect_signature.py"),
    python!("_logging_format", "logging_format.py"),
    python!("_logging_levels", "logging_levels.py"),
    python!("_unittest_asserts", "unittest_asserts.py"),
    python!("_unittest_async_case", "unittest_async_case.py"),
    python!("_unittest_contexts", "unittest_contexts.py"),
    python!("_unittest_diff", "unittest_diff.py"),
    python!("_unittest_pattern", "unittest_pattern.py"),
    python!("_unittest_result", "unittest_result.py"),
    python!("_unittest_suite", "unittest_suite.py"),
    python!("abc", "abc.py"),
    python!("collections", "collections.py"),
    python!("collections.abc", "collections_abc.py"),
    python!("contextlib", "contextlib.py"),
    python!("copy", "copy.py"),
    python!("dataclasses", "dataclasses.py"),
    python!("enum", "enum.py"),
    python!("functools", "functools.py"),
    python!("inspect", "inspect.py"),
    python!("io", "io.py"),
    python!("itertools", "itertools.py"),
    python!("os", "os.py"),
    python!("string", "string.py"),
    python!("unittest", "unittest.py"),
    python!("unittest.case", "unittest_case.py"),
    python!("unittest.runner", "unittest_runner.py"),
    python!("warnings", "warnings.py"),
];

/// Names of modules that are parts of another one.
const ALIASES: &[(&str, &str)] = &[
    ("asyncio.exceptions", "asyncio"),
    ("asyncio.tasks", "asyncio"),
    ("asyncio.locks", "asyncio"),
    ("asyncio.queues", "asyncio"),
    ("asyncio.events", "asyncio"),
    ("asyncio.taskgroups", "asyncio"),
    ("asyncio.timeouts", "asyncio"),
    ("asyncio.futures", "asyncio"),
    ("typing_extensions", "typing"),
];

/// The modules that are written in Python here and in C in CPython, and what their functions call their module.
const IN_C: &[(&str, &str)] = &[
    ("_collections_deque", "collections"),
    ("_collections_dicts", "collections"),
    ("_functools", "_functools"),
    ("itertools", "itertools"),
    ("operator", "_operator"),
];

pub(super) fn in_c(name: &str) -> Option<&'static str> {
    IN_C.iter().find(|(module, _)| *module == name).map(|(_, module)| *module)
}

pub(crate) fn find(name: &str) -> Option<&'static Definition> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, module)| *module);
    MODULES.iter().find(|module| module.name == name)
}

/// The modules that a program can import, sorted.
pub(crate) fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = MODULES.iter().map(|module| module.name).filter(|name| !name.starts_with('_')).collect();
    names.sort_unstable();
    names
}
