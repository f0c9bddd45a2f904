//! `create_task`: Lib/asyncio/tasks.py.

use std::convert::Infallible;

use super::awaitable::Awaitable;
use crate::Result;
use crate::event_loop::{AnyFuture, Task, TaskOptions, current, raise};
use crate::exception::TypeError;

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
    create(coro, &TaskOptions::new())
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
    create(coro, &TaskOptions::new().name(name))
}

/// As [`create_task`], with options: a name, a context.
///
/// # Errors
/// As [`create_task`].
///
/// ```
/// use except_star::{ContextVar, TaskOptions, copy_context, coro, create_task_with, run};
///
/// let user = ContextVar::with_default("user", "nobody");
/// run(coro!("main", async move {
///     let context = copy_context();
///     let login = user.clone();
///     let set = coro!("login", async move { Ok(drop(login.set("ada"))) });
///     create_task_with(set, TaskOptions::new().context(&context))?.await?;
///     assert_eq!((context.get(&user), user.get()?), (Some("ada"), "nobody"));
///     Ok(())
/// }))
/// .unwrap();
/// ```
pub fn create_task_with<T: 'static>(coro: impl Awaitable<T>, options: TaskOptions) -> Result<Task<T>> {
    create(coro, &options)
}

fn create<T: 'static>(coro: impl Awaitable<T>, options: &TaskOptions) -> Result<Task<T>> {
    match coro.into_task(&current()?, options) {
        Ok(task) => Ok(task),
        Err(other) => {
            let Err(error) = refuse(&*other.cell);
            Err(error)
        }
    }
}

fn refuse(other: &dyn AnyFuture) -> Result<Infallible> {
    raise(TypeError.new(format!("a coroutine was expected, got {}", other.repr())))
}
