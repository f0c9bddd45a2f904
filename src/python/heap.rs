//! Owns what may be part of a cycle of references, which nothing but the end of the program frees.
//!
//! Invariant: nothing here keeps an object alive.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::dict::Dict;
use super::memory::{Counted, Growing};
use super::value::{CellRef, DictRef, ListRef, Value};

enum Tracked {
    Dict(Weak<Growing<Dict>>),
    Cell(Weak<RefCell<Option<Value>>>),
    List(Weak<Growing<Vec<Value>>>),
}

impl Tracked {
    fn is_alive(&self) -> bool {
        match self {
            Tracked::Dict(dict) => dict.strong_count() > 0,
            Tracked::Cell(cell) => cell.strong_count() > 0,
            Tracked::List(list) => list.strong_count() > 0,
        }
    }

    fn clear(&self) {
        match self {
            Tracked::Dict(dict) => {
                let entries = dict.upgrade().and_then(|dict| Some(dict.try_borrow_mut().ok()?.clear()));
                drop(entries);
            }
            Tracked::Cell(cell) => {
                let value = Counted::upgrade(cell).and_then(|cell| cell.try_borrow_mut().ok()?.take());
                drop(value);
            }
            Tracked::List(list) => {
                let values = list.upgrade().and_then(|list| Some(std::mem::take(&mut *list.try_borrow_mut().ok()?)));
                drop(values);
            }
        }
    }
}

#[derive(Default)]
pub(crate) struct Heap {
    tracked: RefCell<Vec<Tracked>>,
    /// At how many the dead ones are forgotten.
    limit: std::cell::Cell<usize>,
}

impl Heap {
    fn track(&self, object: Tracked) {
        let mut tracked = self.tracked.borrow_mut();
        if tracked.len() >= self.limit.get().max(1024) {
            tracked.retain(Tracked::is_alive);
            self.limit.set(2 * tracked.len());
        }
        tracked.push(object);
    }

    pub(crate) fn track_dict(&self, dict: &DictRef) {
        self.track(Tracked::Dict(Rc::downgrade(dict)));
    }

    pub(crate) fn track_cell(&self, cell: &CellRef) {
        self.track(Tracked::Cell(cell.downgrade()));
    }

    /// For the locals of frames that tracebacks hold.
    pub(crate) fn track_list(&self, list: &ListRef) {
        self.track(Tracked::List(Rc::downgrade(list)));
    }

    /// Cuts all cycles, in the order in which their objects were created, at the end of the program.
    pub(crate) fn clear(&self) {
        loop {
            let tracked = std::mem::take(&mut *self.tracked.borrow_mut());
            if tracked.is_empty() {
                break;
            }
            tracked.iter().for_each(Tracked::clear);
        }
    }
}
