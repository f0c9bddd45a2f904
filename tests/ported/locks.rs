//! CPython's test_locks: locks, events, conditions, semaphores and barriers.

use except_star::exception::{CancelledError, TimeoutError};
use except_star::repr::Repr;
use except_star::*;

use crate::support::{Notes, check, raised, task, turns};

mod barrier;
mod barrier_broken;
mod condition;
mod condition_cancelled;
mod event;
mod lock;
mod semaphore;

/// `call_soon(task.cancel)`
fn cancel_soon<T: Clone + 'static>(task: &Task<T>) -> Result<Handle> {
    let task = task.clone();
    call_soon("cancel", move || {
        task.cancel();
        Ok(())
    })
}

/// Compares what stands in the brackets of a repr.
#[track_caller]
fn check_repr(object: &impl Repr, class: &str, expected: &str) {
    assert_eq!(object.repr(), format!("<asyncio.locks.{class} object at … [{expected}]>"));
}
