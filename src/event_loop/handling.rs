//! Raising, and which exception is being handled meanwhile.
//!
//! Python links a raised exception to the one that is being handled (`__context__`). Its interpreter keeps that stack in
//! the frames: resuming a coroutine puts it on the stack, suspending takes it off. [`handling`] does the same around each
//! poll.
//!
//! An exception that is *thrown* into a suspended task, because it is cancelled or because what it awaits has failed, takes
//! another path (`_gen_throw` in CPython's genobject.c): it is raised in the innermost frame as if there were no other, and
//! then in each frame around that one. In each it is linked to what that very frame handles.
//!
//! Invariant: a poll leaves the stack as it found it.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use super::try_current;
use crate::Result;
use crate::exception::{Exception, chain_context};
use crate::trace::Event;

thread_local! {
    static STACK: RefCell<Vec<Level>> = const { RefCell::new(Vec::new()) };
}

enum Level {
    /// A task's step begins: its first frame.
    Step,
    /// A coroutine that another one awaits.
    Frame {
        /// This step was resumed within it by an exception.
        thrown_into: bool,
    },
    /// An exception that the frame below handles.
    Handled(Exception),
}

/// Raises an exception: Python's `raise exception`.
///
/// The exception that is being handled here, if one is, becomes its context. Returning `Err(exception)` without this is
/// Python's bare `raise`: it passes on what was caught, unchanged.
///
/// # Errors
/// Always the exception.
///
/// ```
/// use except_star::exception::ValueError;
/// use except_star::{Result, raise};
///
/// fn check(n: i64) -> Result<i64> {
///     if n < 0 {
///         return raise(ValueError.new("n is negative"));
///     }
///     Ok(n)
/// }
/// assert_eq!(check(-1).unwrap_err().to_string(), "n is negative");
/// ```
pub fn raise<T>(exception: Exception) -> Result<T> {
    raised(&exception);
    if let Some(event_loop) = try_current() {
        event_loop.record(Event::Raise { exception: &exception });
    }
    Err(exception)
}

/// Raises an exception with a cause: Python's `raise exception from cause`. No cause is `from None`.
///
/// # Errors
/// Always the exception.
///
/// ```
/// use except_star::exception::{KeyError, ValueError};
/// use except_star::{Result, raise_from};
///
/// let error: Result<()> = raise_from(ValueError.new("no such user"), Some(KeyError.new("ada")));
/// assert_eq!(format!("{:?}", error.unwrap_err().cause()), "Some(KeyError('ada'))");
/// ```
pub fn raise_from<T>(exception: Exception, cause: Option<Exception>) -> Result<T> {
    exception.set_cause(cause);
    raise(exception)
}

/// What raising does to an exception: it gives it a traceback, and a context.
pub(super) fn raised(exception: &Exception) {
    exception.mark_raised();
    link(exception, STACK.with_borrow(|stack| handled_here(stack)));
}

/// What throwing an exception into the running step does to it, where the step is suspended.
pub(super) fn thrown(exception: &Exception) {
    exception.mark_raised();
    let handled = STACK.with_borrow_mut(|stack| {
        for level in stack.iter_mut().rev().take_while(|level| !matches!(level, Level::Step)) {
            if let Level::Frame { thrown_into } = level {
                *thrown_into = true;
            }
        }
        handled_in_frame(stack)
    });
    link(exception, handled);
}

fn link(exception: &Exception, handled: Option<Exception>) {
    if let Some(handled) = handled {
        chain_context(exception, &handled);
    }
}

/// What is handled at the top of the stack. A frame that an exception was thrown into does not see what the frames around it
/// handle, only what is handled around the whole step.
fn handled_here(stack: &[Level]) -> Option<Exception> {
    let mut levels = stack.iter().rev();
    while let Some(level) = levels.next() {
        match level {
            Level::Handled(exception) => return Some(exception.clone()),
            Level::Frame { thrown_into: true } => drop(levels.find(|level| matches!(level, Level::Step))),
            Level::Frame { .. } | Level::Step => {}
        }
    }
    None
}

/// What the innermost frame itself handles.
fn handled_in_frame(stack: &[Level]) -> Option<Exception> {
    match stack.last()? {
        Level::Handled(exception) => Some(exception.clone()),
        Level::Frame { .. } | Level::Step => None,
    }
}

/// Runs the step of a task. Nearly always nothing is handled around it, and the end of the stack is mark enough.
pub(super) fn step<T>(poll: impl FnOnce() -> T) -> T {
    let around = STACK.with_borrow(|stack| !stack.is_empty());
    if around { on_level(Level::Step, poll).0 } else { poll() }
}

/// Polls a coroutine that another one awaits.
pub(super) fn poll_frame<T>(poll: impl FnOnce() -> Poll<Result<T>>) -> Poll<Result<T>> {
    let (polled, level) = on_level(Level::Frame { thrown_into: false }, poll);
    if let Poll::Ready(Err(exception)) = &polled {
        out_of_frame(exception, level);
    }
    polled
}

fn out_of_frame(exception: &Exception, level: Option<Level>) {
    if let Some(Level::Frame { thrown_into: true }) = level {
        link(exception, STACK.with_borrow(|stack| handled_in_frame(stack)));
    }
}

/// Runs `poll` with one level more on the stack, and gives the level back.
fn on_level<T>(level: Level, poll: impl FnOnce() -> T) -> (T, Option<Level>) {
    /// Takes the level off also when a poll panics.
    struct Off;
    impl Drop for Off {
        fn drop(&mut self) {
            pop();
        }
    }
    push(level);
    let off = Off;
    let result = poll();
    std::mem::forget(off);
    (result, pop())
}

fn push(level: Level) {
    STACK.with_borrow_mut(|stack| stack.push(level));
}

fn pop() -> Option<Level> {
    STACK.with_borrow_mut(Vec::pop)
}

/// Runs `future` as the handler of `exception`: what it raises has `exception` as its context.
pub(crate) async fn handling<T>(exception: &Exception, future: impl std::future::Future<Output = T>) -> T {
    let mut future = pin!(future);
    poll_fn(|cx| handling_now(exception, || future.as_mut().poll(cx))).await
}

/// As [`handling`], for a handler that does not await.
pub(crate) fn handling_now<T>(exception: &Exception, handler: impl FnOnce() -> T) -> T {
    on_level(Level::Handled(exception.clone()), handler).0
}
