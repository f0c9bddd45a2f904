//! `create_task`: Lib/asyncio/tasks.py.

use std::rc::Rc;

use super::awaitable::Awaitable;
use crate::Result;
use crate::event_loop::{Task, current, raise};
use crate::exception::TypeError;
use crate::repr::Repr;

/// Creates a task for a coroutine; its first step runs in the next iteration of the loop. It is called `Task-N`.
///
/// Cancelling the task that created it does not reach it. Keep the handle: if it is dropped and the task fails, only the log
/// shows that.
///
/// # Errors
/// RuntimeError `no running event loop` outside a run. TypeError for a task or a future: only a coroutine can become a task.
///
/// ```
/// use except_star::{coro, create_task, run, sleep};
///
/// let value = run(coro!("main", async {
///     let task = create_task(coro!("work", async { Ok(1) }))?;
///     assert!(!task.done(), "it has not begun");
///     sleep(0.0).await?;
///     task.result()
/// }));
/// assert_eq!(value.unwrap(), 1);
/// ```
pub fn create_task<T: 'static>(coro: impl Awaitable<T>) -> Result<Task<T>> {
    named(coro, None)
}

/// As [`create_task`], with a name: `create_task(coro, name=…)`. It uses up no number.
///
/// # Errors
/// As [`create_task`].
///
/// ```
/// use except_star::{coro, create_named_task, run};
///
/// let name = run(coro!("main", async {
///     let task = create_named_task("reader", coro!("read", async { Ok(()) }))?;
///     Ok(task.name())
/// }));
/// assert_eq!(name.unwrap(), "reader");
/// ```
pub fn create_named_task<T: 'static>(name: &str, coro: impl Awaitable<T>) -> Result<Task<T>> {
    named(coro, Some(name.into()))
}

fn named<T: 'static>(coro: impl Awaitable<T>, name: Option<Rc<str>>) -> Result<Task<T>> {
    coro.into_task(&current()?, name)
        .or_else(|other| raise(TypeError.new(format!("a coroutine was expected, got {}", other.repr()))))
}
