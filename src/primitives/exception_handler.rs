//! The loop's exception handler: Lib/asyncio/base_events.py.

use std::rc::Rc;

use crate::Result;
use crate::event_loop::{ErrorContext, current};

/// Calls `handler` instead of logging errors that no code of the program can catch: `loop.set_exception_handler`.
///
/// That is: an exception that was never retrieved, a task that is dropped before it is done, an error in a callback. What the
/// handler raises is logged. It runs in the context of the task that the error is about, or of the callback that failed. If
/// something runs in that context already, the handler is not called: `Unhandled error in exception handler` is logged, with the
/// error and a RuntimeError that says so.
///
/// # Errors
/// RuntimeError outside a run.
///
/// ```
/// use except_star::exception::ValueError;
/// use except_star::{call_soon, coro, raise, run, set_exception_handler, sleep};
/// use std::cell::RefCell;
/// use std::rc::Rc;
///
/// let seen = Rc::new(RefCell::new(Vec::new()));
/// let sink = seen.clone();
/// run(coro!("main", async move {
///     set_exception_handler(move |context| {
///         sink.borrow_mut().push(context.message.clone());
///         Ok(())
///     })?;
///     call_soon("broken", || raise(ValueError.new("oops")))?;
///     sleep(0.0).await
/// }))
/// .unwrap();
/// assert_eq!(*seen.borrow(), ["Exception in callback broken() at …"]);
/// ```
pub fn set_exception_handler(handler: impl Fn(&ErrorContext) -> Result<()> + 'static) -> Result<()> {
    current()?.set_exception_handler(Some(Rc::new(handler)));
    Ok(())
}

/// Logs such errors again: `loop.set_exception_handler(None)`.
///
/// # Errors
/// RuntimeError outside a run.
pub fn reset_exception_handler() -> Result<()> {
    current()?.set_exception_handler(None);
    Ok(())
}

/// Logs an error as the loop does by default: `loop.default_exception_handler`.
///
/// # Errors
/// RuntimeError outside a run.
pub fn default_exception_handler(context: &ErrorContext) -> Result<()> {
    current()?.default_exception_handler(context);
    Ok(())
}

/// Passes an error to the loop's exception handler: `loop.call_exception_handler`.
///
/// # Errors
/// RuntimeError outside a run.
pub fn call_exception_handler(context: &ErrorContext) -> Result<()> {
    current()?.call_exception_handler(context);
    Ok(())
}
