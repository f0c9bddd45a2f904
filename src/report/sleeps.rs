//! The sleeps of a task: when each was due, and when the task resumed.

use super::seconds;
use crate::trace::{Awaited, Event, Purpose, TaskId, Trace};

/// A sleep of a task, in seconds of loop time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slept {
    /// When it should have ended.
    pub due: f64,
    /// When the task resumed; none if it did not, or if an exception ended the sleep.
    pub woke: Option<f64>,
}

pub(super) fn sleeps(trace: &Trace, task: TaskId) -> Vec<Slept> {
    let mut sleeps: Vec<Slept> = Vec::new();
    let mut asleep = false;
    let mut own = trace.events().filter(|entry| entry.task == task).peekable();
    while let Some(entry) = own.next() {
        match entry.event {
            Event::Suspend { on } => {
                asleep = false;
                if let Awaited::Future(future) = on
                    && let Purpose::Sleep(due) = trace.purpose(future)
                {
                    sleeps.push(Slept { due: seconds(due), woke: None });
                    asleep = true;
                }
            }
            Event::Wake { .. } if asleep => {
                asleep = false;
                let interrupted = own.peek().is_some_and(|next| matches!(next.event, Event::Deliver { .. }));
                if let Some(sleep) = sleeps.last_mut().filter(|_| !interrupted) {
                    sleep.woke = Some(seconds(entry.time));
                }
            }
            _ => {}
        }
    }
    sleeps
}
