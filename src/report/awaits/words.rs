//! Why a task is blocked, in words.
//!
//! Invariant: a sentence that follows its task's name.

use super::now::Now;
use crate::report::{TaskState, called, listed, log, seconds};
use crate::repr::float;
use crate::trace::{Awaited, FutureId, Purpose, TaskId};

pub(super) fn why(now: &Now<'_>, task: TaskId) -> String {
    let life = now.life(task);
    let why = match (now.state(task), now.on(task)) {
        (TaskState::Created, _) if life.is_requested => return "is cancelled before it has begun".to_owned(),
        (TaskState::Created, _) => return "has not begun".to_owned(),
        (TaskState::Waiting, Some(on)) => waits(now, task, on),
        (TaskState::Ready, Some(on)) => format!("goes on in its turn: {} is done", log::awaited(now.trace, on)),
        _ => "runs".to_owned(),
    };
    let end = life.timeouts.iter().filter_map(|&(_, end)| end).min();
    let until = end.map_or(String::new(), |end| format!(", within a timeout until {} s", float(seconds(end))));
    let requested = if life.is_requested { "; it is requested to cancel" } else { "" };
    format!("{why}{until}{requested}")
}

fn waits(now: &Now<'_>, task: TaskId, on: Awaited) -> String {
    let future = match on {
        Awaited::NextIteration => return "lets the others run first, with sleep(0)".to_owned(),
        Awaited::External => return "waits for something outside of the loop".to_owned(),
        Awaited::Task(other) => return format!("waits for {}", called(now.trace, other)),
        Awaited::Future(future) => future,
    };
    let of = |tasks: Vec<TaskId>| listed(tasks.into_iter().map(|task| called(now.trace, task)));
    match now.trace.purpose(future) {
        Purpose::Sleep(until) => format!("sleeps until {} s", float(seconds(until))),
        Purpose::Plain => "waits for a future that nothing has ended yet".to_owned(),
        Purpose::Event => "waits for an event that is not set".to_owned(),
        Purpose::Lock => lock(now, future),
        Purpose::Semaphore => "waits for a semaphore that has no place left".to_owned(),
        Purpose::Condition => "waits until a condition notifies it".to_owned(),
        Purpose::QueueGet => "waits for an item: the queue is empty".to_owned(),
        Purpose::QueuePut => "waits for room: the queue is full".to_owned(),
        Purpose::TaskGroup => format!("waits for the tasks of its group: {}", of(now.targets(task))),
        Purpose::Gather => several(now, future, "gather"),
        Purpose::Wait => several(now, future, "wait"),
        Purpose::WaitUntil(until) => format!("{}, until {} s", several(now, future, "wait"), float(seconds(until))),
        Purpose::Shield => match now.left_of(on) {
            tasks if tasks.is_empty() => "waits behind a shield".to_owned(),
            tasks => format!("waits behind a shield for {}", of(tasks)),
        },
        Purpose::WaitFor => format!("waits until what it has cancelled has ended: {}", of(now.left_of(on))),
    }
}

fn lock(now: &Now<'_>, place: FutureId) -> String {
    let behind = match now.before(place) {
        0 => String::new(),
        1 => ", behind another one".to_owned(),
        count => format!(", behind {count} others"),
    };
    match now.holder(place) {
        Some(holder) => format!("waits for the lock that {} holds{behind}", called(now.trace, holder)),
        None => format!("waits for a lock{behind}"),
    }
}

/// What waits for several, and which of them are left.
fn several(now: &Now<'_>, future: FutureId, what: &str) -> String {
    let count = now.trace.awaited(future).count();
    let left: Vec<String> =
        now.left_of(Awaited::Future(future)).into_iter().map(|task| called(now.trace, task)).collect();
    match left.len() {
        0 => format!("waits in {what}"),
        of if of < count => format!("waits in {what} for {}, {of} of {count} left", listed(left)),
        _ => format!("waits in {what} for {}", listed(left)),
    }
}
