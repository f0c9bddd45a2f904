//! `shield`: Lib/asyncio/tasks.py.

use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

use futures::future::LocalBoxFuture;

use super::awaitable::{Awaitable, Sealed, future_handle};
use crate::Result;
use crate::event_loop::{AnyFuture, AnyTask, DoneCallback, FutureCell, LoopState, Outcome, Wait, current_or_set};
use crate::exception::Exception;
use crate::trace::{Name, Purpose};

/// Waits for an awaitable that a cancellation of the waiter does not reach: `asyncio.shield`.
///
/// A coroutine becomes a task at once. If the waiter is cancelled, it gets CancelledError at once, and the inner task goes on;
/// keep a handle to it, or nobody will know how it ended. If the inner task is cancelled by other means, the waiter gets
/// CancelledError as well.
///
/// # Errors
/// RuntimeError outside a run. Awaiting it: those of the awaitable, and CancelledError.
///
/// ```
/// use except_star::exception::CancelledError;
/// use except_star::{attempt, coro, create_task, run, shield, sleep};
///
/// let saved = run(coro!("main", async {
///     let inner = create_task(coro!("save", async {
///         sleep(2.0).await?;
///         Ok("saved")
///     }))?;
///     let waiter = create_task(coro!("waiter", {
///         let inner = inner.clone();
///         async move { shield(inner)?.await }
///     }))?;
///     sleep(1.0).await?;
///     waiter.cancel();
///     attempt(async { waiter.await }).except(CancelledError, async |_| Ok("cancelled")).await?;
///     inner.await
/// }));
/// assert_eq!(saved.unwrap(), "saved");
/// ```
pub fn shield<T: Clone + 'static>(awaitable: impl Awaitable<T>) -> Result<Shield<T>> {
    let event_loop = current_or_set()?;
    let inner = awaitable.ensure_future(&event_loop);
    if inner.core().is_done() {
        return Ok(Shield::of(inner));
    }
    let caller = event_loop.current_task().as_ref().map(Rc::downgrade);
    let outer = FutureCell::new(event_loop, Purpose::Shield);
    let any: Rc<dyn AnyFuture> = inner.clone();
    let inner_done: Rc<dyn DoneCallback> = Rc::new(InnerDone { inner, outer: outer.clone(), caller });
    let outer_any: Rc<dyn AnyFuture> = outer.clone();
    any.core().add_done_callback(&any, inner_done.clone());
    outer.core().add_done_callback(&outer_any, Rc::new(OuterDone { inner: any, inner_done }));
    Ok(Shield::of(outer))
}

/// What [`shield`] returns: await it for the result. It can be asked, cancelled, and given to other primitives.
///
/// ```
/// use except_star::exception::TimeoutError;
/// use except_star::{coro, create_task, run, shield, sleep, wait_for};
///
/// run(coro!("main", async {
///     let task = create_task(coro!("save", sleep(2.0)))?;
///     let shielded = shield(&task)?;
///     assert!(wait_for(shielded.clone(), 1.0).await.unwrap_err().is(TimeoutError));
///     assert!(shielded.cancelled() && !task.done());
///     task.await
/// }))
/// .unwrap();
/// ```
#[must_use = "awaiting it gives the result"]
pub struct Shield<T: 'static> {
    wait: Wait,
    cell: Rc<dyn Outcome<T>>,
}

future_handle!(Shield<T>: T, cancel: "Cancels the waiting; what is shielded goes on. False if it is over.");

/// `_inner_done_callback`
struct InnerDone<T: Clone + 'static> {
    inner: Rc<dyn Outcome<T>>,
    outer: Rc<FutureCell<T>>,
    /// The task that called `shield`.
    caller: Option<Weak<dyn AnyTask>>,
}

impl<T: Clone + 'static> DoneCallback for InnerDone<T> {
    fn awaiter(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        self.caller.as_ref()?.upgrade()
    }

    fn name(&self) -> Name {
        Name::of("shield.<locals>._inner_done_callback() at …")
    }

    fn run(self: Rc<Self>, inner: Rc<dyn AnyFuture>) {
        if self.outer.core().is_done() {
            // The waiter was cancelled in the same iteration. Its exception is not taken note of, as in CPython 3.14.
            return;
        }
        if inner.core().is_cancelled() {
            self.outer.clone().end_cancelled(None);
        } else if let Some(exception) = inner.core().failure() {
            self.outer.clone().set_exception(exception);
        } else {
            self.outer.clone().set_result(self.inner.value().expect("a finished future holds its result"));
        }
    }
}

/// `_outer_done_callback`
struct OuterDone {
    inner: Rc<dyn AnyFuture>,
    inner_done: Rc<dyn DoneCallback>,
}

impl DoneCallback for OuterDone {
    fn name(&self) -> Name {
        Name::of("shield.<locals>._outer_done_callback() at …")
    }

    fn run(self: Rc<Self>, _: Rc<dyn AnyFuture>) {
        if !self.inner.core().is_done() {
            self.inner.core().remove_done_callback(&self.inner_done);
        }
    }
}
