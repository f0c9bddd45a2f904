//! The tasks of a group that are not done.
//!
//! Invariant: they are in creation order, and a task is here from its creation until the loop has reported its end.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::event_loop::AnyTask;
use crate::trace::TaskId;

/// Children in creation order, which is that of their ids. One that ends leaves a hole, and the holes are closed when
/// they are half of all, so adding and discarding take a constant time, or nearly.
#[derive(Default)]
pub(super) struct Children {
    places: VecDeque<(TaskId, Option<Rc<dyn AnyTask>>)>,
    pub(super) unfinished: usize,
}

impl Children {
    pub(super) fn add(&mut self, task: Rc<dyn AnyTask>) {
        let id = task.id();
        // One that was created in an eager first step has been added before the task that took it.
        if self.places.back().is_none_or(|(last, _)| *last < id) {
            self.places.push_back((id, Some(task)));
        } else {
            self.places.insert(self.places.partition_point(|(other, _)| *other < id), (id, Some(task)));
        }
        self.unfinished += 1;
    }

    /// Takes out a child: its done callback does it, once.
    pub(super) fn discard(&mut self, id: TaskId) {
        // The done callback that calls this holds the task, so this does not drop it. Most often the first one ends first.
        if self.places.front().is_some_and(|(first, _)| *first == id) {
            self.places.pop_front();
        } else if let Ok(place) = self.places.binary_search_by_key(&id, |(id, _)| *id) {
            self.places[place].1 = None;
        }
        self.unfinished -= 1;
        while let Some((_, None)) = self.places.front() {
            self.places.pop_front();
        }
        if self.places.len() > 32 && self.places.len() > 2 * self.unfinished {
            self.places.retain(|(_, task)| task.is_some());
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Rc<dyn AnyTask>> {
        self.places.iter().filter_map(|(_, task)| task.as_ref())
    }
}
