//! The path of each exception: raised, stored in its task, received by who awaits that, wrapped in a group, handled, reported or lost.
//!
//! The steps are those of [`propagation`](super::Report::propagation), and its last one is its [`Fate`](super::Fate).
//! Invariant: an exception has one path, whose steps stand in the order of their events; a member of a group has its own beside
//! that of the group.

use super::fates::fates;
use super::propagation::propagation;
use super::{Fate, FateEnd, Step, called, collected, members};
use crate::exception::Exception;
use crate::hash::{HashMap, HashSet};
use crate::trace::{Awaited, Event, Handler, TaskId, Trace};

/// An exception, and all that happens to it.
#[derive(Clone, Debug)]
pub struct ExceptionPath {
    /// The exception.
    pub exception: Exception,
    /// What happens to it, in order.
    pub steps: Vec<PathStep>,
    /// What becomes of it, and of a group what becomes of those in it that no handler took; none for a CancelledError that came from
    /// the loop.
    pub end: Option<FateEnd>,
    /// What it holds, if it is a group: the group itself, and below each group its members, one deeper. A group that a program has made
    /// very large is cut.
    pub tree: Vec<Member>,
}

/// Something that happens to an exception.
#[derive(Clone, Debug)]
pub struct PathStep {
    /// The event.
    pub seq: usize,
    /// The task in which it happens, 0 for the loop.
    pub task: TaskId,
    /// What happens.
    pub handed: Handed,
}

/// From where to where an exception is handed on.
#[derive(Clone, Debug)]
pub enum Handed {
    /// The task raises it.
    Raised,
    /// The task raises it again.
    RaisedAgain,
    /// The task ends with it, and keeps it for those that await the task.
    Stored,
    /// Main ends with it, and so it leaves the program.
    Left,
    /// It arrives in the task at its await.
    Received,
    /// The task raises a group that holds it: the index of the group's path.
    Wrapped(usize),
    /// A handler of the task takes it, or the part of a group in which it is.
    Taken(Handler),
    /// A handler of the task takes a part of the group.
    PartTaken(Handler),
    /// A gather gives it as one of its results.
    Collected,
    /// The program looks at it with `exception()` or `result()`.
    LookedAt,
    /// A logger writes its traceback.
    Logged,
    /// The loop reports it, because nothing else has.
    Reported,
    /// Nothing ever gets it.
    Lost,
}

/// What a group holds.
#[derive(Clone, Debug)]
pub struct Member {
    /// How many groups stand around it.
    pub depth: usize,
    /// The exception.
    pub exception: Exception,
    /// Which handler took it, with a part of the group or with all of it: the first after the group was raised.
    pub taken: Option<Taken>,
}

/// A handler that took an exception.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The event.
    pub seq: usize,
    /// The task.
    pub task: TaskId,
    /// The handler.
    pub handler: Handler,
}

impl PathStep {
    /// The step in words that follow the exception.
    pub fn words(&self, trace: &Trace, all: &[ExceptionPath]) -> String {
        let task = called(trace, self.task);
        match &self.handed {
            Handed::Raised => format!("raised in {task}"),
            Handed::RaisedAgain => format!("raised again in {task}"),
            Handed::Stored => format!("stored in {task}, which ends with it"),
            Handed::Left => format!("leaves {task}, and so the program"),
            Handed::Received => format!("received by {task} at its await"),
            Handed::Wrapped(group) => {
                let class =
                    all.get(*group).map_or("a group".to_owned(), |path| path.exception.class().name().to_owned());
                format!("wrapped in {class}, which {task} raises")
            }
            Handed::Taken(handler) => format!("handled in {task} by {}", clause(handler)),
            Handed::PartTaken(handler) => format!("handled in part in {task} by {}", clause(handler)),
            Handed::Collected => "given among the results of gather".to_owned(),
            Handed::LookedAt => format!("looked at in {task}"),
            Handed::Logged => format!("written to the log in {task}"),
            Handed::Reported => "reported by the loop: nobody has received it".to_owned(),
            Handed::Lost => "lost: nothing ever receives it".to_owned(),
        }
    }
}

