//! `call_soon`, `call_later`, `call_at`: Lib/asyncio/events.py and base_events.py.

use std::cell::Cell;
use std::rc::Rc;

use crate::Result;
use crate::event_loop::context::{self, Variables};
use crate::event_loop::{Action, Callable, Context, LoopState, current, errors, raise};
use crate::exception::ValueError;
use crate::repr::Repr;
use crate::trace::{Event, Name};

/// A call that the loop will make: `asyncio.Handle`, `asyncio.TimerHandle`. Dropping it changes nothing.
#[derive(Clone)]
pub struct Handle {
    call: Rc<Call>,
}

impl Handle {
    /// Cancels the call, if it has not been made.
    pub fn cancel(&self) {
        self.call.cancelled.set(true);
        self.call.function.take();
    }

    /// Whether it was cancelled.
    pub fn cancelled(&self) -> bool {
        self.call.cancelled.get()
    }

    /// When it will be called, for `call_later` and `call_at`.
    pub fn when(&self) -> Option<f64> {
        self.call.when
    }
}

/// Python's `repr`, with `at …` for the file and line of the function.
///
/// ```
/// use except_star::repr::Repr;
/// use except_star::{call_later, coro, run};
///
/// run(coro!("main", async {
///     let handle = call_later(1.5, "ring", || Ok(()))?;
///     assert_eq!(handle.repr(), "<TimerHandle when=1.5 ring() at …>");
///     handle.cancel();
///     assert_eq!(handle.repr(), "<TimerHandle cancelled when=1.5>");
///     Ok(())
/// }))
/// .unwrap();
/// ```
impl Repr for Handle {
    fn repr(&self) -> String {
        self.call.describe()
    }
}

/// Calls `function` in the next iteration of the loop: `loop.call_soon`.
///
/// What it raises is passed to the loop's exception handler under `name`, and the loop continues.
///
/// # Errors
/// RuntimeError outside a run.
///
/// ```
/// use except_star::{call_soon, coro, print, run, sleep};
///
/// run(coro!("main", async {
///     call_soon("greet", || Ok(print("hello")))?;
///     sleep(0.0).await
/// }))
/// .unwrap();
/// ```
pub fn call_soon(name: impl Into<Name>, function: impl FnOnce() -> Result<()> + 'static) -> Result<Handle> {
    soon(name.into(), context::copy, Box::new(function))
}

/// As [`call_soon`], in this context and not in a copy of the current one: `loop.call_soon(function, context=context)`.
///
/// A call for which the context is not free, because the whole run takes place in it, fails with a RuntimeError.
///
/// # Errors
/// As [`call_soon`].
///
/// ```
/// use except_star::{Context, ContextVar, call_at_in, call_soon_in, coro, run, sleep};
///
/// let count = ContextVar::with_default("count", 0);
/// run(coro!("main", async move {
///     let (context, first, second) = (Context::new(), count.clone(), count.clone());
///     call_soon_in(&context, "count", move || Ok(drop(first.set(first.get()? + 1))))?;
///     call_at_in(&context, 1.0, "count", move || Ok(drop(second.set(second.get()? + 1))))?;
///     sleep(2.0).await?;
///     assert_eq!((context.get(&count), count.get()?), (Some(2), 0));
///     Ok(())
/// }))
/// .unwrap();
/// ```
pub fn call_soon_in(
    context: &Context,
    name: impl Into<Name>,
    function: impl FnOnce() -> Result<()> + 'static,
) -> Result<Handle> {
    soon(name.into(), || Some(context.variables.clone()), Box::new(function))
}

fn soon(name: Name, context: impl FnOnce() -> Option<Rc<Variables>>, function: Function) -> Result<Handle> {
    let event_loop = current()?;
    let call = Call::new(&event_loop, name, None, context(), function);
    event_loop.call_soon(Action::Call(call.clone()));
    Ok(Handle { call })
}

