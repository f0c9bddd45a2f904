//! The sleeps of a task: when each was due, and when the task went on.

use super::seconds;
use crate::trace::{Awaited, Kind, Purpose, TaskId, Trace};

/// A sleep of a task, in seconds of loop time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slept {
    /// When it should have ended.
    pub due: f64,
    /// When the task went on; none if it did not, or if an exception ended the sleep.
    pub woke: Option<f64>,
}

/// The sleeps of a task, in order; one of no time is none.
pub fn sleeps(trace: &Trace, task: TaskId) -> Vec<Slept> {
    let mut sleeps: Vec<Slept> = Vec::new();
    let mut asleep = false;
    for (seq, (time, record)) in trace.timed().enumerate().filter(|(_, (_, record))| record.task == task) {
        match record.kind {
            Kind::Suspend => {
                asleep = false;
                if record.flag == Awaited::Future as u8
                    && let Purpose::Sleep(due) = trace.future(record.arg)
                {
                    sleeps.push(Slept { due: seconds(due), woke: None });
                    asleep = true;
                }
            }
            Kind::Wake if asleep => {
                asleep = false;
                let next = trace.records().get(seq + 1);
                let interrupted = next.is_some_and(|next| next.task == task && next.kind == Kind::Deliver);
                if let Some(sleep) = sleeps.last_mut().filter(|_| !interrupted) {
                    sleep.woke = Some(seconds(time));
                }
            }
            _ => {}
        }
    }
    sleeps
}
