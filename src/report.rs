//! What a trace shows, in the form in which people look at it: console, event log, tasks, their frames, who waits for whom, the
//! propagation of exceptions and their paths, findings, the run in sentences, returns from what waits for several tasks, requests to cancel, records of loggers, sleeps, tables.
//!
//! A [`Report`] is a fold of a trace and of nothing else. Each part is computed at its first use, and once.
//! Invariant: nothing that is shown comes from anywhere else, and no text is read to find a fact.

mod awaits;
mod cancellations;
mod console;
mod exceptions;
mod fates;
mod findings;
mod frames;
mod log;
mod narrative;
mod propagation;
mod returns;
mod sleeps;
mod table;
mod tasks;
mod timeline;

pub use awaits::Awaiting;
pub use cancellations::{Aborting, CancelOutcome, Cancellation};
pub use console::ConsoleLine;
pub use exceptions::{ExceptionPath, Handed, Member, PathStep, Taken, clause};
pub use fates::{Fate, FateEnd};
pub use findings::{Finding, FindingKind};
pub use frames::{Frame, Left};
pub use log::{Log, detail};
pub use narrative::{Paragraph, Sentence};
pub use propagation::{Propagation, Step, leaf_path};
pub use returns::Return;
pub use sleeps::Slept;
pub use table::{Cell, Table};
pub use tasks::{TaskLife, TaskOutcome, TaskState, Wait};
pub use timeline::{Bar, BarState, Bracket, BracketKind, Lane, Link, LinkKind, Mark, MarkKind, Moment, Timeline};

use std::cell::OnceCell;
use std::rc::Rc;

use crate::exception::Exception;
use crate::hash::HashSet;
use crate::trace::{Awaited, Ending, Entry, Event, GroupId, LogRecord, Nanos, Purpose, TaskId, TaskName, Trace};

/// Everything that a trace shows.
///
/// ```
/// use except_star::report::Report;
/// use except_star::{Runner, coro, print, sleep};
///
/// let finished = futures::executor::block_on(Runner::new().run(coro!("main", async {
///     sleep(1.5).await?;
///     Ok(print("rested"))
/// })));
/// let report = Report::of(&finished.trace);
/// assert_eq!(report.console()[0].text, "rested");
/// assert_eq!(report.tasks()[0].finished, Some(1.5));
/// ```
pub struct Report {
    trace: Rc<Trace>,
    console: OnceCell<Vec<ConsoleLine>>,
    log: OnceCell<Log>,
    tasks: OnceCell<Vec<TaskLife>>,
    cancellations: OnceCell<Vec<Cancellation>>,
    exceptions: OnceCell<Vec<ExceptionPath>>,
    findings: OnceCell<Vec<Finding>>,
    timeline: OnceCell<Timeline>,
    digest: OnceCell<String>,
}

impl Report {
    /// The report of a trace. Nothing is computed yet.
    pub fn of(trace: &Rc<Trace>) -> Self {
        Self {
            trace: trace.clone(),
            console: OnceCell::new(),
            log: OnceCell::new(),
            tasks: OnceCell::new(),
            cancellations: OnceCell::new(),
            exceptions: OnceCell::new(),
            findings: OnceCell::new(),
            timeline: OnceCell::new(),
            digest: OnceCell::new(),
        }
    }

    /// The trace itself.
    pub fn trace(&self) -> &Rc<Trace> {
        &self.trace
    }

