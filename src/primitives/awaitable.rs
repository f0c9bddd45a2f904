//! What can be handed to `gather` and its like: `ensure_future`.

use std::rc::Rc;

use futures::future::LocalBoxFuture;

use crate::Result;
use crate::event_loop::{Coro, Future, LoopState, Outcome, Task, Wait, spawn};

mod sealed {
    use super::{LocalBoxFuture, LoopState, Outcome, Rc, Result};

    pub trait Sealed<T> {
        /// A coroutine becomes a task; what is a task or a future is taken as it is.
        #[allow(private_interfaces)]
        fn ensure_future(self, event_loop: &Rc<LoopState>) -> Rc<dyn Outcome<T>>;
        /// Awaits it within the current task.
        fn inline(self) -> LocalBoxFuture<'static, Result<T>>;
        /// Whether `ensure_future` makes a task of it.
        const IS_COROUTINE: bool;
    }
}
pub(crate) use sealed::Sealed;

/// A coroutine, a task or a future with a result of type `T`. A coroutine is made a task of.
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

            fn inline(self) -> LocalBoxFuture<'static, Result<T>> {
                Box::pin(result_of(self.cell.clone()))
            }

            const IS_COROUTINE: bool = false;
        }
    )*};
}
awaitable_handle!(Task<T>, &Task<T>, Future<T>, &Future<T>);

/// Awaits a future for its result.
pub(super) async fn result_of<T: 'static>(future: Rc<impl Outcome<T> + ?Sized>) -> Result<T> {
    let any = future.clone().into_any();
    Wait::new(any).await?;
    Ok(future.value().expect("a finished future holds its result"))
}
