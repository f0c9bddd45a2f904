//! How a task goes on when it has waited for several others.
//!
//! Invariant: there is a return only where the task went on, with results or with an exception.

use super::seconds;
use crate::exception::Exception;
use crate::trace::{Awaited, GroupStep, Kind, Purpose, Record, TaskId, Trace};

/// The moment in which a task goes on after a `gather` or a `TaskGroup` block.
#[derive(Clone, Debug)]
pub struct Return<'a> {
    /// The number of the event.
    pub seq: usize,
    /// The loop time in seconds.
    pub time: f64,
    /// The exception that it goes on with; none if it goes on with results.
    pub exception: Option<&'a Exception>,
}

/// The returns from `gather` in this task, in order. A gather that had nothing to wait for is not among them.
pub fn gather_returns(trace: &Trace, task: TaskId) -> Vec<Return<'_>> {
    let from_gather = |record: &Record| {
        record.task == task
            && record.kind == Kind::Wake
            && record.flag == Awaited::Future as u8
            && trace.future(record.arg) == Purpose::Gather
    };
    let wakes = trace.timed().enumerate().filter(|(_, (_, record))| from_gather(record));
    let returns = wakes.map(|(seq, (time, _))| {
        let next = trace.records().get(seq + 1).filter(|next| next.task == task && next.kind == Kind::Deliver);
        Return { seq, time: seconds(time), exception: next.map(|next| trace.exception(next.arg)) }
    });
    returns.collect()
}

/// The return from the block of the task group with this number, from 0 in the order of their entering.
pub fn group_return(trace: &Trace, group: u32) -> Option<Return<'_>> {
    let left =
        |record: &Record| record.kind == Kind::Group && record.flag == GroupStep::Leave as u8 && record.arg == group;
    let (seq, (time, leave)) = trace.timed().enumerate().find(|(_, (_, record))| left(record))?;
    // Before it raises, the group puts the count of requests to cancel in order.
    let mut next = trace.records()[seq + 1..]
        .iter()
        .take_while(|next| next.task == leave.task)
        .skip_while(|next| matches!(next.kind, Kind::Uncancel | Kind::Cancel));
    let raised = next.next().filter(|next| next.kind == Kind::Raise);
    Some(Return { seq, time: seconds(time), exception: raised.map(|raise| trace.exception(raise.arg)) })
}
