//! Awaiting what is not the loop's own: a promise of the page, a channel, anything with a waker.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::Result;
use crate::event_loop::{awaiting_task, current, deliver_thrown, external_waker};

/// Awaits a future that something outside the loop completes, such as a `fetch` through `JsFuture`.
///
/// The task resumes in an iteration of its own once the future's waker was called. Cancelled, it drops the future and raises
/// CancelledError, so the future's `Drop` has to stop what needs to be stopped.
///
/// Use it in runs whose pace is that of the host. The loop does not decide when such a future ends, so a run that
/// suspends on one is not reproducible, and [`Trace::is_reproducible`](crate::trace::Trace::is_reproducible) is false.
///
/// # Errors
/// CancelledError. RuntimeError outside a run.
///
/// ```
/// use except_star::{coro, external, run};
///
/// let (sender, receiver) = futures::channel::oneshot::channel();
/// std::thread::scope(|scope| {
///     scope.spawn(move || sender.send(42));
///     let answer = run(coro!("main", async { external(receiver).await }));
///     assert_eq!(answer.unwrap(), Ok(42));
/// });
/// ```
pub async fn external<F: IntoFuture>(future: F) -> Result<F::Output> {
    current()?;
    // Boxed, so that it is dropped where it is when it is cancelled, and nothing here is unsafe.
    External { future: Box::pin(future.into_future()), suspended: false }.await
}

struct External<F> {
    future: Pin<Box<F>>,
    suspended: bool,
}

impl<F: Future> Future for External<F> {
    type Output = Result<F::Output>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        if self.suspended {
            deliver_thrown()?;
        }
        self.suspended = true;
        let event_loop = current()?;
        let task = awaiting_task(&event_loop)?;
        self.future.as_mut().poll(&mut Context::from_waker(&external_waker(&*task))).map(Ok)
    }
}
