//! A cell for a shared value that may be absent.
//!
//! Invariant: no reference into the slot leaves it, so no borrow can be held too long.

#![allow(unsafe_code)]

use std::cell::Cell;
use std::rc::Rc;

use crate::exception::Exception;

/// A `Cell` of an optional value. One that holds a handle can be read without being taken out.
pub(crate) struct Slot<T>(Cell<Option<T>>);

impl<T> Slot<T> {
    pub(crate) const fn new() -> Self {
        Self(Cell::new(None))
    }

    pub(crate) const fn of(value: Option<T>) -> Self {
        Self(Cell::new(value))
    }

    #[inline]
    pub(crate) fn set(&self, value: T) {
        self.0.set(Some(value));
    }

    #[inline]
    pub(crate) fn replace(&self, value: Option<T>) -> Option<T> {
        self.0.replace(value)
    }

    #[inline]
    pub(crate) fn take(&self) -> Option<T> {
        self.0.take()
    }
}

/// A handle whose clone is another handle to the same value.
///
/// # Safety
/// Cloning it must do nothing but raise a count.
pub(crate) unsafe trait Shared: Clone {}

// SAFETY: an Rc's clone raises its count.
unsafe impl<T: ?Sized> Shared for Rc<T> {}

// SAFETY: an exception is an Rc and nothing else.
unsafe impl Shared for Exception {}

impl<T: Shared> Slot<T> {
    /// Another handle to what it holds.
    #[inline]
    pub(crate) fn get(&self) -> Option<T> {
        // SAFETY: a Cell is not shared between threads, and the reference lives only while a count is raised, which runs no
        // code that could reach this slot.
        unsafe { (*self.0.as_ptr()).clone() }
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self::new()
    }
}
