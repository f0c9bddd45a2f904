//! `Event`: Lib/asyncio/locks.py.

use std::cell::Cell;
use std::rc::Rc;

use super::waiters::Waiters;
use crate::Result;
use crate::repr::Repr;
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
    state: Rc<State>,
}

#[derive(Default)]
struct State {
    set: Cell<bool>,
    waiters: Waiters,
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

    /// Sets it. All tasks that wait resume in the next iteration, in the order in which they came.
    pub fn set(&self) {
        if !self.state.set.replace(true) {
            self.state.waiters.call(usize::MAX);
        }
    }

    /// Unsets it: tasks that come from now on wait.
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
        let waiter = self.state.waiters.enter(Purpose::Event)?;
        self.state.waiters.wait(&waiter).await
    }
}

/// Python's `repr`, with `at …` for the address.
///
/// ```
/// use except_star::Event;
/// use except_star::repr::Repr;
///
/// assert_eq!(Event::new().repr(), "<asyncio.locks.Event object at … [unset]>");
/// ```
impl Repr for Event {
    fn repr(&self) -> String {
        self.state.waiters.repr_of("Event", if self.is_set() { "set" } else { "unset" })
    }
}
