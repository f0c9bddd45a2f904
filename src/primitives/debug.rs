//! Debug mode: Lib/asyncio/base_events.py.

use crate::Result;
use crate::event_loop::current;

/// Switches asyncio's debug mode on or off: `loop.set_debug`. The loop then reports handles that take long, and reprs show where
/// things were created.
///
/// # Errors
/// RuntimeError outside a run.
///
/// ```
/// use except_star::report::Report;
/// use except_star::{Runner, block, coro, set_debug, sleep};
///
/// let finished = Runner::new().run_blocking(coro!("main", async {
///     set_debug(true)?;
///     sleep(0.0).await?;
///     block(0.25)?;
///     Ok(())
/// }));
/// let report = Report::of(&finished.trace);
/// let lines = report.console();
/// assert!(lines[0].text.starts_with("Executing <Task finished name='Task-1'"));
/// assert!(lines[0].text.ends_with(" took 0.250 seconds"));
/// ```
pub fn set_debug(debug: bool) -> Result<()> {
    current()?.debug.on.set(debug);
    Ok(())
}

/// Whether debug mode is on: `loop.get_debug()`.
///
/// # Errors
/// RuntimeError outside a run.
pub fn get_debug() -> Result<bool> {
    Ok(current()?.debug.on.get())
}

/// How many seconds a handle may take before debug mode reports it: `loop.slow_callback_duration`.
///
/// # Errors
/// RuntimeError outside a run.
pub fn get_slow_callback_duration() -> Result<f64> {
    Ok(current()?.debug.slow_callback_duration.get())
}

/// Sets how many seconds a handle may take before debug mode reports it; 0.1 by default: `loop.slow_callback_duration`.
///
/// # Errors
/// RuntimeError outside a run.
pub fn set_slow_callback_duration(seconds: f64) -> Result<()> {
    current()?.debug.slow_callback_duration.set(seconds);
    Ok(())
}
