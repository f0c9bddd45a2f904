//! How a loop is stopped before it has nothing left to do.
//!
//! Invariant: what escapes is kept until the loop has stopped for it.

use std::cell::Cell;
use std::rc::Rc;

use super::{AnyTask, Slot};
use crate::exception::Exception;

#[derive(Default)]
pub(super) struct Exit {
    /// Set by `stop`, reset when the running iteration ends, which is then the last.
    pub(super) stopping: Cell<bool>,
    /// A KeyboardInterrupt or SystemExit on its way out of the loop: set by the handle that it left, taken right behind it.
    pub(super) escaped: Slot<Exception>,
    /// The task that it left. In CPython its traceback holds the task until the program has ended.
    pub(super) escaped_from: Slot<Rc<dyn AnyTask>>,
}

impl Exit {
    /// Runs a step, and gives what escapes from its task. What has escaped before stays.
    pub(super) fn escaping(&self, step: impl FnOnce()) -> Option<Exception> {
        let before = (self.escaped.take(), self.escaped_from.take());
        step();
        // What escapes from no task is of a callback or a handler, and leaves the loop.
        let escaped = self.escaped_from.take().and_then(|_| self.escaped.take());
        if let (Some(exception), task) = before {
            self.escaped.set(exception);
            self.escaped_from.replace(task);
        }
        escaped
    }
}
