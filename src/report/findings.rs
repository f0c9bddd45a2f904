//! What someone who knows asyncio well would remark about a run: one file each.
//!
//! Invariant: a finding is about what happened in this run, and names the event at which it is seen.

mod blocked;
mod count;
mod cut_short;
mod instant;
mod lost_result;
mod never_awaited;
mod results;
mod running;
mod swallowed;
mod unseen;

use super::Report;
use crate::trace::TaskId;

/// A remark about a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing it is.
    pub kind: FindingKind,
    /// The event at which it is seen.
    pub seq: usize,
    /// The other events that belong to it, in order.
    pub others: Vec<usize>,
    /// The task that it is about, 0 for the loop.
    pub task: TaskId,
    /// What happened, and why it matters, in a sentence.
    pub text: String,
}

/// What can be remarked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// An exception that nothing in the program received.
    Unseen,
    /// A task that was still running when main ended.
    LeftRunning,
    /// A task that was requested to cancel and returned nevertheless.
    Swallowed,
    /// A task whose `cancelling()` was not zero when it returned.
    CountLeft,
    /// A result that came in the same moment as a request to cancel, and is gone.
    LostResult,
    /// A cleanup that was interrupted by another request to cancel.
    CutShort,
    /// A coroutine that was never awaited.
    NeverAwaited,
    /// A step that held up the loop.
    Blocked,
    /// Something that hangs on two things falling into one instant.
    SameInstant,
    /// A CancelledError among the results of a gather.
    CancelledResult,
}

impl FindingKind {
    /// All of them.
    pub const ALL: [FindingKind; 10] = [
        FindingKind::Unseen,
        FindingKind::LeftRunning,
        FindingKind::Swallowed,
        FindingKind::CountLeft,
        FindingKind::LostResult,
        FindingKind::CutShort,
        FindingKind::NeverAwaited,
        FindingKind::Blocked,
        FindingKind::SameInstant,
        FindingKind::CancelledResult,
    ];

    /// Its title: a few words.
    pub fn title(self) -> &'static str {
        match self {
            FindingKind::Unseen => "An exception that nobody saw",
            FindingKind::LeftRunning => "Left running",
            FindingKind::Swallowed => "A cancellation swallowed",
            FindingKind::CountLeft => "cancelling() left over",
            FindingKind::LostResult => "A result lost to a cancellation",
            FindingKind::CutShort => "A cleanup cut short",
            FindingKind::NeverAwaited => "A coroutine never awaited",
            FindingKind::Blocked => "The loop was blocked",
            FindingKind::SameInstant => "Decided within one instant",
            FindingKind::CancelledResult => "A CancelledError among results",
        }
    }

    /// The section of the lesson that explains it, as its links name it.
    pub fn section(self) -> &'static str {
        match self {
            FindingKind::Unseen => "awaiting",
            FindingKind::LeftRunning => "shutting-down",
            FindingKind::Swallowed | FindingKind::CountLeft | FindingKind::LostResult => "cancellation",
            FindingKind::CutShort => "shutting-down",
            FindingKind::NeverAwaited | FindingKind::Blocked | FindingKind::CancelledResult => "debugging",
            FindingKind::SameInstant => "task-group",
        }
    }
}

pub(super) fn findings(report: &Report) -> Vec<Finding> {
    let all = [
        unseen::find,
        running::find,
        swallowed::find,
        count::find,
        lost_result::find,
        cut_short::find,
        never_awaited::find,
        blocked::find,
        instant::find,
        results::find,
    ];
    // They are few, and a sort would be a kilobyte of the playground's module.
    let mut findings: Vec<Finding> = Vec::new();
    for finding in all.into_iter().flat_map(|find| find(report)) {
        findings.insert(findings.partition_point(|other| other.seq <= finding.seq), finding);
    }
    findings
}
