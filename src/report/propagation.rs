//! How exceptions propagate through tasks: raised, delivered, caught, and what a task ended with.
//!
//! Invariant: exceptions are compared by identity, so that two with the same text are two.

use super::seconds;
use crate::exception::Exception;
use crate::trace::{Event, Handler, TaskEnd, TaskId, Trace};

/// What happens to an exception in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The task raises it.
    Raised,
    /// It arrives at the task's await.
    Delivered,
    /// A handler of the task takes it.
    Caught,
    /// The task ends with it: failed.
    Failed,
    /// The task ends with it: cancelled.
    Cancelled,
}

/// A step of an exception in a task.
#[derive(Clone, Copy, Debug)]
pub struct Propagation<'a> {
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
    /// What takes it, where it is caught.
    pub handler: Option<&'a Handler>,
}

pub(super) fn propagation(trace: &Trace) -> impl Iterator<Item = Propagation<'_>> {
    trace.events().filter_map(|entry| {
        let (step, exception, handler) = match entry.event {
            Event::Raise { exception } => (Step::Raised, exception, None),
            Event::Deliver { exception } => (Step::Delivered, exception, None),
            Event::Catch { exception, handler } => (Step::Caught, exception, Some(handler)),
            Event::Finish { end: TaskEnd::Exception(exception) } => (Step::Failed, exception, None),
            Event::Finish { end: TaskEnd::Cancelled(Some(exception)) } => (Step::Cancelled, exception, None),
            _ => return None,
        };
        Some(Propagation { seq: entry.seq, time: seconds(entry.time), task: entry.task, step, exception, handler })
    })
}

/// Where a leaf stands in its group: the numbers of the members from the outside in, from 1, as in `2.1`.
pub fn leaf_path(indices: &[usize]) -> String {
    if indices.is_empty() {
        return "no group".to_owned();
    }
    indices.iter().map(|index| (index + 1).to_string()).collect::<Vec<_>>().join(".")
}
