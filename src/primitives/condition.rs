//! `Condition`: Lib/asyncio/locks.py.

use std::rc::Rc;

use super::context_manager::{AsyncContextManager, leave};
use super::lock::Lock;
use super::waiters::Waiters;
use crate::Result;
use crate::event_loop::{frame, raise};
use crate::exception::{CancelledError, Exception, RuntimeError};
use crate::repr::Repr;
use crate::trace::Purpose;

/// A lock with a queue of tasks that wait for a notification: `asyncio.Condition`. Clones are the same condition.
///
/// ```
/// use except_star::{Condition, async_with, coro, create_task, run, sleep};
///
/// run(coro!("main", async {
///     let news = Condition::default();
///     let reader = create_task(coro!("reader", {
///         let news = news.clone();
///         async move { async_with(&news, async |()| news.wait().await).await }
///     }))?;
///     sleep(0.0).await?;
///     async_with(&news, async |()| news.notify(1)).await?;
///     reader.await
/// }))
/// .unwrap();
/// ```
#[derive(Clone, Default)]
pub struct Condition {
    lock: Lock,
    waiters: Rc<Waiters>,
}

impl Condition {
    /// A condition on a lock that may have other uses.
    pub fn new(lock: Lock) -> Self {
        Self { lock, waiters: Rc::default() }
    }

    /// Whether a task has the lock.
    pub fn locked(&self) -> bool {
        self.lock.locked()
    }

    /// Takes the lock. See [`Lock::acquire`].
    ///
    /// # Errors
    /// As [`Lock::acquire`].
    pub async fn acquire(&self) -> Result<()> {
        self.lock.acquire().await
    }

    /// Frees the lock.
    ///
    /// # Errors
    /// RuntimeError if it is free.
    pub fn release(&self) -> Result<()> {
        self.lock.release()
    }

    /// Frees the lock, waits until it is notified, and takes the lock again.
    ///
    /// Cancelled, it takes the lock again before it raises, however long that takes. It may return without a
    /// notification meant for it; so ask again whether what you wait for is so.
    ///
    /// # Errors
    /// RuntimeError if the lock is free. CancelledError.
    pub async fn wait(&self) -> Result<()> {
        if !self.locked() {
            return raise(RuntimeError.new("cannot wait on un-acquired lock"));
        }
        let result = frame(self.wait_and_reacquire()).await;
        if result.is_err() {
            // It may have been notified, and will not act on that.
            self.waiters.call(1);
        }
        result
    }

    async fn wait_and_reacquire(&self) -> Result<()> {
        let waiter = self.waiters.enter(Purpose::Condition)?;
        self.release()?;
        leave(self.waiters.wait(&waiter).await, async |_| self.reacquire().await).await
    }

    async fn reacquire(&self) -> Result<()> {
        let mut cancelled = None;
        loop {
            match self.acquire().await {
                Err(error) if error.is(CancelledError) => cancelled = Some(error),
                Err(error) => return Err(error),
                Ok(()) => return cancelled.map_or(Ok(()), raise),
            }
        }
    }

    /// Waits until `predicate` holds, calling it at first and after each notification.
    ///
    /// # Errors
    /// As [`Condition::wait`].
    pub async fn wait_for(&self, mut predicate: impl FnMut() -> bool) -> Result<()> {
        while !predicate() {
            self.wait().await?;
        }
        Ok(())
    }

    /// Lets the first `count` tasks that wait resume, once they have the lock.
    ///
    /// # Errors
    /// RuntimeError if the lock is free.
    pub fn notify(&self, count: usize) -> Result<()> {
        if !self.locked() {
            return raise(RuntimeError.new("cannot notify on un-acquired lock"));
        }
        self.waiters.call(count);
        Ok(())
    }

    /// Lets all tasks that wait resume, one after the other.
    ///
    /// # Errors
    /// RuntimeError if the lock is free.
    pub fn notify_all(&self) -> Result<()> {
        self.notify(self.waiters.len())
    }
}

/// Python's `repr`, with `at …` for the address.
///
/// ```
/// use except_star::Condition;
/// use except_star::repr::Repr;
///
/// assert_eq!(Condition::default().repr(), "<asyncio.locks.Condition object at … [unlocked]>");
/// ```
impl Repr for Condition {
    fn repr(&self) -> String {
        let state = if self.locked() { "locked" } else { "unlocked" };
        self.waiters.repr_of("Condition", state)
    }
}

impl AsyncContextManager for Condition {
    type Value = ();
    type Exit = ();

    async fn enter(&self) -> Result<()> {
        self.acquire().await
    }

    async fn exit(&self, _: Option<&Exception>) -> Result<()> {
        self.release()
    }
}
