//! The tasks of a loop: how many there were, their numbers, and which are not done, as `all_tasks` gives them.
//!
//! Invariant: it keeps no task alive. A task leaves when it is done or dropped.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

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
    places: RefCell<Places>,
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
        self.places.borrow_mut().enter(task)
    }

    /// Frees the place of a task that is done, or goes.
    pub(super) fn leave(&self, place: u32) {
        self.places.borrow_mut().leave(place);
    }

    /// The tasks that are not done, in creation order. CPython has a set of them, whose order is that of addresses.
    pub(super) fn live(&self) -> Vec<Rc<dyn AnyTask>> {
        self.places.borrow().live()
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

#[derive(Default)]
struct Places {
    places: Vec<Option<Weak<dyn AnyTask>>>,
    free: Vec<u32>,
}

impl Places {
    fn enter(&mut self, task: Weak<dyn AnyTask>) -> u32 {
        match self.free.pop() {
            Some(place) => {
                self.places[place as usize] = Some(task);
                place
            }
            None => {
                self.places.push(Some(task));
                (self.places.len() - 1) as u32
            }
        }
    }

    fn leave(&mut self, place: u32) {
        self.places[place as usize] = None;
        self.free.push(place);
    }

    fn live(&self) -> Vec<Rc<dyn AnyTask>> {
        let mut tasks: Vec<_> = self.places.iter().flatten().filter_map(Weak::upgrade).collect();
        tasks.sort_unstable_by_key(|task| task.header().id);
        tasks
    }
}
