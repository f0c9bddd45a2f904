//! The program's handle to a future of any kind: `asyncio.Future`.
//!
//! Invariant: a handle has the type of its future's result, or [`Object`] for any.

use std::any::TypeId;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{self, Poll};

use super::object::result_as;
use super::{
    AnyFuture, Callback, Context, FutureCell, Object, Request, Task, Wait, callback, context, current_or_set, raise,
};
use crate::exception::Exception;
use crate::trace::{Name, Purpose};
use crate::{Result, repr::Repr};

/// A result that does not exist yet: `asyncio.Future`.
///
/// It ends once, with a result, an exception, or cancelled. Await it, by value or by reference; every task that does resumes
/// in the next iteration of the loop. Clones are the same future.
///
/// [`gather`](crate::gather()) and [`shield`](crate::shield) return futures, too, and a [`Task`] is one, as in asyncio: this
/// documentation holds for all of them.
///
/// # Differences from asyncio
/// Each awaiter gets a clone of the result. A result that is expensive to clone goes into an `Rc`.
///
/// ```
/// use except_star::{Future, coro};
/// use except_star::exception::ValueError;
///
/// let end = except_star::run(coro!("main", async {
///     let future = Future::new()?;
///     future.set_exception(ValueError.new("no luck"))?;
///     future.await
/// }));
/// let error: except_star::Exception = end.map(|n: i64| n).unwrap_err();
/// assert_eq!(format!("{error:?}"), "ValueError('no luck')");
/// ```
pub struct Future<T: 'static> {
    pub(crate) cell: Rc<dyn AnyFuture>,
    result: PhantomData<fn() -> T>,
}

impl<T> Future<T> {
    /// The handle to a future whose result has this type.
    pub(crate) fn of(cell: Rc<dyn AnyFuture>) -> Self {
        Self { cell, result: PhantomData }
    }

    /// What gives the future as long as anything else holds it.
    #[cfg(feature = "python")]
    pub(crate) fn downgrade(&self) -> impl Fn() -> Option<Self> + 'static {
        let cell = Rc::downgrade(&self.cell);
        move || cell.upgrade().map(Self::of)
    }

    /// Cancels it: every task that awaits it gets CancelledError. False if it was done already.
    ///
    /// - A task gets a request to cancel: CancelledError arrives at the await on which it is suspended, or at its next one. It
    ///   may clean up, and may swallow the request. One that has not started never runs.
    /// - A gather cancels its children, and is done when they are.
    /// - A shield is cancelled itself; what is shielded continues.
    pub fn cancel(&self) -> bool {
        self.cell.clone().cancel(Request::by_program(&self.cell.core().event_loop, None))
    }

    /// As [`Future::cancel`], with a message for the CancelledError: `cancel(msg)`.
    pub fn cancel_with(&self, message: &str) -> bool {
        self.cell.clone().cancel(Request::by_program(&self.cell.core().event_loop, Some(message.into())))
    }

    /// Whether it has ended, in whatever way.
    pub fn done(&self) -> bool {
        self.cell.core().is_done()
    }

    /// Whether it ended cancelled.
    pub fn cancelled(&self) -> bool {
        self.cell.core().is_cancelled()
    }

    /// Its exception; none if it has a result. Calling this counts as retrieving the exception.
    ///
    /// # Errors
    /// CancelledError if it was cancelled; InvalidStateError if it is not done.
    pub fn exception(&self) -> Result<Option<Exception>> {
        self.cell.note_look();
        self.cell.core().exception()
    }

    /// Ends it with an exception. If no code retrieves it, that is reported when the last handle is dropped.
    ///
    /// StopIteration, which would end the coroutine that awaits it, becomes a RuntimeError.
    ///
    /// # Errors
    /// InvalidStateError if it is done. RuntimeError for a task.
    pub fn set_exception(&self, exception: Exception) -> Result<()> {
        self.cell.set_exception(&self.cell, &exception)
    }

    /// Calls `callback` in the iteration after the future is done; in the next one if it is done already.
    ///
    /// What the callback raises is passed to the loop's exception handler under `name`, and the loop continues.
    ///
    /// ```
    /// use except_star::{Future, coro, print, run, sleep};
    ///
    /// run(coro!("main", async {
    ///     let future = Future::new()?;
    ///     let callback = future.add_done_callback("tell", |future| Ok(print(format!("the end: {}", future.result()?))));
    ///     assert_eq!(future.remove_done_callback(&callback), 1);
    ///     future.set_result(42)?;
    ///     sleep(0.0).await
    /// }))
    /// .unwrap();
    /// ```
    pub fn add_done_callback(
        &self,
        name: impl Into<Name>,
        callback: impl FnOnce(Future<T>) -> Result<()> + 'static,
    ) -> Callback {
        callback::add(&self.cell, name.into(), context::copy(), |cell| callback(Self::of(cell)))
    }

    /// As [`Future::add_done_callback`], in this context and not in a copy of the current one:
    /// `add_done_callback(callback, context=context)`.
    ///
    /// ```
    /// use except_star::{Context, ContextVar, Future, coro, run, sleep};
    ///
    /// let end = ContextVar::new("end");
    /// run(coro!("main", async move {
    ///     let (future, context, seen) = (Future::new()?, Context::new(), end.clone());
    ///     future.add_done_callback_in(&context, "keep", move |future| Ok(drop(seen.set(future.result()?))));
    ///     future.set_result(42)?;
    ///     sleep(0.0).await?;
    ///     assert_eq!(context.get(&end), Some(42));
    ///     Ok(())
    /// }))
    /// .unwrap();
    /// ```
    pub fn add_done_callback_in(
        &self,
        context: &Context,
        name: impl Into<Name>,
        callback: impl FnOnce(Future<T>) -> Result<()> + 'static,
    ) -> Callback {
        callback::add(&self.cell, name.into(), Some(context.variables.clone()), |cell| callback(Self::of(cell)))
    }

    /// Undoes [`Future::add_done_callback`], unless the future is done. Returns how many callbacks it removed, 1 or 0.
    pub fn remove_done_callback(&self, callback: &Callback) -> usize {
        callback::remove(self.cell.core(), callback)
    }

    /// Whether two handles are of the same future.
    pub fn is<U>(&self, other: &Future<U>) -> bool {
        self.address() == other.address()
    }

    /// A number that no other future has as long as a handle to it exists: Python's `id(future)`.
    pub fn id(&self) -> usize {
        self.address()
    }

    /// Its address: unique as long as a handle to it exists.
    pub(crate) fn address(&self) -> usize {
        std::ptr::from_ref(self.cell.core()).addr()
    }

    /// The same future with the type of its result erased, so that futures and tasks of different types can stand in one list.
    ///
    /// ```
    /// use except_star::{Future, ReturnWhen, coro, create_task, run, wait};
    ///
    /// run(coro!("main", async {
    ///     let number = create_task(coro!("number", async { Ok(1) }))?;
    ///     let text: Future<String> = Future::new()?;
    ///     let both = [number.erase(), text.erase()];
    ///     let (done, pending) = wait(both, None, ReturnWhen::FirstCompleted).await?;
    ///     assert!(done[0].is(&number) && pending[0].is(&text));
    ///     assert_eq!(done[0].result()?.downcast::<i32>(), Some(1));
    ///     Ok(())
    /// }))
    /// .unwrap();
    /// ```
    pub fn erase(&self) -> Future<Object> {
        Future::of(self.cell.clone())
    }

    /// The task that it is, if it is one: `isinstance(future, asyncio.Task)`.
    pub fn as_task(&self) -> Option<Task<T>> {
        Some(Task::of(self.cell.clone().into_task()?))
    }
}

