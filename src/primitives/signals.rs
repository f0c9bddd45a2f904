//! `add_signal_handler` and `signal.raise_signal`: Lib/asyncio/unix_events.py.

use crate::Result;
use crate::event_loop::current;
use crate::trace::{Name, Signal};

/// Calls `function` when the signal comes: `loop.add_signal_handler`. It replaces what was to happen before, `run`'s own handling
/// of SIGINT included.
///
/// The handler runs two iterations after the signal. What it raises is handed to the loop's exception handler, which logs it.
///
/// # Errors
/// RuntimeError outside a run.
///
/// ```
/// use except_star::{Event, Signal, add_signal_handler, coro, raise_signal, run};
///
/// run(coro!("main", async {
///     let stop = Event::new();
///     let set = stop.clone();
///     add_signal_handler(Signal::Terminate, "stop", move || Ok(set.set()))?;
///     raise_signal(Signal::Terminate)?;
///     stop.wait().await
/// }))
/// .unwrap();
/// ```
pub fn add_signal_handler(
    signal: Signal,
    name: impl Into<Name>,
    function: impl Fn() -> Result<()> + 'static,
) -> Result<()> {
    current()?.signals.add_handler(signal, name.into(), Box::new(function));
    Ok(())
}

/// Takes the handler of the signal away; false if there was none. SIGINT then raises KeyboardInterrupt wherever it comes, for
/// `run`'s own handling does not come back.
///
/// # Errors
/// RuntimeError outside a run.
pub fn remove_signal_handler(signal: Signal) -> Result<bool> {
    Ok(current()?.signals.remove_handler(signal))
}

/// Sends the signal to the program, now: `signal.raise_signal`.
///
/// Without a handler, SIGTERM ends the process at once: no `finally` runs. The first SIGINT cancels main.
///
/// # Errors
/// KeyboardInterrupt at the second SIGINT, and when main is done. RuntimeError outside a run.
///
/// ```
/// use except_star::exception::{CancelledError, KeyboardInterrupt};
/// use except_star::{Signal, attempt, coro, raise_signal, run, sleep};
///
/// let end = run(coro!("main", async {
///     raise_signal(Signal::Interrupt)?;
///     attempt(sleep(1.0)).except(CancelledError, async |e| Err(e)).await
/// }));
/// assert!(end.unwrap_err().is(KeyboardInterrupt), "what run makes of it");
/// ```
pub fn raise_signal(signal: Signal) -> Result<()> {
    current()?.raise_signal(signal)
}
