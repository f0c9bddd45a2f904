//! What is refused before anything runs.
//!
//! Invariant: every reason has its place, and all that is not here is told at once.

use except_star::python::{Text, TextError};

fn refused(text: &str) -> Vec<TextError> {
    Text::new("program.py", text).err().unwrap_or_default()
}

fn told(text: &str) -> Vec<String> {
    refused(text)
        .iter()
        .map(|error| format!("{}:{} {}: {}", error.line, error.column, error.kind, error.message))
        .collect()
}

#[test]
fn all_that_is_not_here_is_told_at_once() {
    let text = "import socket\nimport asyncio, numpy\n\ndef f():\n    from . import x\n    return eval('1')\n";
    let want = [
        "1:8 Missing: the module 'socket' is not here",
        "2:17 Missing: the module 'numpy' is not here",
        "5:5 Missing: a relative import has no package here",
        "6:12 Missing: the builtin function 'eval' is not here",
    ];
    assert_eq!(told(text), want);
    assert!(refused(text).iter().all(|error| error.advice.is_some()));
}

#[test]
fn the_first_syntax_error_stands_among_what_is_not_here() {
    let text = "import socket\n\nasync def main(:\n    pass\n\nimport numpy\nimport\n";
    let want = [
        "1:8 Missing: the module 'socket' is not here",
        "3:16 SyntaxError: invalid syntax",
        "6:8 Missing: the module 'numpy' is not here",
    ];
    assert_eq!(told(text), want);
    let want = ["1:1 SyntaxError: 'await' outside function", "2:8 Missing: the module 'numpy' is not here"];
    assert_eq!(told("await 1\nimport numpy\n"), want);
}

#[test]
fn a_file_of_log_records_is_refused_and_not_ignored() {
    let text = "import logging\nlogging.basicConfig(level=logging.INFO, filename='app.log')\n";
    assert_eq!(told(text), ["2:41 Missing: 'filename' of logging.basicConfig is not here"]);
    let text = "from logging import basicConfig, FileHandler\nbasicConfig(level='INFO', format='%(message)s')\n";
    assert_eq!(told(text), ["1:34 Missing: 'FileHandler' of logging is not here"]);
    let text = "import logging\nlogging.getLogger().addHandler(logging.FileHandler('x'))\n";
    assert_eq!(told(text), ["2:40 Missing: 'FileHandler' of logging is not here"]);
}

#[test]
fn a_name_that_cpythons_module_has_is_refused_and_an_invented_one_is_not() {
    let text = "import asyncio as aio\nfrom signal import SIGINT, SIGKILL\naio.StreamReader()\naio.invented()\n";
    let want = ["2:28 Missing: 'SIGKILL' of signal is not here", "3:5 Missing: 'StreamReader' of asyncio is not here"];
    assert_eq!(told(text), want);
    assert!(refused(text).iter().all(|error| error.advice.is_some()));
    assert_eq!(told("from asyncio import invented\n"), [""; 0]);
}

#[test]
fn a_module_that_a_program_can_do_without_is_not_refused() {
    let text = "try:\n    import uvloop\nexcept ImportError:\n    uvloop = None\n";
    assert_eq!(told(text), [""; 0]);
    let text = "try:\n    import uvloop\nexcept (OSError, ModuleNotFoundError):\n    import httpx\n";
    assert_eq!(told(text), ["4:12 Missing: the module 'httpx' is not here"]);
    assert_eq!(
        told("try:\n    import uvloop\nexcept OSError:\n    pass\n"),
        ["2:12 Missing: the module 'uvloop' is not here"]
    );
    // CPython has this one, so the handler would not run there.
    let text = "try:\n    import socket\nexcept ImportError:\n    pass\n";
    assert_eq!(told(text), ["2:12 Missing: the module 'socket' is not here"]);
    let text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import httpx\nelse:\n    import numpy\n";
    assert_eq!(told(text), ["5:12 Missing: the module 'numpy' is not here"]);
}

#[test]
fn a_method_that_would_not_be_called_is_refused() {
    let text = "class File:\n    def __del__(self):\n        print('gone')\n";
    assert_eq!(told(text), ["2:9 Missing: '__del__' is not called here"]);
}

#[test]
fn a_syntax_error_is_worded_as_cpython_words_it() {
    for (text, want) in [
        ("def f():\n    x = (1,\n", "2:9 SyntaxError: '(' was never closed"),
        ("x = [1,\ny = 2\n", "1:5 SyntaxError: '[' was never closed"),
        ("await x\n", "1:1 SyntaxError: 'await' outside function"),
        ("def f():\n    await x\n", "2:5 SyntaxError: 'await' outside async function"),
        ("return 1\n", "1:1 SyntaxError: 'return' outside function"),
        ("break\n", "1:1 SyntaxError: 'break' outside loop"),
        ("def f(a, a): pass\n", "1:10 SyntaxError: duplicate argument 'a' in function definition"),
        (
            "[x for x in (lambda: (y := [1]))()]\n",
            "1:23 SyntaxError: assignment expression cannot be used in a comprehension iterable expression",
        ),
        ("def f():\n    x = 1\n    global x\n", "3:5 SyntaxError: name 'x' is assigned to before global declaration"),
        ("if x\n    pass\n", "1:5 SyntaxError: expected ':'"),
    ] {
        assert_eq!(told(text), [want], "{text}");
    }
}
