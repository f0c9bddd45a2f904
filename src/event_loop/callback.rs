//! Done callbacks of the program's own.
//!
//! Invariant: a callback does not keep its future alive; it gets the future when that is done.

use std::cell::Cell;
use std::rc::Rc;

use super::{AnyFuture, Core, DoneCallback, context, errors};
use crate::Result;
use crate::trace::Name;

/// A done callback that was added to a future or a task: what `remove_done_callback` takes, since closures cannot be
/// compared. Dropping it changes nothing.
#[derive(Clone)]
pub struct Callback {
    callback: Rc<dyn DoneCallback>,
}

/// Calls `function` with the future in the iteration after the future is done; in the next one if it is done already. It runs in
/// this context.
pub(super) fn add(
    future: &Rc<dyn AnyFuture>,
    name: Name,
    context: Option<Rc<context::Variables>>,
    function: impl FnOnce(Rc<dyn AnyFuture>) -> Result<()> + 'static,
) -> Callback {
    let context = Cell::new(context);
    let function: Cell<Option<Function>> = Cell::new(Some(Box::new(function)));
    let callback: Rc<dyn DoneCallback> = Rc::new(UserCallback { name, function, context });
    future.core().add_done_callback(future, callback.clone());
    Callback { callback }
}

/// Removes a callback that has not been queued; returns how many were removed, 1 or 0.
pub(super) fn remove(core: &Core, callback: &Callback) -> usize {
    core.remove_done_callback(&callback.callback)
}

struct UserCallback {
    name: Name,
    /// Until it runs.
    function: Cell<Option<Function>>,
    /// In which it runs; without one it has none yet.
    context: Cell<Option<Rc<context::Variables>>>,
}

type Function = Box<dyn FnOnce(Rc<dyn AnyFuture>) -> Result<()>>;

impl DoneCallback for UserCallback {
    fn name(&self) -> Name {
        self.name.clone()
    }

    fn run(self: Rc<Self>, future: Rc<dyn AnyFuture>) {
        let event_loop = future.core().event_loop.clone();
        let Some(function) = self.function.take() else { return };
        errors::run_callback(&event_loop, &self.name, None, self.context.take(), || function(future));
    }
}
