//! The console: what the program printed, line by line.

use serde::Serialize;

use super::seconds;
use crate::trace::{Event, Stream, Trace};

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

pub(super) fn console(trace: &Trace) -> Vec<ConsoleLine> {
    let mut lines = Vec::new();
    for entry in trace.events() {
        let (stream, text) = match entry.event {
            Event::Print { stream, text } => (stream, text),
            Event::Warn { warning } => (Stream::Stderr, &*warning.text),
            Event::Log { record } | Event::Lost { record } => (Stream::Stderr, &*record.text),
            _ => continue,
        };
        let time = seconds(entry.time);
        lines.extend(text.split('\n').map(|line| ConsoleLine { time, stream, text: line.to_owned() }));
    }
    lines
}
