//! Tasks that were still running when the run came to its end.
//!
//! Invariant: one finding for all of them, at the first one that the end of the run cancels. Main is none of them: it is left only where
//! the run is interrupted.

use super::{Finding, FindingKind};
use crate::report::{Report, called, listed};
use crate::trace::{Event, Requester, TaskId};

pub(super) fn find(report: &Report) -> Vec<Finding> {
    let trace = report.trace();
    let cancelled = |event| match event {
        Event::Cancel { request } if request.by == Requester::Shutdown && request.target != 1 => Some(request.target),
        _ => None,
    };
    let left: Vec<(usize, TaskId)> =
        report.events().filter_map(|entry| Some((entry.seq, cancelled(entry.event)?))).collect();
    let Some((&(seq, task), others)) = left.split_first() else { return Vec::new() };
    let names = listed(left.iter().map(|&(_, task)| called(trace, task)));
    let (are, them, they) = if others.is_empty() { ("is", "it", "it") } else { ("are", "them", "they") };
    vec![Finding {
        kind: FindingKind::LeftRunning,
        seq,
        others: others.iter().map(|&(seq, _)| seq).collect(),
        task,
        text: format!(
            "{names} {are} still running when the run comes to its end, which cancels {them}: nobody gets what {they} would have \
             given."
        ),
    }]
}
