//! What `gather` takes and gives: many awaitables of one type, or a tuple of different ones.
//!
//! Invariant: a child stands at the place of its argument, and so does its result. It is watched before the next one starts.

use std::rc::Rc;

use super::awaitable::{Awaitable, ensure_future_of};
use super::gather::ChildDone;
use crate::Result;
use crate::event_loop::{AnyFuture, Future, LoopState, State, TaskOptions, cancelled_entry, result_as};
use crate::hash::HashSet;
use crate::repr::Value;

/// The children of a gather, as they are collected.
pub struct Children {
    pub(super) event_loop: Rc<LoopState>,
    pub(super) futures: Vec<Rc<dyn AnyFuture>>,
    /// How many different ones there are.
    pub(super) distinct: usize,
    /// Those that were done when their turn came.
    pub(super) done: Vec<Rc<dyn AnyFuture>>,
    /// The callback of the others.
    pub(super) child_done: Rc<ChildDone>,
    /// Coroutines become new tasks; only what is a future already can be given twice.
    given: HashSet<*const ()>,
}

impl Children {
    pub(super) fn new(event_loop: Rc<LoopState>, child_done: Rc<ChildDone>) -> Self {
        Self { event_loop, futures: Vec::new(), distinct: 0, done: Vec::new(), child_done, given: HashSet::default() }
    }

    fn add<T: Clone + 'static>(&mut self, awaitable: impl Awaitable<T>) -> Result<()> {
        match awaitable.into_task(&self.event_loop, &TaskOptions::default()) {
            Ok(task) => {
                let task = task?;
                task.cell.expect_loss();
                self.watch(Future::from(task).cell);
            }
            Err(future) => {
                let child = ensure_future_of(future, &self.event_loop)?.cell;
                if self.given.insert(Rc::as_ptr(&child).cast()) {
                    self.watch(child);
                } else {
                    self.futures.push(child);
                }
            }
        }
        Ok(())
    }

    /// Adds a child that was not given before.
    pub(super) fn watch(&mut self, child: Rc<dyn AnyFuture>) {
        self.distinct += 1;
        if child.core().is_done() {
            self.done.push(child.clone());
        } else {
            child.core().add_done_callback(&child, self.child_done.clone());
        }
        self.futures.push(child);
    }
}

/// What [`gather`](crate::gather()) takes: a sequence of [`Awaitable`]s of one type, where `R` is `[T]` for results of type `T`,
/// or a tuple of different ones, where `R` is the tuple of their results' types.
pub trait Awaitables<R: ?Sized> {
    #[doc(hidden)]
    #[allow(private_interfaces)]
    fn ensure_futures(self, children: &mut Children) -> Result<()>;
}

/// What [`gather`](crate::gather()) gives: a `Vec` for a sequence of awaitables, a tuple for a tuple.
pub trait Results {
    /// The results.
    type Values: Clone + 'static;
    /// The results and the exceptions, of [`gather_return_exceptions`](crate::gather_return_exceptions).
    type Outcomes: Clone + 'static;
    #[doc(hidden)]
    #[allow(private_interfaces)]
    fn values(children: &[Rc<dyn AnyFuture>]) -> Self::Values;
    #[doc(hidden)]
    #[allow(private_interfaces)]
    fn outcomes(children: &[Rc<dyn AnyFuture>]) -> Self::Outcomes;
}

fn value<T: Clone + 'static>(child: &Rc<dyn AnyFuture>) -> T {
    result_as(child).expect("every child has ended with a result")
}

fn outcome<T: Clone + 'static>(child: &Rc<dyn AnyFuture>) -> Result<T> {
    match child.core().state() {
        State::Cancelled => Err(cancelled_entry(child.core())),
        State::Exception => Err(child.core().failure().expect("a failed future holds its exception")),
        State::Result | State::Pending => Ok(value(child)),
    }
}

