//! `Lock`: Lib/asyncio/locks.py.

use std::cell::Cell;
use std::rc::Rc;

use super::context_manager::AsyncContextManager;
use super::waiters::Waiters;
use crate::Result;
use crate::event_loop::{AnyFuture, current, raise};
use crate::exception::{CancelledError, Exception, RuntimeError};
use crate::repr::Repr;
use crate::trace::{Awaited, Purpose, TaskId};

/// A lock for tasks, which they get in the order in which they came: `asyncio.Lock`. Clones are the same lock.
///
/// ```
/// use except_star::{Lock, async_with, coro, run};
///
/// let value = run(coro!("main", async {
///     let lock = Lock::new();
///     let value = async_with(&lock, async |()| Ok(lock.locked())).await?;
///     assert!(!lock.locked());
///     Ok(value)
/// }));
/// assert_eq!(value.unwrap(), true);
/// ```
#[derive(Clone, Default)]
pub struct Lock {
    state: Rc<State>,
}

#[derive(Default)]
struct State {
    locked: Cell<bool>,
    /// The task that took it last, for the trace.
    holder: Cell<TaskId>,
    waiters: Waiters,
}

impl Lock {
    /// A lock that is free.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether a task has it.
    pub fn locked(&self) -> bool {
        self.state.locked.get()
    }

    /// Takes it; does not suspend if it is free and no task waits.
    ///
    /// # Errors
    /// CancelledError: then it was not taken. RuntimeError outside a run.
    pub async fn acquire(&self) -> Result<()> {
        let State { locked, holder, waiters } = &*self.state;
        if locked.get() || !waiters.all_cancelled() {
            let before = waiters.last().map_or(Awaited::Task(holder.get()), |last| last.awaited());
            let waiter = waiters.enter(Purpose::Lock)?;
            waiter.awaits(before);
            if let Err(error) = waiters.wait(&waiter).await {
                // It may have been called and cancelled at once; then it is the next one's turn.
                if error.is(CancelledError) && !locked.get() {
                    waiters.call_first();
                }
                return Err(error);
            }
        }
        locked.set(true);
        holder.set(current().map_or(0, |event_loop| event_loop.recorder.task()));
        Ok(())
    }

    /// Frees it. The first task that waits gets it in the next iteration. Any task may free it, not only the one that took it.
    ///
    /// # Errors
    /// RuntimeError if it is free.
    pub fn release(&self) -> Result<()> {
        if !self.state.locked.replace(false) {
            return raise(RuntimeError.new("Lock is not acquired."));
        }
        self.state.waiters.call_first();
        Ok(())
    }
}

/// Python's `repr`, with `at …` for the address.
///
/// ```
/// use except_star::Lock;
/// use except_star::repr::Repr;
///
/// assert_eq!(Lock::new().repr(), "<asyncio.locks.Lock object at … [unlocked]>");
/// ```
impl Repr for Lock {
    fn repr(&self) -> String {
        let state = if self.locked() { "locked" } else { "unlocked" };
        self.state.waiters.repr_of("Lock", state)
    }
}

impl AsyncContextManager for Lock {
    type Value = ();
    type Exit = ();

    async fn enter(&self) -> Result<()> {
        self.acquire().await
    }

    async fn exit(&self, _: Option<&Exception>) -> Result<()> {
        self.release()
    }
}
