//! Which lane each task has: below the task that created it, those of one group beside one another.
//!
//! Invariant: what a task created, and what those created, has adjacent lanes behind its own; so have the tasks of a group.

use super::{Lane, TaskOutcome};
use crate::hash::HashMap;
use crate::trace::{GroupId, TaskId, Trace};

/// The lanes, and for each task, from 1, which is its own.
pub(super) struct Lanes {
    pub(super) all: Vec<Lane>,
    of_task: Vec<usize>,
}

impl Lanes {
    /// The lane of a task; none for the loop.
    pub(super) fn of(&self, task: TaskId) -> Option<usize> {
        self.of_task.get((task as usize).checked_sub(1)?).copied()
    }
}

pub(super) fn lanes(trace: &Trace) -> Lanes {
    let count = trace.tasks().len();
    let mut children: Vec<Vec<TaskId>> = vec![Vec::new(); count + 1];
    for (task, entry) in (1..).zip(trace.tasks()) {
        // A task that was created by a later one is none that a program can have.
        let parent = if entry.parent < task { entry.parent } else { 0 };
        children[parent as usize].push(task);
    }
    for siblings in &mut children {
        group_by_group(trace, siblings);
    }
    let mut lanes = Lanes { all: Vec::with_capacity(count), of_task: vec![0; count] };
    let mut open: Vec<(TaskId, Option<usize>, u32)> = children[0].iter().rev().map(|&task| (task, None, 0)).collect();
    while let Some((task, parent, depth)) = open.pop() {
        let lane = lanes.all.len();
        lanes.of_task[task as usize - 1] = lane;
        let outcome = TaskOutcome::Pending;
        lanes.all.push(Lane { task, parent, depth, group: None, from: 0, to: 0, outcome, tracks: 0 });
        open.extend(children[task as usize].iter().rev().map(|&child| (child, Some(lane), depth + 1)));
    }
    lanes
}

/// Puts those of one group behind its first.
fn group_by_group(trace: &Trace, siblings: &mut [TaskId]) {
    // Looked up only, never iterated.
    let mut first: HashMap<GroupId, TaskId> = HashMap::default();
    let mut key = |task: TaskId| match trace.group_of(task) {
        Some(group) => *first.entry(group).or_insert(task),
        None => task,
    };
    let keys: Vec<(TaskId, TaskId)> = siblings.iter().map(|&task| (key(task), task)).collect();
    if !keys.is_sorted() {
        let mut keys = keys;
        keys.sort_unstable();
        for (place, (_, task)) in siblings.iter_mut().zip(keys) {
            *place = task;
        }
    }
}
