//! The requests to cancel: who requested whom to end, when, what the task awaited, and what became of it.
//!
//! Invariant: every request of the trace has one entry, in the order of the requests, also one that was ignored.

use super::{called, log, seconds, since, task_name};
use crate::exception::CancelledError;
use crate::hash::HashMap;
use crate::trace::{Awaited, CancelRequest, Ending, Entry, Event, GroupId, GroupStep, Requester, TaskId, Trace};

/// A request to cancel a task, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cancellation {
    /// The event of the request.
    pub seq: usize,
    /// When it was made, in seconds.
    pub at: f64,
    /// The request: whom, by whom, with which message.
    pub request: CancelRequest,
    /// What the task awaited, in words; or that it had not begun, was running, or was done.
    pub awaiting: String,
    /// Whether it awaited something.
    pub is_waiting: bool,
    /// Where a task group requests it, the group and why it does.
    pub group: Option<Aborting>,
    /// When CancelledError arrived in the task, in seconds; none if it never did. Requests that are made before it arrives
    /// share one.
    pub delivered: Option<f64>,
    /// The event of that.
    pub delivery: Option<usize>,
    /// What became of it.
    pub outcome: CancelOutcome,
    /// When that was settled, in seconds: the end of the task, or the moment at which the request was taken back.
    pub settled: Option<f64>,
    /// The event of that.
    pub settlement: Option<usize>,
    /// Whether the CancelledError of a later request interrupted what the task did about this one. Another exception from
    /// outside is no request, and does not count.
    pub cut_short: bool,
}

/// A task group that cancels its tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aborting {
    /// The task that entered it.
    pub of: TaskId,
    /// The task whose failure made it do so; none where its body failed or was cancelled.
    pub failed: Option<TaskId>,
}

/// What became of a request to cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelOutcome {
    /// The task was done already.
    Ignored,
    /// The task ended cancelled.
    Cancelled,
    /// The task got its CancelledError and returned nevertheless.
    Swallowed,
    /// The task got its CancelledError and raised something else.
    Replaced,
    /// `uncancel()` took it back, as a timeout and a task group do.
    Withdrawn,
    /// The task ended before its CancelledError could arrive.
    Lost,
    /// The run ended before the task did.
    Pending,
}

impl CancelOutcome {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            CancelOutcome::Ignored => "ignored",
            CancelOutcome::Cancelled => "cancelled",
            CancelOutcome::Swallowed => "swallowed",
            CancelOutcome::Replaced => "replaced",
            CancelOutcome::Withdrawn => "withdrawn",
            CancelOutcome::Lost => "lost",
            CancelOutcome::Pending => "pending",
        }
    }
}

impl Cancellation {
    /// The task that is to end.
    pub fn task(&self) -> TaskId {
        self.request.target
    }

    /// The seconds from the arrival of CancelledError until all was settled: how long the cleanup took.
    pub fn took(&self) -> Option<f64> {
        Some(since(self.delivered?, self.settled?))
    }

    fn settle(&mut self, outcome: CancelOutcome, seq: usize, time: f64) {
        self.outcome = outcome;
        (self.settled, self.settlement) = (Some(time), Some(seq));
    }
}

/// Who makes a request, in words.
pub(super) fn requester(trace: &Trace, requester: &Requester) -> String {
    match requester {
        Requester::Task(task) | Requester::WaitFor(task) => task_name(trace, *task),
        Requester::Awaiting(task) => format!("{}, passed on", task_name(trace, *task)),
        Requester::Gather(Some(task)) => format!("{}, passed on by gather", task_name(trace, *task)),
        Requester::Gather(None) => "gather, passed on".to_owned(),
        Requester::TaskGroup(_) => "a task group".to_owned(),
        Requester::Timeout => "a timeout".to_owned(),
        Requester::Signal(signal) => signal.name().to_owned(),
        Requester::Callback(name) => log::without_parentheses(name),
        Requester::Intervention => "an intervention".to_owned(),
        Requester::Shutdown => "the end of the run".to_owned(),
        Requester::Host => "the host".to_owned(),
    }
}

/// Who makes a request and why, as far as it is known, in words.
pub(super) fn asked_by(trace: &Trace, of: &Cancellation) -> String {
    match (&of.request.by, of.group) {
        (Requester::TaskGroup(_), Some(Aborting { of, failed: Some(failed) })) => {
            format!("the group of {}, because {} failed", called(trace, of), called(trace, failed))
        }
        (Requester::TaskGroup(_), Some(Aborting { of, failed: None })) => format!("the group of {}", called(trace, of)),
        (Requester::Task(task) | Requester::WaitFor(task), _) => called(trace, *task),
        (Requester::Timeout, _) => format!("a timeout in {}", called(trace, of.task())),
        (by, _) => requester(trace, by),
    }
}

