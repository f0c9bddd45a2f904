//! The handles of the ready queue.
//!
//! Invariant: a handle runs once. One that was cancelled keeps its place and is skipped, as in CPython.

use std::rc::Rc;

use super::{AnyFuture, AnyTask, DoneCallback};
use crate::exception::Exception;

/// One entry of the ready queue, with the event that put it there.
pub(crate) struct Handle {
    pub(crate) action: Action,
    pub(crate) cause: u32,
}

/// What a handle does.
pub(crate) enum Action {
    /// Steps a task: for the first time, or after `sleep(0)`.
    Step(Rc<dyn AnyTask>),
    /// Steps a task because what it awaits outside of the loop may be done.
    External(Rc<dyn AnyTask>),
    /// Steps a task by throwing this into it.
    Throw(Rc<dyn AnyTask>, Exception),
    /// Continues the step in which an interpreter has paused: part of the handle in which that began.
    Continue(Rc<dyn AnyTask>),
    /// Runs a done callback, most often the wake-up of a waiting task.
    Done(Rc<dyn DoneCallback>, Rc<dyn AnyFuture>),
    /// Makes a call that may be cancelled; timers that are due come here too.
    Call(Rc<dyn Callable>),
}

/// What `call_soon` and `call_at` call.
pub(crate) trait Callable {
    /// A cancelled one is skipped, and as a timer it holds no time.
    fn is_cancelled(&self) -> bool {
        false
    }
    /// The handle's repr, as the loop shows it in debug mode.
    fn describe(&self) -> String;
    /// Records its event and does its work.
    fn call(self: Rc<Self>, cause: u32);
}
