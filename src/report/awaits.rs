//! Who waits for whom at an event, and why each task is blocked.
//!
//! Invariant: each task that has not ended has one entry, but for those that several wait for, which are named again below each.

mod now;
mod words;

use super::TaskState;
use crate::hash::HashSet;
use crate::trace::{TaskId, Trace};
use now::Now;

/// A task that has not ended, in the tree of those that wait for one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaiting {
    /// The task.
    pub task: TaskId,
    /// How many tasks stand above it, each waiting for the next one.
    pub depth: u32,
    /// Whether it waits.
    pub state: TaskState,
    /// Why, in words.
    pub why: String,
    /// The event with which it began to; its creation where it has not begun.
    pub since: usize,
    /// The coroutines in which it stands, from the outside in.
    pub within: Vec<String>,
    /// Whether it stands above already, with all for which it waits.
    pub is_repeated: bool,
}

/// The tasks as they stand right after this event: below each those for which it waits, and nobody waits for the outermost ones.
/// Tasks in a ring that wait for one another begin with the one that was created first.
pub(super) fn awaits(trace: &Trace, seq: usize) -> Vec<Awaiting> {
    let now = Now::at(trace, seq);
    let alive: Vec<TaskId> = (1..=trace.tasks().len() as TaskId).filter(|&task| now.is_alive(task)).collect();
    let awaited: HashSet<TaskId> = alive.iter().flat_map(|&task| now.targets(task)).collect();
    let mut all = Vec::new();
    let mut told: HashSet<TaskId> = HashSet::default();
    let (below, above): (Vec<TaskId>, Vec<TaskId>) = alive.iter().partition(|task| awaited.contains(task));
    for root in above.into_iter().chain(below) {
        if told.contains(&root) {
            continue;
        }
        let mut open = vec![(root, 0)];
        while let Some((task, depth)) = open.pop() {
            let is_repeated = !told.insert(task);
            all.push(entry(&now, task, depth, is_repeated));
            if !is_repeated {
                open.extend(now.targets(task).into_iter().rev().map(|target| (target, depth + 1)));
            }
        }
    }
    all
}

fn entry(now: &Now<'_>, task: TaskId, depth: u32, is_repeated: bool) -> Awaiting {
    let life = now.life(task);
    let within = life.frames.iter().map(|name| name.to_string()).collect();
    Awaiting { task, depth, state: now.state(task), why: words::why(now, task), since: life.since, within, is_repeated }
}
