//! The program's handle to a task: `asyncio.Task`.
//!
//! Invariant: a handle owns nothing of the task's run; dropping every one does not stop it.

use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::task::TypedTask;
use super::{AnyFuture, AnyTask, Callback, Request, Wait, callback, raise};
use crate::Result;
use crate::exception::Exception;
use crate::trace::Name;

/// A handle to a task: `asyncio.Task`.
///
/// Clones are the same task. Await it, by value or by reference, for its result; several may. Dropping every handle does not
/// stop the task. When the last one goes of a task that failed and whose exception nobody has asked for, the loop reports
/// `Task exception was never retrieved`.
///
/// # Differences from asyncio
/// A result is cloned for each who asks. What is dear to clone goes into an `Rc`.
///
/// ```
/// use except_star::{Result, coro, create_task, run, sleep};
///
/// let result = run(coro!("main", async {
///     let task = create_task(coro!("work", async {
///         sleep(1.0).await?;
///         Ok(42)
///     }))?;
///     task.await
/// }));
/// assert_eq!(result.unwrap(), 42);
/// ```
pub struct Task<T: 'static> {
    pub(crate) cell: Rc<dyn TypedTask<T>>,
}

impl<T> Clone for Task<T> {
    fn clone(&self) -> Self {
        Self { cell: self.cell.clone() }
    }
}

impl<T: Clone + 'static> Task<T> {
    /// Whether two handles are of the same task.
    pub fn is(&self, other: &Task<T>) -> bool {
        self.address() == other.address()
    }

    /// Where it lives: unique as long as a handle to it does.
    pub(crate) fn address(&self) -> usize {
        Rc::as_ptr(&self.cell).addr()
    }

    fn any(&self) -> Rc<dyn AnyTask> {
        self.cell.clone()
    }

    /// Its name: as given, or `Task-N`.
    pub fn name(&self) -> String {
        self.cell.header().name.to_string()
    }

    /// Whether it has ended, in whatever way.
    pub fn done(&self) -> bool {
        self.cell.core().is_done()
    }

    /// Whether it ended cancelled.
    pub fn cancelled(&self) -> bool {
        self.cell.core().is_cancelled()
    }

    /// Its result.
    ///
    /// # Errors
    /// Its exception; CancelledError if it was cancelled; InvalidStateError if it is not done.
    pub fn result(&self) -> Result<T> {
        self.cell.core().check().or_else(raise)?;
        Ok(self.cell.value().expect("a finished task holds its result"))
    }

    /// Its exception; none if it has a result. Asking counts as retrieving it.
    ///
    /// # Errors
    /// CancelledError if it was cancelled; InvalidStateError if it is not done.
    pub fn exception(&self) -> Result<Option<Exception>> {
        self.cell.core().exception()
    }

    /// Asks it to end: CancelledError arrives at the await on which it is suspended, or at its next one.
    ///
    /// False if it is done. The task may clean up, and may swallow the request. One that has not started never runs.
    pub fn cancel(&self) -> bool {
        self.any().request_cancel(Request::by_program(&self.cell.core().event_loop, None))
    }

    /// As [`Task::cancel`], with a message for the CancelledError.
    pub fn cancel_with(&self, message: &str) -> bool {
        self.any().request_cancel(Request::by_program(&self.cell.core().event_loop, Some(message.into())))
    }

    /// How many requests to cancel it has had and not taken back.
    pub fn cancelling(&self) -> u32 {
        self.any().cancelling()
    }

    /// Takes back one request to cancel and tells how many remain. Taking back the last one also drops a CancelledError
    /// that has not been delivered.
    pub fn uncancel(&self) -> u32 {
        self.any().uncancel()
    }

    /// Calls `callback` in the iteration after the task is done; in the next one if it is done already.
    ///
    /// What the callback raises is handed to the loop's exception handler under `name`, and the loop goes on.
    pub fn add_done_callback(
        &self,
        name: impl Into<Name>,
        callback: impl FnOnce(Task<T>) -> Result<()> + 'static,
    ) -> Callback {
        // The task holds the callback, so the callback must not hold the task.
        let task = Rc::downgrade(&self.cell);
        callback::add(self.cell.clone(), name.into(), move || {
            callback(Task { cell: task.upgrade().expect("the handle that runs this holds the task") })
        })
    }

    /// Takes back [`Task::add_done_callback`], unless the task is done. Tells how many callbacks it was, 1 or 0.
    pub fn remove_done_callback(&self, callback: &Callback) -> usize {
        callback::remove(self.cell.core(), callback)
    }
}

/// Waits for a task. See [`Task`].
#[must_use = "a future does nothing unless it is awaited"]
pub struct Join<T: 'static> {
    wait: Wait,
    cell: Rc<dyn TypedTask<T>>,
}

impl<T: Clone + 'static> std::future::Future for Join<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        let done = Pin::new(&mut self.wait).poll(cx);
        done.map_ok(|()| self.cell.value().expect("a finished task holds its result"))
    }
}

impl<T: Clone + 'static> IntoFuture for Task<T> {
    type Output = Result<T>;
    type IntoFuture = Join<T>;

    fn into_future(self) -> Join<T> {
        Join { wait: Wait::new(self.cell.clone()), cell: self.cell }
    }
}

impl<T: Clone + 'static> IntoFuture for &Task<T> {
    type Output = Result<T>;
    type IntoFuture = Join<T>;

    fn into_future(self) -> Join<T> {
        self.clone().into_future()
    }
}

impl<T: Clone + 'static> crate::repr::Repr for Task<T> {
    fn repr(&self) -> String {
        AnyFuture::repr(&*self.cell)
    }
}
