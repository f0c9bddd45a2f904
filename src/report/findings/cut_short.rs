//! A cleanup that another request to cancel interrupted.
//!
//! Invariant: the second CancelledError came while the first was handled, which its context shows. A task that had gone on is not
//! interrupted in its cleanup.

use super::{Finding, FindingKind};
use crate::exception::Exception;
use crate::report::{Report, called};
use crate::trace::Event;

pub(super) fn find(report: &Report) -> Vec<Finding> {
    let trace = report.trace();
    let arrived = |seq: usize| match trace.event(seq)?.event {
        Event::Deliver { exception } => Some(exception),
        _ => None,
    };
    let all = report.cancellations();
    let mut findings: Vec<Finding> = Vec::new();
    for (index, second) in all.iter().enumerate() {
        let Some(delivery) = second.delivery else { continue };
        let earlier = all[..index].iter().rev().filter(|first| first.task() == second.task() && first.cut_short);
        let Some(first) = earlier.filter_map(|first| first.delivery).find(|&first| first < delivery) else { continue };
        let (Some(before), Some(now)) = (arrived(first), arrived(delivery)) else { continue };
        if !comes_while_handled(now, before) || findings.iter().any(|of| of.seq == delivery) {
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
