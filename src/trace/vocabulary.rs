//! The types of the facts in events: what is awaited, who requests a cancellation, which signal, the level of a log record.
//!
//! Invariant: plain data. Nothing here knows how an event comes about, or how it is stored.

use std::rc::Rc;

use serde::Serialize;

use super::{FutureId, GroupId, Name, Nanos, TaskId};
use crate::exception::{Class, Exception};

/// How a future, a task or a coroutine ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// With a result.
    Result,
    /// With an exception.
    Exception,
    /// Cancelled: with a CancelledError.
    Cancelled,
}

/// How a task ended, and with what.
#[derive(Clone, Copy, Debug)]
pub enum TaskEnd<'a> {
    /// It returned: the `repr` of the result; none for None, and for a type that has no repr in Python.
    Result(Option<&'a str>),
    /// It raised this.
    Exception(&'a Exception),
    /// It was cancelled, with this CancelledError; none where the request met a task that was about to return.
    Cancelled(Option<&'a Exception>),
}

impl<'a> TaskEnd<'a> {
    /// How it ended.
    pub fn ending(&self) -> Ending {
        match self {
            TaskEnd::Result(_) => Ending::Result,
            TaskEnd::Exception(_) => Ending::Exception,
            TaskEnd::Cancelled(_) => Ending::Cancelled,
        }
    }

    /// The exception with which it ended.
    pub fn exception(&self) -> Option<&'a Exception> {
        match *self {
            TaskEnd::Result(_) => None,
            TaskEnd::Exception(exception) => Some(exception),
            TaskEnd::Cancelled(exception) => exception,
        }
    }
}

/// What a suspended task awaits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Awaited {
    /// Nothing: the next iteration of the loop, as `sleep(0)` does.
    NextIteration,
    /// A task.
    Task(TaskId),
    /// A future; [`Trace::purpose`](super::Trace::purpose) says what for.
    Future(FutureId),
    /// Something outside of the loop.
    External,
}

/// A look at the exception with which a task or a future ended: `exception()`, or `result()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The last event before it.
    pub after: usize,
    /// The task that looks, 0 for a callback.
    pub by: TaskId,
    /// At what.
    pub of: Awaited,
}

/// What a future is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// A future that the program created.
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

/// A step in the life of a task group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// A step in the life of a `timeout` block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeoutStep {
    /// The block was entered.
    Enter,
    /// Its end was moved.
    Reschedule,
    /// Its time is up: it requests its task to cancel.
    Expire,
    /// The block was left.
    Leave,
}

/// Who requests a cancellation, and through which primitive.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Requester {
    /// A task that calls `cancel()`.
    Task(TaskId),
    /// A callback that calls `cancel()`.
    Callback(Name),
    /// A task that was requested to end itself, and awaits this one.
    Awaiting(TaskId),
    /// A `gather` that was cancelled, through the task that awaits it where there is one.
    Gather(Option<TaskId>),
    /// A task group that aborts, or that raises and was cancelled from outside as well.
    TaskGroup(GroupId),
    /// A timeout that is over.
    Timeout,
    /// A `wait_for` whose time is up before it begins.
    WaitFor(TaskId),
    /// A signal that the program does not handle: `run` cancels main.
    Signal(Signal),
    /// An intervention from outside of the program.
    Intervention,
    /// The runner, which cancels what is left when main is done.
    Shutdown,
    /// The code that drives the loop, while none of its handles runs.
    Host,
}

/// A request to cancel a task: a call of `Task.cancel`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancelRequest {
    /// The task that is to end.
    pub target: TaskId,
    /// Who requests it.
    pub by: Requester,
    /// The message for the CancelledError.
    pub message: Option<Rc<str>>,
    /// `cancelling()` of the task right after the request.
    pub count: u32,
    /// Whether the request counts: a task that is done ignores it.
    pub counted: bool,
}

/// What a handler of a task takes.
#[derive(Clone, Debug)]
pub struct Handler {
    /// The class that matched, of those that the handler lists.
    pub class: Class,
    /// Whether it is an `except*`, which takes a part of a group.
    pub star: bool,
}

