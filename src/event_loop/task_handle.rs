//! The program's handle to a task: `asyncio.Task`.
//!
//! Invariant: a handle owns nothing of the task's run; dropping every one does not stop it.

use std::ops::Deref;
use std::rc::Rc;

use super::{AnyTask, Callback, Context, Future, Join, Object, callback, context};
use crate::Result;
use crate::trace::Name;

/// A handle to a task: `asyncio.Task`. It is a [`Future`], and has what a future has.
///
/// Clones are the same task. Await it, by value or by reference, for its result; several tasks may. Dropping every handle does
/// not stop the task. If the task failed and its exception was never retrieved, dropping the last handle reports that:
/// `Task exception was never retrieved`.
///
/// ```
/// use except_star::{Result, coro, create_task, run, sleep};
///
/// let result = run(coro!("main", async {
///     let task = create_task(coro!("work", async {
///         sleep(1.0).await?;
///         Ok(42)
///     }))?;
///     task.await
/// }));
/// assert_eq!(result.unwrap(), 42);
/// ```
pub struct Task<T: 'static> {
    future: Future<T>,
}

/// A task whose result's type is not known: what [`current_task`](crate::current_task) and [`all_tasks`](crate::all_tasks)
/// give.
pub type TaskRef = Task<Object>;

impl<T> Task<T> {
    /// The handle to a task whose result has this type.
    pub(crate) fn of(cell: Rc<dyn AnyTask>) -> Self {
        Self { future: Future::of(cell) }
    }

    /// The task itself.
    pub(crate) fn any(&self) -> Rc<dyn AnyTask> {
        self.cell.clone().into_task().expect("a handle to a task is made of a task")
    }

    /// Its name: as given, or `Task-N`.
    pub fn name(&self) -> String {
        self.any().header().name().to_string()
    }

    /// Gives it another name. The trace keeps the name with which it was created.
    ///
    /// ```
    /// use except_star::{coro, create_task, current_task, run};
    ///
    /// let name = run(coro!("main", async {
    ///     let task = create_task(coro!("work", async { Ok(current_task()?.map(|task| task.name())) }))?;
    ///     task.set_name("worker");
    ///     task.await
    /// }));
    /// assert_eq!(name.unwrap().as_deref(), Some("worker"));
    /// ```
    pub fn set_name(&self, name: &str) {
        self.any().header().name.set(name.into());
    }

    /// The context in which it runs: `get_context()`.
    pub fn context(&self) -> Context {
        self.any().header().context()
    }

    /// The name of its coroutine: `get_coro().__name__`. CPython has none for a task that has ended in its eager first step.
    pub fn coroutine(&self) -> Name {
        self.any().header().code.name()
    }

    /// How many requests to cancel it has had and not taken back.
    pub fn cancelling(&self) -> u32 {
        self.any().cancelling()
    }

    /// Takes back one request to cancel and returns how many remain. Taking back the last one also drops a CancelledError
    /// that has not been delivered.
    pub fn uncancel(&self) -> u32 {
        self.any().uncancel()
    }

    /// As [`Future::add_done_callback`]; the callback gets the task.
    pub fn add_done_callback(
        &self,
        name: impl Into<Name>,
        callback: impl FnOnce(Task<T>) -> Result<()> + 'static,
    ) -> Callback {
        callback::add(&self.cell, name.into(), context::copy(), |cell| callback(Self { future: Future::of(cell) }))
    }
}

impl<T> Deref for Task<T> {
    type Target = Future<T>;

    fn deref(&self) -> &Future<T> {
        &self.future
    }
}

impl<T> From<Task<T>> for Future<T> {
    fn from(task: Task<T>) -> Self {
        task.future
    }
}

impl<T> Clone for Task<T> {
    fn clone(&self) -> Self {
        Self { future: self.future.clone() }
    }
}

impl<T> crate::repr::Repr for Task<T> {
    fn repr(&self) -> String {
        self.future.repr()
    }
}

impl<T: Clone + 'static> IntoFuture for Task<T> {
    type Output = Result<T>;
    type IntoFuture = Join<T>;

    fn into_future(self) -> Join<T> {
        self.future.into_future()
    }
}

impl<T: Clone + 'static> IntoFuture for &Task<T> {
    type Output = Result<T>;
    type IntoFuture = Join<T>;

    fn into_future(self) -> Join<T> {
        self.clone().into_future()
    }
}
