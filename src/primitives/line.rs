//! What an interpreter and the loop tell each other: where in the program a task stands, and that the run ends.
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

/// Pauses in the step of a task, for an interpreter that has run for long: it then returns `Pending` from there, without awaiting
/// anything, and is polled again before anything else of the program runs. Meanwhile the host has a turn, and may stop the run. False
/// where that cannot be: outside of a task, in the first step of an eager one, and in debug mode, which measures each step.
///
/// ```
/// use std::future::poll_fn;
/// use std::task::Poll;
///
/// use except_star::{Runner, create_task, coro, pause, print};
///
/// let finished = futures::executor::block_on(Runner::new().run(coro!("main", async {
///     create_task(coro!("other", async { Ok(print("other")) }))?;
///     let mut paused = false;
///     poll_fn(|_| match paused {
///         true => Poll::Ready(()),
///         false => {
///             paused = pause();
///             Poll::Pending
///         }
///     })
///     .await;
///     Ok(print("main"))
/// })));
/// let task_of_first_print = finished.trace.events().find(|entry| entry.event.kind().name() == "print").map(|entry| entry.task);
/// assert_eq!(task_of_first_print, Some(1), "main, as if it had not paused");
/// ```
pub fn pause() -> bool {
    try_current().is_some_and(|event_loop| event_loop.pause())
}

/// Whether the run ends before its next handle, because of a limit or a [`Stopper`](crate::Stopper). An interpreter asks now and then
/// while it runs, and then runs no more; false where no loop is.
///
/// ```
/// use except_star::{Limits, Runner, coro, is_ending, print};
///
/// let limits = Limits { output: 1000, ..Limits::default() };
/// Runner::new().limits(limits).run_blocking(coro!("main", async {
///     let mut lines = 0;
///     while !is_ending() {
///         print("0123456789");
///         lines += 1;
///     }
///     assert_eq!(lines, 91);
///     Ok(())
/// }));
/// ```
pub fn is_ending() -> bool {
    try_current().is_some_and(|event_loop| event_loop.is_ending())
}
