//! How exceptions pass through tasks: raised, thrown in, caught, and what a task ended with.
//!
//! Invariant: exceptions are told apart by their identity, so that two with one text are two.

use super::{seconds, task_name};
use crate::exception::Exception;
use crate::trace::{Ending, Kind, TaskId, Trace};

/// What happens to an exception in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The task raises it.
    Raised,
    /// It arrives at the task's await.
    Thrown,
    /// A handler of the task takes it.
    Caught,
    /// The task ends with it: failed.
    Failed,
    /// The task ends with it: cancelled.
    Cancelled,
}

/// A step of an exception in a task.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// The number of the event.
    pub seq: usize,
    /// The loop time in seconds.
    pub time: f64,
    /// The task.
    pub task: TaskId,
    /// What happens.
    pub step: Step,
    /// To which exception.
    pub exception: &'a Exception,
}

/// All steps of exceptions in tasks, in order.
pub fn passages(trace: &Trace) -> impl Iterator<Item = Passage<'_>> {
    trace.timed().enumerate().filter_map(|(seq, (time, record))| {
        let (step, index) = match record.kind {
            Kind::Raise => (Step::Raised, record.arg),
            Kind::Deliver => (Step::Thrown, record.arg),
            Kind::Catch => (Step::Caught, record.arg),
            Kind::Finish if record.flag == Ending::Exception as u8 => (Step::Failed, record.arg.checked_sub(1)?),
            Kind::Finish if record.flag == Ending::Cancelled as u8 => (Step::Cancelled, record.arg.checked_sub(1)?),
            _ => return None,
        };
        Some(Passage { seq, time: seconds(time), task: record.task, step, exception: trace.exception(index) })
    })
}

/// The exception with which a task ended, its CancelledError included; none if it returned, or did not end.
pub fn ended_with(trace: &Trace, task: TaskId) -> Option<&Exception> {
    let mut ends = passages(trace).filter(|passage| matches!(passage.step, Step::Failed | Step::Cancelled));
    ends.find(|end| end.task == task).map(|end| end.exception)
}

/// The name of the task that failed with this exception.
pub fn failed_with(trace: &Trace, exception: &Exception) -> Option<String> {
    let mut failures = passages(trace).filter(|passage| passage.step == Step::Failed);
    failures.find(|failure| failure.exception.same(exception)).map(|failure| task_name(trace, failure.task))
}

/// Where a leaf stands in its group: the numbers of the members from the outside in, from 1, as in `2.1`.
pub fn leaf_path(indices: &[usize]) -> String {
    if indices.is_empty() {
        return "no group".to_owned();
    }
    indices.iter().map(|index| (index + 1).to_string()).collect::<Vec<_>>().join(".")
}
