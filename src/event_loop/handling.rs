//! Raising, and which exception is being handled meanwhile.
//!
//! Python links a raised exception to the one that is being handled (`__context__`). Its interpreter keeps that stack in
//! the frames: resuming a coroutine puts it on the stack, suspending takes it off. [`handling`] does the same around each
//! poll. Invariant: between two steps the stack is empty.

use std::cell::RefCell;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::try_current;
use crate::Result;
use crate::exception::{Exception, chain_context};
use crate::trace::Kind;

thread_local! {
    static HANDLED: RefCell<Vec<Exception>> = const { RefCell::new(Vec::new()) };
}

/// Raises an exception: Python's `raise exception`.
///
/// The exception that is being handled here, if one is, becomes its context. Returning `Err(exception)` without this is
/// Python's bare `raise`: it passes on what was caught, as it is.
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
        event_loop.note_exception(Kind::Raise, &exception);
    }
    Err(exception)
}

/// Raises an exception with a cause: Python's `raise exception from cause`. No cause is `from None`.
///
/// # Errors
/// Always the exception.
pub fn raise_from<T>(exception: Exception, cause: Option<Exception>) -> Result<T> {
    exception.set_cause(cause);
    raise(exception)
}

/// What raising does to an exception: it has a traceback from here, and a context.
pub(super) fn raised(exception: &Exception) {
    exception.mark_raised();
    HANDLED.with_borrow(|handled| {
        if let Some(handled) = handled.last() {
            chain_context(exception, handled);
        }
    });
}

/// Runs `future` as the handler of `exception`: what it raises has `exception` as its context.
pub(crate) async fn handling<T>(exception: &Exception, future: impl std::future::Future<Output = T>) -> T {
    Handling { exception: exception.clone(), future: Box::pin(future) }.await
}

struct Handling<F> {
    exception: Exception,
    // Boxed, because a handler is rare beside what it handles, and so nothing here is unsafe.
    future: Pin<Box<F>>,
}

impl<F: std::future::Future> std::future::Future for Handling<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let Self { exception, future } = &mut *self;
        handling_now(exception, || future.as_mut().poll(cx))
    }
}

/// As [`handling`], for a handler that does not await.
pub(super) fn handling_now<T>(exception: &Exception, handler: impl FnOnce() -> T) -> T {
    HANDLED.with_borrow_mut(|handled| handled.push(exception.clone()));
    let _off = Off;
    handler()
}

/// Takes the exception off the stack, also when a poll panics.
struct Off;

impl Drop for Off {
    fn drop(&mut self) {
        HANDLED.with_borrow_mut(Vec::pop);
    }
}
