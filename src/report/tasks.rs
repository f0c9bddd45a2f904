//! The life of each task.

use serde::Serialize;

use super::{Cell, log, seconds};
use crate::repr::Repr;
use crate::trace::{Ending, Event, TaskEnd, TaskEntry, TaskId, Trace};

/// The life of one task.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TaskLife {
    /// The task's number, from 1.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub id: TaskId,
    /// Its name.
    pub name: String,
    /// The name of its coroutine.
    pub coroutine: String,
    /// The task that created it; none for main.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "number"))]
    pub parent: Option<TaskId>,
    /// When it was created, in seconds.
    pub spawned: f64,
    /// When it ended, in seconds; none if it did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub finished: Option<f64>,
    /// The number of the event that ended it; none if it did not end.
    #[serde(skip)]
    pub end: Option<usize>,
    /// How it ended.
    pub outcome: TaskOutcome,
    /// The repr of its result or exception; none for None, and for a task that did not end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub value: Option<String>,
    /// What it waited for, in order.
    pub waits: Vec<Wait>,
}

/// How a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum TaskOutcome {
    /// It returned.
    Finished,
    /// It raised.
    Failed,
    /// It was cancelled.
    Cancelled,
    /// It had not ended when the run did.
    Pending,
}

/// Where a task stands at an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// It has not taken its first step.
    Created,
    /// It takes a step.
    Running,
    /// What it awaited is done, and its turn has not come yet.
    Ready,
    /// It awaits something.
    Waiting,
    /// It has ended.
    Done,
}

impl TaskState {
    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            TaskState::Created => "not begun",
            TaskState::Running => "running",
            TaskState::Ready => "ready",
            TaskState::Waiting => "waiting",
            TaskState::Done => "done",
        }
    }
}

impl TaskLife {
    /// As a row of a table: name, outcome, time of the end, result or exception.
    pub fn row(&self) -> [Cell; 4] {
        [self.name.clone().into(), self.outcome.word().into(), self.finished.into(), self.value.clone().into()]
    }
}

impl From<Ending> for TaskOutcome {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Result => TaskOutcome::Finished,
            Ending::Exception => TaskOutcome::Failed,
            Ending::Cancelled => TaskOutcome::Cancelled,
        }
    }
}

impl TaskOutcome {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            TaskOutcome::Finished => "finished",
            TaskOutcome::Failed => "failed",
            TaskOutcome::Cancelled => "cancelled",
            TaskOutcome::Pending => "pending",
        }
    }
}

/// A stretch of time in which a task was suspended.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Wait {
    /// Since when, in seconds.
    pub from: f64,
    /// Until when, in seconds; none if it lasted to the end of the run.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub to: Option<f64>,
    /// What for, in words.
    pub on: String,
}

pub(super) fn tasks(trace: &Trace) -> Vec<TaskLife> {
    let begin = |(id, task): (TaskId, TaskEntry<'_>)| TaskLife {
        id,
        name: task.name.to_string(),
        coroutine: task.coroutine.to_string(),
        parent: (task.parent > 0).then_some(task.parent),
        spawned: 0.0,
        finished: None,
        end: None,
        outcome: TaskOutcome::Pending,
        value: None,
        waits: Vec::new(),
    };
    let mut lives: Vec<TaskLife> = (1..).zip(trace.tasks()).map(begin).collect();
    for entry in trace.events() {
        let time = seconds(entry.time);
        if let Event::Spawn { task } = entry.event {
            lives[task as usize - 1].spawned = time;
        }
        let Some(life) = (entry.task as usize).checked_sub(1).and_then(|index| lives.get_mut(index)) else { continue };
        match entry.event {
            Event::Suspend { on } => life.waits.push(Wait { from: time, to: None, on: log::awaited(trace, on) }),
            Event::Step | Event::Wake { .. } => {
                if let Some(wait) = life.waits.last_mut() {
                    wait.to = Some(time);
                }
            }
            Event::Finish { end } => {
                (life.finished, life.end) = (Some(time), Some(entry.seq));
                life.outcome = end.ending().into();
                life.value = match end {
                    TaskEnd::Result(repr) => repr.map(str::to_owned),
                    TaskEnd::Exception(_) | TaskEnd::Cancelled(_) => end.exception().map(Repr::repr),
                };
            }
            _ => {}
        }
    }
    lives
}
