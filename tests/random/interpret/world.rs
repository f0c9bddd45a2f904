//! What the functions of a program share, in slots.
//!
//! Invariant: nothing is taken out before the run is over.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use except_star::repr::{Repr, Value};
use except_star::{
    Barrier, Condition, Event, Exception, Future, Handle, Lock, Queue, Result, Semaphore, Task, TaskGroup, Timeout,
    print,
};

use crate::program::Slot;

/// What all functions of a program share.
pub(super) struct World {
    pub(super) tasks: Slots<Task<Value>>,
    pub(super) groups: Slots<TaskGroup>,
    pub(super) timeouts: Slots<Timeout>,
    pub(super) futures: Slots<Future<Value>>,
    pub(super) handles: Slots<Handle>,
    pub(super) saved: Slots<Exception>,
    pub(super) events: [Event; 2],
    pub(super) locks: [Lock; 2],
    pub(super) semaphores: [Semaphore; 2],
    pub(super) condition: Condition,
    pub(super) queues: [Queue<i64>; 2],
    pub(super) barrier: Barrier,
}

/// Things by number.
pub(super) struct Slots<T> {
    things: RefCell<BTreeMap<Slot, T>>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self { things: RefCell::default() }
    }
}

impl<T: Clone> Slots<T> {
    pub(super) fn set(&self, slot: Slot, thing: T) {
        // The old one is dropped after the borrow, because dropping it may run the program.
        let old = self.things.borrow_mut().insert(slot, thing);
        drop(old);
    }

    pub(super) fn get(&self, slot: Slot) -> Option<T> {
        self.things.borrow().get(&slot).cloned()
    }

    pub(super) fn present(&self, slots: &[Slot]) -> Vec<T> {
        slots.iter().filter_map(|slot| self.get(*slot)).collect()
    }

    pub(super) fn all(&self) -> Vec<(Slot, T)> {
        self.things.borrow().iter().map(|(slot, thing)| (*slot, thing.clone())).collect()
    }
}

impl World {
    pub(super) fn new() -> Result<Rc<Self>> {
        Ok(Rc::new(Self {
            tasks: Slots::default(),
            groups: Slots::default(),
            timeouts: Slots::default(),
            futures: Slots::default(),
            handles: Slots::default(),
            saved: Slots::default(),
            events: Default::default(),
            locks: Default::default(),
            semaphores: [Semaphore::new(1)?, Semaphore::bounded(2)?],
            condition: Condition::default(),
            queues: [Queue::new(1), Queue::new(0)],
            barrier: Barrier::new(2)?,
        }))
    }

    pub(super) fn begin(&self) -> Result<()> {
        for slot in 0..2 {
            self.futures.set(slot, Future::new()?);
        }
        Ok(())
    }

    pub(super) fn finish(&self) {
        for (slot, task) in self.tasks.all() {
            print(format!("task {slot} {} {}", task.repr(), task.cancelling()));
        }
        for (slot, future) in self.futures.all() {
            print(format!("future {slot} {}", future.repr()));
        }
    }
}
