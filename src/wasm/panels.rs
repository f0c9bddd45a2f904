//! What the panels of the page show, as plain objects.
//!
//! Invariant: every entry names its events by their numbers, so that the page's cursor can go there.

use serde::Serialize;
use tsify::Tsify;

use crate::exception::{CancelledError, Exception, format_exception};
use crate::report::{self, Report, clause};

/// A task that has not ended, in the tree of those that wait for one another.
#[derive(Serialize, Tsify)]
pub struct Awaiting {
    /// The task.
    #[tsify(type = "number")]
    task: u32,
    /// How many stand above it, each waiting for the next one.
    depth: u32,
    /// `not begun`, `running`, `ready` or `waiting`.
    state: &'static str,
    /// Why, in words that follow its name.
    why: String,
    /// The event with which it began to.
    since: usize,
    /// The coroutines in which it stands, from the outside in.
    within: Vec<String>,
    /// Whether it stands above already.
    repeated: bool,
}

/// An exception, and all that happens to it.
#[derive(Serialize, Tsify)]
pub struct ExceptionPath {
    /// Its repr.
    exception: String,
    /// Whether it is a CancelledError.
    cancels: bool,
    /// What becomes of it: `handled`, `reported` or `lost`; none for a CancelledError that came from the loop.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    end: Option<&'static str>,
    /// What happens to it, in order.
    steps: Vec<PathStep>,
    /// For a group, the group and all that it holds.
    tree: Vec<Member>,
    /// Its notes.
    notes: Vec<String>,
    /// The repr of the exception that caused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    cause: Option<String>,
    /// The repr of the exception that was being handled when it was raised.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    context: Option<String>,
    /// The traceback that Python prints of it.
    traceback: String,
}

/// A step of an exception's path.
#[derive(Serialize, Tsify)]
pub(super) struct PathStep {
    /// The event.
    seq: usize,
    /// The task, 0 for the loop.
    #[tsify(type = "number")]
    task: u32,
    /// What happens, in words.
    words: String,
}

/// What a group holds.
#[derive(Serialize, Tsify)]
pub(super) struct Member {
    /// How many groups stand around it.
    depth: usize,
    /// Its repr; of a group its class and message.
    exception: String,
    /// The handler that took it: `except* ValueError`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    taken: Option<String>,
    /// The event of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    at: Option<usize>,
}

/// A request to cancel, and what became of it.
#[derive(Serialize, Tsify)]
pub struct Cancellation {
    /// The event.
    seq: usize,
    /// The task that is to end.
    #[tsify(type = "number")]
    task: u32,
    /// Who requests it, and why where a task group does, in words.
    by: String,
    /// The message for the CancelledError.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    message: Option<String>,
    /// What the task awaited, or that it had not begun, was running, or was done.
    awaiting: String,
    /// Whether it awaited something.
    waiting: bool,
    /// `cancelling()` right after it.
    #[tsify(type = "number")]
    count: u32,
    /// The event at which CancelledError arrives.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    delivery: Option<usize>,
    /// What became of it, in a word.
    outcome: &'static str,
    /// The event at which that was settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    settlement: Option<usize>,
    /// The seconds from the arrival until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    took: Option<f64>,
    /// Whether a later request interrupted what the task did about it.
    cut_short: bool,
}

/// A remark about a run.
#[derive(Serialize, Tsify)]
pub struct Finding {
    /// A few words.
    title: &'static str,
    /// What happened, and why it matters.
    text: String,
    /// The event at which it is seen.
    seq: usize,
    /// The other events that belong to it.
    others: Vec<usize>,
    /// The task that it is about, 0 for the loop.
    #[tsify(type = "number")]
    task: u32,
    /// The section of the lesson that explains it.
    section: &'static str,
}

/// What happens in one moment, in sentences.
#[derive(Serialize, Tsify)]
pub struct Paragraph {
    /// When, in seconds.
    time: f64,
    /// What, in order.
    sentences: Vec<Sentence>,
}

/// A sentence.
#[derive(Serialize, Tsify)]
pub(super) struct Sentence {
    /// The first event that it tells.
    seq: usize,
    /// The sentence.
    text: String,
}

pub(super) fn awaits(report: &Report, seq: usize) -> Vec<Awaiting> {
    let entry = |of: report::Awaiting| Awaiting {
        task: of.task,
        depth: of.depth,
        state: of.state.words(),
        why: of.why,
        since: of.since,
        within: of.within,
        repeated: of.is_repeated,
    };
    report.awaits(seq).into_iter().map(entry).collect()
}

pub(super) fn exceptions(report: &Report) -> Vec<ExceptionPath> {
    let (trace, all) = (report.trace(), report.exceptions());
    let path = |of: &report::ExceptionPath| ExceptionPath {
        exception: format!("{:?}", of.exception),
        cancels: of.exception.is(CancelledError),
        end: of.end.map(report::FateEnd::word),
        steps: of
            .steps
            .iter()
            .map(|step| PathStep { seq: step.seq, task: step.task, words: step.words(trace, all) })
            .collect(),
        tree: of.tree.iter().map(member).collect(),
        notes: of.exception.notes().iter().map(|note| note.to_string()).collect(),
        cause: of.exception.cause().map(|cause| format!("{cause:?}")),
        context: of.exception.context().filter(|_| !of.exception.suppress_context()).map(|of| format!("{of:?}")),
        traceback: format_exception(&of.exception).concat(),
    };
    all.iter().map(path).collect()
}

fn member(of: &report::Member) -> Member {
    let exception: &Exception = &of.exception;
    Member {
        depth: of.depth,
        exception: if exception.is_group() {
            format!("{}: {}", exception.class().name(), exception.message())
        } else {
            format!("{exception:?}")
        },
        taken: of.taken.as_ref().map(|taken| clause(&taken.handler)),
        at: of.taken.as_ref().map(|taken| taken.seq),
    }
}

pub(super) fn cancellations(report: &Report) -> Vec<Cancellation> {
    let entry = |of: &report::Cancellation| Cancellation {
        seq: of.seq,
        task: of.task(),
        by: report.asked_by(of),
        message: of.request.message.as_ref().map(|message| message.to_string()),
        awaiting: of.awaiting.clone(),
        waiting: of.is_waiting,
        count: of.request.count,
        delivery: of.delivery,
        outcome: of.outcome.word(),
        settlement: of.settlement,
        took: of.took(),
        cut_short: of.cut_short,
    };
    report.cancellations().iter().map(entry).collect()
}

pub(super) fn findings(report: &Report) -> Vec<Finding> {
    let entry = |of: &report::Finding| Finding {
        title: of.kind.title(),
        text: of.text.clone(),
        seq: of.seq,
        others: of.others.clone(),
        task: of.task,
        section: of.kind.section(),
    };
    report.findings().iter().map(entry).collect()
}

pub(super) fn narrative(report: &Report) -> Vec<Paragraph> {
    let sentence = |of: report::Sentence| Sentence { seq: of.seq, text: of.text };
    let paragraph = |of: report::Paragraph| Paragraph {
        time: of.time,
        sentences: of.sentences.into_iter().map(sentence).collect(),
    };
    report.narrative().into_iter().map(paragraph).collect()
}
