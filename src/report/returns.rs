//! How a task resumes when it has waited for several others.
//!
//! Invariant: there is a return only where the task resumed, with results or with an exception.

use super::seconds;
use crate::exception::Exception;
use crate::trace::{Awaited, Event, GroupId, GroupStep, Purpose, TaskId, Trace};

/// The moment in which a task resumes after a `gather` or a `TaskGroup` block.
#[derive(Clone, Debug)]
pub struct Return<'a> {
    /// The number of the event.
    pub seq: usize,
    /// The loop time in seconds.
    pub time: f64,
    /// The exception with which it resumes; none if it resumes with results.
    pub exception: Option<&'a Exception>,
}

pub(super) fn gather_returns(trace: &Trace, task: TaskId) -> Vec<Return<'_>> {
    let from_gather = |event| match event {
        Event::Wake { on: Awaited::Future(future) } => trace.purpose(future) == Purpose::Gather,
        _ => false,
    };
    let wakes = trace.events().filter(|entry| entry.task == task && from_gather(entry.event));
    let returns = wakes.map(|wake| {
        let next = trace.event(wake.seq + 1).filter(|next| next.task == task);
        let exception = next.and_then(|next| match next.event {
            Event::Deliver { exception } => Some(exception),
            _ => None,
        });
        Return { seq: wake.seq, time: seconds(wake.time), exception }
    });
    returns.collect()
}

pub(super) fn group_return(trace: &Trace, group: GroupId) -> Option<Return<'_>> {
    let leaves = |event| matches!(event, Event::Group { group: left, step: GroupStep::Leave } if left == group);
    let leave = trace.events().find(|entry| leaves(entry.event))?;
    // Before it raises, the group puts the count of requests to cancel in order.
    let mut next = trace
        .events_from(leave.seq + 1)
        .take_while(|next| next.task == leave.task)
        .skip_while(|next| matches!(next.event, Event::Uncancel { .. } | Event::Cancel { .. }));
    let exception = match next.next().map(|next| next.event) {
        Some(Event::Raise { exception }) => Some(exception),
        _ => None,
    };
    Some(Return { seq: leave.seq, time: seconds(leave.time), exception })
}
