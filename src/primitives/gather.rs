//! `gather`: Lib/asyncio/tasks.py.
//!
//! The outer future is done callback of each child and holds them; the circle is cut when it is done. Invariant: after
//! that, what a child ends with is taken note of and ignored.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

use futures::future::LocalBoxFuture;

use super::awaitable::{Awaitable, Sealed, ensure_future, future_handle};
use crate::Result;
use crate::event_loop::{
    AnyFuture, AnyTask, Core, DoneCallback, LoopState, Outcome, Request, State, Wait, current_or_set, cut, short_list,
};
use crate::exception::{CancelledError, Exception};
use crate::repr::Repr;
use crate::trace::{Awaited, Ending, Event, FutureId, Name, Purpose, Refusal, Requester};

/// Runs awaitables at the same time and waits for all results: `asyncio.gather`.
///
/// Coroutines become tasks at once, in order, before anybody awaits. The results come in the order of the arguments. One that
/// is given twice runs once.
///
/// - The first one that fails ends the waiting with its exception. **The others run on**; what they raise later is lost.
/// - Cancelling the one who awaits cancels the children; CancelledError comes at the first child's end.
/// - A child that is cancelled counts as one that raised CancelledError.
///
/// # Errors
/// Those of the children. RuntimeError outside a run. ValueError for a future of another run.
///
/// ```
/// use except_star::{coro, gather, run, sleep};
///
/// async fn double(n: i64) -> except_star::Result<i64> {
///     sleep(n as f64).await?;
///     Ok(2 * n)
/// }
/// let results = run(coro!("main", async {
///     gather([3, 1, 2].map(|n| coro!(double(n))))?.await
/// }));
/// assert_eq!(results.unwrap(), [6, 2, 4]);
/// ```
pub fn gather<T, A>(awaitables: impl IntoIterator<Item = A>) -> Result<Gather<T>>
where
    T: Clone + 'static,
    A: Awaitable<T>,
{
    Ok(Gather::of(start(awaitables, false, value)?))
}

/// As [`gather`], but failures are results: `gather(…, return_exceptions=True)`.
///
/// It waits for all. A cancelled child's entry is a CancelledError. Cancelling the one who awaits cancels the children, waits
/// for all of them, and then raises CancelledError.
///
/// # Errors
/// RuntimeError outside a run. ValueError for a future of another run. Awaiting it: CancelledError.
///
/// ```
/// use except_star::exception::ValueError;
/// use except_star::{coro, gather_return_exceptions, raise, run};
///
/// async fn half(n: i64) -> except_star::Result<i64> {
///     if n % 2 == 1 {
///         return raise(ValueError.new("odd"));
///     }
///     Ok(n / 2)
/// }
/// let results = run(coro!("main", async {
///     let all = gather_return_exceptions([4, 5].map(|n| coro!(half(n))))?;
///     let entries = all.await?;
///     Ok(entries.iter().map(|entry| format!("{entry:?}")).collect::<Vec<_>>())
/// }));
/// assert_eq!(results.unwrap(), ["Ok(2)", "Err(ValueError('odd'))"]);
/// ```
pub fn gather_return_exceptions<T, A>(awaitables: impl IntoIterator<Item = A>) -> Result<GatherAll<T>>
where
    T: Clone + 'static,
    A: Awaitable<T>,
{
    Ok(GatherAll::of(start(awaitables, true, value_or_exception)?))
}

/// What [`gather`] returns: await it for the results. It can be asked, cancelled, and given to other primitives.
///
/// ```
/// use except_star::{Future, coro, gather, run, wait_for};
///
/// let results = run(coro!("main", async {
///     let futures = [Future::new()?, Future::new()?];
///     let all = gather(&futures)?;
///     futures[1].set_result("b")?;
///     assert!(!all.done());
///     futures[0].set_result("a")?;
///     assert_eq!(wait_for(all.clone(), 1.0).await?, ["a", "b"]);
///     assert!(!all.cancel(), "it is done");
///     all.result()
/// }));
/// assert_eq!(results.unwrap(), ["a", "b"]);
/// ```
#[must_use = "awaiting it gives the results and the first error"]
pub struct Gather<T: 'static> {
    wait: Wait,
    cell: Rc<dyn Outcome<Vec<T>>>,
}

/// What [`gather_return_exceptions`] returns: await it for the results and failures.
#[must_use = "awaiting it gives the results and the errors"]
pub struct GatherAll<T: 'static> {
    wait: Wait,
    cell: Rc<dyn Outcome<Vec<Result<T>>>>,
}

