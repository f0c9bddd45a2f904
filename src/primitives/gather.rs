//! `gather`: Lib/asyncio/tasks.py. What makes its future differ from others is in `event_loop/gathering.rs`.
//!
//! Invariant: what a child ends with after the outer future is done counts as retrieved, and is ignored.

use std::any::{Any, TypeId};
use std::rc::Rc;

use super::gathered::{Awaitables, Children, Results};
use crate::Result;
use crate::event_loop::{
    AnyFuture, AnyTask, DoneCallback, Future, FutureCell, Gathering, LoopState, Slot, current_or_set,
};
use crate::trace::{Name, Purpose};

/// Runs awaitables at the same time and waits for all results: `asyncio.gather`.
///
/// Coroutines become tasks at once, in order, before the future is awaited. The results come in the order of the arguments. An
/// argument that is given twice runs once. Awaitables of different types stand in a tuple; [`gather!`](crate::gather!) takes them.
///
/// - The first one that fails ends the waiting with its exception. **The others run on**; what they raise later is lost.
/// - Cancelling the task that awaits, or the future, cancels the children; CancelledError comes at the first child's end.
/// - A child that is cancelled counts as one that raised CancelledError.
///
/// # Errors
/// RuntimeError outside a run. ValueError for a future of another run.
/// Those of an eager [first step](crate::set_eager_task_factory#eager-first-steps).
/// Awaiting it: those of the children.
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
///
/// It returns a future like any other, which has a result, can be cancelled with a message, takes callbacks, and can be given to
/// other primitives.
///
/// ```
/// use except_star::{Future, coro, gather, print, run, wait_for};
///
/// let results = run(coro!("main", async {
///     let futures = [Future::new()?, Future::new()?];
///     let all = gather(&futures)?;
///     all.add_done_callback("tell", |all| Ok(print(all.result()?.concat())));
///     futures[1].set_result("b")?;
///     assert!(!all.done());
///     futures[0].set_result("a")?;
///     assert_eq!(wait_for(&all, 1.0).await?, ["a", "b"]);
///     assert!(!all.cancel_with("too late"), "it is done");
///     all.result()
/// }));
/// assert_eq!(results.unwrap(), ["a", "b"]);
/// ```
pub fn gather<R: Results + ?Sized>(awaitables: impl Awaitables<R>) -> Result<Future<R::Values>> {
    start(awaitables, false, R::values)
}

/// As [`gather`], but failures are results: `gather(…, return_exceptions=True)`.
///
/// It waits for all. A cancelled child's entry is a CancelledError. Cancelling the task that awaits cancels the children, waits
/// for all of them, and then raises CancelledError.
///
/// # Errors
/// RuntimeError outside a run. ValueError for a future of another run.
/// Those of an eager [first step](crate::set_eager_task_factory#eager-first-steps).
/// Awaiting it: CancelledError.
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
pub fn gather_return_exceptions<R: Results + ?Sized>(awaitables: impl Awaitables<R>) -> Result<Future<R::Outcomes>> {
    start(awaitables, true, R::outcomes)
}

/// [`gather`](crate::gather()) for up to twelve awaitables of different types: coroutines, tasks, and futures beside one
/// another. The results come as a tuple.
///
/// Behind a semicolon, `return_exceptions = true` makes a [`Result`](crate::Result) of each, as
/// [`gather_return_exceptions`](crate::gather_return_exceptions) does.
///
/// ```
/// use except_star::exception::LookupError;
/// use except_star::{Result, coro, create_task, gather, raise, run, sleep};
///
/// async fn find_name() -> Result<String> {
///     sleep(1.0).await?;
///     Ok("ham".to_owned())
/// }
/// async fn find_price(of: &str) -> Result<i64> {
///     raise(LookupError.new(format!("no {of}")))
/// }
/// run(coro!("main", async {
///     let count = create_task(coro!("count", async { Ok(3) }))?;
///     let (name, count) = gather!(coro!(find_name()), count)?.await?;
///     assert_eq!((&*name, count), ("ham", 3));
///
///     let both = gather!(coro!(find_name()), coro!(find_price("eggs")); return_exceptions = true)?;
///     let (name, price) = both.await?;
///     assert_eq!(name?, "ham");
///     assert_eq!(price.unwrap_err().to_string(), "no eggs");
///     Ok(())
/// }))
/// .unwrap();
/// ```
#[macro_export]
macro_rules! gather {
    ($($awaitable:expr),+ $(,)?; return_exceptions = true) => {
        $crate::gather_return_exceptions(($($awaitable,)+))
    };
    ($($awaitable:expr),+ $(,)?) => {
        $crate::gather(($($awaitable,)+))
    };
}

fn start<R: ?Sized, T: Clone + 'static>(
    awaitables: impl Awaitables<R>,
    return_exceptions: bool,
    results: fn(&[Rc<dyn AnyFuture>]) -> T,
) -> Result<Future<T>> {
    let child_done = ChildDone::new(Box::new(move |children| Box::new(results(children))));
    let mut children = Children::new(current_or_set()?, child_done);
    awaitables.ensure_futures(&mut children)?;
    let outer = gather_children(children, return_exceptions, TypeId::of::<T>());
    if let Some(gathering) = outer.gathering() {
        gathering.results(|children| children.iter().for_each(|child| outer.awaits(child.awaited())));
    }
    Ok(Future::of(outer))
}

/// Gathers tasks whose results are not needed, exceptions returned.
pub(super) fn gather_any(event_loop: &Rc<LoopState>, tasks: Vec<Rc<dyn AnyFuture>>) -> Rc<dyn AnyFuture> {
    let mut children = Children::new(event_loop.clone(), ChildDone::new(Box::new(|_| Box::new(()))));
    for task in tasks {
        children.watch(task);
    }
    gather_children(children, true, TypeId::of::<()>())
}

fn gather_children(
    Children { event_loop, futures, distinct, done, child_done, .. }: Children,
    return_exceptions: bool,
    result_type: TypeId,
) -> Rc<FutureCell> {
    let gathering = (distinct > 0)
        .then(|| Box::new(Gathering::new(futures, distinct, return_exceptions, event_loop.current_task())));
    let outer = FutureCell::with_type(result_type, event_loop, Purpose::Gather, gathering);
    if distinct == 0 {
        outer.finish(outer.clone(), (child_done.collect)(&[]));
    }
    child_done.outer.set(outer.clone());
    for child in done {
        child_done.clone().run(child);
    }
    outer
}

/// `_done_callback` of the children.
pub(super) struct ChildDone {
    /// None until all children have started, and for good if one of them was refused.
    outer: Slot<Rc<FutureCell>>,
    collect: Collect,
}

/// Combines the children's results into one.
type Collect = Box<dyn Fn(&[Rc<dyn AnyFuture>]) -> Box<dyn Any>>;

impl ChildDone {
    fn new(collect: Collect) -> Rc<Self> {
        Rc::new(Self { outer: Slot::new(), collect })
    }
}

impl DoneCallback for ChildDone {
    fn awaiter(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        self.outer.get()?.gathering()?.caller()
    }

    fn name(&self) -> Name {
        Name::of("gather.<locals>._done_callback() at …")
    }

    fn run(self: Rc<Self>, child: Rc<dyn AnyFuture>) {
        let Some(outer) = self.outer.get() else { return child.core().retrieve() };
        let gathering = outer.gathering().expect("it has children");
        match gathering.child_done(outer.core(), child.core()) {
            Some(Ok(())) => outer.finish(outer.clone(), gathering.results(&*self.collect)),
            Some(Err(exception)) => outer.fail(outer.clone(), exception),
            None => {}
        }
    }
}
