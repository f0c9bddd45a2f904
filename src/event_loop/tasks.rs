//! The tasks of a loop: how many there were, their numbers, and which are not done, as `all_tasks` gives them.
//!
//! Invariant: it keeps no task alive. A task leaves when it is done or dropped.

use std::cell::{Cell, RefCell};
use std::iter::successors;
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

/// The tasks that are not done, each linked with the one that was created before it and the one after it.
struct Places {
    places: Vec<Place>,
    free: Vec<u32>,
}

#[derive(Default)]
struct Place {
    task: Option<Weak<dyn AnyTask>>,
    before: u32,
    after: u32,
}

/// The place of no task, after the last one and before the first.
const HEAD: u32 = 0;

impl Default for Places {
    fn default() -> Self {
        Self { places: vec![Place::default()], free: Vec::new() }
    }
}

impl Places {
    fn enter(&mut self, task: Weak<dyn AnyTask>) -> u32 {
        let last = self.at(HEAD).before;
        let place = self.free.pop().unwrap_or_else(|| {
            self.places.push(Place::default());
            (self.places.len() - 1) as u32
        });
        *self.at(place) = Place { task: Some(task), before: last, after: HEAD };
        self.at(last).after = place;
        self.at(HEAD).before = place;
        place
    }

    fn leave(&mut self, place: u32) {
        let Place { before, after, .. } = std::mem::take(self.at(place));
        self.at(before).after = after;
        self.at(after).before = before;
        self.free.push(place);
    }

    fn at(&mut self, place: u32) -> &mut Place {
        &mut self.places[place as usize]
    }

    fn live(&self) -> Vec<Rc<dyn AnyTask>> {
        let after = |place: &u32| Some(self.places[*place as usize].after).filter(|after| *after != HEAD);
        let task = |place| self.places[place as usize].task.as_ref().and_then(Weak::upgrade);
        successors(after(&HEAD), after).filter_map(task).collect()
    }
}
