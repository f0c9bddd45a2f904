//! The vocabulary of events, and the record that they make.
//!
//! A [`Trace`] is everything that happened in one run, in order: records of sixteen bytes each, and the tables they point
//! into. Reports, consoles and digests are folds of it and of nothing else.
//!
//! Invariant: a record never changes once it is written, and its `seq` is its index.

use std::collections::HashMap;
use std::rc::Rc;

use crate::exception::Exception;

mod digest;

/// The number of a task within its run, from 1; 0 stands for the loop itself.
pub type TaskId = u32;

/// A moment of loop time, or a duration, in whole nanoseconds.
pub type Nanos = u64;

/// What an event says. The meaning of a record's `flag` and `arg` depends on it, as each variant tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum Kind {
    /// A task was created. `arg`: its id.
    Spawn,
    /// The loop runs a step of the task that was queued directly: the first one, or the one after `sleep(0)`.
    Step,
    /// The task suspends. `flag`: an [`Awaited`] tells which table `arg` points into.
    Suspend,
    /// The task goes on because what it awaited is done. `flag`, `arg`: as for `Suspend`.
    Wake,
    /// A timer fires. `flag`, `arg`: what it resolves, as for `Suspend`.
    Timer,
    /// A callback runs. `arg`: its name among the strings.
    Call,
    /// A future is done. `flag`: an [`Ending`]; `arg`: the future.
    Resolve,
    /// Somebody asks a task to cancel. `flag`: an [`Asked`]; `arg`: index into the cancellations.
    Cancel,
    /// `uncancel()` took back a request. `arg`: the task; `flag`: how many requests remain, at most 255.
    Uncancel,
    /// An exception arrives in the task at its await. `arg`: the exception.
    Deliver,
    /// The task raises. `arg`: the exception.
    Raise,
    /// A handler of the task takes an exception. `arg`: the exception.
    Catch,
    /// The task is done. `flag`: an [`Ending`]. `arg` with [`Ending::Result`]: 1 + the index of the result's repr among the
    /// strings, 0 for None; otherwise 1 + the index of the exception, 0 where there is none.
    Finish,
    /// A step in the life of a task group. `flag`: a [`GroupStep`]; `arg`: the group.
    Group,
    /// A signal comes. `flag`: which, as [`Signal`](crate::Signal) numbers them.
    Signal,
    /// Somebody intervenes from outside. `arg`: what, in words, among the strings.
    Intervention,
    /// A line on standard output (`flag` 0) or standard error (`flag` 1). `arg`: the text.
    Print,
    /// A record of the logger, as it appears on standard error. `flag`: the level; `arg`: the text.
    Log,
    /// A warning of the interpreter, on standard error. `arg`: the text.
    Warn,
    /// An error that nobody asked for was reported on standard error. `arg`: the text.
    Lost,
}

impl Kind {
    /// Every kind, in the order of its number.
    pub const ALL: [Kind; 20] = [
        Kind::Spawn,
        Kind::Step,
        Kind::Suspend,
        Kind::Wake,
        Kind::Timer,
        Kind::Call,
        Kind::Resolve,
        Kind::Cancel,
        Kind::Uncancel,
        Kind::Deliver,
        Kind::Raise,
        Kind::Catch,
        Kind::Finish,
        Kind::Group,
        Kind::Signal,
        Kind::Intervention,
        Kind::Print,
        Kind::Log,
        Kind::Warn,
        Kind::Lost,
    ];

    /// The kind's name, as logs and exports show it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Spawn => "spawn",
            Kind::Step => "step",
            Kind::Suspend => "suspend",
            Kind::Wake => "wake",
            Kind::Timer => "timer",
            Kind::Call => "call",
            Kind::Resolve => "resolve",
            Kind::Cancel => "cancel",
            Kind::Uncancel => "uncancel",
            Kind::Deliver => "deliver",
            Kind::Raise => "raise",
            Kind::Catch => "catch",
            Kind::Finish => "finish",
            Kind::Group => "group",
            Kind::Signal => "signal",
            Kind::Intervention => "intervention",
            Kind::Print => "print",
            Kind::Log => "log",
            Kind::Warn => "warn",
            Kind::Lost => "lost",
        }
    }
}

