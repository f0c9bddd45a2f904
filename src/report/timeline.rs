//! The picture of a run as numbers: lanes, bars, marks, links and brackets, and where each event stands on the axis.
//!
//! Everything names events by their numbers; [`Timeline::at`] alone turns these into places. So a drawing needs two scales, one for
//! places and one for lanes, and no knowledge of the trace. Invariant: the events stand in their order, two marks of a lane are a
//! mark's width apart at least, and no link points to an earlier place than that it comes from.

mod axis;
mod brackets;
mod fold;
mod lanes;

use super::TaskOutcome;
use crate::trace::{Nanos, TaskId, Trace};

/// The picture of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// The place of each event, in widths of a mark. Time that nothing happens in takes [up to](Moment::is_cut) a fixed width, and the
    /// events of one moment fan out in the order of their handles.
    pub at: Vec<f64>,
    /// Where the axis ends.
    pub width: f64,
    /// The moments in which something happens, in order.
    pub moments: Vec<Moment>,
    /// A lane for each task, from top to bottom: main, then below each task those that it created, group by group.
    pub lanes: Vec<Lane>,
    /// What the tasks do, lane by lane, and in each in order.
    pub bars: Vec<Bar>,
    /// What is awaited in bars, in a word or two; each once.
    pub awaited: Vec<String>,
    /// What happens at one place, in the order of the events.
    pub marks: Vec<Mark>,
    /// What leads from lane to lane, in the order of the events at which they end.
    pub links: Vec<Link>,
    /// Groups, timeouts and shields, in the order in which they begin.
    pub brackets: Vec<Bracket>,
}

/// A moment of loop time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Which.
    pub time: Nanos,
    /// Its first event.
    pub first: usize,
    /// Whether the time before it is drawn shorter than the other times between moments are.
    pub is_cut: bool,
}

/// The lane of a task.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The task.
    pub task: TaskId,
    /// The lane of the task that created it.
    pub parent: Option<usize>,
    /// How many tasks stand above it in the tree of creation.
    pub depth: u32,
    /// The bracket of the group that owns it.
    pub group: Option<usize>,
    /// The event that creates the task.
    pub from: usize,
    /// The event that ends it; the last one of the run if none does.
    pub to: usize,
    /// How it ended.
    pub outcome: TaskOutcome,
    /// How many brackets stand above one another over its bars.
    pub tracks: u32,
}

/// A stretch in a lane in which its task does one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The lane.
    pub lane: usize,
    /// The event that begins it.
    pub from: usize,
    /// The event that ends it.
    pub to: usize,
    /// What the task does.
    pub state: BarState,
    /// What it awaits: the index among [`Timeline::awaited`]; none while it runs, or has not begun.
    pub awaited: Option<u32>,
}

/// What a task does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarState {
    /// It has not taken its first step.
    Created,
    /// It takes a step.
    Running,
    /// It awaits something.
    Suspended,
    /// It awaits something, or has not begun, and is requested to cancel.
    Cancelling,
    /// It awaits something in a `finally` or in a handler, with the exception that it is going to end with.
    CleaningUp,
}

impl BarState {
    /// All of them, in the order of their numbers.
    pub const ALL: [BarState; 5] =
        [BarState::Created, BarState::Running, BarState::Suspended, BarState::Cancelling, BarState::CleaningUp];

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            BarState::Created => "not begun",
            BarState::Running => "running",
            BarState::Suspended => "waiting",
            BarState::Cancelling => "cancelling",
            BarState::CleaningUp => "cleaning up",
        }
    }
}

/// Something that happens at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The lane; none where it happens to the run and to no task.
    pub lane: Option<usize>,
    /// The event.
    pub seq: usize,
    /// What happens.
    pub kind: MarkKind,
}

