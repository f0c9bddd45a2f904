//! The coroutines that a task awaits: when it entered and left each of them, and how.
//!
//! Invariant: a frame is left at most once, and after it was entered. The coroutine of the task itself is no frame.

use super::seconds;
use crate::exception::Exception;
use crate::trace::{Ending, Event, Name, TaskId, Trace};

/// A coroutine that a task awaits, from entering it to leaving it.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// The task.
    pub task: TaskId,
    /// The coroutine's name.
    pub coroutine: &'a Name,
    /// The number of the event that entered it.
    pub seq: usize,
    /// When that was, in seconds.
    pub entered: f64,
    /// How the task left it; none if it did not.
    pub left: Option<Left>,
}

/// How a task left a coroutine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Left {
    /// The number of the event.
    pub seq: usize,
    /// The loop time in seconds.
    pub time: f64,
    /// How the coroutine ended.
    pub ending: Ending,
}

impl Frame<'_> {
    /// Whether the event with this number lies between entering and leaving.
    pub fn contains(&self, seq: usize) -> bool {
        seq > self.seq && self.left.is_none_or(|left| seq < left.seq)
    }
}

pub(super) fn frames(trace: &Trace, task: TaskId) -> Vec<Frame<'_>> {
    let mut frames: Vec<Frame> = Vec::new();
    for entry in trace.events().filter(|entry| entry.task == task) {
        let (seq, time) = (entry.seq, seconds(entry.time));
        match entry.event {
            Event::Enter { coroutine } => frames.push(Frame { task, coroutine, seq, entered: time, left: None }),
            Event::Leave { coroutine, ending } => {
                // The innermost one of this name; one that was dropped within it stays open.
                let open = frames.iter_mut().rev().find(|frame| frame.left.is_none() && frame.coroutine == coroutine);
                if let Some(open) = open {
                    open.left = Some(Left { seq, time, ending });
                }
            }
            _ => {}
        }
    }
    frames
}

/// What the task raised within the frame, or what arrived at its await there: the first.
pub(super) fn thrown_in<'a>(trace: &'a Trace, frame: &Frame<'_>) -> Option<&'a Exception> {
    within(trace, frame).find_map(|event| match event {
        Event::Raise { exception } | Event::Deliver { exception } => Some(exception),
        _ => None,
    })
}

/// The tasks that the task created within the frame.
pub(super) fn created_in<'a>(trace: &'a Trace, frame: &Frame<'_>) -> impl Iterator<Item = TaskId> + use<'a> {
    within(trace, frame).filter_map(|event| match event {
        Event::Spawn { task } => Some(task),
        _ => None,
    })
}

/// What happens in the task from entering the frame to leaving it.
fn within<'a>(trace: &'a Trace, frame: &Frame<'_>) -> impl Iterator<Item = Event<'a>> + use<'a> {
    let end = frame.left.map_or(trace.len(), |left| left.seq);
    let task = frame.task;
    let events = trace.events_from(frame.seq + 1).take_while(move |entry| entry.seq < end);
    events.filter(move |entry| entry.task == task).map(|entry| entry.event)
}
