//! What appeared on standard error beside prints: the records of the loggers, asyncio's own as well as the program's, and
//! warnings.

use super::seconds;
use crate::event_loop::Level;
use crate::trace::{Kind, Record, Trace};

/// A record of a logger, as it appeared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRecord<'a> {
    /// How much it matters.
    pub level: Level,
    /// The logger's name; empty where the program has not configured its logging, for then only the message appears.
    pub logger: &'a str,
    /// The message, with the traceback under it where there is one.
    pub message: &'a str,
}

/// All records that appeared, in order, each with its time in seconds. What the level kept back is not in the trace.
pub fn log_records(trace: &Trace) -> impl Iterator<Item = (f64, LogRecord<'_>)> {
    trace.timed().filter_map(|(time, record)| {
        // An error that nobody asked for is a record, too, unless the program has a handler of its own.
        if !matches!(record.kind, Kind::Log | Kind::Lost) {
            return None;
        }
        let level = Level::ALL.into_iter().find(|level| *level as u8 == record.flag)?;
        let text = trace.string(record.arg);
        let configured = || text.strip_prefix(level.name())?.strip_prefix(':')?.split_once(':');
        let (logger, message) = configured().unwrap_or(("", text));
        Some((seconds(time), LogRecord { level, logger, message }))
    })
}

/// The first line of a record or of a warning of the interpreter; none if the event is neither.
pub fn complaint<'a>(trace: &'a Trace, record: &Record) -> Option<&'a str> {
    let complains = matches!(record.kind, Kind::Log | Kind::Warn | Kind::Lost);
    complains.then(|| trace.string(record.arg).lines().next().unwrap_or_default())
}
