//! A cleanup that another request to cancel interrupted.
//!
//! Invariant: the second CancelledError came while the first was handled, which its context shows. A task that had gone on is not
//! interrupted in its cleanup.

use super::{Finding, FindingKind};
use crate::exception::Exception;
use crate::hash::HashMap;
use crate::report::{Cancellation, Report, called};
use crate::trace::{Event, TaskId};

pub(super) fn find(report: &Report) -> Vec<Finding> {
    let trace = report.trace();
    let arrived = |seq: usize| match trace.event(seq)?.event {
        Event::Deliver { exception } => Some(exception),
        _ => None,
    };
    let all = report.cancellations();
    // Looked up only, never iterated: for each task the arrivals and the requests that they answer, in order.
    let mut arrivals: HashMap<TaskId, Vec<(usize, &Cancellation)>> = HashMap::default();
    for of in all {
        if let Some(delivery) = of.delivery {
            arrivals.entry(of.task()).or_default().push((delivery, of));
        }
    }
    let mut findings: Vec<Finding> = Vec::new();
    for of in all.iter().filter(|of| of.cut_short) {
        let (Some(first), Some(own)) = (of.delivery, arrivals.get(&of.task())) else { continue };
        let Some(&(delivery, second)) = own.get(own.partition_point(|&(delivery, _)| delivery <= first)) else {
            continue;
        };
        let (Some(before), Some(now)) = (arrived(first), arrived(delivery)) else { continue };
        if !comes_while_handled(now, before) || findings.last().is_some_and(|of| of.seq == delivery) {
            continue;
        }
        let (task, by) = (called(trace, second.task()), report.requester(second));
        findings.push(Finding {
            kind: FindingKind::CutShort,
            seq: delivery,
            others: vec![first, second.seq],
            task: second.task(),
            text: format!(
                "{task} was still cleaning up after one CancelledError when the next one arrived, requested by {by}: what its \
                 cleanup awaited is not completed."
            ),
        });
    }
    findings
}

/// Longer chains are not followed: a program may make them as long as it likes.
const FAR: usize = 16;

fn comes_while_handled(exception: &Exception, handled: &Exception) -> bool {
    std::iter::successors(exception.context(), Exception::context).take(FAR).any(|of| of.same(handled))
}
