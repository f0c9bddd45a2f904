//! What can be handed to `gather` and its like: `ensure_future`.

use std::rc::Rc;

use crate::Result;
use crate::event_loop::{Coro, Future, LoopState, Outcome, Task, spawn};

mod sealed {
    use super::{LoopState, Outcome, Rc};

    pub trait Sealed<T> {
        #[allow(private_interfaces)]
        fn ensure_future(self, event_loop: &Rc<LoopState>) -> Rc<dyn Outcome<T>>;
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
        let task = spawn(event_loop, self, None);
        task.expect_loss();
        task.cell
    }
}

#[allow(private_interfaces)]
impl<T: Clone + 'static> Sealed<T> for Task<T> {
    fn ensure_future(self, _: &Rc<LoopState>) -> Rc<dyn Outcome<T>> {
        self.cell
    }
}

#[allow(private_interfaces)]
impl<T: Clone + 'static> Sealed<T> for &Task<T> {
    fn ensure_future(self, _: &Rc<LoopState>) -> Rc<dyn Outcome<T>> {
        self.cell.clone()
    }
}

#[allow(private_interfaces)]
impl<T: Clone + 'static> Sealed<T> for Future<T> {
    fn ensure_future(self, _: &Rc<LoopState>) -> Rc<dyn Outcome<T>> {
        self.cell
    }
}
