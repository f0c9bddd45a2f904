//! `TaskGroup`: Lib/asyncio/taskgroups.py.
//!
//! Invariant: the block is left only when every child is done and the loop has told the group so.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use super::context_manager::leave;
use crate::Result;
use crate::event_loop::{
    AnyFuture, AnyTask, Coro, DoneCallback, FutureCell, LoopState, Task, Wait, current, errors, frame, raise,
    raise_from, spawn,
};
use crate::exception::{BaseExceptionGroup, CancelledError, Exception, RuntimeError};
use crate::trace::{GroupStep, Kind, Purpose, TaskId};

/// Runs `body` with a new group and waits for all of the group's tasks: `async with asyncio.TaskGroup() as tg`.
///
/// - All succeed: gives what the body returns, when the last task is done.
/// - A task fails: the others are cancelled, and so is the body if it still runs; when all are done, the errors come as an
///   `ExceptionGroup('unhandled errors in a TaskGroup', […])`. It holds those of the iteration in which the group aborts, and
///   those that cleanups raise. A cancelled task is no error.
/// - The body fails: the tasks are cancelled; the body's error comes last in the group.
/// - Cancelled from outside: the tasks are cancelled and waited for, then CancelledError goes on.
/// - KeyboardInterrupt and SystemExit come out bare.
///
/// # Errors
/// As above. RuntimeError outside a task.
///
/// ```
/// use except_star::exception::ValueError;
/// use except_star::{coro, raise, run, sleep, task_group};
///
/// async fn fail(delay: f64) -> except_star::Result<()> {
///     sleep(delay).await?;
///     raise(ValueError.new(delay))
/// }
/// let error = run(coro!("main", async {
///     task_group(async |tg| {
///         tg.create_task(coro!(fail(0.1)))?;
///         tg.create_task(coro!(fail(9.0)))?;
///         Ok(())
///     })
///     .await
/// }))
/// .unwrap_err();
/// assert_eq!(format!("{error:?}"), "ExceptionGroup('unhandled errors in a TaskGroup', [ValueError(0.1)])");
/// ```
pub async fn task_group<T>(body: impl AsyncFnOnce(TaskGroup) -> Result<T>) -> Result<T> {
    let group = TaskGroup::enter()?;
    leave(body(group.clone()).await, async |exception| frame(group.cell.exit(exception.cloned())).await).await
}

/// The group of a [`task_group`] block. Clones are the same group; a task may take one along and add tasks itself.
#[derive(Clone)]
pub struct TaskGroup {
    cell: Rc<GroupCell>,
}

struct GroupCell {
    event_loop: Rc<LoopState>,
    parent: Rc<dyn AnyTask>,
    /// Its number in the trace.
    index: u32,
    exiting: Cell<bool>,
    aborting: Cell<bool>,
    parent_cancel_requested: Cell<bool>,
    /// The children whose end the loop has not told yet, in the order of their making.
    children: RefCell<Children>,
    errors: RefCell<Vec<Exception>>,
    /// A KeyboardInterrupt or SystemExit, which comes out bare.
    base_error: RefCell<Option<Exception>>,
    on_completed: RefCell<Option<Rc<FutureCell>>>,
}

impl TaskGroup {
    fn enter() -> Result<Self> {
        let event_loop = current()?;
        let Some(parent) = event_loop.current_task() else {
            return raise(RuntimeError.new("TaskGroup <TaskGroup> cannot determine the parent task"));
        };
        let index = event_loop.recorder.add_group();
        let cell = Rc::new(GroupCell {
            event_loop,
            parent,
            index,
            exiting: Cell::new(false),
            aborting: Cell::new(false),
            parent_cancel_requested: Cell::new(false),
            children: RefCell::default(),
            errors: RefCell::default(),
            base_error: RefCell::default(),
            on_completed: RefCell::default(),
        });
        cell.note(GroupStep::Enter);
        Ok(Self { cell })
    }

    /// Makes a task of the group. It is called `Task-N`.
    ///
    /// # Errors
    /// RuntimeError if the group has finished or is shutting down; the coroutine is closed then.
    pub fn create_task<F, T>(&self, coro: Coro<F>) -> Result<Task<T>>
    where
        F: Future<Output = Result<T>> + 'static,
        T: Clone + 'static,
    {
        self.spawn(coro, None)
    }

    /// As [`TaskGroup::create_task`], with a name: `tg.create_task(coro, name=…)`.
    ///
    /// # Errors
    /// RuntimeError if the group has finished or is shutting down; the coroutine is closed then.
    pub fn create_named_task<F, T>(&self, name: &str, coro: Coro<F>) -> Result<Task<T>>
    where
        F: Future<Output = Result<T>> + 'static,
        T: Clone + 'static,
    {
        self.spawn(coro, Some(name.into()))
    }

    fn spawn<F, T>(&self, coro: Coro<F>, name: Option<Rc<str>>) -> Result<Task<T>>
    where
        F: Future<Output = Result<T>> + 'static,
        T: Clone + 'static,
    {
        let cell = &self.cell;
        let refusal = if cell.exiting.get() && cell.unfinished() == 0 {
            "finished"
        } else if cell.aborting.get() {
            "shutting down"
        } else {
            let task = spawn(&cell.event_loop, coro, name);
            cell.adopt(task.any());
            return Ok(task);
        };
        drop(coro.take());
        raise(RuntimeError.new(format!("TaskGroup {} is {refusal}", cell.repr())))
    }
}

