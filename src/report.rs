//! What a trace tells, in the form in which people look at it: console, event log, lanes, the passages
//! of exceptions, returns from what waits for several tasks, requests to cancel, records of loggers, sleeps, tables.
//!
//! Everything here is a pure fold of the trace. Invariant: nothing that is shown is known from anywhere else.

mod cancellations;
mod console;
mod lanes;
mod log;
mod passages;
mod records;
mod returns;
mod sleeps;
mod table;

pub use cancellations::{Asker, CancelRequest, Fate, cancellations};
pub use console::{ConsoleLine, Stream, console};
pub use lanes::{Lane, LaneEnding, Wait, lanes};
pub use log::{Log, detail, log};
pub use passages::{Passage, Step, ended_with, failed_with, leaf_path, passages};
pub use records::{LogRecord, complaint, log_records};
pub use returns::{Return, gather_returns, group_return};
pub use sleeps::{Slept, sleeps};
pub use table::{Cell, Table};

use crate::trace::{Nanos, TaskId, TaskName, Trace};

/// Nanoseconds as seconds.
pub fn seconds(time: Nanos) -> f64 {
    time as f64 / 1e9
}

/// A time in seconds as the loop has it, to the nanosecond: what is one moment there is equal here.
pub fn moment(seconds: f64) -> f64 {
    (seconds * 1e9).round() / 1e9
}

/// What has passed between two times in seconds, to the nanosecond, which the difference of two floats is not.
pub fn since(begin: f64, time: f64) -> f64 {
    moment(time - begin)
}

/// The name of a task as tables tell it; one that the program has not named goes by its coroutine, as main does.
pub fn task_name(trace: &Trace, id: TaskId) -> String {
    trace.task(id).map_or("the loop".to_owned(), |task| match &task.name {
        TaskName::Given(name) => name.to_string(),
        TaskName::Numbered(_) => task.coroutine.to_owned(),
    })
}