pub(super) fn cancellations(trace: &Trace) -> Vec<Cancellation> {
    let mut fold = Fold {
        trace,
        all: Vec::new(),
        open: vec![Vec::new(); trace.tasks().len()],
        standing: vec![Standing::Unstarted; trace.tasks().len()],
        groups: HashMap::default(),
    };
    trace.events().for_each(|entry| fold.add(&entry));
    fold.all
}

struct Fold<'a> {
    trace: &'a Trace,
    all: Vec<Cancellation>,
    /// For each task the requests that are not settled, by their indices.
    open: Vec<Vec<usize>>,
    standing: Vec<Standing>,
    /// The groups that were entered. Looked up only, never iterated.
    groups: HashMap<GroupId, Aborting>,
}

/// Where a task stands.
#[derive(Clone, Copy)]
enum Standing {
    Unstarted,
    Running,
    Suspended(Awaited),
    Done,
}

impl Fold<'_> {
    fn add(&mut self, entry: &Entry<'_>) {
        let time = seconds(entry.time);
        let own = place(entry.task);
        match entry.event {
            Event::Step | Event::Wake { .. } => self.stand(entry.task, Standing::Running),
            Event::Suspend { on } => self.stand(entry.task, Standing::Suspended(on)),
            Event::Group { group, step: GroupStep::Enter } => {
                self.groups.insert(group, Aborting { of: entry.task, failed: None });
            }
            Event::Group { group, step: GroupStep::Abort } => {
                let failed = self.failed(entry);
                if let Some(group) = self.groups.get_mut(&group) {
                    group.failed = failed;
                }
            }
            Event::Cancel { request } => self.request(entry.seq, time, request),
            Event::Deliver { exception } if exception.is(CancelledError) => {
                let Some(open) = own.and_then(|place| self.open.get(place)) else { return };
                // Without a request it comes from something awaited, and answers no request of this list.
                if open.iter().any(|&index| self.all[index].delivered.is_none()) {
                    for &index in open {
                        let request = &mut self.all[index];
                        request.cut_short |= request.delivered.is_some();
                        request.delivered.get_or_insert(time);
                        request.delivery.get_or_insert(entry.seq);
                    }
                }
            }
            Event::Uncancel { task, remaining } => {
                let Some(open) = place(task).and_then(|place| self.open.get_mut(place)) else { return };
                open.retain(|&index| {
                    let withdrawn = self.all[index].request.count > remaining;
                    if withdrawn {
                        self.all[index].settle(CancelOutcome::Withdrawn, entry.seq, time);
                    }
                    !withdrawn
                });
            }
            Event::Finish { end } => {
                self.stand(entry.task, Standing::Done);
                for index in own.map_or(Vec::new(), |place| std::mem::take(&mut self.open[place])) {
                    let outcome = match (end.ending(), self.all[index].delivered) {
                        (Ending::Cancelled, _) => CancelOutcome::Cancelled,
                        (_, None) => CancelOutcome::Lost,
                        (Ending::Result, Some(_)) => CancelOutcome::Swallowed,
                        (Ending::Exception, Some(_)) => CancelOutcome::Replaced,
                    };
                    self.all[index].settle(outcome, entry.seq, time);
                }
            }
            _ => {}
        }
    }

    /// The task from whose failure an event follows.
    fn failed(&self, entry: &Entry<'_>) -> Option<TaskId> {
        let cause = self.trace.event(entry.cause)?;
        let failure = self.trace.event(cause.cause)?;
        match failure.event {
            Event::Finish { end } if end.ending() == Ending::Exception => Some(failure.task),
            _ => None,
        }
    }

    fn stand(&mut self, task: TaskId, standing: Standing) {
        if let Some(place) = place(task) {
            self.standing[place] = standing;
        }
    }

    fn request(&mut self, seq: usize, at: f64, request: &CancelRequest) {
        let Some(place) = place(request.target) else { return };
        let is_waiting = matches!(self.standing[place], Standing::Suspended(_));
        let group = match request.by {
            Requester::TaskGroup(group) => self.groups.get(&group).copied(),
            _ => None,
        };
        let awaiting = match self.standing[place] {
            Standing::Unstarted => "before its first step".to_owned(),
            Standing::Running => "while it runs".to_owned(),
            Standing::Suspended(on) => log::awaited(self.trace, on),
            Standing::Done => "after its end".to_owned(),
        };
        let counted = request.counted;
        if counted {
            self.open[place].push(self.all.len());
        }
        self.all.push(Cancellation {
            seq,
            at,
            request: request.clone(),
            awaiting,
            is_waiting,
            group,
            delivered: None,
            delivery: None,
            outcome: if counted { CancelOutcome::Pending } else { CancelOutcome::Ignored },
            settled: (!counted).then_some(at),
            settlement: (!counted).then_some(seq),
            cut_short: false,
        });
    }
}

fn place(task: TaskId) -> Option<usize> {
    (task as usize).checked_sub(1)
}
