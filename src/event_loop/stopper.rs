//! Stopping a run from outside.
//!
//! Invariant: nothing of a run happens after it has seen that it is stopped, and what happened before is kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Waker;

use futures::task::AtomicWaker;

/// Stops a run at any time, from within the thread of the run, such as by a button of the page, or from another one. Clones stop the
/// same run.
///
/// The run ends with [`End::Stopped`](crate::End::Stopped) before its next handle, also while it waits for time to pass; a Python text ends
/// in the middle of a handle, too. A coroutine in Rust that does not suspend cannot be stopped. One that is stopped before it begins runs
/// nothing.
///
/// ```
/// use except_star::{End, Runner, Stopper, coro, print, sleep};
///
/// let stopper = Stopper::new();
/// let runner = Runner::new().stopper(&stopper);
/// let finished = runner.run_blocking(coro!("main", async move {
///     print("before");
///     stopper.stop();
///     sleep(1.0).await?;
///     Ok(print("never"))
/// }));
/// assert!(matches!(finished.end, End::Stopped));
/// assert_eq!(finished.end_time, 0);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stopper(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    is_stopped: AtomicBool,
    run: AtomicWaker,
}

impl Stopper {
    /// One that has stopped nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops the run. Stopping it again, or after its end, does nothing.
    pub fn stop(&self) {
        self.0.is_stopped.store(true, Ordering::Release);
        self.0.run.wake();
    }

    /// Whether [`stop`](Self::stop) was called.
    pub fn is_stopped(&self) -> bool {
        self.0.is_stopped.load(Ordering::Acquire)
    }

    /// Lets a stop wake the run.
    pub(crate) fn register(&self, run: &Waker) {
        self.0.run.register(run);
    }
}
