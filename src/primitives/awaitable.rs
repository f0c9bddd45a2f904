//! What `gather` and its like take: `ensure_future`.

use std::rc::Rc;

use futures::future::{Either, LocalBoxFuture};

use crate::Result;
use crate::event_loop::{Coro, Future, LoopState, Task, TaskOptions, raise, spawn};
use crate::exception::ValueError;

mod sealed {
    use super::{Future, LocalBoxFuture, LoopState, Rc, Result, Task, TaskOptions};

    #[diagnostic::on_unimplemented(
        message = "`{Self}` is no coroutine object, task or future whose result is an `except_star::Result`",
        label = "not awaitable by the loop",
        note = "make a coroutine object of a call: `coro!(work(1.0))`, or of any future: `coro!(\"work\", async {{ … }})`",
        note = "the future's output has to be an `except_star::Result<T>`"
    )]
    pub trait Sealed<T> {
        /// Creates a task for a coroutine, which fails as `spawn` does; gives back what is a future already.
        #[allow(private_interfaces)]
        fn into_task(self, event_loop: &Rc<LoopState>, options: &TaskOptions) -> Result<Result<Task<T>>, Future<T>>;
        /// Awaits it within the current task.
        fn inline(self) -> LocalBoxFuture<'static, Result<T>>;
    }
}

/// A coroutine, a task or a future with a result of type `T`. Where several run at the same time a coroutine becomes a task;
/// `wait_for` awaits it within the current one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no coroutine object, task or future whose result is an `except_star::Result`",
    label = "not awaitable by the loop",
    note = "make a coroutine object of a call: `coro!(work(1.0))`, or of any future: `coro!(\"work\", async {{ … }})`",
    note = "the future's output has to be an `except_star::Result<T>`"
)]
pub trait Awaitable<T>: sealed::Sealed<T> {}

impl<T, A: sealed::Sealed<T>> Awaitable<T> for A {}

impl<F, T> sealed::Sealed<T> for Coro<F>
where
    F: std::future::Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    #[allow(private_interfaces)]
    #[inline]
    fn into_task(self, event_loop: &Rc<LoopState>, options: &TaskOptions) -> Result<Result<Task<T>>, Future<T>> {
        Ok(spawn(event_loop, self, options))
    }

    fn inline(self) -> LocalBoxFuture<'static, Result<T>> {
        Box::pin(self.into_future())
    }
}

macro_rules! awaitable_handle {
    ($($handle:ty),*) => {$(
        impl<T: Clone + 'static> sealed::Sealed<T> for $handle {
            #[allow(private_interfaces)]
            fn into_task(self, _: &Rc<LoopState>, _: &TaskOptions) -> Result<Result<Task<T>>, Future<T>> {
                Err(Future::of(self.cell.clone()))
            }

            fn inline(self) -> LocalBoxFuture<'static, Result<T>> {
                Box::pin(self.into_future())
            }
        }
    )*};
}
awaitable_handle!(Task<T>, &Task<T>, Future<T>, &Future<T>);

/// One of two kinds: coroutine objects and futures in one list.
impl<T, A: sealed::Sealed<T>, B: sealed::Sealed<T>> sealed::Sealed<T> for Either<A, B> {
    #[allow(private_interfaces)]
    fn into_task(self, event_loop: &Rc<LoopState>, options: &TaskOptions) -> Result<Result<Task<T>>, Future<T>> {
        match self {
            Either::Left(awaitable) => awaitable.into_task(event_loop, options),
            Either::Right(awaitable) => awaitable.into_task(event_loop, options),
        }
    }

    fn inline(self) -> LocalBoxFuture<'static, Result<T>> {
        match self {
            Either::Left(awaitable) => awaitable.inline(),
            Either::Right(awaitable) => awaitable.inline(),
        }
    }
}

/// `ensure_future(awaitable)`: a coroutine becomes a task; a future stays what it is.
///
/// # Errors
/// What leaves the first step of an eager task.
pub(super) fn ensure_future<T: 'static>(awaitable: impl Awaitable<T>, event_loop: &Rc<LoopState>) -> Result<Future<T>> {
    match awaitable.into_task(event_loop, &TaskOptions::default()) {
        Ok(task) => Ok(task?.into()),
        Err(future) => Ok(future),
    }
}

/// As [`ensure_future`], for what takes futures of this loop only: `ensure_future(awaitable, loop=…)`.
///
/// # Errors
/// As [`ensure_future`]. ValueError for a future of another loop.
pub(super) fn ensure_future_of<T: 'static>(
    awaitable: impl Awaitable<T>,
    event_loop: &Rc<LoopState>,
) -> Result<Future<T>> {
    let future = ensure_future(awaitable, event_loop)?;
    if !Rc::ptr_eq(&future.cell.core().event_loop, event_loop) {
        let text = "The future belongs to a different loop than the one specified as the loop argument";
        return raise(ValueError.new(text));
    }
    Ok(future)
}
