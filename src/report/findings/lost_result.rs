//! A result that came in the same moment as a request to cancel, and that nobody gets.
//!
//! ```text
//! result of what is awaited ─▶ request to cancel ─▶ the task resumes: with CancelledError
//! request to cancel ─▶ the task returns before its next await: it ends cancelled, without its result
//! ```
//! Invariant: only results that are something: not that of a sleep, nor a None.

use super::{Finding, FindingKind};
use crate::exception::CancelledError;
use crate::hash::HashMap;
use crate::report::{Report, called, log};
use crate::trace::{Awaited, Ending, Event, Purpose, TaskEnd};

pub(super) fn find(report: &Report) -> Vec<Finding> {
    let trace = report.trace();
    // Looked up only, never iterated: where something ended with a result.
    let mut ended: HashMap<Awaited, usize> = HashMap::default();
    let mut woke: Option<(usize, Awaited)> = None;
    let mut findings = Vec::new();
    for entry in trace.events() {
        let (seq, task) = (entry.seq, entry.task);
        let name = || called(trace, task);
        match entry.event {
            Event::Finish { end: TaskEnd::Result(Some(_)) } => drop(ended.insert(Awaited::Task(task), seq)),
            Event::Resolve { future, ending: Ending::Result }
                if matches!(trace.purpose(future), Purpose::Plain | Purpose::Gather | Purpose::Shield) =>
            {
                ended.insert(Awaited::Future(future), seq);
            }
            Event::Deliver { exception } if exception.is(CancelledError) => {
                if let Some((before, on)) = woke
                    && before + 1 == seq
                    && let Some(&result) = ended.get(&on)
                {
                    let what = log::awaited(trace, on);
                    findings.push(Finding {
                        kind: FindingKind::LostResult,
                        seq,
                        others: vec![result],
                        task,
                        text: format!(
                            "{what} had its result when {} was cancelled, before that could take it: CancelledError arrives in \
                             place of the result.",
                            name()
                        ),
                    });
                }
            }
            Event::Finish { end: TaskEnd::Cancelled(None) } => findings.push(Finding {
                kind: FindingKind::LostResult,
                seq,
                others: Vec::new(),
                task,
                text: format!(
                    "{} returns, but ends cancelled: it was requested to cancel in its last step, and its result is gone.",
                    name()
                ),
            }),
            _ => {}
        }
        woke = match entry.event {
            Event::Wake { on } => Some((seq, on)),
            _ => None,
        };
    }
    findings
}
