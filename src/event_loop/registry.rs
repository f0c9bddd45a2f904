//! Which tasks of a loop are not done: what `all_tasks` gives.
//!
//! Invariant: it keeps no task alive. A task leaves when it is done or dropped.

use std::rc::{Rc, Weak};

use super::AnyTask;

#[derive(Default)]
pub(crate) struct Registry {
    places: Vec<Option<Weak<dyn AnyTask>>>,
    free: Vec<u32>,
}

impl Registry {
    /// Gives the task a place.
    pub(crate) fn enter(&mut self, task: Weak<dyn AnyTask>) -> u32 {
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

    /// Frees the place of a task that is done.
    pub(crate) fn leave(&mut self, place: u32) {
        self.places[place as usize] = None;
        self.free.push(place);
    }

    /// The tasks that are not done, in the order of their making. CPython has a set of them, whose order is that of
    /// addresses.
    pub(crate) fn live(&self) -> Vec<Rc<dyn AnyTask>> {
        let mut tasks: Vec<_> = self.places.iter().flatten().filter_map(Weak::upgrade).collect();
        tasks.sort_by_key(|task| task.header().id);
        tasks
    }
}
