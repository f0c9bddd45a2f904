//! The vocabulary of events: what can happen in a run, each with the facts that are known when it happens.
//!
//! Invariant: an event is complete. Its reader looks nothing up in a text.

use super::{
    Awaited, CancelRequest, Ending, FutureId, GroupId, GroupStep, Handler, Intervene, LogRecord, Name, Nanos, Refusal,
    Signal, Stream, TaskEnd, TaskId, TimeoutId, TimeoutStep, Warning,
};
use crate::exception::Exception;

/// An event with its place in the run.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its number, from 0.
    pub seq: usize,
    /// The loop time in nanoseconds.
    pub time: Nanos,
    /// The task that runs, 0 for the loop itself.
    pub task: TaskId,
    /// The number of the event that caused it; its own number where nothing did.
    pub cause: usize,
    /// The line of its program at which the task stands; none where the program has no lines.
    pub line: Option<u32>,
    /// What happens.
    pub event: Event<'a>,
}

/// What happens.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A task is created.
    Spawn {
        /// Its id.
        task: TaskId,
    },
    /// The task runs a step that was queued directly: its first one, or the one after `sleep(0)`. The first step of an eager task is
    /// not queued. It follows from the task's creation, within the step of its creator, which continues when the task suspends
    /// or ends.
    Step,
    /// The task enters a coroutine that it awaits. The coroutine of the task itself is entered at its first step.
    Enter {
        /// The coroutine's name.
        coroutine: &'a Name,
    },
    /// The task leaves a coroutine that it awaits.
    Leave {
        /// The coroutine's name.
        coroutine: &'a Name,
        /// How the coroutine ended.
        ending: Ending,
    },
    /// The task suspends.
    Suspend {
        /// What it awaits.
        on: Awaited,
    },
    /// The task resumes because what it awaited is done.
    Wake {
        /// What it awaited.
        on: Awaited,
    },
    /// A timer fires.
    Timer {
        /// The future that it ends.
        future: FutureId,
    },
    /// A callback runs.
    Call {
        /// Its name.
        callback: &'a Name,
    },
    /// A future is done.
    Resolve {
        /// The future.
        future: FutureId,
        /// How it ended.
        ending: Ending,
    },
    /// A task gets a request to cancel.
    Cancel {
        /// Its target, its requester, and whether it counts.
        request: &'a CancelRequest,
    },
    /// `uncancel()` takes back a request.
    Uncancel {
        /// The task.
        task: TaskId,
        /// How many requests remain.
        remaining: u32,
    },
    /// An exception arrives in the task at its await.
    Deliver {
        /// The exception.
        exception: &'a Exception,
    },
    /// The task raises.
    Raise {
        /// The exception.
        exception: &'a Exception,
    },
    /// A handler of the task takes an exception.
    Catch {
        /// The exception; with `except*`, the part of it that the handler gets.
        exception: &'a Exception,
        /// What takes it.
        handler: &'a Handler,
    },
    /// The task is done.
    Finish {
        /// How, and with what.
        end: TaskEnd<'a>,
    },
    /// A step in the life of a task group.
    Group {
        /// The group.
        group: GroupId,
        /// The step.
        step: GroupStep,
    },
    /// A signal arrives.
    Signal {
        /// Which.
        signal: Signal,
    },
    /// An intervention from outside.
    Intervene {
        /// What it does.
        action: &'a Intervene,
    },
    /// An intervention does nothing to a task.
    Refuse {
        /// The name of the task.
        task: &'a str,
        /// Why.
        reason: Refusal,
    },
    /// The program prints, or the interpreter reports the exception that leaves the program.
    Print {
        /// Where.
        stream: Stream,
        /// The text: lines, without the end of the last one.
        text: &'a str,
    },
    /// A logger's record appears.
    Log {
        /// The record.
        record: &'a LogRecord,
    },
    /// The interpreter warns, on standard error.
    Warn {
        /// The warning.
        warning: &'a Warning,
    },
    /// In debug mode a handle has taken long. The record of asyncio's logger follows.
    Slow {
        /// The task that took a step, 0 for a callback.
        task: TaskId,
        /// The loop time that it took.
        took: Nanos,
    },
    /// The loop reports an error that nothing else handles, through asyncio's logger.
    Lost {
        /// The record.
        record: &'a LogRecord,
    },
    /// A step in the life of a `timeout` block, also of the one within `wait_for`.
    Timeout {
        /// The timeout.
        timeout: TimeoutId,
        /// The step.
        step: TimeoutStep,
        /// When its time is up; none if it has no end.
        end: Option<Nanos>,
    },
}

impl<'a> Event<'a> {
    /// What the event writes to the console, and where: lines, without the end of the last one.
    pub fn written(&self) -> Option<(Stream, &'a str)> {
        match *self {
            Event::Print { stream, text } => Some((stream, text)),
            Event::Warn { warning } => Some((Stream::Stderr, &warning.text)),
            Event::Log { record } | Event::Lost { record } => Some((Stream::Stderr, &record.text)),
            _ => None,
        }
    }
}

macro_rules! kinds {
    ($($kind:ident $name:literal),* $(,)?) => {
        /// The kind of an event: its variant, without the facts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = concat!("[`Event::", stringify!($kind), "`]")] $kind,)*
        }

        impl Kind {
            /// Every kind, in the order of [`Kind::index`].
            pub const ALL: &[Kind] = &[$(Kind::$kind),*];

            /// The kind's name, as logs and exports show it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Kind::$kind => $name,)*
                }
            }
        }

        impl Event<'_> {
            /// The event's kind.
            pub fn kind(&self) -> Kind {
                match self {
                    $(Event::$kind { .. } => Kind::$kind,)*
                }
            }
        }
    };
}

kinds! {
    Spawn "spawn",
    Step "step",
    Enter "enter",
    Leave "leave",
    Suspend "suspend",
    Wake "wake",
    Timer "timer",
    Call "call",
    Resolve "resolve",
    Cancel "cancel",
    Uncancel "uncancel",
    Deliver "deliver",
    Raise "raise",
    Catch "catch",
    Finish "finish",
    Group "group",
    Signal "signal",
    Intervene "intervention",
    Refuse "refusal",
    Print "print",
    Log "log",
    Warn "warn",
    Slow "slow",
    Lost "lost",
    Timeout "timeout",
}

impl Kind {
    /// The place of the kind in [`Kind::ALL`].
    pub fn index(self) -> u8 {
        self as u8
    }
}
