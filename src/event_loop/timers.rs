//! The timers: a heap by `(when, seq)`.
//!
//! CPython's heap compares `when` alone, so equal deadlines leave it in the heap's order; `seq` pins them to creation
//! order. Invariant: the timer whose time `first` returns is not cancelled.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::rc::Rc;

use super::handle::Callable;
use crate::trace::Nanos;

/// As `_MIN_SCHEDULED_TIMER_HANDLES` and `_MIN_CANCELLED_TIMER_HANDLES_FRACTION` in CPython's base_events.py: cancelled
/// timers are swept out when there are many, so that a loop full of timeouts that never fire stays small.
const SWEEP_AT: usize = 100;

/// When a timer is due: nanoseconds of loop time. It may be before zero, because of two timers that are late already the
/// earlier one fires first.
pub(crate) type Deadline = i128;

#[derive(Default)]
pub(crate) struct Timers {
    heap: BinaryHeap<Reverse<Entry>>,
    next_seq: u64,
    sweep_at: usize,
}

struct Entry {
    when: Deadline,
    seq: u64,
    callback: Rc<dyn Callable>,
    cause: u32,
}

impl Timers {
    pub(crate) fn len(&self) -> usize {
        self.heap.len()
    }

    pub(crate) fn push(&mut self, when: Deadline, callback: Rc<dyn Callable>, cause: u32) {
        if self.heap.len() >= self.sweep_at.max(SWEEP_AT) {
            self.heap.retain(|Reverse(entry)| !entry.callback.is_cancelled());
            // Twice what is left, so that sweeping costs a constant a timer.
            self.sweep_at = self.heap.len() * 2;
        }
        self.heap.push(Reverse(Entry { when, seq: self.next_seq, callback, cause }));
        self.next_seq += 1;
    }

    /// The time of the first timer, zero for one before that; the cancelled ones before it are removed.
    pub(crate) fn first(&mut self) -> Option<Nanos> {
        while let Some(Reverse(entry)) = self.heap.peek() {
            if !entry.callback.is_cancelled() {
                return Some(entry.when.max(0) as Nanos);
            }
            self.heap.pop();
        }
        None
    }

    /// Takes the first timer if it is due, cancelled or not.
    pub(crate) fn pop_due(&mut self, now: Nanos) -> Option<(Rc<dyn Callable>, u32)> {
        if self.heap.peek()?.0.when > now.into() {
            return None;
        }
        self.heap.pop().map(|Reverse(entry)| (entry.callback, entry.cause))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.when, self.seq).cmp(&(other.when, other.seq))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Entry {}
