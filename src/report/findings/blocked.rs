//! A step that held up the loop: time passed in it, and nothing else could run.
//!
//! Invariant: only steps as long as those of which asyncio's debug mode warns, with its usual limit.

use super::{Finding, FindingKind};
use crate::report::{Report, called, seconds};
use crate::repr::float;
use crate::trace::{Event, Nanos};

/// `loop.slow_callback_duration`
const LONG: Nanos = 100_000_000;

/// A handle under way.
struct Handle {
    begin: usize,
    began: Nanos,
    /// The first event behind the longest time that passed.
    held: Option<(Nanos, usize)>,
    last: Nanos,
    task: u32,
}

pub(super) fn find(report: &Report) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut handle: Option<Handle> = None;
    for entry in report.events() {
        match &mut handle {
            // What a handle does follows from its first event.
            Some(of) if entry.cause == of.begin && entry.cause != entry.seq && !begins(&entry.event) => {
                let passed = entry.time - of.last;
                if passed > 0 && of.held.is_none_or(|(most, _)| passed > most) {
                    of.held = Some((passed, entry.seq));
                }
                of.last = entry.time;
            }
            _ => {
                findings.extend(handle.take().and_then(|of| finding(report, &of)));
                let (seq, time) = (entry.seq, entry.time);
                handle = Some(Handle { begin: seq, began: time, held: None, last: time, task: entry.task });
            }
        }
    }
    findings.extend(handle.and_then(|of| finding(report, &of)));
    findings
}

fn begins(event: &Event<'_>) -> bool {
    matches!(event, Event::Step | Event::Wake { .. } | Event::Timer { .. } | Event::Call { .. })
}

fn finding(report: &Report, of: &Handle) -> Option<Finding> {
    let (_, seq) = of.held?;
    let took = of.last - of.began;
    let who = if of.task > 0 { called(report.trace(), of.task) } else { "a callback".to_owned() };
    (took >= LONG).then(|| Finding {
        kind: FindingKind::Blocked,
        seq,
        others: vec![of.begin],
        task: of.task,
        text: format!(
            "{who} computes for {} s without an await: until then no other task runs, no timeout is noticed, and nothing can be cancelled.",
            float(seconds(took))
        ),
    })
}
