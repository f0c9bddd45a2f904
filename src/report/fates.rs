//! What becomes of each exception that a task raises: it is handled, reported, or lost.
//!
//! ```text
//! raised ─▶ ends the task ─▶ arrives in another one, or in a group that one raises ─▶ … ─▶ handled
//!                    │                                                               └▶ leaves main, or the loop reports it: reported
//!                    ├▶ the program looks at it, or gets it among the results of a gather: handled
//!                    └▶ nothing: lost
//! ```
//! Invariant: each has one end, and that is an event at or behind the one that raises it.

use super::{collected, members};
use crate::exception::Exception;
use crate::hash::{HashMap, HashSet};
use crate::trace::{Awaited, Event, TaskEnd, TaskId, Trace};

/// An exception that a task raises, and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The event that raises it.
    pub raised: usize,
    /// What becomes of it.
    pub end: FateEnd,
    /// The event at which that is settled.
    pub seq: usize,
}

/// What becomes of an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FateEnd {
    /// A handler takes it, the program gets it as a value, its task continues in spite of it, or it is what ends a cancelled task.
    Handled,
    /// It leaves the program, or the loop reports it.
    Reported,
    /// It ended a task, or the run did while it was under way, and nothing got it.
    Lost,
}

impl FateEnd {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            FateEnd::Handled => "handled",
            FateEnd::Reported => "reported",
            FateEnd::Lost => "lost",
        }
    }
}

/// Where an exception was seen last.
#[derive(Clone, Copy)]
enum Seen {
    Underway(TaskId),
    Ended,
    Settled(FateEnd),
}

#[derive(Default)]
struct Fates {
    raised: Vec<(usize, Exception)>,
    /// These are looked up only, never iterated: where each was seen last, which other one came of it, where each was reported.
    last: HashMap<*const (), (usize, Seen)>,
    came_of: HashMap<*const (), Exception>,
    reported: HashMap<*const (), usize>,
    /// With what tasks ended.
    ended: HashMap<TaskId, Exception>,
    /// The last event of each task.
    latest: Vec<usize>,
}

pub(super) fn fates(trace: &Trace) -> Vec<Fate> {
    let mut fates = Fates { latest: vec![0; trace.tasks().len() + 1], ..Fates::default() };
    let mut looks = trace.looks().iter().peekable();
    for entry in trace.events() {
        while let Some(look) = looks.next_if(|look| look.after < entry.seq) {
            fates.get(look.after, look.of);
        }
        let (seq, task) = (entry.seq, entry.task);
        if let Some(latest) = fates.latest.get_mut(task as usize) {
            *latest = seq;
        }
        match entry.event {
            Event::Raise { exception } => {
                fates.raised.push((seq, exception.clone()));
                fates.see(seq, exception, Seen::Underway(task));
                let links = [exception.context(), exception.cause()].into_iter().flatten();
                for before in members(exception).into_iter().chain(links) {
                    fates.came_of.insert(before.address(), exception.clone());
                }
            }
            Event::Deliver { exception } => fates.see(seq, exception, Seen::Underway(task)),
            Event::Catch { exception, .. } => fates.see_all(seq, exception, Seen::Settled(FateEnd::Handled)),
            Event::Finish { end: TaskEnd::Exception(exception) } => {
                fates.ended.insert(task, exception.clone());
                // What leaves main leaves the program.
                let seen = if task == 1 { Seen::Settled(FateEnd::Reported) } else { Seen::Ended };
                fates.see_all(seq, exception, seen);
            }
            Event::Finish { end: TaskEnd::Cancelled(Some(exception)) } => {
                fates.see(seq, exception, Seen::Settled(FateEnd::Handled));
            }
            Event::Resolve { .. } => collected(trace, entry.event).for_each(|of| fates.get(seq, of)),
            Event::Log { record } | Event::Lost { record } => {
                if let Some(exception) = &record.exception {
                    fates.reported.insert(exception.address(), seq);
                }
            }
            _ => {}
        }
    }
    looks.for_each(|look| fates.get(look.after, look.of));
    let raised = std::mem::take(&mut fates.raised);
    raised.iter().map(|(seq, exception)| fates.fate(*seq, exception, trace.len().saturating_sub(1))).collect()
}

impl Fates {
    fn see(&mut self, seq: usize, exception: &Exception, seen: Seen) {
        self.last.insert(exception.address(), (seq, seen));
    }

    fn see_all(&mut self, seq: usize, exception: &Exception, seen: Seen) {
        self.see(seq, exception, seen);
        members(exception).iter().for_each(|member| self.see(seq, member, seen));
    }

    /// The program gets the exception with which something ended as a value.
    fn get(&mut self, seq: usize, of: Awaited) {
        if let Awaited::Task(task) = of
            && let Some(exception) = self.ended.get(&task).cloned()
        {
            self.see_all(seq, &exception, Seen::Settled(FateEnd::Handled));
        }
    }

    fn fate(&self, raised: usize, exception: &Exception, end: usize) -> Fate {
        let fate = |end, seq: usize| Fate { raised, end, seq: seq.max(raised) };
        let mut visited: HashSet<*const ()> = HashSet::default();
        let mut exception = exception.clone();
        loop {
            let address = exception.address();
            let (seq, seen) = self.last.get(&address).copied().unwrap_or((raised, Seen::Underway(0)));
            if let Seen::Settled(settled) = seen {
                return fate(settled, seq);
            }
            if let Some(&reported) = self.reported.get(&address) {
                return fate(FateEnd::Reported, reported);
            }
            match self.came_of.get(&address) {
                Some(next) if visited.insert(address) => exception = next.clone(),
                _ => {
                    return match seen {
                        Seen::Underway(task) if self.latest[task as usize] > seq => {
                            fate(FateEnd::Handled, self.latest[task as usize])
                        }
                        Seen::Underway(_) => fate(FateEnd::Lost, end),
                        Seen::Ended | Seen::Settled(_) => fate(FateEnd::Lost, seq),
                    };
                }
            }
        }
    }
}