future_handle!(
    Gather<T>: Vec<T>,
    cancel: "Cancels the children. False if it is done: then it has no hold on them any more."
);
future_handle!(
    GatherAll<T>: Vec<Result<T>>,
    cancel: "Cancels the children. False if it is done: then it has no hold on them any more."
);

fn value<T: 'static>(child: &Rc<dyn Outcome<T>>) -> T {
    child.value().expect("every child has ended with a result")
}

fn value_or_exception<T: 'static>(child: &Rc<dyn Outcome<T>>) -> Result<T> {
    match child.core().state() {
        State::Cancelled => Err(cancelled_entry(child.core())),
        State::Exception => Err(child.core().failure().expect("a failed future holds its exception")),
        State::Result | State::Pending => Ok(value(child)),
    }
}

/// What a cancelled child has for a result.
fn cancelled_entry(child: &Core) -> Exception {
    CancelledError.new(child.message.get().unwrap_or_default())
}

fn start<T, A, E>(
    awaitables: impl IntoIterator<Item = A>,
    return_exceptions: bool,
    entry: fn(&Rc<dyn Outcome<T>>) -> E,
) -> Result<Rc<dyn Outcome<Vec<E>>>>
where
    T: Clone + 'static,
    A: Awaitable<T>,
    E: 'static,
{
    let event_loop = current_or_set()?;
    let mut children: Vec<Rc<dyn Outcome<T>>> = Vec::new();
    for awaitable in awaitables {
        let child = ensure_future(awaitable, &event_loop)?;
        if A::IS_COROUTINE {
            child.expect_loss();
        }
        children.push(child);
    }
    let arguments = children.iter().map(|child| child.clone() as Rc<dyn AnyFuture>).collect();
    let outer = Outer::start(&event_loop, arguments, return_exceptions);
    Ok(Rc::new(Gathered { outer, children, entry }))
}

/// The outer future together with the children by their type, of which its result is made.
struct Gathered<T: 'static, E> {
    outer: Rc<Outer>,
    children: Vec<Rc<dyn Outcome<T>>>,
    entry: fn(&Rc<dyn Outcome<T>>) -> E,
}

impl<T: 'static, E: 'static> Outcome<Vec<E>> for Gathered<T, E> {
    fn value(&self) -> Option<Vec<E>> {
        (self.core().state() == State::Result).then(|| self.children.iter().map(self.entry).collect())
    }
}

impl<T: 'static, E: 'static> AnyFuture for Gathered<T, E> {
    fn core(&self) -> &Core {
        &self.outer.core
    }

    fn cancel(self: Rc<Self>, request: Request) -> bool {
        self.outer.clone().cancel(request)
    }

    fn awaited(&self) -> Awaited {
        self.outer.awaited()
    }

    fn inject(self: Rc<Self>, exception: Exception) -> Result<(), Refusal> {
        self.outer.clone().inject(exception)
    }

    fn repr(&self) -> String {
        self.outer.repr()
    }

    fn short_result(&self) -> String {
        self.outer.short_result()
    }

    fn is_subclass(&self) -> bool {
        true
    }
}

impl<T: 'static, E> Drop for Gathered<T, E> {
    fn drop(&mut self) {
        drop_list(std::mem::take(&mut self.children));
    }
}

/// CPython frees a list from its end, and so reports what was never retrieved in that order.
fn drop_list<T>(mut list: Vec<T>) {
    while list.pop().is_some() {}
}

/// Gathers futures whose results nobody wants, exceptions returned.
pub(super) fn gather_any(event_loop: &Rc<LoopState>, children: Vec<Rc<dyn AnyFuture>>) -> Rc<dyn AnyFuture> {
    Outer::start(event_loop, children, true)
}

/// `_GatheringFuture` and the `_done_callback` of its children.
struct Outer {
    core: Core,
    id: FutureId,
    /// One an argument: a child that is given twice stands here twice, and is asked twice to cancel.
    children: RefCell<Vec<Rc<dyn AnyFuture>>>,
    unfinished: Cell<usize>,
    return_exceptions: bool,
    cancel_requested: Cell<bool>,
    being_cancelled: Cell<bool>,
    /// The task that called `gather`.
    caller: Option<Weak<dyn AnyTask>>,
}

