//! The exceptions of a task: which its handlers took, and which it ended with.

use super::seconds;
use crate::exception::Exception;
use crate::trace::{Ending, Kind, TaskId, Trace};

/// What the handlers of a task took, in order, each with its time in seconds.
pub fn caught(trace: &Trace, task: TaskId) -> impl Iterator<Item = (f64, &Exception)> {
    let records = trace.timed().filter(move |(_, record)| record.task == task && record.kind == Kind::Catch);
    records.map(|(time, record)| (seconds(time), trace.exception(record.arg)))
}

/// The exception with which a task ended, its CancelledError included; none if it returned, or did not end.
pub fn ended_with(trace: &Trace, task: TaskId) -> Option<&Exception> {
    let mut records = trace.records().iter();
    let end = records.find(|record| record.task == task && record.kind == Kind::Finish)?;
    let index = end.arg.checked_sub(1).filter(|_| end.flag != Ending::Result as u8)?;
    Some(trace.exception(index))
}
