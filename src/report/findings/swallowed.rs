//! A task that was requested to cancel, got its CancelledError, and returned nevertheless; also what a timeout cancels, and that
//! returns as if there were none.
//!
//! Invariant: one finding a task and reason, at the handler that took the CancelledError, or at the arrival where no handler is known.

use super::{Finding, FindingKind};
use crate::exception::CancelledError;
use crate::hash::{HashMap, HashSet};
use crate::report::{CancelOutcome, Report, called};
use crate::trace::{Event, Requester, TaskId};

pub(super) fn find(report: &Report) -> Vec<Finding> {
    let trace = report.trace();
    // These are looked up only, never iterated: for each task where a handler takes a CancelledError, and where another exception
    // comes or a request stays.
    let mut taken: HashMap<TaskId, Vec<usize>> = HashMap::default();
    let mut ended: HashMap<TaskId, Vec<usize>> = HashMap::default();
    for entry in trace.events() {
        match entry.event {
            Event::Catch { exception, .. } if exception.is(CancelledError) => {
                taken.entry(entry.task).or_default().push(entry.seq);
            }
            Event::Raise { .. } | Event::Deliver { .. } | Event::Uncancel { remaining: 1.., .. } => {
                ended.entry(entry.task).or_default().push(entry.seq);
            }
            _ => {}
        }
    }
    let mut told: HashSet<(TaskId, bool)> = HashSet::default();
    let mut findings = Vec::new();
    for of in report.cancellations() {
        let in_timeout = of.outcome == CancelOutcome::Withdrawn && of.request.by == Requester::Timeout;
        if of.outcome != CancelOutcome::Swallowed && !in_timeout {
            continue;
        }
        let (Some(delivery), Some(settlement)) = (of.delivery, of.settlement) else { continue };
        let caught = first_in(taken.get(&of.task()), delivery, settlement);
        // It is left without an exception: nothing is raised after the handler, no TimeoutError when the request is taken back,
        // and no other request stands.
        let returns = |caught| first_in(ended.get(&of.task()), caught + 1, settlement + 2).is_none();
        if in_timeout && !caught.is_some_and(returns) {
            continue;
        }
        if !told.insert((of.task(), in_timeout)) {
            continue;
        }
        let task = called(trace, of.task());
        let text = if in_timeout {
            format!(
                "A timeout cancels what it surrounds in {task}, which takes the CancelledError and returns: no TimeoutError is \
                 raised, although the time was up."
            )
        } else {
            format!(
                "{task} was requested to cancel, and returns nevertheless: its CancelledError is not raised again, \
                 and who awaits {task} cannot see that it was cancelled."
            )
        };
        findings.push(Finding {
            kind: FindingKind::Swallowed,
            seq: caught.unwrap_or(delivery),
            others: vec![of.seq, settlement],
            task: of.task(),
            text,
        });
    }
    findings
}

/// The first of these events from one on, and before another one.
fn first_in(events: Option<&Vec<usize>>, from: usize, end: usize) -> Option<usize> {
    let events = events?;
    events.get(events.partition_point(|&seq| seq < from)).copied().filter(|&seq| seq < end)
}
