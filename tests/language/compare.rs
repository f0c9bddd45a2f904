//! Runs programs on both sides: here and on CPython.
//!
//! Invariant: addresses are all that is not compared.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Command, Stdio};

use except_star::Instantly;
use except_star::program::{Settings, run};
use except_star::python::Text;
use except_star::trace::Stream;
use futures::executor::block_on;

/// What the interpreter makes of a program: standard output, standard error, and how it ended.
pub(crate) fn interpreted(program: &str) -> String {
    let text = match Text::new("program.py", program) {
        Ok(text) => text,
        Err(errors) => return format!("refused: {}", errors[0]),
    };
    let run = || block_on(run(&text, &Settings::default(), Instantly));
    let Ok(ended) = catch_unwind(AssertUnwindSafe(run)) else { return "panicked".to_owned() };
    let report = &ended.report;
    let on = |stream| report.console().iter().filter(move |line| line.stream == stream).map(|line| line.text.as_str());
    let mut lines: Vec<&str> = on(Stream::Stdout).chain(["--"]).chain(on(Stream::Stderr)).collect();
    lines.push(ended.outcome.status.name());
    let lines: Vec<String> = lines.into_iter().map(as_newer).collect();
    without_addresses(&lines.join("\n"))
}

/// What CPython makes of programs.
pub(crate) fn on_cpython(python: &Path, programs: &[String]) -> Vec<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/language/reference.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the interpreter that was found starts");
    let input = serde_json::to_vec(programs).expect("strings are JSON");
    // It reads all before it writes.
    child.stdin.take().expect("it is piped").write_all(&input).expect("it reads its input");
    let output = child.wait_with_output().expect("it can be waited for");
    assert!(output.status.success(), "reference.py failed");
    let texts: Vec<String> = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    let text = |text: &String| without_addresses(&text.lines().map(as_newer).collect::<Vec<_>>().join("\n"));
    texts.iter().map(text).collect()
}

/// What CPython 3.13 says, and what 3.14 says instead.
const NEWER: [(&str, &str); 7] = [
    ("float division by zero", "division by zero"),
    ("float floor division by zero", "division by zero"),
    ("float modulo by zero", "division by zero"),
    ("float modulo", "division by zero"),
    ("float divmod()", "division by zero"),
    ("0.0 cannot be raised to a negative power", "zero to a negative power"),
    ("is not iterable", "is not a container or iterable"),
];

/// A line as CPython 3.14 has it, of what 3.13 or 3.14 printed; what 3.14 adds to an error of unpacking is left out.
fn as_newer(line: &str) -> String {
    let mut line = line.to_owned();
    for (old, new) in NEWER {
        if old != "is not iterable" || line.contains("argument of type") {
            line = line.replace(old, new);
        }
    }
    for missed in ["enter", "exit"] {
        line = line.replace(&format!(" (missed __{missed}__ method)"), "");
    }
    without_count(&line)
}

fn without_count(line: &str) -> String {
    let Some((before, rest)) = line.split_once("too many values to unpack (expected ") else { return line.to_owned() };
    let Some((expected, after)) = rest.split_once(')') else { return line.to_owned() };
    let expected = expected.split(',').next().unwrap_or_default();
    format!("{before}too many values to unpack (expected {expected}){}", without_count(after))
}

fn without_addresses(text: &str) -> String {
    let mut parts = text.split(" at 0x");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(" at …");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    out
}
