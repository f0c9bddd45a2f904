//! A task whose `cancelling()` was not zero when it returned: it took a CancelledError and did not call `uncancel()`.
//!
//! Invariant: only where the task went on, awaited something or entered a block, after a handler took the CancelledError. One that
//! returned at once had no use for its count.

use super::{Finding, FindingKind};
use crate::exception::CancelledError;
use crate::report::{Report, called};
use crate::trace::{Ending, Event, GroupStep, TimeoutStep};

#[derive(Clone, Copy, Default)]
struct Life {
    count: u32,
    /// The handler that took the CancelledError, and what the task did after it.
    taken: Option<usize>,
    went_on: Option<usize>,
}

pub(super) fn find(report: &Report) -> Vec<Finding> {
    let trace = report.trace();
    let mut lives = vec![Life::default(); trace.tasks().len() + 1];
    let mut findings = Vec::new();
    for entry in trace.events() {
        let task = entry.task as usize;
        match entry.event {
            Event::Cancel { request } if request.counted => lives[request.target as usize].count = request.count,
            Event::Uncancel { task, remaining } => lives[task as usize].count = remaining,
            Event::Catch { exception, .. } if exception.is(CancelledError) && lives[task].count > 0 => {
                lives[task].taken.get_or_insert(entry.seq);
            }
            Event::Suspend { .. }
            | Event::Group { step: GroupStep::Enter, .. }
            | Event::Timeout { step: TimeoutStep::Enter, .. }
                if lives[task].taken.is_some() =>
            {
                lives[task].went_on.get_or_insert(entry.seq);
            }
            Event::Finish { end } if end.ending() == Ending::Result => {
                let Life { count, taken: Some(taken), went_on: Some(went_on) } = lives[task] else { continue };
                if count > 0 {
                    let name = called(trace, entry.task);
                    findings.push(Finding {
                        kind: FindingKind::CountLeft,
                        seq: taken,
                        others: vec![went_on, entry.seq],
                        task: entry.task,
                        text: format!(
                            "{name} handles its CancelledError and goes on, but cancelling() stays {count}: without uncancel() a \
                             timeout or a TaskGroup in it takes a later cancellation for one that is not its own."
                        ),
                    });
                }
            }
            _ => {}
        }
    }
    findings
}
