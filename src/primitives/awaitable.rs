//! What can be handed to `gather` and its like: `ensure_future`.

use std::rc::Rc;

use futures::future::LocalBoxFuture;

use crate::Result;
use crate::event_loop::{Coro, Future, LoopState, Outcome, Task, Wait, raise, spawn};
use crate::exception::ValueError;

mod sealed {
    use super::{LocalBoxFuture, LoopState, Outcome, Rc, Result, Task};

    #[diagnostic::on_unimplemented(
        message = "`{Self}` is no coroutine object, task or future whose result is an `except_star::Result`",
        label = "not awaitable by the loop",
        note = "make a coroutine object of a call: `coro!(work(1.0))`, or of any future: `coro!(\"work\", async {{ … }})`",
        note = "the future's output has to be an `except_star::Result<T>`"
    )]
    pub trait Sealed<T> {
        /// A coroutine becomes a task; what is a task or a future is taken as it is.
        #[allow(private_interfaces)]
        fn ensure_future(self, event_loop: &Rc<LoopState>) -> Rc<dyn Outcome<T>>;
        /// Makes a task of a coroutine, with this name; hands back what is none.
        #[allow(private_interfaces)]
        fn into_task(self, event_loop: &Rc<LoopState>, name: Option<Rc<str>>) -> Result<Task<T>, Rc<dyn Outcome<T>>>;
        /// Awaits it within the current task.
        fn inline(self) -> LocalBoxFuture<'static, Result<T>>;
        /// Whether `ensure_future` makes a task of it.
        const IS_COROUTINE: bool;
    }
}
pub(crate) use sealed::Sealed;

/// A coroutine, a task or a future with a result of type `T`. Where several run at the same time a coroutine becomes a task; `wait_for` awaits
/// it within the current one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no coroutine object, task or future whose result is an `except_star::Result`",
    label = "not awaitable by the loop",
    note = "make a coroutine object of a call: `coro!(work(1.0))`, or of any future: `coro!(\"work\", async {{ … }})`",
    note = "the future's output has to be an `except_star::Result<T>`"
)]
pub trait Awaitable<T>: Sealed<T> {}

impl<T, A: Sealed<T>> Awaitable<T> for A {}

#[allow(private_interfaces)]
impl<F, T> Sealed<T> for Coro<F>
where
    F: std::future::Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    fn ensure_future(self, event_loop: &Rc<LoopState>) -> Rc<dyn Outcome<T>> {
        spawn(event_loop, self, None).cell
    }

    fn into_task(self, event_loop: &Rc<LoopState>, name: Option<Rc<str>>) -> Result<Task<T>, Rc<dyn Outcome<T>>> {
        Ok(spawn(event_loop, self, name))
    }

    fn inline(self) -> LocalBoxFuture<'static, Result<T>> {
        Box::pin(self.into_future())
    }

    const IS_COROUTINE: bool = true;
}

macro_rules! awaitable_handle {
    ($($handle:ty),*) => {$(
        #[allow(private_interfaces)]
        impl<T: Clone + 'static> Sealed<T> for $handle {
            fn ensure_future(self, _: &Rc<LoopState>) -> Rc<dyn Outcome<T>> {
                self.cell.clone()
            }

            fn into_task(self, _: &Rc<LoopState>, _: Option<Rc<str>>) -> Result<Task<T>, Rc<dyn Outcome<T>>> {
                Err(self.cell.clone())
            }

            fn inline(self) -> LocalBoxFuture<'static, Result<T>> {
                Box::pin(result_of(self.cell.clone()))
            }

            const IS_COROUTINE: bool = false;
        }
    )*};
}
awaitable_handle!(Task<T>, &Task<T>, Future<T>, &Future<T>);

/// Gives the handle to a future that a primitive makes what asyncio's `Future` has: it is awaited, asked, cancelled, and
/// given to other primitives. The handle has the fields `wait` and `cell`.
macro_rules! future_handle {
    ($handle:ident<$t:ident>: $result:ty, cancel: $cancel:literal) => {
        impl<$t: Clone + 'static> $handle<$t> {
            fn of(cell: Rc<dyn Outcome<$result>>) -> Self {
                Self { wait: Wait::new(cell.clone()), cell }
            }

            #[doc = $cancel]
            pub fn cancel(&self) -> bool {
                self.cell.clone().cancel(crate::event_loop::Request::by_program(&self.cell.core().event_loop, None))
            }

            /// Whether the waiting is over.
            pub fn done(&self) -> bool {
                self.cell.core().is_done()
            }

            /// Whether it was cancelled.
            pub fn cancelled(&self) -> bool {
                self.cell.core().is_cancelled()
            }

            /// What awaiting it gives, once the waiting is over.
            ///
            /// # Errors
            /// Those of awaiting it. InvalidStateError if the waiting is not over.
            pub fn result(&self) -> Result<$result> {
                self.cell.core().check().or_else(crate::raise)?;
                Ok(self.cell.value().expect("a finished future holds its result"))
            }

            /// The exception that it ended with; none for a result.
            ///
            /// # Errors
            /// CancelledError if it was cancelled; InvalidStateError if the waiting is not over.
            pub fn exception(&self) -> Result<Option<Exception>> {
                self.cell.core().exception()
            }
        }

        /// A clone is the same future.
        impl<$t: Clone + 'static> Clone for $handle<$t> {
            fn clone(&self) -> Self {
                Self::of(self.cell.clone())
            }
        }

        impl<$t: Clone + 'static> std::future::Future for $handle<$t> {
            type Output = Result<$result>;

            fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
                let done = Pin::new(&mut self.wait).poll(cx);
                done.map_ok(|()| self.cell.value().expect("a finished future holds its result"))
            }
        }

        #[allow(private_interfaces)]
        impl<$t: Clone + 'static> Sealed<$result> for $handle<$t> {
            fn ensure_future(self, _: &Rc<LoopState>) -> Rc<dyn Outcome<$result>> {
                self.cell
            }

            fn into_task(
                self,
                _: &Rc<LoopState>,
                _: Option<Rc<str>>,
            ) -> Result<crate::Task<$result>, Rc<dyn Outcome<$result>>> {
                Err(self.cell)
            }

            fn inline(self) -> LocalBoxFuture<'static, Result<$result>> {
                Box::pin(self)
            }

            const IS_COROUTINE: bool = false;
        }
    };
}
pub(super) use future_handle;

/// `ensure_future(awaitable, loop=…)`
///
/// # Errors
/// ValueError for a future of another loop.
pub(super) fn ensure_future<T: 'static>(
    awaitable: impl Awaitable<T>,
    event_loop: &Rc<LoopState>,
) -> Result<Rc<dyn Outcome<T>>> {
    let future = awaitable.ensure_future(event_loop);
    if !Rc::ptr_eq(&future.core().event_loop, event_loop) {
        let text = "The future belongs to a different loop than the one specified as the loop argument";
        return raise(ValueError.new(text));
    }
    Ok(future)
}

/// Awaits a future for its result.
pub(super) async fn result_of<T: 'static>(future: Rc<dyn Outcome<T>>) -> Result<T> {
    Wait::new(future.clone()).await?;
    Ok(future.value().expect("a finished future holds its result"))
}
