//! Context variables: which values the code that runs now sees.
//!
//! A context is a map that is never changed, only replaced, so a copy is a count. Most programs set no variable: then there is
//! no map, and a handle carries none. Invariant: what runs in a context leaves the one around it as it was.

use std::any::Any;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{LoopState, Slot, try_current};

/// The values by the numbers of their variables.
pub(crate) type Map = BTreeMap<u64, Rc<dyn Any>>;

/// The values of a context; none while nothing is set.
pub(crate) type Values = Option<Rc<Map>>;

thread_local! {
    /// What code outside of a run sees.
    static OUTSIDE: Slot<Rc<Map>> = const { Slot::new() };
}

/// The number of a new variable.
pub(crate) fn new_variable() -> u64 {
    thread_local! {
        static VARIABLES: Cell<u64> = const { Cell::new(0) };
    }
    VARIABLES.set(VARIABLES.get() + 1);
    VARIABLES.get()
}

/// The values of the context that is current here.
pub(crate) fn values() -> Values {
    match try_current() {
        Some(event_loop) => event_loop.context().get(),
        None => OUTSIDE.with(Slot::get),
    }
}

/// Gives the current context other values, and hands back those it had.
pub(crate) fn replace(values: Values) -> Values {
    match try_current() {
        Some(event_loop) => event_loop.context().replace(values),
        None => OUTSIDE.with(|outside| outside.replace(values)),
    }
}

impl LoopState {
    /// Runs `call` in a context with these values, and gives those that it has left.
    #[inline]
    pub(crate) fn in_context<T>(&self, values: Values, call: impl FnOnce() -> T) -> (T, Values) {
        let around = self.step.context.replace(values);
        let result = call();
        (result, self.step.context.replace(around))
    }
}
