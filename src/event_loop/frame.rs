//! Frames: a coroutine that another one awaits, within one task.
//!
//! Invariant: StopIteration does not leave a coroutine.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use super::coroutine::dropped;
use super::future::no_stop_iteration;
use super::{Code, handling, try_current};
use crate::Result;
use crate::exception::{CancelledError, Exception};
use crate::trace::{Ending, Event};

/// What awaiting a [`Coro`](crate::Coro) gives: the coroutine within the one that awaits it.
///
/// An `async fn` that is awaited without [`coro!`](crate::coro) counts as a part of the function that awaits it. That makes
/// a difference to an exception that is thrown into the task, such as a CancelledError: in each coroutine that it passes it
/// gets as its context what that coroutine handles, and while it is in one it knows nothing of the others.
///
/// ```
/// use except_star::exception::{CancelledError, ValueError};
/// use except_star::{attempt, coro, create_task, raise, run, sleep};
///
/// async fn inner() -> except_star::Result<()> {
///     attempt(sleep(1.0))
///         .except(CancelledError, async |e| {
///             assert!(e.context().is_none());
///             Err(e)
///         })
///         .await
/// }
/// async fn outer() -> except_star::Result<()> {
///     attempt(async { raise(ValueError.new("bad")) }).except(ValueError, async |_| coro!(inner()).await).await
/// }
/// let end = run(coro!("main", async {
///     let task = create_task(coro!(outer()))?;
///     sleep(0.5).await?;
///     task.cancel();
///     task.await
/// }));
/// assert!(end.unwrap_err().context().unwrap().is(ValueError));
/// ```
#[must_use = "a future does nothing unless it is awaited"]
pub struct Frame<F> {
    code: Code,
    entered: bool,
    // Boxed, because one is rare beside a task, and so nothing here is unsafe.
    future: Pin<Box<F>>,
}

impl<F> Frame<F> {
    pub(super) fn new(code: Code, future: F) -> Self {
        Self { code, entered: false, future: Box::pin(future) }
    }
}

/// One that is dropped before it has begun is a coroutine that was never awaited.
impl<F> Drop for Frame<F> {
    fn drop(&mut self) {
        if !self.entered {
            dropped(&self.code);
        }
    }
}

impl<F: Future<Output = Result<T>>, T> Future for Frame<F> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        let Self { code, entered, future } = &mut *self;
        poll_coroutine(code, entered, future.as_mut(), cx)
    }
}

/// Polls a coroutine, whatever the type of its future: so this stands in the program once for each type of result.
fn poll_coroutine<T>(
    code: &Code,
    entered: &mut bool,
    future: Pin<&mut dyn Future<Output = Result<T>>>,
    cx: &mut Context<'_>,
) -> Poll<Result<T>> {
    if !std::mem::replace(entered, true) {
        record(Event::Enter { coroutine: &code.name() });
    }
    let polled = handling::poll_frame(|| future.poll(cx).map_err(out_of_frame));
    if let Poll::Ready(result) = &polled {
        let ending = result.as_ref().map_or_else(ending, |_| Ending::Result);
        record(Event::Leave { coroutine: &code.name(), ending });
    }
    polled
}

/// Notes that an interpreter enters a coroutine that another one awaits, as awaiting a [`Coro`](crate::Coro) does.
pub fn entered(code: &Code) {
    record(Event::Enter { coroutine: &code.name() });
}

/// Notes that the coroutine has ended, with this exception if it raised.
pub fn left(code: &Code, exception: Option<&Exception>) {
    let ending = exception.map_or(Ending::Result, ending);
    record(Event::Leave { coroutine: &code.name(), ending });
}

fn record(event: Event<'_>) {
    if let Some(event_loop) = try_current() {
        event_loop.record(event);
    }
}

/// How a coroutine ends that raises this.
fn ending(exception: &Exception) -> Ending {
    if exception.is(CancelledError) { Ending::Cancelled } else { Ending::Exception }
}

/// Awaits `future` as a coroutine of its own, as [`coro!`](crate::coro) does, but without a name and unrecorded: for an interpreter
/// that calls primitives which are coroutines in asyncio and handle exceptions.
///
/// ```
/// use except_star::{Lock, coro, coroutine, run};
///
/// run(coro!("main", async {
///     let lock = Lock::new();
///     coroutine(lock.acquire()).await?;
///     lock.release()
/// }))
/// .unwrap();
/// ```
pub async fn coroutine<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    frame(future).await
}

/// Awaits `future` as a coroutine of its own: for primitives that are coroutines in asyncio and handle exceptions.
pub(crate) async fn frame<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    let mut future = pin!(future);
    poll_fn(|cx| poll_in_frame(future.as_mut(), cx)).await
}

fn poll_in_frame<T>(future: Pin<&mut dyn Future<Output = Result<T>>>, cx: &mut Context<'_>) -> Poll<Result<T>> {
    handling::poll_frame(|| future.poll(cx))
}

fn out_of_frame(exception: Exception) -> Exception {
    let exception = out_of_coroutine(exception);
    if !exception.has_traceback() {
        exception.mark_raised();
    }
    exception
}

/// What an exception becomes when it leaves a coroutine, which is a generator inside; PEP 479 keeps StopIteration from ending
/// one. The new exception has no traceback: the next frame leaves the first mark.
pub(super) fn out_of_coroutine(exception: Exception) -> Exception {
    no_stop_iteration(exception, "coroutine raised StopIteration")
}