impl<I, T> Awaitables<[T]> for I
where
    I: IntoIterator,
    I::Item: Awaitable<T>,
    T: Clone + 'static,
{
    #[allow(private_interfaces)]
    fn ensure_futures(self, children: &mut Children) -> Result<()> {
        self.into_iter().try_for_each(|awaitable| children.add(awaitable))
    }
}

impl<T: Clone + 'static> Results for [T] {
    type Values = Vec<T>;
    type Outcomes = Vec<Result<T>>;

    #[allow(private_interfaces)]
    fn values(children: &[Rc<dyn AnyFuture>]) -> Vec<T> {
        children.iter().map(value).collect()
    }

    #[allow(private_interfaces)]
    fn outcomes(children: &[Rc<dyn AnyFuture>]) -> Vec<Result<T>> {
        children.iter().map(outcome).collect()
    }
}

/// Awaitables of values whose types are known at run time: what a [`gather`](crate::gather()) of them gives is such a value again, a
/// list.
///
/// ```
/// use except_star::repr::{Repr, Value};
/// use except_star::{AsValue, coro, gather, run};
///
/// let list = run(coro!("main", async {
///     let children = vec![coro!("one", async { Ok(Value::from(1)) })];
///     gather(AsValue(children))?.await
/// }));
/// assert_eq!(list.unwrap().repr(), "[1]");
/// ```
pub struct AsValue<I>(pub I);

impl<I> Awaitables<Value> for AsValue<I>
where
    I: IntoIterator,
    I::Item: Awaitable<Value>,
{
    #[allow(private_interfaces)]
    fn ensure_futures(self, children: &mut Children) -> Result<()> {
        self.0.into_iter().try_for_each(|awaitable| children.add(awaitable))
    }
}

impl Results for Value {
    type Values = Value;
    type Outcomes = Value;

    #[allow(private_interfaces)]
    fn values(children: &[Rc<dyn AnyFuture>]) -> Value {
        Value::List(children.iter().map(value).collect())
    }

    #[allow(private_interfaces)]
    fn outcomes(children: &[Rc<dyn AnyFuture>]) -> Value {
        Value::List(children.iter().map(|child| outcome(child).unwrap_or_else(Value::from)).collect())
    }
}

macro_rules! tuples {
    () => {};
    ($first:ident $first_result:ident $($awaitable:ident $result:ident)*) => {
        tuples!($($awaitable $result)*);

        impl<$first, $first_result, $($awaitable, $result),*> Awaitables<($first_result, $($result,)*)>
            for ($first, $($awaitable,)*)
        where
            $first: Awaitable<$first_result>,
            $first_result: Clone + 'static,
            $($awaitable: Awaitable<$result>, $result: Clone + 'static),*
        {
            #[allow(private_interfaces, non_snake_case)]
            fn ensure_futures(self, children: &mut Children) -> Result<()> {
                let ($first, $($awaitable,)*) = self;
                children.add($first)?;
                $(children.add($awaitable)?;)*
                Ok(())
            }
        }

        impl<$first_result: Clone + 'static, $($result: Clone + 'static),*> Results for ($first_result, $($result,)*) {
            type Values = ($first_result, $($result,)*);
            type Outcomes = (Result<$first_result>, $(Result<$result>,)*);

            #[allow(private_interfaces, non_snake_case)]
            fn values(children: &[Rc<dyn AnyFuture>]) -> Self::Values {
                let [$first_result, $($result),*] = children else { unreachable!("as many as arguments") };
                (value($first_result), $(value($result),)*)
            }

            #[allow(private_interfaces, non_snake_case)]
            fn outcomes(children: &[Rc<dyn AnyFuture>]) -> Self::Outcomes {
                let [$first_result, $($result),*] = children else { unreachable!("as many as arguments") };
                (outcome($first_result), $(outcome($result),)*)
            }
        }
    };
}
tuples!(A R1 B R2 C R3 D R4 E R5 F R6 G R7 H R8 I R9 J R10 K R11 L R12);
