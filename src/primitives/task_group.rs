//! `TaskGroup`: Lib/asyncio/taskgroups.py.
//!
//! Invariant: the block is left only when every child is done and its done callback has run.

mod children;
mod create;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::context_manager::{AsyncContextManager, leave};
use crate::Result;
use crate::event_loop::{
    AnyFuture, AnyTask, DoneCallback, FutureCell, LoopState, Request, Slot, Wait, current, errors, frame, raise,
    raise_from,
};
use crate::exception::{BaseExceptionGroup, CancelledError, Exception, RuntimeError};
use crate::repr::Repr;
use crate::trace::{Awaited, Event, GroupId, GroupStep, Name, Purpose, Requester};
use children::Children;

/// Runs `body` with a new group and waits for all of the group's tasks: `async with asyncio.TaskGroup() as tg`.
///
/// - All succeed: gives what the body returns, when the last task is done.
/// - A task fails: the others are cancelled, and so is the body if it still runs; when all are done, the errors come as an
///   `ExceptionGroup('unhandled errors in a TaskGroup', […])`. It holds those of the iteration in which the group aborts, and
///   those that cleanups raise. A cancelled task is no error.
/// - The body fails: the tasks are cancelled; the body's error comes last in the group.
/// - Cancelled from outside: the tasks are cancelled and waited for, then CancelledError leaves the block.
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
    let group = TaskGroup::new();
    group.cell.enter()?;
    leave(body(group.clone()).await, async |exception| frame(group.cell.exit(exception)).await.map(drop)).await
}

/// A group of tasks that a block waits for: `asyncio.TaskGroup`. Clones are the same group; a task may take one along and
/// add tasks itself.
///
/// [`task_group`] is the form for a block. Where the beginning and the end of the block are in two places, as in an
/// interpreter, use the group as an [`AsyncContextManager`]. Its `exit` swallows one exception only: the CancelledError
/// that [`cancel`](TaskGroup::cancel) has sent into the body.
///
/// ```
/// use except_star::{AsyncContextManager, TaskGroup, coro, create_task, run, sleep, time};
///
/// let end = run(coro!("main", async {
///     let group = TaskGroup::new();
///     group.enter().await?;
///     group.create_task(coro!("nap", sleep(1.5)))?;
///     let swallowed = group.exit(None).await?;
///     assert!(!swallowed);
///     time()
/// }));
/// assert_eq!(end.unwrap(), 1.5);
/// ```
#[derive(Clone)]
pub struct TaskGroup {
    cell: Rc<GroupCell>,
}

#[derive(Default)]
struct GroupCell {
    /// Set when the block is entered.
    block: OnceCell<Block>,
    exiting: Cell<bool>,
    aborting: Cell<bool>,
    parent_cancel_requested: Cell<bool>,
    /// `cancel` came before the block.
    cancel_on_enter: Cell<bool>,
    children: RefCell<Children>,
    errors: RefCell<Vec<Exception>>,
    /// A KeyboardInterrupt or SystemExit, which comes out bare.
    base_error: Slot<Exception>,
    on_completed: Slot<Rc<FutureCell>>,
}

/// Where the group was entered.
struct Block {
    event_loop: Rc<LoopState>,
    parent: Rc<dyn AnyTask>,
    id: GroupId,
}

impl Default for TaskGroup {
    fn default() -> Self {
        Self::new()
    }
}

impl TaskGroup {
    /// A group that has not been entered: `asyncio.TaskGroup()`.
    pub fn new() -> Self {
        Self { cell: Rc::default() }
    }

    /// Cancels the group, as 3.15's `TaskGroup.cancel()` does: its tasks that are not done, and the body if it still runs. The
    /// block is then left without an error, unless a task or the body fails.
    ///
    /// Before the block is entered it takes effect when the block is, and after its end it does nothing. A body that is cut
    /// off has no value: `async_with(&TaskGroup::new(), …)` gives None then. The block of [`task_group`], which cannot, lets the
    /// CancelledError pass.
    ///
    /// # Cancellation
    /// A cancel from outside that comes while the block waits for the tasks that this has cancelled is swallowed, too: so it is in
    /// 3.15.0rc1 (gh-155433).
    ///
    /// ```
    /// use except_star::{TaskGroup, async_with, coro, run, sleep, time};
    ///
    /// let value = run(coro!("main", async {
    ///     async_with(&TaskGroup::new(), async |tg| {
    ///         let first = tg.clone();
    ///         tg.create_task(coro!("fast", async move {
    ///             sleep(1.0).await?;
    ///             Ok(first.cancel())
    ///         }))?;
    ///         tg.create_task(coro!("slow", sleep(60.0)))?;
    ///         sleep(60.0).await
    ///     })
    ///     .await?;
    ///     time()
    /// }));
    /// assert_eq!(value.unwrap(), 1.0);
    /// ```
    pub fn cancel(&self) {
        self.cell.cancel();
    }
}

/// The block's beginning and end: `async with group`.
///
/// # Errors
/// `enter`: RuntimeError outside a task, and for a group that was entered before. `exit`: those of [`task_group`], and
/// RuntimeError for a group that was not entered.
impl AsyncContextManager for TaskGroup {
    type Value = TaskGroup;
    type Exit = bool;

    async fn enter(&self) -> Result<TaskGroup> {
        self.cell.enter()?;
        Ok(self.clone())
    }

    async fn exit(&self, exception: Option<&Exception>) -> Result<bool> {
        self.cell.exit(exception).await
    }
}

