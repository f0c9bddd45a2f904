//! How much a run may do before the loop ends it.
//!
//! Invariant: a limit is counted in what the run did, never in how long the machine took, so a run that reaches one reaches
//! it at the same event everywhere.

use super::LoopState;
use crate::repr::number;
use crate::trace::Nanos;

/// How much a run may do. What passes a limit ends the run, and keeps the trace up to there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many tasks may be created.
    pub tasks: u32,
    /// How many events may be recorded.
    pub events: u32,
    /// How far loop time may go, in nanoseconds.
    pub time: Nanos,
    /// How many handles may run.
    pub handles: u64,
    /// How many bytes may be written to the console and to what the trace holds of it.
    pub output: usize,
    /// How many steps an interpreter may make.
    pub steps: u64,
    /// How many bytes the objects of an interpreter may take at a time, by its own account, which is the same on every machine.
    pub memory: usize,
}

impl Limits {
    /// For work of one's own: what fits into the trace's 32-bit numbers.
    pub const NONE: Limits = Limits {
        tasks: u32::MAX - 1,
        events: u32::MAX - 1,
        time: Nanos::MAX - 1,
        handles: u64::MAX,
        output: usize::MAX,
        steps: u64::MAX,
        memory: usize::MAX,
    };
}

impl Default for Limits {
    /// 100,000 tasks, 1,000,000 events, 1,000,000 seconds, 2,000,000 handles, 16,000,000 bytes of output: far more than a lesson
    /// needs, and a second or so on a slow machine. For an interpreter 50,000,000 steps and 256 MiB.
    fn default() -> Self {
        Self {
            tasks: 100_000,
            events: 1_000_000,
            time: 1_000_000_000_000_000,
            handles: 2_000_000,
            output: 16_000_000,
            steps: 50_000_000,
            memory: 1 << 28,
        }
    }
}

/// Which limit ended a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// More tasks than [`Limits::tasks`].
    Tasks(u32),
    /// More events than [`Limits::events`].
    Events(u32),
    /// A timer, or the end of a blocking call, beyond [`Limits::time`].
    Time(Nanos),
    /// More handles than [`Limits::handles`].
    Handles(u64),
    /// More output than [`Limits::output`].
    Output(usize),
    /// More steps of an interpreter than [`Limits::steps`].
    Steps(u64),
    /// More memory for the objects of an interpreter than [`Limits::memory`].
    Memory(usize),
    /// More futures of `gather` within each other than a request to cancel goes down.
    Nesting(u32),
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Limit::Tasks(n) => write!(f, "the run made more than {n} tasks"),
            Limit::Events(n) => write!(f, "the run recorded more than {n} events"),
            Limit::Time(n) => write!(f, "the run went on past {} seconds of loop time", number(*n as f64 / 1e9)),
            Limit::Handles(n) => write!(f, "the loop ran more than {n} handles"),
            Limit::Output(n) => write!(f, "the program wrote more than {n} bytes"),
            Limit::Nesting(n) => write!(f, "the program cancelled more than {n} calls of gather within each other"),
            Limit::Memory(n) => write!(f, "the program took more than {n} bytes of memory"),
            Limit::Steps(n) => write!(f, "the program took more than {n} steps"),
        }
    }
}

impl LoopState {
    /// The limit that the run has passed, if it has.
    pub(crate) fn limit_reached(&self) -> Option<Limit> {
        let limits = &self.limits;
        if let Some(limit) = self.exceeded.get() {
            Some(limit)
        } else if self.now() > limits.time {
            Some(Limit::Time(limits.time))
        } else if self.tasks.created() > limits.tasks {
            Some(Limit::Tasks(limits.tasks))
        } else if self.recorder.is_full() {
            Some(Limit::Events(limits.events))
        } else if self.recorder.written() > limits.output {
            Some(Limit::Output(limits.output))
        } else if self.handles_run.get() > limits.handles {
            Some(Limit::Handles(limits.handles))
        } else {
            None
        }
    }

    /// Whether the run ends before its next handle.
    pub(crate) fn is_ending(&self) -> bool {
        let waiting = self.ready.borrow().len().max(self.timers.borrow().len()) as u64;
        if waiting > self.limits.handles && self.exceeded.get().is_none() {
            // They can never all run.
            self.exceeded.set(Some(Limit::Handles(self.limits.handles)));
        }
        self.stopper.is_stopped() || self.limit_reached().is_some()
    }
}
