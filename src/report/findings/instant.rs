//! An outcome that hangs on two things falling into one instant: a cancellation, and the end of what it was to cancel.
//!
//! ```text
//! one timer ─▶ … ─▶ a timeout is over, a group aborts, a task is cancelled ┐ in one instant:
//! another timer ─▶ … ─▶ the target ends, or is about to resume             ┘ which one comes first decides
//! ```
//! Invariant: the two follow from different things that happen at that instant. What follows from the other is no coincidence.

use super::{Finding, FindingKind};
use crate::hash::HashMap;
use crate::report::{Report, called, listed, seconds};
use crate::repr::float;
use crate::trace::{Awaited, Entry, Event, GroupId, GroupStep, Nanos, Purpose, Requester, TaskId, Trace};

/// The cancellations of an instant, and what ended in it.
struct Fold<'a> {
    trace: &'a Trace,
    /// For each event of the instant that under way the first one of the instant from which it follows.
    roots: Vec<usize>,
    first: usize,
    time: Nanos,
    /// Who asked for an end, at which event, and of whom.
    requests: Vec<(usize, Vec<TaskId>, Asked)>,
    /// Which tasks ended in this instant, and at which event.
    ends: HashMap<TaskId, usize>,
    waiting: HashMap<TaskId, Awaited>,
    members: HashMap<GroupId, Vec<TaskId>>,
    /// Who entered a group.
    owners: HashMap<GroupId, TaskId>,
    findings: Vec<Finding>,
}

#[derive(Clone, Copy, PartialEq)]
enum Asked {
    Group(TaskId),
    Timeout(TaskId),
    Request,
}

pub(super) fn find(report: &Report) -> Vec<Finding> {
    let mut fold = Fold {
        trace: report.trace(),
        roots: Vec::new(),
        first: 0,
        time: 0,
        requests: Vec::new(),
        ends: HashMap::default(),
        waiting: HashMap::default(),
        members: HashMap::default(),
        owners: HashMap::default(),
        findings: Vec::new(),
    };
    report.events().for_each(|entry| fold.add(&entry));
    fold.judge();
    fold.findings
}

impl<'a> Fold<'a> {
    fn add(&mut self, entry: &Entry<'a>) {
        if entry.time != self.time {
            self.judge();
            self.requests.clear();
            self.ends.clear();
            self.roots.clear();
            (self.first, self.time) = (entry.seq, entry.time);
        }
        let follows = entry.cause >= self.first && entry.cause < entry.seq;
        self.roots.push(if follows { self.roots[entry.cause - self.first] } else { entry.seq });
        match entry.event {
            Event::Spawn { task } => {
                if let Some(group) = self.trace.group_of(task) {
                    self.members.entry(group).or_default().push(task);
                }
            }
            Event::Suspend { on } => drop(self.waiting.insert(entry.task, on)),
            Event::Step | Event::Wake { .. } => drop(self.waiting.remove(&entry.task)),
            Event::Finish { .. } => drop(self.ends.insert(entry.task, entry.seq)),
            Event::Group { group, step: GroupStep::Enter } => drop(self.owners.insert(group, entry.task)),
            Event::Group { group, step: GroupStep::Abort } => {
                let members = self.members.get(&group).cloned().unwrap_or_default();
                let owner = self.owners.get(&group).copied().unwrap_or_default();
                self.requests.push((entry.seq, members, Asked::Group(owner)));
            }
            Event::Cancel { request } => {
                let asked = match request.by {
                    // Its abort is there already, with all of its tasks.
                    Requester::TaskGroup(_) => return,
                    Requester::Timeout => Asked::Timeout(request.target),
                    Requester::Task(_) | Requester::Callback(_) | Requester::Intervention => Asked::Request,
                    // They cancel because something has ended, or is going to.
                    _ => return,
                };
                if request.counted && self.is_due(request.target) {
                    self.tell(entry.seq, vec![request.target], asked, true);
                } else {
                    self.requests.push((entry.seq, vec![request.target], asked));
                }
            }
            _ => {}
        }
    }

    /// Whether what a task awaits ends by itself at this very instant.
    fn is_due(&self, task: TaskId) -> bool {
        // Longer chains are not followed.
        const FAR: usize = 16;
        let mut on = self.waiting.get(&task).copied();
        for _ in 0..FAR {
            on = match on {
                Some(Awaited::Task(other)) => self.waiting.get(&other).copied(),
                Some(Awaited::Future(future)) => match self.trace.purpose(future) {
                    Purpose::Sleep(due) | Purpose::WaitUntil(due) => return due == self.time,
                    Purpose::Shield => self.trace.awaited(future).next(),
                    _ => return false,
                },
                _ => return false,
            };
        }
        false
    }

    fn root(&self, seq: usize) -> usize {
        self.roots.get(seq - self.first).copied().unwrap_or(seq)
    }

    /// Looks at an instant that is over.
    fn judge(&mut self) {
        for (seq, targets, asked) in std::mem::take(&mut self.requests) {
            let root = self.root(seq);
            let end = |&task: &TaskId| Some((task, *self.ends.get(&task)?));
            let by_itself = |&(_, end): &(TaskId, usize)| end < seq && self.root(end) != root;
            let ended: Vec<(TaskId, usize)> = targets.iter().filter_map(end).filter(by_itself).collect();
            if !ended.is_empty() {
                self.tell(seq, ended.iter().map(|&(task, _)| task).collect(), asked, false);
                if let Some(finding) = self.findings.last_mut() {
                    finding.others = ended.iter().map(|&(_, end)| end).collect();
                }
            }
        }
    }

    fn tell(&mut self, seq: usize, tasks: Vec<TaskId>, asked: Asked, cancelled: bool) {
        let names = listed(tasks.iter().map(|&task| called(self.trace, task)));
        let time = float(seconds(self.time));
        let who = match asked {
            Asked::Group(task) => format!("the group of {} cancels its tasks", called(self.trace, task)),
            Asked::Timeout(task) => format!("the timeout in {} is over", called(self.trace, task)),
            Asked::Request => format!("{names} {} requested to cancel", if tasks.len() == 1 { "is" } else { "are" }),
        };
        let what = match (cancelled, tasks.len()) {
            (true, _) => {
                format!("what {names} waits for is over: it is cancelled only because the cancellation comes first")
            }
            (false, 1) => format!("{names} ends: it is not cancelled only because its end comes first"),
            (false, _) => format!("{names} end: they are not cancelled only because their ends come first"),
        };
        self.findings.push(Finding {
            kind: FindingKind::SameInstant,
            seq,
            others: Vec::new(),
            task: tasks[0],
            text: format!("At {time} s {who}, and in the same instant {what}."),
        });
    }
}