/// Standard output or standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Stream {
    /// What `print` writes.
    Stdout,
    /// Tracebacks, warnings and log records.
    Stderr,
}

/// How much a log record matters; the numbers are Python's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 10
    Debug = 10,
    /// 20
    Info = 20,
    /// 30
    Warning = 30,
    /// 40
    Error = 40,
    /// 50
    Critical = 50,
}

impl Level {
    /// All of them, the least first.
    pub const ALL: [Level; 5] = [Level::Debug, Level::Info, Level::Warning, Level::Error, Level::Critical];

    /// `DEBUG`, `INFO`, `WARNING`, `ERROR` or `CRITICAL`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Debug => "DEBUG",
            Level::Info => "INFO",
            Level::Warning => "WARNING",
            Level::Error => "ERROR",
            Level::Critical => "CRITICAL",
        }
    }
}

/// A record of a logger that appeared on standard error. What the level kept back is not in the trace.
#[derive(Clone, Debug)]
pub struct LogRecord {
    /// The logger's name.
    pub logger: Rc<str>,
    /// How much it matters.
    pub level: Level,
    /// The message alone.
    pub message: Rc<str>,
    /// The exception whose traceback stands under the message.
    pub exception: Option<Exception>,
    /// The task that it is about, where the loop itself reports one.
    pub about: Option<TaskId>,
    /// Whether it is an error that nothing else handles, which the loop reports: the event is [`Event::Lost`](super::Event::Lost).
    pub is_lost: bool,
    /// The lines as they appeared, which the configuration of logging decides.
    pub text: Rc<str>,
}

impl LogRecord {
    /// The first line of the message. The loop's own messages have the task and its coroutine below it.
    pub fn summary(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }
}

/// A warning of the interpreter, on standard error.
#[derive(Clone, Debug)]
pub struct Warning {
    /// Its class: `RuntimeWarning`.
    pub category: Name,
    /// The message alone.
    pub message: Rc<str>,
    /// The coroutine that was never awaited, where it is about one.
    pub coroutine: Option<Name>,
    /// The lines as they appeared.
    pub text: Rc<str>,
}

/// A signal of the operating system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Signal {
    /// SIGINT, as Ctrl-C sends it.
    Interrupt,
    /// SIGTERM, the polite end.
    Terminate,
}

impl Signal {
    /// Both.
    pub const ALL: [Signal; 2] = [Signal::Interrupt, Signal::Terminate];

    /// `SIGINT` or `SIGTERM`.
    pub fn name(self) -> &'static str {
        match self {
            Signal::Interrupt => "SIGINT",
            Signal::Terminate => "SIGTERM",
        }
    }
}

/// What an intervention does.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Intervene {
    /// Cancels the tasks of this name.
    Cancel {
        /// The tasks' name.
        task: String,
        /// The message that comes with the CancelledError.
        message: Option<String>,
    },
    /// Makes what the tasks of this name await fail. That is refused at the very moment at which what is awaited ends by itself,
    /// and while a task waits for the tasks of a group.
    Raise {
        /// The tasks' name.
        task: String,
        /// The class of the exception.
        class: Class,
        /// Its argument; none for no argument.
        message: Option<String>,
    },
    /// Sends a signal.
    Signal(Signal),
}

/// Why an intervention does nothing to a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// No task of that name is running.
    NoSuchTask,
    /// The task awaits nothing: it is about to take a step.
    AwaitsNothing,
    /// The tasks of a ring await one another.
    AwaitsRing,
    /// What the task awaits is done at this very moment.
    JustDone,
    /// The task waits for the tasks of a group, which nothing but their end can end.
    AwaitsGroup,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Refusal::NoSuchTask => "no such task is running",
            Refusal::AwaitsNothing => "it awaits nothing at this moment",
            Refusal::AwaitsRing => "it waits in a ring of tasks",
            Refusal::JustDone => "what it awaits is done at this very moment",
            Refusal::AwaitsGroup => "it waits for the tasks of a group",
        })
    }
}
