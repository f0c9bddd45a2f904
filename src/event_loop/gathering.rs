//! What the outer future of a `gather` adds to a plain one: `_GatheringFuture` and the `_done_callback` of its children, in
//! Lib/asyncio/tasks.py.
//!
//! The children's callbacks hold the outer future, which holds the children. Invariant: once it is done it holds no plain future
//! that is pending, so no circle outlives the loop; a task comes to its end with the loop at the latest.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::future::Message;
use super::{AnyFuture, AnyTask, Core, Limit, Request, State, cut, short_list};
use crate::exception::{CancelledError, Exception};
use crate::repr::Repr;
use crate::trace::Requester;

/// How many may stand in each other where one is cancelled. CPython raises RecursionError there.
const DEEPEST: u32 = 400;

thread_local! {
    /// How many are being cancelled.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

pub(crate) struct Gathering {
    /// One for each argument: a child that is given twice stands here twice, and gets two requests to cancel.
    children: RefCell<Vec<Rc<dyn AnyFuture>>>,
    /// How many children have not ended while it was pending.
    unfinished: Cell<usize>,
    return_exceptions: bool,
    cancel_requested: Cell<bool>,
    being_cancelled: Cell<bool>,
    /// The task that called `gather`.
    caller: Option<Weak<dyn AnyTask>>,
}

impl Gathering {
    /// For these children, `distinct` of which are different ones.
    pub(crate) fn new(
        children: Vec<Rc<dyn AnyFuture>>,
        distinct: usize,
        return_exceptions: bool,
        caller: Option<Rc<dyn AnyTask>>,
    ) -> Self {
        Self {
            children: RefCell::new(children),
            unfinished: Cell::new(distinct),
            return_exceptions,
            cancel_requested: Cell::new(false),
            being_cancelled: Cell::new(false),
            caller: caller.as_ref().map(Rc::downgrade),
        }
    }

    pub(crate) fn caller(&self) -> Option<Rc<dyn AnyTask>> {
        self.caller.as_ref()?.upgrade()
    }

    /// A child has ended. Returns how the outer future ends because of that, if it does: with results for an `Ok`.
    pub(crate) fn child_done(&self, outer: &Core, child: &Core) -> Option<Result<(), Exception>> {
        if outer.is_done() {
            // Too late: the outer future is done.
            child.retrieve();
            return None;
        }
        self.unfinished.set(self.unfinished.get() - 1);
        if !self.return_exceptions {
            let failure = if child.is_cancelled() { Some(child.make_cancelled_error()) } else { child.failure() };
            if let Some(exception) = failure {
                return Some(Err(exception));
            }
        }
        if self.unfinished.get() > 0 {
            return None;
        }
        let children = self.children.borrow();
        for child in &*children {
            child.core().retrieve();
        }
        match children.last() {
            // The error is that of the last argument, whichever child ended last.
            Some(last) if self.cancel_requested.get() => Some(Err(last.core().make_cancelled_error())),
            _ => Some(Ok(())),
        }
    }

    /// The results of the children, as `collect` combines them.
    pub(crate) fn results<R>(&self, collect: impl Fn(&[Rc<dyn AnyFuture>]) -> R) -> R {
        collect(&self.children.borrow())
    }

    /// Cancels the children; the outer future ends when they have ended.
    pub(super) fn cancel(&self, outer: &Core, Request { message, by }: Request) -> bool {
        // A child that awaits this gather, through others, closes a ring.
        if self.being_cancelled.replace(true) {
            return true;
        }
        let depth = DEPTH.replace(DEPTH.get() + 1);
        let any = depth < DEEPEST && self.cancel_children(message, by);
        DEPTH.set(depth);
        self.being_cancelled.set(false);
        if depth == DEEPEST {
            outer.event_loop.exceeded.set(Some(Limit::Nesting(DEEPEST)));
        }
        if any {
            self.cancel_requested.set(true);
        }
        any
    }

    fn cancel_children(&self, message: Message, by: Requester) -> bool {
        let through = match by {
            Requester::Awaiting(task) => Some(task),
            _ => None,
        };
        let mut any = false;
        for child in self.children.borrow().clone() {
            any |= child.cancel(Request { message: message.clone(), by: Requester::Gather(through) });
        }
        any
    }

    /// The outer future is done: the circle is cut. Children that are done are not part of it: as in CPython, they are dropped
    /// when no running child is left.
    pub(super) fn end(&self) {
        if self.children.borrow().iter().all(|child| child.core().is_done()) {
            return;
        }
        let stays = |child: &Rc<dyn AnyFuture>| child.core().is_done() || child.clone().into_task().is_some();
        let (stay, go) = self.children.take().into_iter().partition(stays);
        self.children.replace(stay);
        drop_list(go);
    }

    /// Its result as reprs show it, if the children gave it.
    pub(super) fn short_result(&self) -> Option<String> {
        let entry = |child: &Rc<dyn AnyFuture>| match child.core().state() {
            State::Cancelled => cut(&cancelled_entry(child.core()).repr()),
            State::Exception => child.core().peek_error().map_or(String::new(), |error| cut(&error.repr())),
            State::Result | State::Pending => child.short_result(),
        };
        (self.unfinished.get() == 0).then(|| short_list(self.children.borrow().iter().map(entry)))
    }
}

impl Drop for Gathering {
    fn drop(&mut self) {
        drop_list(self.children.take());
    }
}

/// CPython frees a list from its end, and so reports what was never retrieved in that order.
fn drop_list<T>(mut list: Vec<T>) {
    while list.pop().is_some() {}
}

/// The entry of a cancelled child among the results.
pub(crate) fn cancelled_entry(child: &Core) -> Exception {
    CancelledError.new(child.message.get().unwrap_or_default())
}
