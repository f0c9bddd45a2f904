//! `shield`: Lib/asyncio/tasks.py.

use std::any::{Any, TypeId};
use std::rc::{Rc, Weak};

use super::awaitable::{Awaitable, ensure_future};
use crate::Result;
use crate::event_loop::{
    AnyFuture, AnyTask, DoneCallback, Future, FutureCell, Request, current_or_set, errors, result_as,
};
use crate::trace::{Name, Purpose};

/// Waits for an awaitable that a cancellation of the waiter does not reach: `asyncio.shield`.
///
/// A coroutine becomes a task at once. If the waiter is cancelled, it gets CancelledError at once, and the inner task continues;
/// keep a handle to it to find out how it ended. If the inner task is cancelled by other means, the waiter gets
/// CancelledError as well. What is done already is returned unchanged.
///
/// # Errors
/// RuntimeError outside a run.
/// Those of an eager [first step](crate::set_eager_task_factory#eager-first-steps).
/// Awaiting it: those of the awaitable, and CancelledError.
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
///
/// What it returns is a future like any other. Cancelling it ends the waiting only.
///
/// ```
/// use except_star::exception::TimeoutError;
/// use except_star::{coro, create_task, run, shield, sleep, wait_for};
///
/// run(coro!("main", async {
///     let task = create_task(coro!("save", sleep(2.0)))?;
///     let shielded = shield(&task)?;
///     assert!(wait_for(&shielded, 1.0).await.unwrap_err().is(TimeoutError));
///     assert!(shielded.cancelled() && !task.done());
///     task.await
/// }))
/// .unwrap();
/// ```
pub fn shield<T: Clone + 'static>(awaitable: impl Awaitable<T>) -> Result<Future<T>> {
    let event_loop = current_or_set()?;
    let inner = ensure_future(awaitable, &event_loop)?;
    if inner.done() {
        return Ok(inner);
    }
    let caller = event_loop.current_task().as_ref().map(Rc::downgrade);
    let outer = FutureCell::with_type(TypeId::of::<T>(), event_loop, Purpose::Shield, None);
    outer.awaits(inner.cell.awaited());
    let outer: Rc<dyn AnyFuture> = outer;
    let result_of = |inner: &_| Box::new(result_as::<T>(inner).expect("it has ended with a result")) as _;
    let inner_done: Rc<dyn DoneCallback> = Rc::new(InnerDone { outer: outer.clone(), result_of, caller });
    inner.cell.core().add_done_callback(&inner.cell, inner_done.clone());
    outer.core().add_done_callback(&outer, Rc::new(OuterDone { inner: inner.cell, inner_done }));
    Ok(Future::of(outer))
}

/// `_inner_done_callback`
struct InnerDone {
    outer: Rc<dyn AnyFuture>,
    /// A clone of the inner future's result, by its type.
    result_of: fn(&Rc<dyn AnyFuture>) -> Box<dyn Any>,
    /// The task that called `shield`.
    caller: Option<Weak<dyn AnyTask>>,
}

impl DoneCallback for InnerDone {
    fn awaiter(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        self.caller.as_ref()?.upgrade()
    }

    fn name(&self) -> Name {
        Name::of("shield.<locals>._inner_done_callback() at …")
    }

    fn run(self: Rc<Self>, inner: Rc<dyn AnyFuture>) {
        let outer = &self.outer;
        if outer.core().is_cancelled() {
            // The waiter was cancelled in the same iteration. Its exception is not taken note of, as in CPython 3.14.
            return;
        }
        if inner.core().is_cancelled() {
            let event_loop = &outer.core().event_loop;
            outer.clone().cancel(Request::by_program(event_loop, None));
            return;
        }
        let ended = match inner.core().failure() {
            Some(exception) => outer.set_exception(outer, &exception),
            None => outer.set_result(outer, (self.result_of)(&inner)),
        };
        // The program has ended the outer future by itself in the same iteration.
        if let Err(exception) = ended {
            errors::call_failed(&inner.core().event_loop, &self.name(), None, exception);
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
