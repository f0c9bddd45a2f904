//! `wait`: Lib/asyncio/tasks.py.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use super::call::{Handle, call_later};
use crate::Result;
use crate::event_loop::{AnyFuture, AnyTask, DoneCallback, Future, FutureCell, Slot, Task, Wait, current, raise};
use crate::exception::ValueError;
use crate::hash::HashSet;
use crate::trace::{Name, Purpose};

/// What [`wait`] waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnWhen {
    /// The first one that is done.
    FirstCompleted,
    /// The first one that fails, or all. A cancelled one does not count as one that failed.
    FirstException,
    /// All.
    AllCompleted,
}

/// What [`wait`] takes: a [`Task`] or a [`Future`], by value or by reference. Those with results of different types are
/// [erased](Future::erase) to stand in one list.
///
/// # Differences from asyncio
/// A coroutine does not compile, where asyncio raises TypeError:
///
/// ```compile_fail
/// use except_star::{ReturnWhen, coro, sleep, wait};
///
/// let both = wait([coro!("nap", sleep(1.0)), coro!("nap", sleep(2.0))], None, ReturnWhen::AllCompleted);
/// ```
#[diagnostic::on_unimplemented(
    message = "Passing coroutines is forbidden, use tasks explicitly.",
    label = "neither a task nor a future",
    note = "`create_task` creates a task for a coroutine; `Future::erase` makes futures and tasks of different types one type"
)]
pub trait Waitable: sealed::Sealed {}

impl<F: sealed::Sealed> Waitable for F {}

mod sealed {
    use super::{AnyFuture, Rc};

    pub trait Sealed {
        #[allow(private_interfaces)]
        fn future(&self) -> &Rc<dyn AnyFuture>;
    }
}

macro_rules! waitable {
    ($($handle:ty),*) => {$(
        impl<T: 'static> sealed::Sealed for $handle {
            #[allow(private_interfaces)]
            fn future(&self) -> &Rc<dyn AnyFuture> {
                &self.cell
            }
        }
    )*};
}
waitable!(Task<T>, &Task<T>, Future<T>, &Future<T>);

/// Waits until some of the tasks and futures are done, for at most `limit` seconds: `asyncio.wait`. Gives those that are done
/// and those that are not, as they were given and in that order; what was given twice, once.
///
/// It never cancels anything, raises no task's exception, and does not count as retrieving it. When the time is up it
/// returns. It suspends even if all are done already.
///
/// # Errors
/// ValueError if there is nothing to wait for. CancelledError; what it waits for runs on.
///
/// ```
/// use except_star::{ReturnWhen, coro, create_task, run, sleep, wait};
///
/// let counts = run(coro!("main", async {
///     let mut tasks = Vec::new();
///     for delay in [1.0, 2.0, 3.0] {
///         tasks.push(create_task(coro!("nap", sleep(delay)))?);
///     }
///     let (done, pending) = wait(tasks, 2.5, ReturnWhen::AllCompleted).await?;
///     Ok((done.len() as i64, pending.len() as i64))
/// }));
/// assert_eq!(counts.unwrap(), (2, 1));
/// ```
pub async fn wait<F: Waitable>(
    futures: impl IntoIterator<Item = F>,
    limit: impl Into<Option<f64>>,
    return_when: ReturnWhen,
) -> Result<(Vec<F>, Vec<F>)> {
    let mut seen = HashSet::default();
    let once = |future: &F| seen.insert(Rc::as_ptr(future.future()).cast::<()>());
    let set: Vec<F> = futures.into_iter().filter(once).collect();
    if set.is_empty() {
        return raise(ValueError.new("Set of Tasks/Futures is empty."));
    }
    wait_for_any(set.iter().map(|future| future.future().clone()).collect(), limit.into(), return_when).await?;
    Ok(set.into_iter().partition(|future| future.future().core().is_done()))
}

/// `_wait`
async fn wait_for_any(set: Vec<Rc<dyn AnyFuture>>, limit: Option<f64>, return_when: ReturnWhen) -> Result<()> {
    let event_loop = current()?;
    let purpose = limit.map_or(Purpose::Wait, |limit| Purpose::WaitUntil(event_loop.deadline_in(limit)));
    let waiter = FutureCell::new(event_loop.clone(), purpose);
    set.iter().for_each(|future| waiter.awaits(future.awaited()));
    let on_completion = Rc::new(OnCompletion {
        waiter: waiter.clone(),
        left: Cell::new(set.len()),
        return_when,
        timer: Slot::new(),
        caller: event_loop.current_task().as_ref().map(Rc::downgrade),
    });
    if let Some(limit) = limit {
        let waiter = waiter.clone();
        let release = move || {
            waiter.release();
            Ok(())
        };
        on_completion.timer.set(call_later(limit, "_release_waiter() at …", release)?);
    }
    for future in &set {
        future.core().add_done_callback(future, on_completion.clone());
    }
    let waited = Wait::new(waiter).await;
    on_completion.cancel_timer();
    let callback: Rc<dyn DoneCallback> = on_completion;
    for future in &set {
        future.core().remove_done_callback(&callback);
    }
    waited
}

/// `_on_completion`
struct OnCompletion {
    waiter: Rc<FutureCell>,
    left: Cell<usize>,
    return_when: ReturnWhen,
    timer: Slot<Handle>,
    /// The task that waits.
    caller: Option<Weak<dyn AnyTask>>,
}

impl OnCompletion {
    fn cancel_timer(&self) {
        if let Some(timer) = self.timer.take() {
            timer.cancel();
        }
    }
}

impl DoneCallback for OnCompletion {
    fn awaiter(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        self.caller.as_ref()?.upgrade()
    }

    fn name(&self) -> Name {
        Name::of("_wait.<locals>._on_completion() at …")
    }

    fn run(self: Rc<Self>, future: Rc<dyn AnyFuture>) {
        self.left.set(self.left.get() - 1);
        let enough = match self.return_when {
            _ if self.left.get() == 0 => true,
            ReturnWhen::AllCompleted => false,
            ReturnWhen::FirstCompleted => true,
            // Looking whether it failed counts as retrieving the exception, in CPython too.
            ReturnWhen::FirstException => future.core().failure().is_some(),
        };
        if enough {
            self.cancel_timer();
            self.waiter.clone().release();
        }
    }
}
