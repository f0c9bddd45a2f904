//! Runs programs on both sides: here and on CPython 3.14, which is WebAssembly that Node.js runs.
//!
//! Invariant: addresses are all that is not compared.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
    without_addresses(&lines.join("\n"))
}

/// What CPython 3.14 makes of programs.
pub(crate) fn on_cpython(programs: &[String]) -> Vec<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/language/reference.mjs");
    let mut child =
        Command::new("node").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Node.js starts");
    let input = serde_json::to_vec(programs).expect("strings are JSON");
    // It reads all before it writes.
    child.stdin.take().expect("it is piped").write_all(&input).expect("it reads its input");
    let output = child.wait_with_output().expect("it can be waited for");
    assert!(output.status.success(), "reference.mjs failed");
    let texts: Vec<String> = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    texts.iter().map(|text| without_addresses(&text.replace(WASM_OVERFLOW, OVERFLOW))).collect()
}

/// Whether both print the same. CPython's indices have 32 bits here: to it more is no index, and not out of range.
pub(crate) fn is_same(ours: &str, theirs: &str) -> bool {
    let is_index_error = |line: &str| line.trim_start().starts_with("IndexError ");
    let is_same_line = |(ours, theirs): (&str, &str)| {
        let is_too_wide = theirs.contains("cannot fit 'int' into an index-sized integer");
        ours == theirs || is_too_wide && is_index_error(theirs) && is_index_error(ours)
    };
    ours.lines().count() == theirs.lines().count() && ours.lines().zip(theirs.lines()).all(is_same_line)
}

/// What a result that is too large is called by the C library of Linux, and by that of WebAssembly.
const OVERFLOW: &str = "(34, 'Numerical result out of range')";
const WASM_OVERFLOW: &str = "(68, 'Result not representable')";

fn without_addresses(text: &str) -> String {
    let mut parts = text.split(" at 0x");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(" at …");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    out
}