    /// The events in order.
    pub fn events(&self) -> impl Iterator<Item = Entry<'_>> {
        self.trace.events()
    }

    /// All lines of the console, in order.
    pub fn console(&self) -> &[ConsoleLine] {
        self.console.get_or_init(|| console::console(&self.trace))
    }

    /// All events in words.
    pub fn log(&self) -> &Log {
        self.log.get_or_init(|| log::log(&self.trace))
    }

    /// The lives of all tasks, in creation order; main is the first.
    pub fn tasks(&self) -> &[TaskLife] {
        self.tasks.get_or_init(|| tasks::tasks(&self.trace))
    }

    /// The life of the task with this id; none for the loop.
    pub fn task(&self, id: TaskId) -> Option<&TaskLife> {
        self.tasks().get((id as usize).checked_sub(1)?)
    }

    /// The name by which tables call a task; one that the program has not named goes by its coroutine, as main does.
    pub fn task_name(&self, id: TaskId) -> String {
        task_name(&self.trace, id)
    }

    /// The name by which sentences call a task: its own, and for main that of its coroutine where it has none.
    pub fn called(&self, id: TaskId) -> String {
        called(&self.trace, id)
    }

    /// All requests to cancel, in order.
    pub fn cancellations(&self) -> &[Cancellation] {
        self.cancellations.get_or_init(|| cancellations::cancellations(&self.trace))
    }

    /// The tasks as they stand right after this event, in the trees in which they wait for one another: below each, one deeper, those
    /// for which it waits.
    pub fn awaits(&self, seq: usize) -> Vec<Awaiting> {
        awaits::awaits(&self.trace, seq)
    }

    /// The picture of the run, as numbers.
    pub fn timeline(&self) -> &Timeline {
        self.timeline.get_or_init(|| timeline::timeline(&self.trace))
    }

    /// Who made a request, in words.
    pub fn requester(&self, cancellation: &Cancellation) -> String {
        cancellations::requester(&self.trace, &cancellation.request.by)
    }

    /// Who made a request, and why where a task group did, in words.
    pub fn asked_by(&self, cancellation: &Cancellation) -> String {
        cancellations::asked_by(&self.trace, cancellation)
    }

    /// All steps of exceptions in tasks, in order.
    pub fn propagation(&self) -> impl Iterator<Item = Propagation<'_>> {
        propagation::propagation(&self.trace)
    }

    /// The path of each exception that was raised or arrived, in the order in which they were seen first.
    pub fn exceptions(&self) -> &[ExceptionPath] {
        self.exceptions.get_or_init(|| exceptions::exceptions(&self.trace))
    }

    /// What someone who knows asyncio well would remark, in the order of the events.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| findings::findings(self))
    }

    /// The run told in sentences.
    pub fn narrative(&self) -> Vec<Paragraph> {
        narrative::narrative(&self.trace)
    }

    /// What becomes of each exception that is raised, in the order of the events.
    pub fn fates(&self) -> Vec<Fate> {
        fates::fates(&self.trace)
    }

    /// The exception with which a task ended, its CancelledError included; none if it returned, or did not end.
    pub fn ended_with(&self, task: TaskId) -> Option<&Exception> {
        let end = self.task(task)?.end?;
        match self.trace.event(end)?.event {
            Event::Finish { end } => end.exception(),
            _ => None,
        }
    }

    /// The coroutines that a task awaits, in the order in which it entered them.
    pub fn frames(&self, task: TaskId) -> Vec<Frame<'_>> {
        frames::frames(&self.trace, task)
    }

    /// The first exception that the task raised within this frame, or that arrived at its await there.
    pub fn thrown_in(&self, frame: &Frame<'_>) -> Option<&Exception> {
        frames::thrown_in(&self.trace, frame)
    }

    /// The lives of the tasks that the task created within this frame, in creation order.
    pub fn created_in(&self, frame: &Frame<'_>) -> Vec<&TaskLife> {
        frames::created_in(&self.trace, frame).filter_map(|task| self.task(task)).collect()
    }

    /// The name of the task that failed with this exception.
    pub fn failed_with(&self, exception: &Exception) -> Option<String> {
        let mut failures = self.propagation().filter(|step| step.step == Step::Failed);
        failures.find(|failure| failure.exception.same(exception)).map(|failure| self.task_name(failure.task))
    }

    /// The returns from `gather` in this task, in order. A gather that had nothing to wait for is not among them.
    pub fn gather_returns(&self, task: TaskId) -> Vec<Return<'_>> {
        returns::gather_returns(&self.trace, task)
    }

    /// The return from the block of this task group.
    pub fn group_return(&self, group: GroupId) -> Option<Return<'_>> {
        returns::group_return(&self.trace, group)
    }

    /// The sleeps of a task, in order, without those of zero seconds.
    pub fn sleeps(&self, task: TaskId) -> Vec<Slept> {
        sleeps::sleeps(&self.trace, task)
    }

    /// All records of loggers that appeared, in order, asyncio's own as well as the program's, each with its time in seconds.
    pub fn log_records(&self) -> impl Iterator<Item = (f64, &LogRecord)> {
        self.events().filter_map(|entry| match entry.event {
            Event::Log { record } | Event::Lost { record } => Some((seconds(entry.time), record)),
            _ => None,
        })
    }

    /// The digest of the trace: see [`Trace::digest`].
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| self.trace.digest())
    }
}

/// Nanoseconds as seconds.
pub fn seconds(time: Nanos) -> f64 {
    time as f64 / 1e9
}

/// A time in seconds, rounded to the nanosecond as the loop does it: equal moments of the loop are equal here.
pub fn moment(seconds: f64) -> f64 {
    (seconds * 1e9).round_ties_even() / 1e9
}

/// The time between two times in seconds, rounded to the nanosecond, which the difference of two floats is not.
pub fn since(begin: f64, time: f64) -> f64 {
    moment(time - begin)
}

/// The name by which tables call a task; one that the program has not named goes by its coroutine, as main does.
fn task_name(trace: &Trace, id: TaskId) -> String {
    trace.task(id).map_or("the loop".to_owned(), |task| match &task.name {
        TaskName::Given(name) => name.to_string(),
        TaskName::Numbered(_) => task.coroutine.to_string(),
    })
}

/// The tasks and futures of which a gather gives what they ended with, be it an exception, as it ends with this event.
fn collected<'a>(trace: &'a Trace, event: Event<'_>) -> impl Iterator<Item = Awaited> + use<'a> {
    let gather = match event {
        Event::Resolve { future, ending: Ending::Result } if trace.purpose(future) == Purpose::Gather => Some(future),
        _ => None,
    };
    gather.into_iter().flat_map(|future| trace.awaited(future))
}

/// What a task is called in sentences: by its name, and main by that of its coroutine where it has none.
fn called(trace: &Trace, id: TaskId) -> String {
    if id == 1 { task_name(trace, id) } else { log::task_name(trace, id) }
}

/// Things in a sentence, `A, B and C`; of many, how many others there are.
fn listed(things: impl IntoIterator<Item = String>) -> String {
    const MOST: usize = 4;
    let mut things: Vec<String> = things.into_iter().collect();
    if things.len() > MOST {
        let others = things.len() - (MOST - 1);
        things.truncate(MOST - 1);
        things.push(format!("{others} others"));
    }
    match things.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
        None => String::new(),
    }
}

/// All that a group holds, at any depth, each once; of a group that a program has made larger, not all.
fn members(group: &Exception) -> Vec<Exception> {
    const MOST: usize = 1_000;
    let mut seen: HashSet<*const ()> = HashSet::default();
    let mut members: Vec<Exception> = Vec::new();
    let mut next = 0;
    let mut open = group.clone();
    loop {
        for member in open.exceptions() {
            if members.len() < MOST && seen.insert(member.address()) {
                members.push(member.clone());
            }
        }
        let Some(member) = members.get(next) else { return members };
        (open, next) = (member.clone(), next + 1);
    }
}
