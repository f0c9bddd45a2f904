//! `timeout`, `timeout_at`: Lib/asyncio/timeouts.py.
//!
//! Invariant: the timeout counts the requests to cancel that its task had when it was entered, so it converts a CancelledError
//! only if the one request that was added since is its own.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use super::call::{Handle, call_at, call_soon};
use super::context_manager::{AsyncContextManager, leave};
use crate::Result;
use crate::event_loop::{AnyTask, LoopState, Request, Slot, current, raise, raise_from};
use crate::exception::{CancelledError, Exception, ExceptionGroup, RuntimeError, TimeoutError};
use crate::repr::{Repr, round};
use crate::trace::{Event, Name, Nanos, Requester, TimeoutId, TimeoutStep};

/// Runs `body` for at most `delay` seconds: `async with asyncio.timeout(delay)`. None is no limit.
///
/// When the time is up the task is cancelled; the CancelledError that leaves the body becomes a TimeoutError. A body that swallows it
/// continues and may return. A CancelledError that was requested elsewhere stays one. A delay that is over already is
/// noticed at the body's first suspension.
///
/// # Errors
/// Those of the body. TimeoutError, its cause the CancelledError. RuntimeError outside a task.
///
/// ```
/// use except_star::exception::TimeoutError;
/// use except_star::{attempt, coro, run, sleep, timeout};
///
/// let late = run(coro!("main", async {
///     attempt(timeout(1.0, async |_| {
///         sleep(10.0).await?;
///         Ok("in time")
///     }))
///     .except(TimeoutError, async |_| Ok("too late"))
///     .await
/// }));
/// assert_eq!(late.unwrap(), "too late");
/// ```
pub async fn timeout<T>(delay: impl Into<Option<f64>>, body: impl AsyncFnOnce(Timeout) -> Result<T>) -> Result<T> {
    let when = match delay.into() {
        Some(delay) => Some(current()?.time() + delay),
        None => None,
    };
    timeout_at(when, body).await
}

/// As [`timeout`], with the loop time at which it ends: `async with asyncio.timeout_at(when)`.
///
/// # Errors
/// As [`timeout`]. ValueError for a time that is not a number.
///
/// ```
/// use except_star::{coro, run, sleep, time, timeout_at};
///
/// let times = run(coro!("main", async {
///     timeout_at(1.0, async |limit| {
///         sleep(0.5).await?;
///         limit.reschedule(time()? + 1.0)?;
///         sleep(0.75).await?;
///         Ok((limit.expired(), time()?))
///     })
///     .await
/// }));
/// assert_eq!(times.unwrap(), (false, 1.25));
/// ```
pub async fn timeout_at<T>(when: impl Into<Option<f64>>, body: impl AsyncFnOnce(Timeout) -> Result<T>) -> Result<T> {
    let timeout = Timeout::new(when);
    timeout.cell.enter()?;
    leave(body(timeout.clone()).await, async |exception| timeout.cell.exit(exception)).await
}

/// A limit to the time of a block: `asyncio.Timeout`. Clones are the same timeout.
///
/// [`timeout`] and [`timeout_at`] are the forms for a block. Where the beginning and the end of the block are in two places, as in
/// an interpreter, use the timeout as an [`AsyncContextManager`].
///
/// ```
/// use except_star::exception::TimeoutError;
/// use except_star::{AsyncContextManager, Timeout, coro, run, sleep};
///
/// run(coro!("main", async {
///     let timeout = Timeout::new(1.0);
///     timeout.enter().await?;
///     let body = sleep(5.0).await;
///     let end = timeout.exit(body.err().as_ref()).await;
///     assert!(end.unwrap_err().is(TimeoutError));
///     assert!(timeout.expired());
///     Ok(())
/// }))
/// .unwrap();
/// ```
#[derive(Clone)]
pub struct Timeout {
    cell: Rc<TimeoutCell>,
}

struct TimeoutCell {
    /// Set when the block is entered.
    block: OnceCell<Block>,
    state: Cell<State>,
    when: Cell<Option<f64>>,
    handle: Slot<Handle>,
}

/// Where the timeout was entered: in which task, and how many requests to cancel that had; and its number in the trace.
struct Block {
    event_loop: Rc<LoopState>,
    id: TimeoutId,
    task: Rc<dyn AnyTask>,
    cancelling: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The block has not been entered.
    Created,
    Entered,
    /// The time is up and the task has got the request to cancel.
    Expiring,
    /// The time was up, and the block was left.
    Expired,
    Exited,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Created => "created",
            State::Entered => "active",
            State::Expiring => "expiring",
            State::Expired => "expired",
            State::Exited => "finished",
        }
    }
}

impl Timeout {
    /// One that ends at this loop time, in seconds, and has not been entered; without a time it never ends:
    /// `asyncio.Timeout(when)`.
    pub fn new(when: impl Into<Option<f64>>) -> Self {
        let (block, state, handle) = (OnceCell::new(), Cell::new(State::Created), Slot::new());
        Self { cell: Rc::new(TimeoutCell { block, state, when: Cell::new(when.into()), handle }) }
    }

    /// When it ends, in seconds of loop time.
    pub fn when(&self) -> Option<f64> {
        self.cell.when.get()
    }

    /// Whether its time was up before the block was left.
    pub fn expired(&self) -> bool {
        matches!(self.cell.state.get(), State::Expiring | State::Expired)
    }