/// How a future or a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Ending {
    /// With a result.
    Result,
    /// With an exception.
    Exception,
    /// Cancelled.
    Cancelled,
}

/// What a task waits for: which table the `arg` of a record points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Awaited {
    /// Nothing: one turn of the loop, `sleep(0)`.
    Turn,
    /// A task; `arg` is its id.
    Task,
    /// A future; `arg` is its index among the futures.
    Future,
    /// Something outside of the loop.
    Foreign,
}

/// Whether a request to cancel counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Asked {
    /// The task will get a CancelledError.
    Counted,
    /// The task is done, so nothing comes of it.
    Ignored,
}

/// A step in the life of a task group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum GroupStep {
    /// The block was entered.
    Enter,
    /// The group cancels its children, because one failed or its body did.
    Abort,
    /// The body has ended; the group waits for its children.
    Exit,
    /// The block was left.
    Leave,
}

/// What a future is for, in words that a reader of the trace understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Purpose {
    /// A future made by the program.
    Plain,
    /// The sleep that ends at this time.
    Sleep(Nanos),
    /// A place in the queue of an `Event`.
    Event,
    /// A place in the queue of a `Lock`.
    Lock,
    /// A place in the queue of a `Semaphore`.
    Semaphore,
    /// A place in the queue of a `Condition`.
    Condition,
    /// A place in the queue of those who want an item of a `Queue`.
    QueueGet,
    /// A place in the queue of those who want to put an item into a full `Queue`.
    QueuePut,
    /// The outer future of a `gather`.
    Gather,
    /// The exit of a task group, waiting for its children.
    TaskGroup,
    /// The outer future of a `shield`.
    Shield,
    /// A `wait` for several futures.
    Wait,
    /// A `wait` for several futures that ends at this time at the latest.
    WaitUntil(Nanos),
    /// A `wait_for` whose time was up before it began: it waits for the end of what it cancelled.
    WaitFor,
}

/// One event: sixteen bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// What happened.
    pub kind: Kind,
    /// A detail whose meaning [`Kind`] tells.
    pub flag: u8,
    /// In which task, or 0 for the loop itself.
    pub task: TaskId,
    /// The event that caused this one; its own number where nothing did.
    pub cause: u32,
    /// What it is about, as [`Kind`] tells.
    pub arg: u32,
}

/// What the trace knows of a task beside its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskEntry {
    /// The task's name.
    pub name: TaskName,
    /// The name of its coroutine.
    pub coroutine: &'static str,
    /// The task that created it, 0 for none.
    pub parent: TaskId,
}

/// A task's name: given, or numbered by the loop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskName {
    /// `Task-N`.
    Numbered(u32),
    /// As the program gave it.
    Given(Rc<str>),
}

impl std::fmt::Display for TaskName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TaskName::Numbered(n) => write!(f, "Task-{n}"),
            TaskName::Given(name) => f.write_str(name),
        }
    }
}

/// A request to cancel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancellation {
    /// The task that is asked to end.
    pub target: TaskId,
    /// The message that came with the request.
    pub message: Option<Rc<str>>,
    /// How many requests the task has seen with this one and not taken back.
    pub count: u32,
}

/// Everything that happened in one run. See the [module](self) for what it holds.
#[derive(Debug, Default)]
pub struct Trace {
    records: Vec<Record>,
    /// The first record of each moment, and the moment. A run has far fewer moments than events.
    moments: Vec<(u32, Nanos)>,
    strings: Vec<Rc<str>>,
    tasks: Vec<TaskEntry>,
    futures: Vec<Purpose>,
    cancellations: Vec<Cancellation>,
    groups: u32,
    exceptions: Vec<Exception>,
    /// Finds an exception that was seen before; the clone in `exceptions` keeps each address from being used again.
    /// It is only looked up, never iterated.
    exception_index: HashMap<*const (), u32>,
}