/// A handler as it is written: `except* ValueError`.
pub fn clause(Handler { class, star }: &Handler) -> String {
    let star = if *star { "*" } else { "" };
    format!("except{star} {}", class.name())
}

pub(super) fn exceptions(trace: &Trace) -> Vec<ExceptionPath> {
    let mut fold = Fold::default();
    let mut steps = propagation(trace).peekable();
    let mut looks = trace.looks().iter().peekable();
    for entry in trace.events() {
        if let Some(step) = steps.next_if(|step| step.seq == entry.seq) {
            fold.step(step.seq, step.task, step.step, step.exception, step.handler);
        }
        match entry.event {
            Event::Resolve { .. } => {
                collected(trace, entry.event).for_each(|of| fold.get(entry.seq, entry.task, of, Handed::Collected));
            }
            Event::Log { record } => fold.logged(entry.seq, entry.task, &record.exception, Handed::Logged),
            Event::Lost { record } => fold.logged(entry.seq, entry.task, &record.exception, Handed::Reported),
            _ => {}
        }
        while let Some(look) = looks.next_if(|look| look.after <= entry.seq) {
            fold.get(look.after, look.by, look.of, Handed::LookedAt);
        }
    }
    for fate in fates(trace) {
        fold.end(trace, fate);
    }
    // What is left of a group leaves a task without being raised anew.
    for path in fold.all.iter_mut().filter(|path| path.end.is_none()) {
        let leaves = path.steps.iter().any(|step| matches!(step.handed, Handed::Left));
        path.end = leaves.then_some(FateEnd::Reported);
    }
    for index in 0..fold.all.len() {
        if let Some(end) = fold.rest(index) {
            fold.all[index].end = Some(end);
        }
    }
    fold.all
}

#[derive(Default)]
struct Fold {
    all: Vec<ExceptionPath>,
    /// These are looked up only, never iterated: the path of each exception, its places in the trees of paths, and with what each
    /// task ended.
    index: HashMap<*const (), usize>,
    places: HashMap<*const (), Vec<(usize, usize)>>,
    ended: HashMap<TaskId, Exception>,
}

impl Fold {
    fn step(&mut self, seq: usize, task: TaskId, step: Step, exception: &Exception, handler: Option<&Handler>) {
        let known = self.path(exception).is_some();
        match step {
            Step::Raised if known => self.add(seq, task, exception, Handed::RaisedAgain),
            Step::Raised => {
                self.add(seq, task, exception, Handed::Raised);
                self.wrap(seq, task, exception);
            }
            Step::Delivered => self.add(seq, task, exception, Handed::Received),
            Step::Caught => {
                let Some(handler) = handler else { return };
                if known {
                    self.add(seq, task, exception, Handed::Taken(handler.clone()));
                }
                let part = members(exception);
                for member in &part {
                    if self.path(member).is_some() {
                        self.add(seq, task, member, Handed::Taken(handler.clone()));
                    }
                }
                if !known {
                    self.part_taken(seq, task, exception, handler);
                }
                for member in part.iter().chain([exception]) {
                    for &(path, place) in self.places.get(&member.address()).into_iter().flatten() {
                        let taken = || Taken { seq, task, handler: handler.clone() };
                        self.all[path].tree[place].taken.get_or_insert_with(taken);
                    }
                }
            }
            Step::Failed | Step::Cancelled => {
                self.ended.insert(task, exception.clone());
                let leaves = task == 1 && step == Step::Failed;
                self.add(seq, task, exception, if leaves { Handed::Left } else { Handed::Stored });
                for member in if leaves { members(exception) } else { Vec::new() } {
                    if self.path(&member).is_some() {
                        self.add(seq, task, &member, Handed::Left);
                    }
                }
            }
        }
    }

