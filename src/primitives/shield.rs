//! `shield`: Lib/asyncio/tasks.py.

use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

use super::awaitable::Awaitable;
use crate::Result;
use crate::event_loop::{AnyFuture, AnyTask, DoneCallback, FutureCell, Outcome, Wait, current};
use crate::trace::Purpose;

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
    let event_loop = current()?;
    let inner = awaitable.ensure_future(&event_loop);
    let any = inner.clone().into_any();
    if inner.core().is_done() {
        return Ok(Shield { wait: Wait::new(any), inner });
    }
    let caller = event_loop.current_task().as_ref().map(Rc::downgrade);
    let outer = FutureCell::new(event_loop, Purpose::Shield);
    let inner_done: Rc<dyn DoneCallback> = Rc::new(InnerDone { outer: outer.clone(), caller });
    let outer_any = outer.clone().into_any();
    inner.core().add_done_callback(&any, inner_done.clone());
    outer.core().add_done_callback(&outer_any, Rc::new(OuterDone { inner: any, inner_done }));
    Ok(Shield { wait: Wait::new(outer), inner })
}

/// What [`shield`] returns: await it for the result.
#[must_use = "awaiting it gives the result"]
pub struct Shield<T: 'static> {
    wait: Wait,
    inner: Rc<dyn Outcome<T>>,
}

impl<T: Clone + 'static> std::future::Future for Shield<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        let done = Pin::new(&mut self.wait).poll(cx);
        done.map_ok(|()| self.inner.value().expect("the inner future has ended with a result"))
    }
}

/// `_inner_done_callback`
struct InnerDone {
    outer: Rc<FutureCell<()>>,
    /// The task that called `shield`.
    caller: Option<Weak<dyn AnyTask>>,
}

impl DoneCallback for InnerDone {
    fn awaiter(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        self.caller.as_ref()?.upgrade()
    }

    fn name(&self) -> &'static str {
        "shield.<locals>._inner_done_callback() at …"
    }

    fn run(self: Rc<Self>, inner: Rc<dyn AnyFuture>) {
        if self.outer.core().is_done() {
            // The waiter was cancelled in the same iteration. Its exception is not taken note of, as in CPython 3.14.
            return;
        }
        if inner.core().is_cancelled() {
            self.outer.clone().cancel(None);
        } else if let Some(exception) = inner.core().failure() {
            self.outer.clone().set_exception(exception);
        } else {
            self.outer.clone().set_result(());
        }
    }
}

/// `_outer_done_callback`
struct OuterDone {
    inner: Rc<dyn AnyFuture>,
    inner_done: Rc<dyn DoneCallback>,
}

impl DoneCallback for OuterDone {
    fn name(&self) -> &'static str {
        "shield.<locals>._outer_done_callback() at …"
    }

    fn run(self: Rc<Self>, _: Rc<dyn AnyFuture>) {
        if !self.inner.core().is_done() {
            self.inner.core().remove_done_callback(&self.inner_done);
        }
    }
}