    /// Moves its end; with none it never ends.
    ///
    /// # Errors
    /// RuntimeError before the block is entered, and once its time is up or the block was left. ValueError for a time that is
    /// not a number.
    pub fn reschedule(&self, when: impl Into<Option<f64>>) -> Result<()> {
        match self.cell.state.get() {
            State::Entered => self.cell.schedule(TimeoutStep::Reschedule, when.into()),
            State::Created => raise(RuntimeError.new("Timeout has not been entered")),
            state => raise(RuntimeError.new(format!("Cannot change state of {} Timeout", state.name()))),
        }
    }
}

/// The block's beginning and end: `async with timeout`.
///
/// # Errors
/// `enter`: RuntimeError outside a task, and for a timeout that was entered before; ValueError for a time that is not a
/// number. `exit`: TimeoutError, and RuntimeError for a timeout that was not entered.
impl AsyncContextManager for Timeout {
    type Value = Timeout;
    type Exit = ();

    async fn enter(&self) -> Result<Timeout> {
        self.cell.enter()?;
        Ok(self.clone())
    }

    async fn exit(&self, exception: Option<&Exception>) -> Result<()> {
        self.cell.exit(exception)
    }
}

/// Its state, and its end while it is active: `<Timeout [active] when=0.5>`.
///
/// ```
/// use except_star::repr::Repr;
/// use except_star::{coro, run, timeout};
///
/// run(coro!("main", async {
///     let ended = timeout(0.12345, async |timeout| {
///         assert_eq!(timeout.repr(), "<Timeout [active] when=0.123>");
///         Ok(timeout)
///     });
///     assert_eq!(ended.await?.repr(), "<Timeout [finished]>");
///     Ok(())
/// }))
/// .unwrap();
/// ```
impl Repr for Timeout {
    fn repr(&self) -> String {
        match self.cell.state.get() {
            State::Entered => format!("<Timeout [active] when={}>", self.when().map(|when| round(when, 3)).repr()),
            state => format!("<Timeout [{}]>", state.name()),
        }
    }
}

impl TimeoutCell {
    /// `__aenter__`, which awaits nothing.
    fn enter(self: &Rc<Self>) -> Result<()> {
        if self.state.get() != State::Created {
            return raise(RuntimeError.new("Timeout has already been entered"));
        }
        let event_loop = current()?;
        let Some(task) = event_loop.current_task() else {
            return raise(RuntimeError.new("Timeout should be used inside a task"));
        };
        let id = event_loop.recorder.add_timeout();
        self.block.get_or_init(|| Block { event_loop, id, cancelling: task.cancelling(), task });
        self.state.set(State::Entered);
        self.schedule(TimeoutStep::Enter, self.when.get())
    }

    fn schedule(self: &Rc<Self>, step: TimeoutStep, when: Option<f64>) -> Result<()> {
        self.when.set(when);
        self.cancel_timer();
        // First, so that the timer follows from it.
        self.note(step);
        let Some(when) = when else { return Ok(()) };
        let name = Name::of("Timeout._on_timeout() at …");
        let on_timeout = {
            let cell = Rc::downgrade(self);
            move || {
                if let Some(cell) = cell.upgrade() {
                    cell.on_timeout();
                }
                Ok(())
            }
        };
        let due = when <= current()?.time();
        let handle = if due { call_soon(name, on_timeout)? } else { call_at(when, name, on_timeout)? };
        self.handle.set(handle);
        Ok(())
    }

    /// Where it was entered; it has a timer only from then on.
    fn entered(&self) -> &Block {
        self.block.get().expect("the timeout was entered")
    }

    fn note(&self, step: TimeoutStep) {
        let Block { event_loop, id, .. } = self.entered();
        let end = self.when.get().map(|when| LoopState::deadline_at(when).max(0) as Nanos);
        event_loop.record(Event::Timeout { timeout: *id, step, end });
    }

    fn on_timeout(&self) {
        self.note(TimeoutStep::Expire);
        self.entered().task.clone().request_cancel(Request { message: None, by: Requester::Timeout });
        self.state.set(State::Expiring);
        self.handle.take();
    }

    fn cancel_timer(&self) {
        if let Some(handle) = self.handle.take() {
            handle.cancel();
        }
    }

    /// `__aexit__`, which awaits nothing.
    fn exit(&self, exception: Option<&Exception>) -> Result<()> {
        let Some(Block { task, cancelling, .. }) = self.block.get() else {
            return raise(RuntimeError.new("Timeout has not been entered"));
        };
        if matches!(self.state.get(), State::Entered | State::Expiring) {
            self.note(TimeoutStep::Leave);
        }
        self.cancel_timer();
        if self.state.get() != State::Expiring {
            if self.state.get() == State::Entered {
                self.state.set(State::Exited);
            }
            return Ok(());
        }
        self.state.set(State::Expired);
        if task.uncancel() > *cancelling {
            return Ok(());
        }
        let Some(exception) = exception else { return Ok(()) };
        if exception.is(CancelledError) {
            return raise_from(TimeoutError.empty(), Some(exception.clone()));
        }
        insert_timeout_error(exception);
        if exception.is(ExceptionGroup) {
            exception.exceptions().iter().for_each(insert_timeout_error);
        }
        Ok(())
    }
}

/// Puts a TimeoutError before the first CancelledError among the contexts of an exception, so that its traceback shows why.
fn insert_timeout_error(exception: &Exception) {
    let mut exception = exception.clone();
    while let Some(context) = exception.context() {
        if context.is(CancelledError) {
            let timeout = TimeoutError.empty();
            timeout.set_context(Some(context.clone()));
            timeout.set_cause(Some(context));
            exception.set_context(Some(timeout));
            return;
        }
        exception = context;
    }
}

impl Drop for TimeoutCell {
    fn drop(&mut self) {
        self.cancel_timer();
    }
}
