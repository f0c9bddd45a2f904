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

/// What raising does to an exception: it gives it a traceback, and a context. It is no event: for what leaves the loop, which no
/// task raises.
pub(crate) fn raised(exception: &Exception) {
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

/// What the frame of an interpreter handles while it runs; see [`in_frame`].
pub struct Handling(());

impl Handling {
    /// The frame begins to handle an exception.
    pub fn push(&self, exception: &Exception) {
        push(Level::Handled(exception.clone()));
    }

    /// The frame has handled the innermost of its exceptions.
    pub fn pop(&self) {
        pop();
    }
}

/// Runs a frame of an interpreter: what is raised in it, by it or by a primitive that it calls or polls, gets as its context the
/// innermost exception that it handles, else the one that the frames around it do.
///
/// Gives what `run` gives, and whether an exception was thrown into what the frame awaits: such an exception knows nothing of the
/// frames around until it leaves this one. A compiled program has all this from [`attempt`](crate::attempt) and [`coro!`](crate::coro).
///
/// ```
/// use except_star::exception::{KeyError, ValueError};
/// use except_star::{in_frame, raise};
///
/// let (raised, thrown) = in_frame(None, &[], |handling| {
///     handling.push(&KeyError.new("k"));
///     let raised = raise::<()>(ValueError.new("v"));
///     handling.pop();
///     raised
/// });
/// assert!(raised.unwrap_err().context().unwrap().is(KeyError) && !thrown);
/// ```
pub fn in_frame<T>(around: Option<&Exception>, handled: &[Exception], run: impl FnOnce(&Handling) -> T) -> (T, bool) {
    /// Takes the levels off even if `run` panics.
    struct Leave(usize);
    impl Drop for Leave {
        fn drop(&mut self) {
            STACK.with_borrow_mut(|stack| stack.truncate(self.0));
        }
    }
    let leave = Leave(STACK.with_borrow(Vec::len));
    if let Some(exception) = around {
        push(Level::Handled(exception.clone()));
    }
    push(Level::Frame { thrown_into: false });
    let frame = STACK.with_borrow(Vec::len) - 1;
    handled.iter().for_each(|exception| push(Level::Handled(exception.clone())));
    let result = run(&Handling(()));
    let thrown = STACK.with_borrow(|stack| matches!(stack.get(frame), Some(Level::Frame { thrown_into: true })));
    drop(leave);
    (result, thrown)
}

/// The exception that is being handled here: `sys.exception()`.
pub fn handled() -> Option<Exception> {
    STACK.with_borrow(|stack| handled_here(stack))
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
