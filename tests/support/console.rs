//! The console of a run, as the tests compare it: of a run here, and of one on CPython.
//!
//! Invariant: both are formatted here and nowhere else, so that they differ only where the runs do.

use std::rc::Rc;

use except_star::report::{ConsoleLine, Report};
use except_star::repr::float;
use except_star::trace::{Stream, Trace};
use serde::{Deserialize, Serialize};

/// A line of the console, as it is recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) time: f64,
    pub(crate) stream: String,
    pub(crate) text: String,
}

impl From<&ConsoleLine> for Line {
    fn from(line: &ConsoleLine) -> Self {
        let stream = if line.stream == Stream::Stderr { "stderr" } else { "stdout" };
        Self { time: line.time, stream: stream.to_owned(), text: line.text.clone() }
    }
}

/// `TIME TEXT`, with a `!` before what went to standard error.
impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mark = if self.stream == "stderr" { "! " } else { "" };
        write!(f, "{} {mark}{}", float(self.time), self.text)
    }
}

/// The console of a run.
pub(crate) fn console(trace: &Rc<Trace>) -> Vec<Line> {
    Report::of(trace).console().iter().map(Line::from).collect()
}

/// Lines as text.
pub(crate) fn texts<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Vec<String> {
    lines.into_iter().map(Line::to_string).collect()
}
