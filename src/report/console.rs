//! The console: what the program printed, line by line.

use serde::Serialize;

use super::seconds;
use crate::trace::{Stream, Trace};

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
        let Some((stream, text)) = entry.event.written() else { continue };
        let time = seconds(entry.time);
        lines.extend(text.split('\n').map(|line| ConsoleLine { time, stream, text: line.to_owned() }));
    }
    lines
}
