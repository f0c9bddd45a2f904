//! The two places where a task of the loop suspends: waiting for a future, and waiting for the next iteration.
//!
//! This is also where cancellation arrives: the step that throws puts the exception into the loop, and the future on which
//! the task is suspended returns it. Invariant: a [`Wait`] that is done at its first poll does not suspend.

use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::{Action, AnyFuture, AnyTask, LoopState, handling, raise};
use crate::Result;
use crate::exception::{Exception, RuntimeError};
use crate::trace::{Awaited, Event};

/// Waits until a future is done; the caller takes its result.
#[must_use = "a future does nothing unless it is awaited"]
pub(crate) struct Wait {
    pub(super) future: Rc<dyn AnyFuture>,
    suspended: bool,
}

impl Wait {
    pub(crate) fn new(future: Rc<dyn AnyFuture>) -> Self {
        Self { future, suspended: false }
    }
}

impl std::future::Future for Wait {
    type Output = Result<()>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        let Self { future, suspended } = self.get_mut();
        let core = future.core();
        // The loop that runs; the future may belong to another one.
        let event_loop = super::current()?;
        if *suspended {
            if let Some(exception) = event_loop.step.thrown.take() {
                return Poll::Ready(Err(delivered(&event_loop, exception)));
            }
            if !core.is_done() {
                return Poll::Pending;
            }
            return Poll::Ready(core.check().map_err(|exception| delivered(&event_loop, exception)));
        }
        if !core.is_done() {
            suspend(awaiting_task(&event_loop)?, future);
            *suspended = true;
            return Poll::Pending;
        } else if event_loop.limit_reached().is_some() {
            // A program that loops without suspending is stopped here once a limit is reached.
            return Poll::Pending;
        }
        Poll::Ready(core.check().inspect_err(|exception| {
            handling::raised(exception);
            event_loop.record(Event::Deliver { exception });
        }))
    }
}

/// The task that awaits: only a task can suspend.
pub(crate) fn awaiting_task(event_loop: &LoopState) -> Result<Rc<dyn AnyTask>> {
    let task = event_loop.current_task();
    task.map_or_else(|| raise(RuntimeError.new("await wasn't used with future")), Ok)
}

/// Makes the task wait for a future that is not done. A future that it cannot wait for gives a RuntimeError in the next
/// iteration, as `task_step_handle_result_impl` in CPython's _asynciomodule.c does it.
fn suspend(task: Rc<dyn AnyTask>, future: &Rc<dyn AnyFuture>) {
    let on = future.awaited();
    let own_loop = &task.header().core.event_loop;
    own_loop.record(Event::Suspend { on });
    let misuse = if !Rc::ptr_eq(own_loop, &future.core().event_loop) {
        format!("Task {} got Future {} attached to a different loop", task.repr(), future.repr())
    } else if on == task.awaited() {
        format!("Task cannot await on itself: {}", task.repr())
    } else {
        return task.wait_for(future);
    };
    task.wait_a_turn();
    own_loop.call_soon(Action::Throw(task.clone(), RuntimeError.new(misuse)));
}

/// Raises what this step throws, at the await on which the task is suspended.
pub(crate) fn deliver_thrown() -> Result<()> {
    let event_loop = super::current()?;
    match event_loop.step.thrown.take() {
        Some(exception) => Err(delivered(&event_loop, exception)),
        None => Ok(()),
    }
}

/// An exception arrives where the task is suspended.
fn delivered(event_loop: &LoopState, exception: Exception) -> Exception {
    handling::thrown(&exception);
    event_loop.record(Event::Deliver { exception: &exception });
    exception
}

/// Waits for the next iteration of the loop, as `await asyncio.sleep(0)` does.
#[must_use = "a future does nothing unless it is awaited"]
#[derive(Default)]
pub(crate) struct Turn {
    suspended: bool,
}

impl std::future::Future for Turn {
    type Output = Result<()>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        let event_loop = super::current()?;
        if self.suspended {
            return Poll::Ready(deliver_thrown());
        }
        let task = awaiting_task(&event_loop)?;
        event_loop.record(Event::Suspend { on: Awaited::NextIteration });
        event_loop.call_soon(Action::Step(task.clone()));
        task.wait_a_turn();
        self.suspended = true;
        Poll::Pending
    }
}
