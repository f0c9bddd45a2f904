//! `as_completed`: Lib/asyncio/tasks.py.

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::rc::Rc;

use super::awaitable::{Awaitable, ensure_future_of};
use super::call::{Handle, call_later};
use super::queue::Queue;
use crate::Result;
use crate::event_loop::{AnyFuture, DoneCallback, Future, Slot, current_or_set, raise};
use crate::exception::TimeoutError;
use crate::hash::HashSet;
use crate::trace::Name;

/// Gives awaitables, or their results, in the order in which they are done: `asyncio.as_completed`.
///
/// Coroutines become tasks at once. With a limit in seconds, everything that is not done when the time is up counts as a
/// TimeoutError: one for each. Nothing is cancelled. Futures and tasks of different types are [erased](Future::erase) to stand in
/// one list.
///
/// # Errors
/// RuntimeError outside a run. ValueError for a future of another run.
/// Those of an eager [first step](crate::set_eager_task_factory#eager-first-steps).
///
/// ```
/// use except_star::{as_completed, coro, run, sleep};
///
/// async fn nap(delay: f64) -> except_star::Result<f64> {
///     sleep(delay).await?;
///     Ok(delay)
/// }
/// let order = run(coro!("main", async {
///     let naps = as_completed([3.0, 1.0, 2.0].map(|delay| coro!(nap(delay))), None)?;
///     let mut order = Vec::new();
///     while let Some(result) = naps.next().await {
///         order.push(result?);
///     }
///     Ok(order)
/// }));
/// assert_eq!(order.unwrap(), [1.0, 2.0, 3.0]);
/// ```
pub fn as_completed<T, A>(
    awaitables: impl IntoIterator<Item = A>,
    limit: impl Into<Option<f64>>,
) -> Result<AsCompleted<T>>
where
    T: Clone + 'static,
    A: Awaitable<T>,
{
    let event_loop = current_or_set()?;
    let futures = awaitables.into_iter().map(|awaitable| Ok(ensure_future_of(awaitable, &event_loop)?.cell));
    let state = State::start(futures.collect::<Result<Vec<_>>>()?, limit.into())?;
    Ok(AsCompleted { state, result: PhantomData })
}

/// What [`as_completed`] returns. Clones are the same iterator: each is given once.
pub struct AsCompleted<T: 'static> {
    state: Rc<State>,
    result: PhantomData<fn() -> T>,
}

impl<T> Clone for AsCompleted<T> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), result: PhantomData }
    }
}

struct State {
    done: Queue<Option<Rc<dyn AnyFuture>>>,
    todo: RefCell<Vec<Rc<dyn AnyFuture>>>,
    /// How many have not been given.
    left: Cell<usize>,
    timer: Slot<Handle>,
}

impl<T: Clone + 'static> AsCompleted<T> {
    /// Waits for the next one to be done and gives its result or its exception; None when all were given. After the limit it
    /// is a TimeoutError, once for each that is not done. Several tasks may wait at once.
    ///
    /// This is asyncio's plain iteration, `for next in as_completed(…): await next`.
    ///
    /// # Errors
    /// Those of the awaitable. TimeoutError. CancelledError.
    pub async fn next(&self) -> Option<Result<T>> {
        self.state.take_one().then_some(())?;
        Some(match self.state.wait_for_one().await {
            Ok(future) => Future::of(future).await,
            Err(error) => Err(error),
        })
    }

    /// Waits for the next one to be done and gives it back: the task or the future that was given, or the task that was created
    /// of a coroutine. None when all were given.
    ///
    /// This is asyncio's asynchronous iteration, `async for future in as_completed(…)`; a `?` ends the loop at the first
    /// TimeoutError, as there.
    ///
    /// # Errors
    /// TimeoutError after the limit, once for each that is not done. CancelledError.
    ///
    /// ```
    /// use except_star::{as_completed, coro, create_task, run, sleep};
    ///
    /// run(coro!("main", async {
    ///     let slow = create_task(coro!("slow", sleep(2.0)))?;
    ///     let fast = create_task(coro!("fast", sleep(1.0)))?;
    ///     let both = as_completed([&slow, &fast], None)?;
    ///     while let Some(earliest) = both.next_future().await? {
    ///         earliest.result()?;
    ///         assert!(earliest.is(if slow.done() { &slow } else { &fast }));
    ///     }
    ///     Ok(())
    /// }))
    /// .unwrap();
    /// ```
    pub async fn next_future(&self) -> Result<Option<Future<T>>> {
        if !self.state.take_one() {
            return Ok(None);
        }
        self.state.wait_for_one().await.map(|future| Some(Future::of(future)))
    }
}

impl State {
    fn start(mut todo: Vec<Rc<dyn AnyFuture>>, limit: Option<f64>) -> Result<Rc<Self>> {
        let mut seen = HashSet::default();
        todo.retain(|future| seen.insert(Rc::as_ptr(future).cast::<()>()));
        let state = Rc::new(State {
            done: Queue::new(0),
            left: Cell::new(todo.len()),
            todo: RefCell::new(todo.clone()),
            timer: Slot::new(),
        });
        for future in &todo {
            future.core().add_done_callback(future, state.clone());
        }
        if let Some(limit) = limit
            && !todo.is_empty()
        {
            let handle_timeout = {
                let state = state.clone();
                move || state.handle_timeout()
            };
            state.timer.set(call_later(limit, "_AsCompletedIterator._handle_timeout", handle_timeout)?);
        }
        Ok(state)
    }

    /// Whether one is left that has not been given; it counts as given now.
    fn take_one(&self) -> bool {
        let left = self.left.get().checked_sub(1);
        left.is_some_and(|left| {
            self.left.set(left);
            true
        })
    }

    /// `_wait_for_one`
    async fn wait_for_one(&self) -> Result<Rc<dyn AnyFuture>> {
        match self.done.get().await? {
            Some(future) => Ok(future),
            None => raise(TimeoutError.empty()),
        }
    }

    fn handle_timeout(self: Rc<Self>) -> Result<()> {
        let callback: Rc<dyn DoneCallback> = self.clone();
        for future in self.todo.take() {
            future.core().remove_done_callback(&callback);
            self.done.put_nowait(None)?;
        }
        Ok(())
    }
}

impl DoneCallback for State {
    fn name(&self) -> Name {
        Name::of("_AsCompletedIterator._handle_completion()")
    }

    fn run(self: Rc<Self>, future: Rc<dyn AnyFuture>) {
        let mut todo = self.todo.borrow_mut();
        let Some(index) = todo.iter().position(|other| std::ptr::eq(other.core(), future.core())) else {
            // The time was up first.
            return;
        };
        todo.remove(index);
        if todo.is_empty()
            && let Some(timer) = self.timer.take()
        {
            timer.cancel();
        }
        drop(todo);
        // A queue without a bound takes everything.
        let _ = self.done.put_nowait(Some(future));
    }
}