    /// `except*` takes a part, which may be all of it, of the group that is under way in the task.
    fn part_taken(&mut self, seq: usize, task: TaskId, part: &Exception, handler: &Handler) {
        let leaves: HashSet<*const ()> = part.leaves().map(|(_, leaf)| leaf.address()).collect();
        let Some(places) = part.leaves().next().and_then(|(_, leaf)| self.places.get(&leaf.address())) else { return };
        let under_way = |path: &usize| self.all[*path].steps.last().is_some_and(|step| step.task == task);
        let Some(path) = places.iter().rev().map(|&(path, _)| path).find(under_way) else { return };
        let path = &mut self.all[path];
        let mut own = path.tree.iter().filter(|member| !member.exception.is_group());
        let all = own.all(|leaf| leaf.taken.is_some() || leaves.contains(&leaf.exception.address()));
        let handler = handler.clone();
        path.steps.push(PathStep {
            seq,
            task,
            handed: if all { Handed::Taken(handler) } else { Handed::PartTaken(handler) },
        });
    }

    /// What becomes of what no handler took of a group, where handlers took the others; none where that is handled, too.
    fn rest(&self, group: usize) -> Option<FateEnd> {
        let taken = self.all[group].tree.iter().any(|member| member.taken.is_some());
        let leaf = |member: &&Member| taken && member.taken.is_none() && !member.exception.is_group();
        let left = self.all[group].tree.iter().filter(leaf);
        let mut ends = left.filter_map(|member| self.all[self.path(&member.exception)?].end);
        ends.find(|end| *end != FateEnd::Handled)
    }

    fn path(&self, exception: &Exception) -> Option<usize> {
        self.index.get(&exception.address()).copied()
    }

    fn add(&mut self, seq: usize, task: TaskId, exception: &Exception, handed: Handed) {
        let index = *self.index.entry(exception.address()).or_insert(self.all.len());
        if index == self.all.len() {
            let tree = if exception.is_group() { tree(exception) } else { Vec::new() };
            for (place, member) in tree.iter().enumerate() {
                self.places.entry(member.exception.address()).or_default().push((index, place));
            }
            self.all.push(ExceptionPath { exception: exception.clone(), steps: Vec::new(), end: None, tree });
        }
        self.all[index].steps.push(PathStep { seq, task, handed });
    }

    /// The members of a new group are in it from now on. What is left of a group that `except*` has taken parts of is a new one, too.
    fn wrap(&mut self, seq: usize, task: TaskId, group: &Exception) {
        let Some(index) = self.path(group) else { return };
        for member in members(group) {
            let Some(path) = self.path(&member) else { continue };
            self.all[path].steps.push(PathStep { seq, task, handed: Handed::Wrapped(index) });
        }
    }

    /// The program gets the exception with which something ended, without awaiting that.
    fn get(&mut self, seq: usize, task: TaskId, of: Awaited, handed: Handed) {
        if let Awaited::Task(ended) = of
            && let Some(exception) = self.ended.get(&ended).cloned()
        {
            self.add(seq, task, &exception, handed);
        }
    }

    fn logged(&mut self, seq: usize, task: TaskId, exception: &Option<Exception>, handed: Handed) {
        if let Some(exception) = exception
            && self.path(exception).is_some()
        {
            self.add(seq, task, exception, handed);
        }
    }

    /// What becomes of it when it is raised last is what becomes of it.
    fn end(&mut self, trace: &Trace, fate: Fate) {
        let Some(Event::Raise { exception }) = trace.event(fate.raised).map(|entry| entry.event) else { return };
        let Some(index) = self.path(exception) else { return };
        let path = &mut self.all[index];
        path.end = Some(fate.end);
        path.steps.retain(|step| !matches!(step.handed, Handed::Lost));
        let wrapped = path.steps.iter().any(|step| matches!(step.handed, Handed::Wrapped(_)));
        if fate.end == FateEnd::Lost && !wrapped {
            let task = path.steps.last().map_or(0, |step| step.task);
            path.steps.push(PathStep { seq: fate.seq, task, handed: Handed::Lost });
        }
    }
}

/// The group and all that it holds, group by group. It does not recurse: a program may nest groups as deep as it likes.
fn tree(group: &Exception) -> Vec<Member> {
    const MOST: usize = 1_000;
    let mut tree = Vec::new();
    let mut open = vec![(0, group.clone())];
    while let Some((depth, exception)) = open.pop() {
        if tree.len() == MOST {
            break;
        }
        open.extend(exception.exceptions().iter().rev().take(MOST).map(|member| (depth + 1, member.clone())));
        tree.push(Member { depth, exception, taken: None });
    }
    tree
}