impl Trace {
    /// The number of events.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether nothing has been recorded.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The events in order; an event's `seq` is its index.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The events in order, each with its time.
    pub fn timed(&self) -> impl Iterator<Item = (Nanos, &Record)> {
        let ends = self.moments.iter().skip(1).map(|m| m.0 as usize).chain([self.records.len()]);
        self.moments.iter().zip(ends).flat_map(|(&(first, time), end)| {
            self.records[first as usize..end].iter().map(move |record| (time, record))
        })
    }

    /// The text with this index.
    pub fn string(&self, index: u32) -> &str {
        &self.strings[index as usize]
    }

    /// The tasks in the order of their ids, which begin at 1.
    pub fn tasks(&self) -> &[TaskEntry] {
        &self.tasks
    }

    /// The task with this id; none for 0, the loop.
    pub fn task(&self, id: TaskId) -> Option<&TaskEntry> {
        self.tasks.get((id as usize).checked_sub(1)?)
    }

    /// What the future with this index is for.
    pub fn future(&self, index: u32) -> Purpose {
        self.futures[index as usize]
    }

    /// The request with this index.
    pub fn cancellation(&self, index: u32) -> &Cancellation {
        &self.cancellations[index as usize]
    }

    /// The exception with this index.
    pub fn exception(&self, index: u32) -> &Exception {
        &self.exceptions[index as usize]
    }

    /// Every exception that was seen, in the order in which it was seen first.
    pub fn exceptions(&self) -> &[Exception] {
        &self.exceptions
    }

    /// Whether the same program gives the same trace again: not if it awaited something outside of the loop.
    pub fn is_reproducible(&self) -> bool {
        let foreign = |record: &Record| record.kind == Kind::Suspend && record.flag == Awaited::Foreign as u8;
        !self.records.iter().any(foreign)
    }

    /// A number that is equal for traces that tell the same and, but for an unlucky chance, for no others: sixteen hexadecimal digits.
    ///
    /// It covers every record, every time and what they point to, and does not depend on the machine: natively and in the
    /// browser it is the same. It is for comparing, not for cryptography.
    pub fn digest(&self) -> String {
        digest::of(self)
    }

    pub(crate) fn push(&mut self, time: Nanos, record: Record) -> u32 {
        let seq = self.records.len() as u32;
        if self.moments.last().is_none_or(|&(_, last)| last != time) {
            self.moments.push((seq, time));
        }
        self.records.push(record);
        seq
    }

    pub(crate) fn add_string(&mut self, text: Rc<str>) -> u32 {
        add(&mut self.strings, text)
    }

    pub(crate) fn add_task(&mut self, entry: TaskEntry) {
        self.tasks.push(entry);
    }

    pub(crate) fn add_future(&mut self, purpose: Purpose) -> u32 {
        add(&mut self.futures, purpose)
    }

    pub(crate) fn add_cancellation(&mut self, cancellation: Cancellation) -> u32 {
        add(&mut self.cancellations, cancellation)
    }

    pub(crate) fn add_group(&mut self) -> u32 {
        self.groups += 1;
        self.groups - 1
    }

    pub(crate) fn add_exception(&mut self, exception: &Exception) -> u32 {
        if let Some(&index) = self.exception_index.get(&exception.address()) {
            return index;
        }
        let index = add(&mut self.exceptions, exception.clone());
        self.exception_index.insert(exception.address(), index);
        index
    }
}

fn add<T>(table: &mut Vec<T>, item: T) -> u32 {
    table.push(item);
    (table.len() - 1) as u32
}
