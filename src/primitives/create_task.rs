//! `create_task`: Lib/asyncio/tasks.py.

use crate::Result;
use crate::event_loop::{Coro, Task, current, spawn};

/// Makes a task of a coroutine; its first step runs in the next iteration of the loop. It is called `Task-N`.
///
/// Cancelling the task that made it does not reach it. Keep the handle: when it goes and the task fails, nobody will know
/// but the log.
///
/// # Errors
/// RuntimeError `no running event loop` outside a run.
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
pub fn create_task<F, T>(coro: Coro<F>) -> Result<Task<T>>
where
    F: Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    Ok(spawn(&current()?, coro, None))
}

/// As [`create_task`], with a name: `create_task(coro, name=…)`. It uses up no number.
///
/// # Errors
/// RuntimeError `no running event loop` outside a run.
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
pub fn create_named_task<F, T>(name: &str, coro: Coro<F>) -> Result<Task<T>>
where
    F: Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    Ok(spawn(&current()?, coro, Some(name.into())))
}
