//! Owns the account of the memory that objects of a program take.
//!
//! Invariant: sizes are fixed numbers, those of a machine with 64 bits, so a program reaches its limit at the same step everywhere.

use std::cell::Cell;

thread_local! {
    /// What the objects of the program take that runs in this thread, in bytes.
    static USED: Cell<usize> = const { Cell::new(0) };
}

/// What the objects of the program take.
#[cfg(feature = "python")]
pub(crate) fn used() -> usize {
    USED.get()
}

/// Lets another program run: gives what the objects of the one before take.
#[cfg(feature = "python")]
pub(crate) fn replace(used: usize) -> usize {
    USED.replace(used)
}

/// Counts an object that is created, or that grows.
pub(crate) fn take(bytes: usize) {
    USED.set(USED.get().saturating_add(bytes));
}

/// Counts an object that is freed, or that shrinks.
pub(crate) fn give_back(bytes: usize) {
    USED.set(USED.get().saturating_sub(bytes));
}

/// The bytes of an object, which are given back when it is freed.
#[derive(Default)]
pub(crate) struct Charge(Cell<usize>);

impl Charge {
    pub(crate) fn new(bytes: usize) -> Self {
        take(bytes);
        Self(Cell::new(bytes))
    }

    /// The object takes so much now.
    #[cfg(feature = "python")]
    pub(crate) fn set(&self, bytes: usize) {
        let before = self.0.replace(bytes);
        if bytes != before {
            take(bytes);
            give_back(before);
        }
    }

    /// The object takes so much more now.
    pub(crate) fn add(&self, bytes: usize) {
        take(bytes);
        self.0.set(self.0.get() + bytes);
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        give_back(self.0.get());
    }
}
