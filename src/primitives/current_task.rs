//! `current_task`, `all_tasks`, and who awaits whom: Lib/asyncio/tasks.py and graph.py.

use crate::Result;
use crate::event_loop::{Future, Task, TaskRef, current};

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
    Ok(current()?.current_task().map(Task::of))
}

/// All tasks that are not done, in creation order: `asyncio.all_tasks()`.
///
/// The types of their results are erased; apart from that they are tasks like any other. So the usual shutdown can be written:
///
/// ```
/// use except_star::repr::Repr;
/// use except_star::{all_tasks, coro, create_named_task, current_task, gather_return_exceptions, run, sleep};
///
/// let outcomes = run(coro!("main", async {
///     let _nap = create_named_task("nap", coro!("nap", sleep(9.0)))?;
///     let _answer = create_named_task("answer", coro!("answer", async { Ok(42) }))?;
///     sleep(0.0).await?;
///     let this = current_task()?.expect("main runs");
///     let tasks: Vec<_> = all_tasks()?.into_iter().filter(|task| !task.is(&this)).collect();
///     for task in &tasks {
///         task.cancel();
///     }
///     Ok(gather_return_exceptions(tasks)?.await?.repr())
/// }));
/// assert_eq!(outcomes.unwrap(), "[CancelledError('')]");
/// ```
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
    Ok(current()?.all_tasks().into_iter().map(Task::of).collect())
}

/// Which tasks wait for a task, directly and through others: what `asyncio.capture_call_graph` returns.
#[derive(Clone)]
#[non_exhaustive]
pub struct CallGraph {
    /// The task.
    pub task: TaskRef,
    /// The tasks that wait for it: by awaiting it, or by a `gather`, `shield`, `wait` or task group of theirs.
    pub awaited_by: Vec<CallGraph>,
}

/// Finds the tasks that wait for `task`, those that wait for them, and so on: `asyncio.capture_call_graph(task)`.
///
/// # Differences from asyncio
/// A task has one frame: its coroutine.
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
pub fn capture_call_graph<T>(task: &Task<T>) -> CallGraph {
    graph(&Task::of(task.any()), &mut Vec::new())
}

/// The tasks that wait for a future: by awaiting it, or by a `gather`, `shield`, `wait` or task group of theirs.
///
/// ```
/// use except_star::{Future, awaited_by, coro, create_named_task, run, sleep};
///
/// run(coro!("main", async {
///     let answer = Future::<i64>::new()?;
///     let _waiter = create_named_task("waiter", coro!("waiter", answer.wait()))?;
///     sleep(0.0).await?;
///     assert_eq!(awaited_by(&answer)[0].name(), "waiter");
///     answer.set_result(42)
/// }))
/// .unwrap();
/// ```
pub fn awaited_by<T>(future: &Future<T>) -> Vec<TaskRef> {
    let mut awaited_by: Vec<TaskRef> = Vec::new();
    for waiter in future.cell.core().callbacks().into_iter().filter_map(|callback| callback.awaiter()) {
        let waiter: TaskRef = Task::of(waiter);
        if !awaited_by.iter().any(|other| other.is(&waiter)) {
            awaited_by.push(waiter);
        }
    }
    awaited_by
}

/// A ring of tasks that wait for one another is followed once.
fn graph(task: &TaskRef, path: &mut Vec<TaskRef>) -> CallGraph {
    path.push(task.clone());
    let mut awaited_by: Vec<CallGraph> = Vec::new();
    for callback in task.cell.core().callbacks() {
        if let Some(waiter) = callback.awaiter().map(Task::of) {
            let known = path.iter().chain(awaited_by.iter().map(|graph| &graph.task)).any(|other| other.is(&waiter));
            if !known {
                awaited_by.push(graph(&waiter, path));
            }
        }
    }
    path.pop();
    CallGraph { task: task.clone(), awaited_by }
}
