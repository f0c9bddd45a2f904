//! A task that was requested to cancel, got its CancelledError, and returned nevertheless; also what a timeout cancels, and that
//! returns as if there were none.
//!
//! Invariant: one finding a task and reason, at the handler that took the CancelledError, or at the arrival where no handler is known.

use super::{Finding, FindingKind};
use crate::exception::CancelledError;
use crate::hash::HashSet;
use crate::report::{CancelOutcome, Report, called};
use crate::trace::{Event, Requester, TaskId, Trace};

pub(super) fn find(report: &Report) -> Vec<Finding> {
    let trace = report.trace();
    let mut told: HashSet<(TaskId, bool)> = HashSet::default();
    let mut findings = Vec::new();
    for of in report.cancellations() {
        let in_timeout = of.outcome == CancelOutcome::Withdrawn && of.request.by == Requester::Timeout;
        if of.outcome != CancelOutcome::Swallowed && !in_timeout {
            continue;
        }
        let (Some(delivery), Some(settlement)) = (of.delivery, of.settlement) else { continue };
        let takes = |event| matches!(event, Event::Catch { exception, .. } if exception.is(CancelledError));
        let between = trace.events_from(delivery).take_while(|entry| entry.seq < settlement);
        let caught = between.filter(|entry| entry.task == of.task()).find(|entry| takes(entry.event));
        if in_timeout && !caught.is_some_and(|caught| returns(trace, of.task(), caught.seq, settlement)) {
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
            seq: caught.map_or(delivery, |entry| entry.seq),
            others: vec![of.seq, settlement],
            task: of.task(),
            text,
        });
    }
    findings
}

/// Whether a timeout is left without an exception: nothing is raised after the handler, no TimeoutError when the request is taken
/// back, and no other request stands.
fn returns(trace: &Trace, task: TaskId, caught: usize, settlement: usize) -> bool {
    let stands = |event| matches!(event, Event::Uncancel { remaining, .. } if remaining > 0);
    let raises = |event| matches!(event, Event::Raise { .. } | Event::Deliver { .. });
    let mut own = trace.events_from(caught + 1).take_while(|entry| entry.seq <= settlement + 1);
    !own.any(|entry| entry.task == task && (raises(entry.event) || stands(entry.event)))
}
