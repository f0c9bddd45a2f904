//! Done callbacks of the program's own.
//!
//! Invariant: a callback does not keep its future alive; whoever ends the future hands it over.

use std::cell::Cell;
use std::rc::Rc;

use super::{AnyFuture, Core, DoneCallback, errors};
use crate::Result;
use crate::trace::Name;

/// A done callback that was added to a future or a task: what `remove_done_callback` takes, since closures cannot be
/// compared. Dropping it changes nothing.
#[derive(Clone)]
pub struct Callback {
    callback: Rc<dyn DoneCallback>,
}

/// Calls `function` in the iteration after the future is done; in the next one if it is done already.
pub(super) fn add(future: Rc<dyn AnyFuture>, name: Name, function: impl FnOnce() -> Result<()> + 'static) -> Callback {
    let callback: Rc<dyn DoneCallback> = Rc::new(UserCallback { name, function: Cell::new(Some(Box::new(function))) });
    future.core().add_done_callback(&future, callback.clone());
    Callback { callback }
}

/// Forgets a callback that has not been queued; tells how many there were, 1 or 0.
pub(super) fn remove(core: &Core, callback: &Callback) -> usize {
    core.remove_done_callback(&callback.callback)
}

struct UserCallback {
    name: Name,
    /// Until it runs.
    function: Cell<Option<Function>>,
}

type Function = Box<dyn FnOnce() -> Result<()>>;

impl DoneCallback for UserCallback {
    fn name(&self) -> Name {
        self.name.clone()
    }

    fn run(self: Rc<Self>, future: Rc<dyn AnyFuture>) {
        if let Some(Err(exception)) = self.function.take().map(|function| function()) {
            errors::call_failed(&future.core().event_loop, &self.name, None, exception);
        }
    }
}
