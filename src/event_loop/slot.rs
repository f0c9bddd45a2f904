//! A cell for a shared value that may be absent.
//!
//! Invariant: no reference into the slot ever leaves it, so no borrow can be held too long.

use std::cell::Cell;

/// A `Cell` of an optional, cheaply cloned value such as an `Rc`.
pub(crate) struct Slot<T>(Cell<Option<T>>);

impl<T> Slot<T> {
    pub(crate) const fn new() -> Self {
        Self(Cell::new(None))
    }

    pub(crate) fn set(&self, value: T) {
        self.0.set(Some(value));
    }

    pub(crate) fn replace(&self, value: Option<T>) -> Option<T> {
        self.0.replace(value)
    }

    pub(crate) fn take(&self) -> Option<T> {
        self.0.take()
    }
}

impl<T: Clone> Slot<T> {
    pub(crate) fn get(&self) -> Option<T> {
        let value = self.0.take();
        let copy = value.clone();
        self.0.set(value);
        copy
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self::new()
    }
}
