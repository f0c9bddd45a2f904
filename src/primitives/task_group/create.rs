//! Creating tasks in a group.
//!
//! Invariant: a coroutine that the group refuses is closed without a warning.

use std::rc::Rc;

use super::{Block, GroupCell, TaskGroup};
use crate::Result;
use crate::event_loop::{AnyFuture, AnyTask, Coro, Coroutine, Task, TaskOptions, spawn};

impl TaskGroup {
    /// Creates a task in the group. It is called `Task-N`.
    ///
    /// # Errors
    /// RuntimeError if the group has finished or is shutting down; the coroutine is closed then.
    /// Those of an eager [first step](crate::set_eager_task_factory#eager-first-steps).
    pub fn create_task<T: Clone + 'static>(&self, coro: impl Coroutine<T>) -> Result<Task<T>> {
        self.spawn(coro.into_coro(), &TaskOptions::default())
    }

    /// As [`TaskGroup::create_task`], with a name: `tg.create_task(coro, name=…)`.
    ///
    /// # Errors
    /// As [`TaskGroup::create_task`].
    pub fn create_named_task<T: Clone + 'static>(&self, name: &str, coro: impl Coroutine<T>) -> Result<Task<T>> {
        self.spawn(coro.into_coro(), &TaskOptions::new().name(name))
    }

    /// As [`TaskGroup::create_task`], with options: `tg.create_task(coro, context=…, eager_start=…)`.
    ///
    /// A task that fails in its eager first step aborts the group in the next iteration, not at once: so it is since CPython 3.14.
    ///
    /// # Errors
    /// As [`TaskGroup::create_task`].
    pub fn create_task_with<T: Clone + 'static>(
        &self,
        coro: impl Coroutine<T>,
        options: TaskOptions,
    ) -> Result<Task<T>> {
        self.spawn(coro.into_coro(), &options)
    }

    fn spawn<F, T>(&self, coro: Coro<F>, options: &TaskOptions) -> Result<Task<T>>
    where
        F: Future<Output = Result<T>> + 'static,
        T: Clone + 'static,
    {
        let cell = &self.cell;
        let refusal = match cell.block.get() {
            None => "has not been entered",
            Some(_) if cell.exiting.get() && cell.unfinished() == 0 => "is finished",
            Some(_) if cell.aborting.get() => "is shutting down",
            Some(block) => {
                let task = spawn(&block.event_loop, coro, options)?;
                cell.adopt(task.any());
                return Ok(task);
            }
        };
        drop(coro.take());
        cell.refuse(refusal)
    }
}

impl GroupCell {
    fn adopt(self: &Rc<Self>, task: Rc<dyn AnyTask>) {
        let Block { event_loop, id, .. } = self.entered();
        event_loop.recorder.add_member(task.id(), *id);
        let future: Rc<dyn AnyFuture> = task.clone();
        future.core().add_done_callback(&future, self.clone());
        self.children.borrow_mut().add(task);
        // In its eager first step it has cancelled the group, which did not know it yet (gh-155418).
        if self.aborting.get() && !future.core().is_done() {
            future.cancel(self.entered().request());
        }
    }
}
