//! The console: what the program printed, line by line.

use serde::Serialize;

use super::seconds;
use crate::trace::{Kind, Trace};

/// A line of the console.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ConsoleLine {
    /// The loop time in seconds.
    pub time: f64,
    /// Where it was printed.
    pub stream: Stream,
    /// The line, without its end.
    pub text: String,
}

/// Standard output or standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Stream {
    /// What `print` wrote.
    Stdout,
    /// Tracebacks, warnings and log records.
    Stderr,
}

/// All lines of the console, in order.
pub fn console(trace: &Trace) -> Vec<ConsoleLine> {
    let mut lines = Vec::new();
    for (time, record) in trace.timed() {
        let stream = match (record.kind, record.flag) {
            (Kind::Print, 0) => Stream::Stdout,
            (Kind::Print | Kind::Log | Kind::Warn | Kind::Lost, _) => Stream::Stderr,
            _ => continue,
        };
        let text = trace.string(record.arg);
        lines.extend(text.split('\n').map(|line| ConsoleLine { time: seconds(time), stream, text: line.to_owned() }));
    }
    lines
}
