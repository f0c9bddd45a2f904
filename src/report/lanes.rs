//! The lanes: the life of each task.

use serde::Serialize;

use super::{Cell, log, seconds};
use crate::repr::Repr;
use crate::trace::{Ending, Kind, Record, TaskId, Trace};

/// The life of one task.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Lane {
    /// The task's number, from 1.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub id: TaskId,
    /// Its name.
    pub name: String,
    /// The name of its coroutine.
    pub coroutine: String,
    /// The task that made it; none for main.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "number"))]
    pub parent: Option<TaskId>,
    /// When it was made, in seconds.
    pub spawned: f64,
    /// When it ended, in seconds; none if it did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub finished: Option<f64>,
    /// The number of the event that ended it; none if it did not end.
    #[serde(skip)]
    pub end: Option<usize>,
    /// How it ended.
    pub outcome: LaneEnding,
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
pub enum LaneEnding {
    /// It returned.
    Finished,
    /// It raised.
    Failed,
    /// It was cancelled.
    Cancelled,
    /// It had not ended when the run did.
    Pending,
}

impl Lane {
    /// As a row of a table: name, outcome, time of the end, result or exception.
    pub fn row(&self) -> [Cell; 4] {
        [self.name.clone().into(), self.outcome.word().into(), self.finished.into(), self.value.clone().into()]
    }
}

impl LaneEnding {
    /// How the task of a `Finish` ended.
    pub(super) fn of(finish: &Record) -> Self {
        match finish.flag {
            flag if flag == Ending::Result as u8 => LaneEnding::Finished,
            flag if flag == Ending::Cancelled as u8 => LaneEnding::Cancelled,
            _ => LaneEnding::Failed,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            LaneEnding::Finished => "finished",
            LaneEnding::Failed => "failed",
            LaneEnding::Cancelled => "cancelled",
            LaneEnding::Pending => "pending",
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

/// The lives of all tasks, in the order of their making.
pub fn lanes(trace: &Trace) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = trace
        .tasks()
        .iter()
        .enumerate()
        .map(|(index, task)| Lane {
            id: index as TaskId + 1,
            name: task.name.to_string(),
            coroutine: task.coroutine.to_owned(),
            parent: (task.parent > 0).then_some(task.parent),
            spawned: 0.0,
            finished: None,
            end: None,
            outcome: LaneEnding::Pending,
            value: None,
            waits: Vec::new(),
        })
        .collect();
    for (seq, (time, record)) in trace.timed().enumerate() {
        let time = seconds(time);
        if record.kind == Kind::Spawn {
            lanes[record.arg as usize - 1].spawned = time;
        }
        let Some(lane) = (record.task as usize).checked_sub(1).and_then(|index| lanes.get_mut(index)) else { continue };
        match record.kind {
            Kind::Suspend => lane.waits.push(Wait { from: time, to: None, on: log::awaited(trace, record) }),
            Kind::Step | Kind::Wake => {
                if let Some(wait) = lane.waits.last_mut() {
                    wait.to = Some(time);
                }
            }
            Kind::Finish => {
                (lane.finished, lane.end) = (Some(time), Some(seq));
                lane.outcome = LaneEnding::of(record);
                lane.value = record.arg.checked_sub(1).map(|index| match lane.outcome {
                    LaneEnding::Finished => trace.string(index).to_owned(),
                    _ => trace.exception(index).repr(),
                });
            }
            _ => {}
        }
    }
    lanes
}
