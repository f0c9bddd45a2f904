//! What concerns one task, timeout, future or call, and what all tasks share.
//!
//! Invariant: nothing happens if a slot is empty.

use std::rc::Rc;

use except_star::repr::{Repr, Value};
use except_star::{Result, call_later, call_soon, print, time};

use super::show::{exception, tell, text};
use super::world::World;
use crate::names;
use crate::program::{BarrierOp, Callback, EventOp, FutureOp, Kind, Message, QueueOp, Slot, Stmt};

/// What all tasks share: events, locks, semaphores, the condition, queues, the barrier.
pub(super) async fn run_shared(world: &World, stmt: &Stmt) -> Result<()> {
    match &stmt.kind {
        Kind::Event(slot, op) => {
            let event = &world.events[*slot as usize];
            match op {
                EventOp::Wait => event.wait().await?,
                EventOp::Set => event.set(),
                EventOp::Clear => event.clear(),
            }
        }
        Kind::LockAcquire(slot) => world.locks[*slot as usize].acquire().await?,
        Kind::LockRelease(slot) => world.locks[*slot as usize].release()?,
        Kind::SemaphoreAcquire(slot) => world.semaphores[*slot as usize].acquire().await?,
        Kind::SemaphoreRelease(slot) => world.semaphores[*slot as usize].release()?,
        Kind::ConditionWait => world.condition.wait().await?,
        Kind::Notify(count) => world.condition.notify(*count)?,
        Kind::Queue(slot, op) => {
            let queue = &world.queues[*slot as usize];
            match op {
                QueueOp::Put => queue.put(i64::from(stmt.number)).await?,
                QueueOp::Get => tell(stmt, queue.get().await?),
                QueueOp::PutNowait => queue.put_nowait(i64::from(stmt.number))?,
                QueueOp::GetNowait => tell(stmt, queue.get_nowait()?),
                QueueOp::TaskDone => queue.task_done()?,
                QueueOp::Join => queue.join().await?,
                QueueOp::Shutdown(immediate) => queue.shutdown(*immediate),
            }
        }
        Kind::Barrier(op) => match op {
            BarrierOp::Wait => tell(stmt, world.barrier.wait().await?),
            BarrierOp::Reset => world.barrier.reset().await?,
            BarrierOp::Abort => world.barrier.abort().await?,
        },
        other => unreachable!("{other:?} is run elsewhere"),
    }
    Ok(())
}

/// What concerns one slot. Nothing happens if it is empty.
pub(super) async fn run_on_slot(world: &Rc<World>, stmt: &Stmt) -> Result<()> {
    let n = stmt.number;
    let task = |slot: &Slot| world.tasks.get(*slot);
    match &stmt.kind {
        Kind::Await(slot) => {
            if let Some(task) = task(slot) {
                tell(stmt, text(&task.await?));
            }
        }
        Kind::Cancel(slot, message) => {
            if let Some(task) = task(slot) {
                let cancelled = match message {
                    Message::Without => task.cancel(),
                    Message::With => task.cancel_with(&format!("m{n}")),
                };
                tell(stmt, cancelled.repr());
            }
        }
        Kind::TaskResult(slot) => {
            if let Some(task) = task(slot) {
                tell(stmt, text(&task.result()?));
            }
        }
        Kind::TaskException(slot) => {
            if let Some(task) = task(slot) {
                tell(stmt, task.exception()?.repr());
            }
        }
        Kind::ShowTask(slot) => {
            if let Some(task) = task(slot) {
                tell(stmt, format!("{} {}", task.repr(), task.cancelling()));
            }
        }
        Kind::AddDoneCallback(slot) => {
            if let Some(task) = task(slot) {
                task.add_done_callback("callback", |task| {
                    print(format!("callback {}", task.repr()));
                    Ok(())
                });
            }
        }
        Kind::Reschedule(slot, delay) => {
            if let Some(timeout) = world.timeouts.get(*slot) {
                let now = time()?;
                timeout.reschedule(delay.map(|delay| now + delay))?;
            }
        }
        Kind::ShowTimeout(slot) => {
            if let Some(timeout) = world.timeouts.get(*slot) {
                tell(stmt, format!("{} {}", timeout.when().repr(), timeout.expired().repr()));
            }
        }
        Kind::Future(slot, op) => {
            if let Some(future) = world.futures.get(*slot) {
                match op {
                    FutureOp::SetResult => future.set_result(Value::Int(i64::from(n)))?,
                    FutureOp::SetException(error) => future.set_exception(exception(error, n))?,
                    FutureOp::Cancel(Message::Without) => tell(stmt, future.cancel().repr()),
                    FutureOp::Cancel(Message::With) => tell(stmt, future.cancel_with(&format!("m{n}")).repr()),
                    FutureOp::Await => tell(stmt, text(&future.wait().await?)),
                }
            }
        }
        Kind::CallSoon(slot, callback) => {
            world.handles.set(*slot, call_soon(names::callback(n), on_call(world, n, *callback))?);
        }
        Kind::CallLater(slot, delay, callback) => {
            let handle = call_later(*delay, names::callback(n), on_call(world, n, *callback))?;
            world.handles.set(*slot, handle);
        }
        Kind::CancelCall(slot) => {
            if let Some(handle) = world.handles.get(*slot) {
                handle.cancel();
            }
        }
        other => unreachable!("{other:?} is run elsewhere"),
    }
    Ok(())
}

fn on_call(world: &Rc<World>, n: u32, callback: Callback) -> impl FnOnce() -> Result<()> + 'static {
    let world = world.clone();
    move || {
        print(format!("{n} called"));
        match callback {
            Callback::Log => {}
            Callback::SetEvent(slot) => world.events[slot as usize].set(),
            Callback::Cancel(slot) => {
                if let Some(task) = world.tasks.get(slot) {
                    task.cancel();
                }
            }
            Callback::SetFuture(slot) => {
                if let Some(future) = world.futures.get(slot) {
                    future.set_result(Value::Int(i64::from(n)))?;
                }
            }
        }
        Ok(())
    }
}
