//! `current_task`, `all_tasks`, and who awaits whom: Lib/asyncio/tasks.py and graph.py.

use std::rc::Rc;

use crate::Result;
use crate::event_loop::{AnyFuture, AnyTask, Request, current};
use crate::repr::Repr;
use crate::trace::Name;

/// A task whose result's type is not known: what `current_task` and `all_tasks` give. Clones are the same task.
#[derive(Clone)]
pub struct TaskRef {
    task: Rc<dyn AnyTask>,
}

impl TaskRef {
    /// Its name.
    pub fn name(&self) -> String {
        self.task.header().name.to_string()
    }

    /// The name of its coroutine.
    pub fn coroutine(&self) -> Name {
        self.task.header().code.name()
    }

    /// Whether it has ended.
    pub fn done(&self) -> bool {
        self.task.core().is_done()
    }

    /// Asks it to end. See [`Task::cancel`](crate::Task::cancel).
    pub fn cancel(&self) -> bool {
        self.request_cancel(None)
    }

    /// As [`TaskRef::cancel`], with a message for the CancelledError.
    pub fn cancel_with(&self, message: &str) -> bool {
        self.request_cancel(Some(message.into()))
    }

    fn request_cancel(&self, message: Option<Rc<str>>) -> bool {
        self.task.clone().request_cancel(Request::by_program(&self.task.core().event_loop, message))
    }

    /// How many requests to cancel it has had and not taken back.
    pub fn cancelling(&self) -> u32 {
        self.task.cancelling()
    }

    /// Takes back one request to cancel and tells how many remain.
    pub fn uncancel(&self) -> u32 {
        self.task.uncancel()
    }

    /// Whether two are the same task.
    pub fn is(&self, other: &TaskRef) -> bool {
        self.task.id() == other.task.id() && std::ptr::eq(self.task.core(), other.task.core())
    }
}

impl Repr for TaskRef {
    fn repr(&self) -> String {
        AnyFuture::repr(&*self.task)
    }
}

/// The task that runs now: `asyncio.current_task()`. None in a callback of the loop.
///
/// # Errors
/// RuntimeError `no running event loop` outside a run.
///
/// ```
/// use except_star::{coro, current_task, run};
///
/// let name = run(coro!("main", async { Ok(current_task()?.map(|task| task.name())) }));
/// assert_eq!(name.unwrap().as_deref(), Some("Task-1"));
/// ```
pub fn current_task() -> Result<Option<TaskRef>> {
    Ok(current()?.current_task().map(|task| TaskRef { task }))
}

/// All tasks that are not done, in the order of their making: `asyncio.all_tasks()`.
///
/// # Errors
/// RuntimeError `no running event loop` outside a run.
///
/// ```
/// use except_star::{all_tasks, coro, create_named_task, run, sleep};
///
/// let names = run(coro!("main", async {
///     let _nap = create_named_task("nap", coro!("nap", sleep(1.0)))?;
///     Ok(all_tasks()?.iter().map(|task| task.name()).collect::<Vec<_>>())
/// }));
/// assert_eq!(names.unwrap(), ["Task-1", "nap"]);
/// ```
pub fn all_tasks() -> Result<Vec<TaskRef>> {
    Ok(current()?.all_tasks().into_iter().map(|task| TaskRef { task }).collect())
}

/// Who waits for a task, directly and through others: what `asyncio.capture_call_graph` tells.
#[derive(Clone)]
#[non_exhaustive]
pub struct CallGraph {
    /// The task.
    pub task: TaskRef,
    /// The tasks that wait for it: by awaiting it, or by a `gather`, `shield`, `wait` or task group of theirs.
    pub awaited_by: Vec<CallGraph>,
}

/// Tells who waits for `task`, who waits for those, and so on: `asyncio.capture_call_graph(task)`.
///
/// # Differences from asyncio
/// Of the frames of a task only its coroutine is known.
///
/// ```
/// use except_star::{capture_call_graph, all_tasks, coro, create_named_task, run, sleep, task_group};
///
/// run(coro!("main", async {
///     task_group(async |tg| {
///         tg.create_named_task("child", coro!("child", sleep(1.0)))?;
///         sleep(0.0).await?;
///         let child = all_tasks()?.into_iter().find(|task| task.name() == "child").unwrap();
///         let graph = capture_call_graph(&child);
///         assert_eq!(graph.awaited_by[0].task.name(), "Task-1");
///         Ok(())
///     })
///     .await
/// }))
/// .unwrap();
/// ```
pub fn capture_call_graph(task: &TaskRef) -> CallGraph {
    let mut path = Vec::new();
    graph(task, &mut path)
}

/// A ring of tasks that wait for one another is followed once.
fn graph(task: &TaskRef, path: &mut Vec<TaskRef>) -> CallGraph {
    path.push(task.clone());
    let mut awaited_by: Vec<CallGraph> = Vec::new();
    for callback in task.task.core().callbacks() {
        if let Some(waiter) = callback.awaiter().map(|task| TaskRef { task }) {
            let known = path.iter().chain(awaited_by.iter().map(|graph| &graph.task)).any(|other| other.is(&waiter));
            if !known {
                awaited_by.push(graph(&waiter, path));
            }
        }
    }
    path.pop();
    CallGraph { task: task.clone(), awaited_by }
}
