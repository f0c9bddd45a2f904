//! `wait_for`: Lib/asyncio/tasks.py.

use std::rc::Rc;

use super::awaitable::{Awaitable, ensure_future};
use super::timeout::timeout;
use crate::Result;
use crate::event_loop::{AnyFuture, DoneCallback, FutureCell, Request, Wait, current, frame, handling_now, raise_from};
use crate::exception::{CancelledError, TimeoutError};
use crate::trace::{Name, Purpose, Requester};

/// Waits for one awaitable for at most `limit` seconds; none is no limit: `asyncio.wait_for`.
///
/// A coroutine runs within the current task. When the time is up it is cancelled, and its cleanup is waited for: it takes as
/// long as it takes. If it swallows the cancellation and returns, that value is the result; if it raises something
/// else, that comes out. With a limit of zero or less a coroutine never starts.
///
/// # Errors
/// Those of the awaitable. TimeoutError. CancelledError, if the task is cancelled; then the awaitable is, too.
/// With no time left, those of an eager [first step](crate::set_eager_task_factory#eager-first-steps).
///
/// ```
/// use except_star::exception::TimeoutError;
/// use except_star::{coro, run, sleep, wait_for};
///
/// let error = run(coro!("main", async {
///     wait_for(coro!("slow", sleep(10.0)), 0.5).await
/// }));
/// assert!(error.unwrap_err().is(TimeoutError));
/// ```
pub async fn wait_for<T: Clone + 'static>(awaitable: impl Awaitable<T>, limit: impl Into<Option<f64>>) -> Result<T> {
    frame(wait_for_inner(awaitable, limit.into())).await
}

async fn wait_for_inner<T: Clone + 'static>(awaitable: impl Awaitable<T>, limit: Option<f64>) -> Result<T> {
    if !limit.is_some_and(|limit| limit <= 0.0) {
        return timeout(limit, async |_| awaitable.inline().await).await;
    }
    let future = ensure_future(awaitable, &current()?)?;
    if future.done() {
        return future.await;
    }
    cancel_and_wait(&future.cell).await?;
    match future.await {
        Err(error) if error.is(CancelledError) => {
            handling_now(&error, || raise_from(TimeoutError.empty(), Some(error.clone())))
        }
        result => result,
    }
}

/// Cancels a future and waits until it is done, however long that takes. Being cancelled meanwhile ends the waiting only.
async fn cancel_and_wait(future: &Rc<dyn AnyFuture>) -> Result<()> {
    let waiter = FutureCell::new(future.core().event_loop.clone(), Purpose::WaitFor);
    waiter.awaits(future.awaited());
    let release: Rc<dyn DoneCallback> = Rc::new(Release(waiter.clone()));
    future.core().add_done_callback(future, release.clone());
    let event_loop = &future.core().event_loop;
    let by = Requester::WaitFor(event_loop.recorder.task());
    future.clone().cancel(Request { message: None, by });
    let waited = Wait::new(waiter).await;
    future.core().remove_done_callback(&release);
    waited
}

/// `_release_waiter`
struct Release(Rc<FutureCell>);

impl DoneCallback for Release {
    fn name(&self) -> Name {
        Name::of("_release_waiter()() at …")
    }

    fn run(self: Rc<Self>, _: Rc<dyn AnyFuture>) {
        self.0.clone().release();
    }
}