/// What a mark is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// The task raises an exception.
    Raised,
    /// An exception of another task arrives at its await.
    Arrived,
    /// A handler takes an exception.
    Caught,
    /// The task is requested to cancel.
    CancelRequested,
    /// The same, when it is done already.
    CancelIgnored,
    /// The task returned.
    Finished,
    /// The task ended with an exception.
    Failed,
    /// The task ended cancelled.
    Cancelled,
    /// The loop reports something that nobody looked after: an exception never retrieved, a task destroyed.
    Unretrieved,
    /// A group cancels its tasks.
    Aborted,
    /// A timeout is over.
    Expired,
    /// A signal arrives.
    Signal,
    /// Something is done from outside.
    Intervention,
    /// What should be done from outside does nothing.
    Refused,
}

impl MarkKind {
    /// All of them, in the order of their numbers.
    pub const ALL: [MarkKind; 14] = [
        MarkKind::Raised,
        MarkKind::Arrived,
        MarkKind::Caught,
        MarkKind::CancelRequested,
        MarkKind::CancelIgnored,
        MarkKind::Finished,
        MarkKind::Failed,
        MarkKind::Cancelled,
        MarkKind::Unretrieved,
        MarkKind::Aborted,
        MarkKind::Expired,
        MarkKind::Signal,
        MarkKind::Intervention,
        MarkKind::Refused,
    ];

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            MarkKind::Raised => "raised",
            MarkKind::Arrived => "exception arrives",
            MarkKind::Caught => "handled",
            MarkKind::CancelRequested => "cancel requested",
            MarkKind::CancelIgnored => "cancel ignored",
            MarkKind::Finished => "finished",
            MarkKind::Failed => "failed",
            MarkKind::Cancelled => "cancelled",
            MarkKind::Unretrieved => "reported by the loop",
            MarkKind::Aborted => "group aborts",
            MarkKind::Expired => "time is up",
            MarkKind::Signal => "signal",
            MarkKind::Intervention => "intervention",
            MarkKind::Refused => "refused",
        }
    }
}

/// What leads from one lane to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Why.
    pub kind: LinkKind,
    /// The lane that it comes from; none where it comes from the loop or from outside.
    pub from_lane: Option<usize>,
    /// The event at which it begins.
    pub from: usize,
    /// The lane to which it leads.
    pub to_lane: usize,
    /// The event at which it ends.
    pub to: usize,
}

/// Why something leads from one lane to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// The one creates the other.
    Spawn,
    /// The one requests the other to cancel.
    Cancel,
    /// The exception of the one arrives in the other, or in a group that the other raises.
    Exception,
}

impl LinkKind {
    /// All of them, in the order of their numbers.
    pub const ALL: [LinkKind; 3] = [LinkKind::Spawn, LinkKind::Cancel, LinkKind::Exception];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            LinkKind::Spawn => "spawn",
            LinkKind::Cancel => "cancel",
            LinkKind::Exception => "exception",
        }
    }
}

/// A group, a timeout or a shield over the lane of the task that entered it.
#[derive(Clone, Debug, PartialEq)]
pub struct Bracket {
    /// Which of the three.
    pub kind: BracketKind,
    /// The lane of the task that entered it.
    pub lane: usize,
    /// The event that enters it.
    pub from: usize,
    /// The event that leaves it; the end of its lane if none does.
    pub to: usize,
    /// The event at which it cancelled, or was cancelled.
    pub cancelled: Option<usize>,
    /// The lanes of a group's tasks, and of all that these created: the first, and the one behind the last.
    pub owned: Option<(usize, usize)>,
    /// How many brackets stand around it in its lane.
    pub track: u32,
    /// For how long a timeout is, in seconds, when it is entered.
    pub seconds: Option<f64>,
}

/// What a bracket stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BracketKind {
    /// A task group.
    Group,
    /// A timeout.
    Timeout,
    /// A shield, while its task awaits it.
    Shield,
}

pub(super) fn timeline(trace: &Trace) -> Timeline {
    let lanes = lanes::lanes(trace);
    let mut timeline = fold::fold(trace, lanes);
    brackets::own(&mut timeline);
    axis::place(trace, &mut timeline);
    timeline
}
