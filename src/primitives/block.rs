//! A call that blocks the loop: `time.sleep`.

use crate::Result;
use crate::event_loop::{current, raise};
use crate::exception::ValueError;

/// Lets loop time pass without giving way: what `time.sleep(seconds)`, or any long computation, does to a loop.
///
/// Nothing else runs meanwhile; timers that are due are late. In debug mode the loop reports the step.
///
/// # Errors
/// ValueError for a negative time. RuntimeError outside a run.
///
/// ```
/// use except_star::{block, coro, create_task, run, sleep, time};
///
/// let late = run(coro!("main", async {
///     let waker = create_task(coro!("waker", async {
///         sleep(1.0).await?;
///         time()
///     }))?;
///     sleep(0.0).await?;
///     block(5.0)?;
///     waker.await
/// }));
/// assert_eq!(late.unwrap(), 5.0);
/// ```
pub fn block(seconds: f64) -> Result<()> {
    let event_loop = current()?;
    // Not a number is no time either.
    if seconds.is_nan() || seconds < 0.0 {
        return raise(ValueError.new("sleep length must be non-negative"));
    }
    event_loop.advance(seconds);
    Ok(())
}
