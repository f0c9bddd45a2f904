//! A coroutine that was never awaited, of which the interpreter warns.
//!
//! Invariant: one finding a warning.

use super::{Finding, FindingKind};
use crate::report::Report;
use crate::trace::Event;

pub(super) fn find(report: &Report) -> Vec<Finding> {
    let finding = |seq, task, coroutine: &str| Finding {
        kind: FindingKind::NeverAwaited,
        seq,
        others: Vec::new(),
        task,
        text: format!(
            "{coroutine}() was called and its coroutine never awaited: nothing of it has run. It wants an await, or create_task."
        ),
    };
    let warned = report.events().filter_map(|entry| match entry.event {
        Event::Warn { warning } => Some(finding(entry.seq, entry.task, warning.coroutine.as_deref()?)),
        _ => None,
    });
    warned.collect()
}
