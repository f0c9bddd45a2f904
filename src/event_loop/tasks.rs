//! The tasks of a loop: how many there were, their numbers, and which are not done, as `all_tasks` gives them.
//!
//! Invariant: it keeps no task alive. A task leaves when it is done or dropped.

use std::cell::{Cell, RefCell};
use std::collections::BinaryHeap;
use std::rc::{Rc, Weak};

use slab::Slab;

use super::AnyTask;
use crate::trace::TaskId;

#[derive(Default)]
pub(super) struct Tasks {
    /// How many were created. Their ids are never used again.
    created: Cell<TaskId>,
    /// The number of the last one that was given none of its own name: `Task-3`.
    numbered: Cell<u32>,
    /// How many are suspended on something outside of the loop.
    external: Cell<usize>,
    /// Those that are not done. A place is used again.
    live: RefCell<Slab<Weak<dyn AnyTask>>>,
}

impl Tasks {
    /// The id of a new task.
    pub(super) fn next_id(&self) -> TaskId {
        self.created.set(self.created.get() + 1);
        self.created.get()
    }

    pub(super) fn created(&self) -> TaskId {
        self.created.get()
    }

    /// The number of the next task without a name.
    pub(super) fn next_number(&self) -> u32 {
        self.numbered.set(self.numbered.get() + 1);
        self.numbered.get()
    }

    /// Gives a task its place among those that are not done.
    pub(super) fn enter(&self, task: Weak<dyn AnyTask>) -> u32 {
        self.live.borrow_mut().insert(task) as u32
    }

    /// Frees the place of a task that is done, or goes.
    pub(super) fn leave(&self, place: u32) {
        self.live.borrow_mut().try_remove(place as usize);
    }

    /// The tasks that are not done, in creation order. CPython has a set of them, whose order is that of addresses.
    pub(super) fn live(&self) -> Vec<Rc<dyn AnyTask>> {
        let tasks: Vec<_> = self.live.borrow().iter().filter_map(|(_, task)| task.upgrade()).collect();
        // A heap, because the loop has one anyway.
        let by_id: BinaryHeap<_> = tasks.iter().enumerate().map(|(place, task)| (task.id(), place)).collect();
        by_id.into_sorted_vec().into_iter().map(|(_, place)| tasks[place].clone()).collect()
    }

    /// A task suspends on something outside of the loop.
    pub(super) fn suspend_externally(&self) {
        self.external.set(self.external.get() + 1);
    }

    /// Such a task is woken, cancelled or dropped.
    pub(super) fn resume_externally(&self) {
        self.external.set(self.external.get() - 1);
    }

    /// Whether something outside of the loop can still wake a task.
    pub(super) fn await_externally(&self) -> bool {
        self.external.get() > 0
    }
}
