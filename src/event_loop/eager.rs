//! The first step of an eager task, which it takes while it is created: `__eager_start` in CPython's Lib/asyncio/tasks.py.
//!
//! Invariant: behind the step its creator continues as if nothing had been in between, but for what the step has done to it.

use std::rc::Rc;

use super::{AnyTask, context, raise, waker};
use crate::Result;
use crate::exception::RecursionError;

/// How deep eager tasks take their first steps within one another. CPython gets to some 500 with its default recursion limit;
/// the stack of a browser is small.
const DEEPEST: usize = 100;

impl dyn AnyTask {
    /// Runs the first step within the running one.
    ///
    /// # Errors
    /// KeyboardInterrupt and SystemExit, which leave the step at once. RuntimeError if the context is not free, RecursionError
    /// if it is the step of too many within one another; neither begins the step.
    pub(super) fn start_eagerly(self: &Rc<Self>) -> Result<()> {
        let header = self.header();
        let event_loop = &header.core.event_loop;
        let running = &event_loop.step;
        if header.context_is_taken() {
            return raise(context::already_entered());
        }
        if running.eager_depth.get() == DEEPEST {
            return raise(RecursionError.new("maximum recursion depth exceeded"));
        }
        // The creator's context has to be found from within the step.
        context::current_or_new();
        running.eager_depth.set(running.eager_depth.get() + 1);
        let (creator, thrown) = (running.task.take(), running.thrown.take());
        let step = || waker::nested(|| event_loop.exit.escaping(|| self.step(None)));
        let escaped = event_loop.recorder.nested(event_loop.now(), header.id, step);
        running.task.replace(creator);
        running.thrown.replace(thrown);
        running.eager_depth.set(running.eager_depth.get() - 1);
        header.ended_eagerly.set(header.core.is_done());
        escaped.map_or(Ok(()), Err)
    }
}
