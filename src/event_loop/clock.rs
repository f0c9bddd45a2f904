//! Loop time.
//!
//! Invariant: it moves only when nothing is ready, or by a call that blocks; never back.

use std::cell::Cell;

use crate::trace::Nanos;

#[derive(Default)]
pub(super) struct Clock {
    now: Cell<Nanos>,
    /// By how much blocking calls have moved it on in the handle that runs.
    blocked: Cell<Nanos>,
}

impl Clock {
    pub(super) fn now(&self) -> Nanos {
        self.now.get()
    }

    /// Moves it on to a deadline.
    pub(super) fn set(&self, now: Nanos) {
        self.now.set(now);
    }

    /// Lets time pass without running anything, as a call that blocks does.
    pub(super) fn advance(&self, seconds: f64) {
        let blocked = (seconds * 1e9).round_ties_even() as Nanos;
        self.now.set(self.now().saturating_add(blocked));
        self.blocked.set(self.blocked.get().saturating_add(blocked));
    }

    /// By how much it was blocked since this was last asked.
    pub(super) fn take_blocked(&self) -> Nanos {
        self.blocked.take()
    }
}