impl Outer {
    fn start(event_loop: &Rc<LoopState>, children: Vec<Rc<dyn AnyFuture>>, return_exceptions: bool) -> Rc<Self> {
        let mut seen = HashSet::new();
        let once = |child: &&Rc<dyn AnyFuture>| seen.insert(Rc::as_ptr(child).addr());
        let distinct: Vec<_> = children.iter().filter(once).cloned().collect();
        let outer = Rc::new(Self {
            core: Core::new(event_loop.clone()),
            id: event_loop.recorder.add_future(Purpose::Gather),
            unfinished: Cell::new(distinct.len()),
            children: RefCell::new(children),
            return_exceptions,
            cancel_requested: Cell::new(false),
            being_cancelled: Cell::new(false),
            caller: event_loop.current_task().as_ref().map(Rc::downgrade),
        });
        if distinct.is_empty() {
            outer.end(Ending::Result, None);
        }
        let (done, running): (Vec<_>, Vec<_>) = distinct.into_iter().partition(|child| child.core().is_done());
        for child in &running {
            child.core().add_done_callback(child, outer.clone());
        }
        for child in done {
            outer.clone().child_done(&child);
        }
        outer
    }

    fn child_done(self: Rc<Self>, child: &Rc<dyn AnyFuture>) {
        self.unfinished.set(self.unfinished.get() - 1);
        if self.core.is_done() {
            // Too late for anybody to hear of it.
            child.core().retrieve();
            return;
        }
        if !self.return_exceptions {
            let failure = match child.core().state() {
                State::Cancelled => Some(child.core().make_cancelled_error()),
                _ => child.core().failure(),
            };
            if failure.is_some() {
                self.end(Ending::Exception, failure);
                return;
            }
        }
        if self.unfinished.get() > 0 {
            return;
        }
        for child in &*self.children.borrow() {
            child.core().retrieve();
        }
        let last = self.children.borrow().last().cloned();
        match last {
            // The error is that of the last argument, whichever child ended last.
            Some(last) if self.cancel_requested.get() => {
                self.end(Ending::Exception, Some(last.core().make_cancelled_error()));
            }
            _ => self.end(Ending::Result, None),
        }
    }

    fn end(self: &Rc<Self>, ending: Ending, failure: Option<Exception>) {
        self.core.event_loop.record(Event::Resolve { future: self.id, ending });
        match failure {
            // The circle is cut. Children that are done are none of it: as in CPython, they go when no child is left that runs.
            Some(exception) => {
                let (done, running) = self.children.take().into_iter().partition(|child| child.core().is_done());
                self.children.replace(done);
                drop_list(running);
                self.core.fail(self.clone(), exception);
            }
            None => self.core.finish(self.clone()),
        }
    }
}

impl DoneCallback for Outer {
    fn awaiter(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        self.caller.as_ref()?.upgrade()
    }

    fn name(&self) -> Name {
        Name::of("gather.<locals>._done_callback() at …")
    }

    fn run(self: Rc<Self>, child: Rc<dyn AnyFuture>) {
        self.child_done(&child);
    }
}

impl AnyFuture for Outer {
    fn core(&self) -> &Core {
        &self.core
    }

    /// Cancels the children; that ends it by and by.
    fn cancel(self: Rc<Self>, Request { message, by }: Request) -> bool {
        if self.core.is_done() {
            return false;
        }
        // A child that awaits this gather, through others, closes a ring.
        if self.being_cancelled.replace(true) {
            return true;
        }
        let through = match by {
            Requester::Awaiting(task) => Some(task),
            _ => None,
        };
        let mut any = false;
        for child in self.children.borrow().clone() {
            any |= child.cancel(Request { message: message.clone(), by: Requester::Gather(through) });
        }
        self.being_cancelled.set(false);
        if any {
            self.cancel_requested.set(true);
        }
        any
    }

    fn awaited(&self) -> Awaited {
        Awaited::Future(self.id)
    }

    fn inject(self: Rc<Self>, exception: Exception) -> Result<(), Refusal> {
        if self.core.is_done() {
            return Err(Refusal::JustDone);
        }
        self.end(Ending::Exception, Some(exception));
        Ok(())
    }

    fn is_subclass(&self) -> bool {
        true
    }

    fn repr(&self) -> String {
        self.core.repr("_GatheringFuture", &self.short_result())
    }

    fn short_result(&self) -> String {
        let entry = |child: &Rc<dyn AnyFuture>| match child.core().state() {
            State::Cancelled => cut(&cancelled_entry(child.core()).repr()),
            State::Exception => child.core().peek_error().map_or(String::new(), |error| cut(&error.repr())),
            State::Result | State::Pending => child.short_result(),
        };
        short_list(self.children.borrow().iter().map(entry))
    }
}

impl Drop for Outer {
    fn drop(&mut self) {
        drop_list(self.children.take());
        self.core.report_unretrieved("_GatheringFuture", "");
    }
}
