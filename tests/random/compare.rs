//! Runs programs on both sides and compares what they print.
//!
//! Invariant: what is not compared is named here, with the reason.

use std::path::Path;

use crate::console::texts;
use crate::program::Function;
use crate::python::{self, Reference};
use crate::{emit, generate, interpret, shrink};

/// What tasks that are still pending at the very end leave on the console. CPython's last collection finds them in an order
/// of its own.
const LAST: [&str; 3] = ["! Task was destroyed but it is pending!", "! task: ", "! RuntimeWarning: "];

/// Whether the group around a naked exception in `except*` has a traceback: in CPython 3.13.0 it has none, in 3.14 it has.
const TITLE: &str = "Exception Group Traceback (most recent call last):";

/// A run as text, to be compared and read. Its last line says how the run ended.
pub(crate) fn text(reference: &Reference) -> String {
    let shown = reference.console.iter().filter(|line| !line.text.ends_with(TITLE));
    let mut lines = texts(shown);
    let is_last = |line: &String| {
        let text = line.split_once(' ').map_or("", |(_, text)| text);
        LAST.iter().any(|begin| text.starts_with(begin))
    };
    while lines.last().is_some_and(is_last) {
        lines.pop();
    }
    lines.push(format!("{} at {}", reference.status, except_star::repr::float(reference.end_time)));
    lines.join("\n")
}

/// Runs the programs of these seeds on both sides and gives what they print. Panics at the first difference, with a reduced
/// program.
pub(crate) fn compare(python: &Path, seeds: &[u64]) -> Vec<String> {
    let programs: Vec<Function> = seeds.iter().map(|seed| generate::program(*seed)).collect();
    let references = run_on_cpython(python, &programs);
    for ((seed, program), theirs) in seeds.iter().zip(&programs).zip(&references) {
        if text(&interpret::run(program)) != *theirs {
            let reduced = shrink::shrink(python, program.clone());
            let theirs = run_on_cpython(python, std::slice::from_ref(&reduced)).remove(0);
            let ours = text(&interpret::run(&reduced));
            let functions = emit::functions(&reduced);
            panic!("seed {seed} differs, and so does\n\n{functions}\nCPython:\n{theirs}\n\nRust:\n{ours}\n");
        }
    }
    references
}

pub(crate) fn run_on_cpython(python: &Path, programs: &[Function]) -> Vec<String> {
    let texts: Vec<String> = programs.iter().map(emit::python).collect();
    python::run(python, &texts).iter().map(text).collect()
}
