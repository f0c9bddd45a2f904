//! What an interpreter tells the loop: where in its program a task stands, and that a limit is reached.
//!
//! Invariant: a line changes nothing but what the trace records of it.

use crate::event_loop::{Limit, try_current};

/// Sets the line of its program, counted from 1, at which the running task or callback stands until its handle ends. The events
/// that it causes carry the line.
///
/// It is for an interpreter, which calls it before it does something that may be recorded. A line above 65,535 is recorded as 65,535.
///
/// ```
/// use except_star::{Runner, at_line, coro, print};
///
/// let finished = futures::executor::block_on(Runner::new().run(coro!("main", async {
///     at_line(3);
///     Ok(print("hello"))
/// })));
/// let lines: Vec<_> = finished.trace.events().filter_map(|entry| entry.line).collect();
/// assert_eq!(lines, [3, 3], "the print, and the end of main");
/// ```
pub fn at_line(line: u32) {
    if let Some(event_loop) = try_current() {
        event_loop.recorder.set_line(u16::try_from(line).unwrap_or(u16::MAX));
    }
}

/// Ends the run because of a limit of an interpreter's own, such as [`Limit::Steps`], as soon as the running handle ends.
///
/// ```
/// use except_star::{End, Limit, Runner, coro, exceed, sleep};
///
/// let finished = futures::executor::block_on(Runner::new().run(coro!("main", async {
///     exceed(Limit::Steps(1000));
///     sleep(1.0).await
/// })));
/// assert!(matches!(finished.end, End::Limit(Limit::Steps(1000))));
/// ```
pub fn exceed(limit: Limit) {
    if let Some(event_loop) = try_current() {
        event_loop.exceeded.set(Some(limit));
    }
}