/// Python's `repr`, without the address.
///
/// ```
/// use except_star::TaskGroup;
/// use except_star::repr::Repr;
///
/// assert_eq!(TaskGroup::new().repr(), "<TaskGroup>");
/// ```
impl Repr for TaskGroup {
    fn repr(&self) -> String {
        self.cell.repr()
    }
}

impl GroupCell {
    fn unfinished(&self) -> usize {
        self.children.borrow().unfinished
    }

    fn refuse<T>(&self, refusal: &str) -> Result<T> {
        raise(RuntimeError.new(format!("TaskGroup {} {refusal}", self.repr())))
    }

    /// `__aenter__`, which awaits nothing.
    fn enter(&self) -> Result<()> {
        if self.block.get().is_some() {
            return self.refuse("has already been entered");
        }
        let event_loop = current()?;
        let Some(parent) = event_loop.current_task() else {
            return self.refuse("cannot determine the parent task");
        };
        let id = event_loop.recorder.add_group();
        let block = self.block.get_or_init(|| Block { event_loop, parent, id });
        block.note(GroupStep::Enter);
        if self.cancel_on_enter.get() {
            self.cancel();
        }
        Ok(())
    }

    /// `cancel`
    fn cancel(&self) {
        let Some(block) = self.block.get() else { return self.cancel_on_enter.set(true) };
        let finished = self.exiting.get() && self.unfinished() == 0;
        if finished || self.aborting.get() {
            return;
        }
        self.abort();
        if !self.parent_cancel_requested.replace(true) {
            block.parent.clone().request_cancel(block.request());
        }
    }

    /// `__aexit__`: `exception` is what the body raised.
    async fn exit(self: &Rc<Self>, exception: Option<&Exception>) -> Result<bool> {
        let Some(block) = self.block.get() else { return self.refuse("has not been entered") };
        let Block { event_loop, parent, .. } = block;
        self.exiting.set(true);
        block.note(GroupStep::Exit);
        let mut cancellation = exception.cloned().filter(|e| e.is(CancelledError));
        if let Some(exception) = exception {
            self.keep_base_error(exception);
            if !self.aborting.get() {
                self.abort();
            }
        }
        // More than one wait, because the parent may be cancelled while it waits.
        while self.unfinished() > 0 {
            let completed = FutureCell::new(event_loop.clone(), Purpose::TaskGroup);
            self.on_completed.set(completed.clone());
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
        block.note(GroupStep::Leave);
        if let Some(error) = self.base_error.take() {
            return raise(error);
        }
        if self.parent_cancel_requested.get() && parent.uncancel() == 0 {
            cancellation = None;
        }
        let mut errors = self.errors.take();
        if let Some(error) = cancellation
            && errors.is_empty()
        {
            return raise(error);
        }
        errors.extend(exception.filter(|e| !e.is(CancelledError)).cloned());
        if errors.is_empty() {
            return Ok(exception.is_some());
        }
        // Cancelled from outside as well: that is not forgotten, but comes at the next await.
        if parent.cancelling() > 0 {
            parent.uncancel();
            parent.clone().request_cancel(block.request());
        }
        let group = Exception::group(BaseExceptionGroup, "unhandled errors in a TaskGroup", errors)?;
        raise_from(group, None)
    }

    /// Cancels all children that are not done.
    fn abort(&self) {
        self.aborting.set(true);
        let block = self.entered();
        block.note(GroupStep::Abort);
        let children: Vec<_> = self.children.borrow().iter().cloned().collect();
        for child in children {
            if !child.core().is_done() {
                child.request_cancel(block.request());
            }
        }
    }

    fn keep_base_error(&self, exception: &Exception) {
        if exception.leaves_the_loop() && self.base_error.get().is_none() {
            self.base_error.set(exception.clone());
        }
    }

    /// Where it was entered, which it was if it has children or an end.
    fn entered(&self) -> &Block {
        self.block.get().expect("the group was entered")
    }

    fn repr(&self) -> String {
        let mut info = String::new();
        if self.unfinished() > 0 {
            info += &format!(" tasks={}", self.unfinished());
        }
        if !self.errors.borrow().is_empty() {
            info += &format!(" errors={}", self.errors.borrow().len());
        }
        if self.aborting.get() {
            info += " cancelling";
        } else if self.block.get().is_some() {
            info += " entered";
        }
        format!("<TaskGroup{info}>")
    }
}

impl Block {
    fn request(&self) -> Request {
        Request { message: None, by: Requester::TaskGroup(self.id) }
    }

    fn note(&self, step: GroupStep) {
        self.event_loop.record(Event::Group { group: self.id, step });
    }
}

impl DoneCallback for GroupCell {
    fn awaiter(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        Some(self.entered().parent.clone())
    }

    fn name(&self) -> Name {
        Name::of("TaskGroup._on_task_done()")
    }

    /// `_on_task_done`
    fn run(self: Rc<Self>, child: Rc<dyn AnyFuture>) {
        if let Awaited::Task(id) = child.awaited() {
            self.children.borrow_mut().discard(id);
        }
        if self.unfinished() == 0
            && let Some(completed) = self.on_completed.get()
        {
            completed.release();
        }
        let Some(exception) = child.core().failure() else { return };
        self.errors.borrow_mut().push(exception.clone());
        self.keep_base_error(&exception);
        let block = self.entered();
        let Block { event_loop, parent, .. } = block;
        if parent.core().is_done() {
            errors::parent_is_done(&child, &parent.repr(), exception, event_loop);
        } else if !self.aborting.get() && !self.parent_cancel_requested.get() {
            self.abort();
            self.parent_cancel_requested.set(true);
            parent.clone().request_cancel(block.request());
        }
    }
}