impl<T: Clone + 'static> Future<T> {
    /// A future of the running loop: `loop.create_future()`.
    ///
    /// # Errors
    /// RuntimeError where no loop runs.
    pub fn new() -> Result<Self> {
        Ok(Self::of(FutureCell::with_type(TypeId::of::<T>(), current_or_set()?, Purpose::Plain, None)))
    }

    /// Its result.
    ///
    /// # Errors
    /// Its exception; CancelledError if it was cancelled; InvalidStateError if it is not done.
    pub fn result(&self) -> Result<T> {
        self.cell.note_look();
        self.cell.core().check().or_else(raise)?;
        Ok(value(&self.cell))
    }

    /// Ends it with a result. A gather or a shield that is given one waits no longer; what it waited for continues.
    ///
    /// # Errors
    /// InvalidStateError if it is done. RuntimeError for a task. TypeError for an [erased](Future::erase) one.
    pub fn set_result(&self, value: T) -> Result<()> {
        self.cell.set_result(&self.cell, Box::new(value))
    }

    /// Waits for its result by reference.
    ///
    /// # Errors
    /// As awaiting it: those of [`Future::result`], and CancelledError if the task that waits is cancelled, which cancels the
    /// future.
    pub fn wait(&self) -> Join<T> {
        self.into_future()
    }
}

impl Future<Object> {
    /// The same future as one with results of this type, if it is one: what undoes [`Future::erase`].
    ///
    /// ```
    /// use except_star::{Future, coro, run};
    ///
    /// run(coro!("main", async {
    ///     let number = Future::<i32>::new()?.erase();
    ///     assert!(number.downcast::<i32>().is_some() && number.downcast::<String>().is_none());
    ///     Ok(())
    /// }))
    /// .unwrap();
    /// ```
    pub fn downcast<T: 'static>(&self) -> Option<Future<T>> {
        (self.cell.result_type() == TypeId::of::<T>()).then(|| Future::of(self.cell.clone()))
    }
}

fn value<T: Clone + 'static>(future: &Rc<dyn AnyFuture>) -> T {
    result_as(future).expect("a future that is finished holds a result of its handle's type")
}

impl<T> Clone for Future<T> {
    fn clone(&self) -> Self {
        Self::of(self.cell.clone())
    }
}

impl<T> Repr for Future<T> {
    fn repr(&self) -> String {
        self.cell.repr()
    }
}

/// Waits for a future or a task. See [`Future`].
#[must_use = "a future does nothing unless it is awaited"]
pub struct Join<T: 'static> {
    wait: Wait,
    result: PhantomData<fn() -> T>,
}

impl<T: Clone + 'static> std::future::Future for Join<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Result<T>> {
        let done = Pin::new(&mut self.wait).poll(cx);
        done.map_ok(|()| value(&self.wait.future))
    }
}

impl<T: Clone + 'static> IntoFuture for Future<T> {
    type Output = Result<T>;
    type IntoFuture = Join<T>;

    fn into_future(self) -> Join<T> {
        Join { wait: Wait::new(self.cell), result: PhantomData }
    }
}

impl<T: Clone + 'static> IntoFuture for &Future<T> {
    type Output = Result<T>;
    type IntoFuture = Join<T>;

    fn into_future(self) -> Join<T> {
        self.clone().into_future()
    }
}
