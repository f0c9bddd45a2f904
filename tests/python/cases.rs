//! CPython's own way of testing: the tests of `tests/ported`, told as classes of `unittest` and run by the interpreter.
//!
//! Invariant: each file of `cases/` prints what CPython prints for it, recorded beside it in `NAME.err`; nothing that is told in Rust
//! is left out there. `EXCEPT_STAR_BLESS=1 cargo test --all-features --test python cases::bless -- --ignored` records it anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use except_star::Instantly;
use except_star::program::{Settings, run};
use except_star::python::Text;
use futures::executor::block_on;

use crate::console::Line;
use crate::normal::normalise;
use crate::python;
use crate::recording::Recording;

/// The modules of `tests/ported`, and the files that tell them in Python.
const TOLD: [(&str, &[&str]); 9] = [
    ("taskgroups", &["test_taskgroups"]),
    ("timeouts", &["test_timeouts"]),
    ("waitfor", &["test_waitfor"]),
    ("locks", &["test_locks", "test_conditions", "test_semaphores", "test_barriers"]),
    ("queues", &["test_queues"]),
    ("tasks", &["test_tasks", "test_tasks_cancel", "test_tasks_waiting", "test_tasks_gather"]),
    ("futures", &["test_futures"]),
    ("runners", &["test_runners"]),
    ("eager_task_factory", &["test_eager_task_factory"]),
];

/// What is told in Rust alone, and why.
const RUST_ALONE: [(&str, &str); 6] = [
    ("test_an_erased_future_takes_no_result_of_another_type", "types are Rust's"),
    ("test_a_callback_keeps_no_task", "a task that waits for nothing of the loop's cannot be written in Python"),
    ("test_log_destroyed_pending_task", "CPython's collector finds it, and there is no module gc"),
    ("test_iter", "a coroutine that is driven by hand gets no further than its first wait"),
    ("test_other_loop_future", "all runs of a text share one loop, so the future is not seen to be foreign"),
    ("test_constructor_heterogenous_futures", "so it is for gather"),
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn paths() -> Vec<PathBuf> {
    let files = TOLD.iter().flat_map(|(_, files)| *files);
    files.map(|name| folder("python/cases").join(name).with_extension("py")).collect()
}

/// What a run prints; all of it goes to standard error, where `unittest` reports.
fn printed(console: &[Line]) -> String {
    let line = |line: &Line| {
        assert_eq!(line.stream, "stderr", "{}", line.text);
        format!("{}\n", line.text)
    };
    console.iter().map(line).collect()
}

/// What the interpreter prints for a file.
fn output(path: &Path) -> String {
    let text = Text::new("program.py", &read(path));
    let text = text.unwrap_or_else(|errors| panic!("{}: {}", path.display(), errors[0]));
    let ended = block_on(run(&text, &Settings::default(), Instantly));
    printed(&normalise(&ended.report.console().iter().map(Line::from).collect::<Vec<_>>()))
}

#[track_caller]
fn compare(path: &Path, got: &str) {
    let want = read(&path.with_extension("err"));
    let at = got.lines().zip(want.lines()).take_while(|(a, b)| a == b).count();
    let (line, name) = (at + 1, path.display());
    assert!(got == want, "{name}, line {line}: {:?}, not {:?}\n{got}", got.lines().nth(at), want.lines().nth(at));
}

#[test]
fn each_file_prints_what_cpython_printed() {
    for path in paths() {
        let got = output(&path);
        assert!(got.ends_with("\nOK\n"), "{got}");
        compare(&path, &got);
    }
}

#[test]
fn each_file_prints_what_cpython_prints() {
    let Some(python) = python::find() else { return };
    let paths = paths();
    let texts: Vec<String> = paths.iter().map(|path| read(path)).collect();
    for (path, run) in paths.iter().zip(python::run(&python, &texts)) {
        compare(path, &printed(&run.console));
    }
}

#[test]
#[ignore = "records what CPython prints; needs CPython 3.13 or later"]
fn bless() {
    let Some(recording) = Recording::permitted() else { return };
    let python = python::find().expect("recording needs CPython 3.13 or later");
    let paths = paths();
    let texts: Vec<String> = paths.iter().map(|path| read(path)).collect();
    for (path, run) in paths.iter().zip(python::run(&python, &texts)) {
        recording.write(&path.with_extension("err"), &printed(&run.console));
    }
}

/// The tests of CPython that a module of `tests/ported` names, as `test_x` or `Class.test_x`. A test that names none is told
/// under its own name.
fn told_in_rust(module: &str) -> BTreeSet<String> {
    let parts = fs::read_dir(folder("ported").join(module)).into_iter().flatten();
    let mut paths: Vec<PathBuf> = parts.map(|part| part.expect("it can be read").path()).collect();
    paths.push(folder("ported").join(module).with_extension("rs"));
    let mut names = BTreeSet::new();
    for path in paths {
        let text = read(&path);
        let mut comment = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            match line.strip_prefix("///") {
                Some(words) => comment += words,
                None if line == "#[test]" => {
                    let named = comment.split('`').filter(|word| word.rsplit('.').next().is_some_and(is_test));
                    names.extend(named.map(str::to_owned));
                    if !comment.contains("`test_") && !comment.contains(".test_") {
                        let name = lines.next().and_then(|line| line.strip_prefix("fn ")?.split('(').next());
                        names.insert(format!("test_{}", name.expect("a test is a function")));
                    }
                    comment.clear();
                }
                None => comment.clear(),
            }
        }
    }
    names
}

fn is_test(word: &str) -> bool {
    word.strip_prefix("test_").is_some_and(|rest| rest.chars().all(|char| char.is_alphanumeric() || char == '_'))
}

/// The tests of a file in Python, as `Class.test_x`.
fn told_in_python(name: &str) -> BTreeSet<String> {
    let text = read(&folder("python/cases").join(name).with_extension("py"));
    let mut class = "";
    let mut names = BTreeSet::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("class ") {
            class = rest.split(['(', ':']).next().unwrap_or_default();
        }
        let method = line.strip_prefix("    ").map(|line| line.strip_prefix("async ").unwrap_or(line));
        if let Some(rest) = method.and_then(|line| line.strip_prefix("def "))
            && let Some(test) = rest.split('(').next().filter(|name| is_test(name))
        {
            assert!(names.insert(format!("{class}.{test}")), "{name}: {class}.{test} is there twice");
        }
    }
    names
}

#[test]
fn every_test_that_is_told_in_rust_is_told_in_python() {
    for (module, files) in TOLD {
        let rust = told_in_rust(module);
        let python: BTreeSet<String> = files.iter().flat_map(|file| told_in_python(file)).collect();
        let is_same = |rust: &str, python: &str| python == rust || python.rsplit('.').next() == Some(rust);
        let untold = |rust: &&String| {
            let is_told = python.iter().any(|python| is_same(rust, python));
            let is_alone = RUST_ALONE.iter().any(|(name, _)| name == rust);
            assert!(!(is_told && is_alone), "{rust} is told in Python, too");
            !is_told && !is_alone
        };
        let untold: Vec<_> = rust.iter().filter(untold).collect();
        let unknown: Vec<_> = python.iter().filter(|python| !rust.iter().any(|rust| is_same(rust, python))).collect();
        assert!(!rust.is_empty() && untold.is_empty(), "{module}: not told in Python: {untold:?}");
        assert!(unknown.is_empty(), "{module}: not told in Rust: {unknown:?}");
    }
}
