//! `create_task`: Lib/asyncio/tasks.py.

use std::convert::Infallible;

use super::awaitable::Awaitable;
use crate::Result;
use crate::event_loop::{AnyFuture, Task, TaskOptions, current, raise};
use crate::exception::TypeError;

/// Creates a task for a coroutine; its first step runs in the next iteration of the loop, or at once where
/// [tasks start eagerly](set_eager_task_factory). It is called `Task-N`.
///
/// Cancelling the task that created it does not reach it. Keep the handle: if it is dropped and the task fails, only the log
/// shows that.
///
/// # Errors
/// RuntimeError `no running event loop` outside a run. TypeError for a task or a future: only a coroutine can become a task.
/// Those of an eager [first step](crate::set_eager_task_factory#eager-first-steps).
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

/// As [`create_task`], with options: a name, a context, an eager start.
///
/// # Errors
/// As [`create_task`].
///
/// ```
/// use except_star::{TaskOptions, coro, create_task_with, print, run, sleep};
///
/// run(coro!("main", async {
///     let work = coro!("work", async {
///         print("at once");
///         sleep(1.0).await?;
///         Ok(print("a second later"))
///     });
///     let task = create_task_with(work, TaskOptions::new().eager_start(true))?;
///     print("it waits");
///     task.await
/// }))
/// .unwrap();
/// ```
pub fn create_task_with<T: 'static>(coro: impl Awaitable<T>, options: TaskOptions) -> Result<Task<T>> {
    create(coro, &options)
}

fn create<T: 'static>(coro: impl Awaitable<T>, options: &TaskOptions) -> Result<Task<T>> {
    match coro.into_task(&current()?, options) {
        Ok(task) => task,
        Err(other) => {
            let Err(error) = refuse(&*other.cell);
            Err(error)
        }
    }
}

fn refuse(other: &dyn AnyFuture) -> Result<Infallible> {
    raise(TypeError.new(format!("a coroutine was expected, got {}", other.repr())))
}

/// Lets tasks start eagerly: `loop.set_task_factory(asyncio.eager_task_factory)`. False is `loop.set_task_factory(None)`.
///
/// From now on each coroutine that becomes a task, also in `gather`, a task group and the like, takes its first step while
/// the task is created, unless its [options](TaskOptions::eager_start) say otherwise. One that ends in it never touches the loop.
///
/// # Eager first steps
/// What creates a task that starts eagerly raises KeyboardInterrupt and SystemExit if the first step does; RuntimeError if
/// something runs in the task's context already; RecursionError if a hundred eager tasks take their first step within one
/// another. It gives no task then.
///
/// # Errors
/// RuntimeError outside a run.
///
/// # Differences from asyncio
/// CPython gets as deep as its recursion limit allows, to some 500 tasks by default. It passes options on to the factory, so that
/// they win, since 3.14. There a task that fails in its first step aborts its group in the next iteration, too; up to CPython
/// 3.13.1 it did so at once.
///
/// ```
/// use except_star::{coro, create_task, run, set_eager_task_factory};
///
/// let value = run(coro!("main", async {
///     set_eager_task_factory(true)?;
///     create_task(coro!("work", async { Ok(1) }))?.result()
/// }));
/// assert_eq!(value.unwrap(), 1);
/// ```
pub fn set_eager_task_factory(eager: bool) -> Result<()> {
    current()?.eager_tasks.set(eager);
    Ok(())
}

/// Whether tasks start eagerly by themselves: `loop.get_task_factory() is asyncio.eager_task_factory`.
///
/// # Errors
/// RuntimeError outside a run.
///
/// ```
/// use except_star::{coro, is_eager_task_factory, run, set_eager_task_factory};
///
/// run(coro!("main", async {
///     assert!(!is_eager_task_factory()?);
///     set_eager_task_factory(true)?;
///     assert!(is_eager_task_factory()?);
///     Ok(())
/// }))
/// .unwrap();
/// ```
pub fn is_eager_task_factory() -> Result<bool> {
    Ok(current()?.eager_tasks.get())
}
