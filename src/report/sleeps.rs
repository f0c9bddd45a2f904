//! The sleeps of a task: when each was due, and when the task went on.

use super::seconds;
use crate::trace::{Awaited, Kind, Purpose, TaskId, Trace};

/// A sleep of a task, in seconds of loop time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slept {
    /// When it should have ended.
    pub due: f64,
    /// When the task went on; none if it did not.
    pub woke: Option<f64>,
}

/// The sleeps of a task, in order; one of no time is none.
pub fn sleeps(trace: &Trace, task: TaskId) -> Vec<Slept> {
    let mut sleeps: Vec<Slept> = Vec::new();
    let mut asleep = false;
    for (time, record) in trace.timed().filter(|(_, record)| record.task == task) {
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
                if let Some(sleep) = sleeps.last_mut() {
                    sleep.woke = Some(seconds(time));
                }
            }
            _ => {}
        }
    }
    sleeps
}
