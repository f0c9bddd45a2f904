//! The queue of tasks that wait for a lock, a condition, a place: asyncio's deques of futures.
//!
//! Invariant: a waiter has one place, and gives it up however the waiting ends.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use crate::Result;
use crate::event_loop::{AnyFuture, FutureCell, Wait, current};
use crate::trace::Purpose;

/// A place in the queue.
pub(super) type Waiter = Rc<FutureCell>;

#[derive(Default)]
pub(super) struct Waiters(RefCell<VecDeque<Waiter>>);

impl Waiters {
    /// Adds a place at the end.
    pub(super) fn enter(&self, purpose: Purpose) -> Result<Waiter> {
        let waiter = FutureCell::new(current()?, purpose);
        self.0.borrow_mut().push_back(waiter.clone());
        Ok(waiter)
    }

    /// The place at the end.
    pub(super) fn last(&self) -> Option<Waiter> {
        self.0.borrow().back().cloned()
    }

    /// Waits in a place until it is called, and leaves it.
    pub(super) async fn wait(&self, waiter: &Waiter) -> Result<()> {
        let _place = Place { waiters: self, waiter };
        Wait::new(waiter.clone()).await
    }

    /// Gives up a place, if it was not taken out before.
    fn leave(&self, waiter: &Waiter) {
        let mut waiters = self.0.borrow_mut();
        if let Some(index) = waiters.iter().position(|other| Rc::ptr_eq(other, waiter)) {
            waiters.remove(index);
        }
    }

    /// Calls the first `count` waiters that are not called yet; returns how many there were.
    pub(super) fn call(&self, count: usize) -> usize {
        let called: Vec<Waiter> =
            self.0.borrow().iter().filter(|waiter| !waiter.core().is_done()).take(count).cloned().collect();
        for waiter in &called {
            waiter.clone().release();
        }
        called.len()
    }

    /// Calls the first waiter if it is not called yet, and no other.
    pub(super) fn call_first(&self) {
        let first = self.0.borrow().front().cloned();
        if let Some(first) = first {
            first.release();
        }
    }

    /// Takes out the first ones up to one that is not called yet, and calls it.
    pub(super) fn call_next(&self) {
        loop {
            let next = self.0.borrow_mut().pop_front();
            match next {
                Some(next) if next.core().is_done() => {}
                Some(next) => return next.release(),
                None => return,
            }
        }
    }

    /// Takes out and calls all.
    pub(super) fn call_all_out(&self) {
        for waiter in self.0.take() {
            waiter.release();
        }
    }

    /// Whether all waiters were cancelled.
    pub(super) fn all_cancelled(&self) -> bool {
        self.0.borrow().iter().all(|waiter| waiter.core().is_cancelled())
    }

    /// The repr of what they wait for: `<asyncio.locks.Lock object at … [locked, waiters:2]>`.
    pub(super) fn repr_of(&self, class: &str, state: &str) -> String {
        let waiters = match self.len() {
            0 => String::new(),
            count => format!(", waiters:{count}"),
        };
        format!("<asyncio.locks.{class} object at … [{state}{waiters}]>")
    }

    pub(super) fn len(&self) -> usize {
        self.0.borrow().len()
    }
}

struct Place<'a> {
    waiters: &'a Waiters,
    waiter: &'a Waiter,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.waiters.leave(self.waiter);
    }
}