/// Calls `function` after `delay` seconds of loop time: `loop.call_later`.
///
/// # Errors
/// RuntimeError outside a run. ValueError for a delay that is not a number.
///
/// ```
/// use except_star::{Event, call_later, coro, run, time};
///
/// let rung = run(coro!("main", async {
///     let bell = Event::new();
///     let ring = bell.clone();
///     let first = call_later(1.0, "ring", || Ok(()))?;
///     call_later(2.0, "ring", move || Ok(ring.set()))?;
///     first.cancel();
///     bell.wait().await?;
///     time()
/// }));
/// assert_eq!(rung.unwrap(), 2.0);
/// ```
pub fn call_later(
    delay: f64,
    name: impl Into<Name>,
    function: impl FnOnce() -> Result<()> + 'static,
) -> Result<Handle> {
    call_at(current()?.time() + delay, name, function)
}

/// Calls `function` at this loop time, in seconds: `loop.call_at`. Calls at equal times run in creation order; a
/// time that has passed is called in the next iteration, after what is ready.
///
/// # Errors
/// RuntimeError outside a run. ValueError for a time that is not a number; CPython's heap is out of order then.
///
/// ```
/// use except_star::{call_at, coro, print, run, sleep};
///
/// run(coro!("main", async {
///     let handle = call_at(1.5, "chime", || Ok(print("half past one")))?;
///     assert_eq!(handle.when(), Some(1.5));
///     sleep(2.0).await
/// }))
/// .unwrap();
/// ```
pub fn call_at(when: f64, name: impl Into<Name>, function: impl FnOnce() -> Result<()> + 'static) -> Result<Handle> {
    at(when, name.into(), context::copy, Box::new(function))
}

/// As [`call_at`], in this context: see [`call_soon_in`].
///
/// # Errors
/// As [`call_at`].
pub fn call_at_in(
    context: &Context,
    when: f64,
    name: impl Into<Name>,
    function: impl FnOnce() -> Result<()> + 'static,
) -> Result<Handle> {
    at(when, name.into(), || Some(context.variables.clone()), Box::new(function))
}

fn at(when: f64, name: Name, context: impl FnOnce() -> Option<Rc<Variables>>, function: Function) -> Result<Handle> {
    if when.is_nan() {
        return raise(ValueError.new("Invalid deadline: NaN (not a number)"));
    }
    let event_loop = current()?;
    let call = Call::new(&event_loop, name, Some(when), context(), function);
    event_loop.call_at(LoopState::deadline_at(when), call.clone());
    Ok(Handle { call })
}

type Function = Box<dyn FnOnce() -> Result<()>>;

struct Call {
    event_loop: Rc<LoopState>,
    name: Name,
    when: Option<f64>,
    cancelled: Cell<bool>,
    function: Cell<Option<Function>>,
    /// In which it runs; without one it has none yet.
    context: Cell<Option<Rc<Variables>>>,
}

impl Call {
    fn new(
        event_loop: &Rc<LoopState>,
        name: Name,
        when: Option<f64>,
        context: Option<Rc<Variables>>,
        function: Function,
    ) -> Rc<Self> {
        Rc::new(Self {
            event_loop: event_loop.clone(),
            name,
            when,
            cancelled: Cell::new(false),
            function: Cell::new(Some(function)),
            context: Cell::new(context),
        })
    }
}

impl Callable for Call {
    fn is_cancelled(&self) -> bool {
        self.cancelled.get()
    }

    fn describe(&self) -> String {
        errors::handle_repr(&self.event_loop, &self.name, self.when, self.is_cancelled())
    }

    fn call(self: Rc<Self>, cause: u32) {
        let event_loop = &self.event_loop;
        event_loop.begin(0, cause, Event::Call { callback: &self.name });
        let Some(function) = self.function.take() else { return };
        errors::run_callback(event_loop, &self.name, self.when, self.context.take(), function);
    }
}
