//! A CancelledError among the results of `gather(…, return_exceptions=True)`.
//!
//! Invariant: only a gather with `return_exceptions` ends with results although something in it was cancelled, so no other is found.

use super::{Finding, FindingKind};
use crate::hash::HashMap;
use crate::report::{Report, called, collected, listed};
use crate::trace::{Awaited, Ending, Event, TaskId};

pub(super) fn find(report: &Report) -> Vec<Finding> {
    let trace = report.trace();
    // Looked up only, never iterated.
    let mut cancelled: HashMap<TaskId, usize> = HashMap::default();
    let mut findings = Vec::new();
    for entry in report.events() {
        match entry.event {
            Event::Finish { end } if end.ending() == Ending::Cancelled => drop(cancelled.insert(entry.task, entry.seq)),
            Event::Resolve { .. } => {
                let of = |of| match of {
                    Awaited::Task(task) => Some((task, *cancelled.get(&task)?)),
                    _ => None,
                };
                let among: Vec<(TaskId, usize)> = collected(trace, entry.event).filter_map(of).collect();
                let Some(&(task, _)) = among.first() else { continue };
                let names = listed(among.iter().map(|&(task, _)| called(trace, task)));
                findings.push(Finding {
                    kind: FindingKind::CancelledResult,
                    seq: entry.seq,
                    others: among.iter().map(|&(_, seq)| seq).collect(),
                    task,
                    text: format!(
                        "gather gives a CancelledError as the result of {names}: isinstance(result, Exception) is False for it, \
                         so a check like that counts it as a success. BaseException is the class to ask for."
                    ),
                });
            }
            _ => {}
        }
    }
    findings
}