/// Children in the order of their making, which is that of their ids. One that ends leaves a hole, and the holes are closed when
/// they are half of all, so adding and discarding take a constant time, or nearly.
#[derive(Default)]
struct Children {
    places: VecDeque<(TaskId, Option<Rc<dyn AnyTask>>)>,
    unfinished: usize,
}

impl Children {
    fn add(&mut self, task: Rc<dyn AnyTask>) {
        self.places.push_back((task.id(), Some(task)));
        self.unfinished += 1;
    }

    fn discard(&mut self, id: TaskId) {
        // Most often the first one ends first.
        let place = match self.places.front() {
            Some((first, _)) if *first == id => Ok(0),
            _ => self.places.binary_search_by_key(&id, |(id, _)| *id),
        };
        // Whoever tells of the end holds the task, so this does not drop it.
        if place.is_ok_and(|place| self.places[place].1.take().is_some()) {
            self.unfinished -= 1;
        }
        while let Some((_, None)) = self.places.front() {
            self.places.pop_front();
        }
        if self.places.len() > 32 && self.places.len() > 2 * self.unfinished {
            self.places.retain(|(_, task)| task.is_some());
        }
    }

    fn iter(&self) -> impl Iterator<Item = &Rc<dyn AnyTask>> {
        self.places.iter().filter_map(|(_, task)| task.as_ref())
    }
}

impl GroupCell {
    fn adopt(self: &Rc<Self>, task: Rc<dyn AnyTask>) {
        let future: Rc<dyn AnyFuture> = task.clone();
        future.core().add_done_callback(&future, self.clone());
        self.children.borrow_mut().add(task);
    }

    fn unfinished(&self) -> usize {
        self.children.borrow().unfinished
    }

    /// `__aexit__`: `exception` is what the body raised.
    async fn exit(self: &Rc<Self>, exception: Option<Exception>) -> Result<()> {
        self.exiting.set(true);
        self.note(GroupStep::Exit);
        let mut cancellation = exception.clone().filter(|e| e.is(CancelledError));
        if let Some(exception) = &exception {
            self.keep_base_error(exception);
            if !self.aborting.get() {
                self.abort();
            }
        }
        // More than one wait, because the parent may be cancelled while it waits.
        while self.unfinished() > 0 {
            let completed = FutureCell::new(self.event_loop.clone(), Purpose::TaskGroup);
            self.on_completed.replace(Some(completed.clone()));
            let waited = Wait::new(completed).await;
            self.on_completed.take();
            match waited {
                Err(error) if error.is(CancelledError) => {
                    if !self.aborting.get() {
                        cancellation = Some(error);
                        self.abort();
                    }
                }
                other => other?,
            }
        }
        self.note(GroupStep::Leave);
        if let Some(error) = self.base_error.take() {
            return raise(error);
        }
        if self.parent_cancel_requested.get() && self.parent.uncancel() == 0 {
            cancellation = None;
        }
        let mut errors = self.errors.take();
        if let Some(error) = cancellation
            && errors.is_empty()
        {
            return raise(error);
        }
        errors.extend(exception.filter(|e| !e.is(CancelledError)));
        if errors.is_empty() {
            return Ok(());
        }
        // Cancelled from outside as well: that is not forgotten, but comes at the next await.
        if self.parent.cancelling() > 0 {
            self.parent.uncancel();
            self.parent.clone().request_cancel(None);
        }
        let group = Exception::group(BaseExceptionGroup, "unhandled errors in a TaskGroup", errors)?;
        raise_from(group, None)
    }

    /// Cancels all children that are not done.
    fn abort(&self) {
        self.aborting.set(true);
        self.note(GroupStep::Abort);
        let children: Vec<_> = self.children.borrow().iter().cloned().collect();
        for child in children {
            if !child.core().is_done() {
                child.request_cancel(None);
            }
        }
    }

    fn keep_base_error(&self, exception: &Exception) {
        if exception.leaves_the_loop() && self.base_error.borrow().is_none() {
            self.base_error.replace(Some(exception.clone()));
        }
    }

    fn note(&self, step: GroupStep) {
        self.event_loop.note(Kind::Group, step as u8, self.index);
    }

    fn repr(&self) -> String {
        let mut info = String::new();
        if self.unfinished() > 0 {
            info += &format!(" tasks={}", self.unfinished());
        }
        if !self.errors.borrow().is_empty() {
            info += &format!(" errors={}", self.errors.borrow().len());
        }
        info += if self.aborting.get() { " cancelling" } else { " entered" };
        format!("<TaskGroup{info}>")
    }
}

impl DoneCallback for GroupCell {
    fn awaiter(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        Some(self.parent.clone())
    }

    fn name(&self) -> &'static str {
        "TaskGroup._on_task_done()"
    }

    /// `_on_task_done`
    fn run(self: Rc<Self>, child: Rc<dyn AnyFuture>) {
        let (_, id) = child.awaited();
        self.children.borrow_mut().discard(id);
        if self.unfinished() == 0
            && let Some(completed) = self.on_completed.borrow().clone()
            && !completed.core().is_done()
        {
            completed.set_result(());
        }
        let Some(exception) = child.core().failure() else { return };
        self.errors.borrow_mut().push(exception.clone());
        self.keep_base_error(&exception);
        if self.parent.core().is_done() {
            errors::parent_is_done(&child.repr(), &self.parent.repr(), exception, &self.event_loop);
        } else if !self.aborting.get() && !self.parent_cancel_requested.get() {
            self.abort();
            self.parent_cancel_requested.set(true);
            self.parent.clone().request_cancel(None);
        }
    }
}
