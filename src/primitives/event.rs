//! `Event`: Lib/asyncio/locks.py.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use crate::Result;
use crate::event_loop::{AnyFuture, FutureCell, Wait, current};
use crate::trace::Purpose;

/// A flag that tasks wait for: `asyncio.Event`. Clones are the same event.
///
/// ```
/// use except_star::{Event, coro, create_task, run};
///
/// run(coro!("main", async {
///     let event = Event::new();
///     let waiter = create_task(coro!("waiter", {
///         let event = event.clone();
///         async move { event.wait().await }
///     }))?;
///     event.set();
///     waiter.await
/// }))
/// .unwrap();
/// ```
#[derive(Clone, Default)]
pub struct Event {
    state: Rc<EventState>,
}

#[derive(Default)]
struct EventState {
    set: Cell<bool>,
    waiters: RefCell<VecDeque<Rc<FutureCell<()>>>>,
}

impl Event {
    /// An event that is not set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether it is set.
    pub fn is_set(&self) -> bool {
        self.state.set.get()
    }

    /// Sets it. All who wait go on in the next iteration, in the order in which they came.
    pub fn set(&self) {
        if !self.state.set.replace(true) {
            let waiters: Vec<_> = self.state.waiters.borrow().iter().cloned().collect();
            for waiter in waiters {
                if !waiter.core().is_done() {
                    waiter.set_result(());
                }
            }
        }
    }

    /// Unsets it: who comes from now on waits.
    pub fn clear(&self) {
        self.state.set.set(false);
    }

    /// Waits until it is set; does not suspend if it is.
    ///
    /// # Errors
    /// CancelledError. RuntimeError outside a run.
    pub async fn wait(&self) -> Result<()> {
        if self.is_set() {
            return Ok(());
        }
        let waiter = FutureCell::new(current()?, Purpose::Event);
        self.state.waiters.borrow_mut().push_back(waiter.clone());
        let _place = Place { event: self, waiter: waiter.clone() };
        Wait::new(waiter).await
    }
}

/// A place among those who wait, given up however the waiting ends.
struct Place<'a> {
    event: &'a Event,
    waiter: Rc<FutureCell<()>>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut waiters = self.event.state.waiters.borrow_mut();
        if let Some(index) = waiters.iter().position(|waiter| Rc::ptr_eq(waiter, &self.waiter)) {
            waiters.remove(index);
        }
    }
}
