//! `Semaphore`, `BoundedSemaphore`: Lib/asyncio/locks.py.

use std::cell::Cell;
use std::rc::Rc;

use super::context_manager::AsyncContextManager;
use super::waiters::Waiters;
use crate::Result;
use crate::event_loop::{AnyFuture, State as FutureState, raise};
use crate::exception::{CancelledError, Exception, ValueError};
use crate::repr::Repr;
use crate::trace::Purpose;

/// A number of places, which tasks take and give back: `asyncio.Semaphore`. Clones are the same semaphore.
///
/// ```
/// use except_star::{Semaphore, coro, run};
///
/// run(coro!("main", async {
///     let places = Semaphore::new(1)?;
///     places.acquire().await?;
///     assert!(places.locked());
///     places.release()
/// }))
/// .unwrap();
/// ```
#[derive(Clone)]
pub struct Semaphore {
    state: Rc<State>,
}

struct State {
    value: Cell<i64>,
    /// The most there may be, for a bounded one.
    bound: Option<i64>,
    waiters: Waiters,
}

impl Semaphore {
    /// A semaphore with so many places.
    ///
    /// # Errors
    /// ValueError for less than zero.
    pub fn new(value: i64) -> Result<Self> {
        Self::with_bound(value, None)
    }

    /// One that refuses to get back more places than it had: `asyncio.BoundedSemaphore`.
    ///
    /// # Errors
    /// ValueError for less than zero.
    pub fn bounded(value: i64) -> Result<Self> {
        Self::with_bound(value, Some(value))
    }

    fn with_bound(value: i64, bound: Option<i64>) -> Result<Self> {
        if value < 0 {
            return raise(ValueError.new("Semaphore initial value must be >= 0"));
        }
        Ok(Self { state: Rc::new(State { value: Cell::new(value), bound, waiters: Waiters::default() }) })
    }

    /// Whether `acquire` would wait: no place is free, or others wait already.
    pub fn locked(&self) -> bool {
        self.state.value.get() == 0 || !self.state.waiters.all_cancelled()
    }

    /// Takes a place; does not suspend if one is free and no task waits.
    ///
    /// # Errors
    /// CancelledError: then no place was taken. RuntimeError outside a run.
    pub async fn acquire(&self) -> Result<()> {
        let State { value, waiters, .. } = &*self.state;
        if !self.locked() {
            value.set(value.get() - 1);
            return Ok(());
        }
        let waiter = waiters.enter(Purpose::Semaphore)?;
        let waited = waiters.wait(&waiter).await;
        if waited.as_ref().is_err_and(|error| error.is(CancelledError)) && waiter.core().state() == FutureState::Result
        {
            // It had a place already, and gives it back.
            value.set(value.get() + 1);
        }
        // Those who came meanwhile had to wait for their turn even if there were places.
        while value.get() > 0 && self.call_next() {}
        waited
    }

    /// Gives back a place.
    ///
    /// # Errors
    /// ValueError if it is bounded and has all its places.
    pub fn release(&self) -> Result<()> {
        let State { value, bound, .. } = &*self.state;
        if bound.is_some_and(|bound| value.get() >= bound) {
            return raise(ValueError.new("BoundedSemaphore released too many times"));
        }
        value.set(value.get().saturating_add(1));
        self.call_next();
        Ok(())
    }

    /// Gives a place to the first who waits for one.
    fn call_next(&self) -> bool {
        let State { value, waiters, .. } = &*self.state;
        let called = waiters.call(1) > 0;
        if called {
            value.set(value.get() - 1);
        }
        called
    }
}

/// Python's `repr`, with `at …` for the address.
///
/// ```
/// use except_star::Semaphore;
/// use except_star::repr::Repr;
///
/// let places = Semaphore::bounded(2).unwrap();
/// assert_eq!(places.repr(), "<asyncio.locks.BoundedSemaphore object at … [unlocked, value:2]>");
/// ```
impl Repr for Semaphore {
    fn repr(&self) -> String {
        let State { value, bound, waiters } = &*self.state;
        let class = if bound.is_some() { "BoundedSemaphore" } else { "Semaphore" };
        if self.locked() {
            return waiters.repr_of(class, "locked");
        }
        waiters.repr_of(class, &format!("unlocked, value:{}", value.get()))
    }
}

impl AsyncContextManager for Semaphore {
    type Value = ();
    type Exit = ();

    async fn enter(&self) -> Result<()> {
        self.acquire().await
    }

    async fn exit(&self, _: Option<&Exception>) -> Result<()> {
        self.release()
    }
}
