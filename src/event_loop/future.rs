//! Futures: what all awaitable things of the loop share, and the plain one.
//!
//! ```text
//!               finish            ┌───────────┐
//!          ┌──────────(1)────────▶│  Result   │
//! ┌────────┴┐     fail            ├───────────┤
//! │ Pending ├──────────(2)────────▶ Exception │
//! └────────┬┘  end_cancelled      ├───────────┤
//!          └──────────(3)────────▶│ Cancelled │
//!                                 └───────────┘
//! ```
//! Each transition queues the done callbacks, in the order in which they were added, and happens once. The model is
//! `Future` in CPython's Lib/asyncio/futures.py.
//!
//! Invariant: a future that is done never changes again.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use super::{Action, AnyTask, LoopState, Slot, raise};
use crate::Result;
use crate::exception::{CancelledError, Exception, InvalidStateError, RuntimeError, StopIteration, Traceback};
use crate::memory::{give_back, take};
use crate::trace::{Awaited, Name, Refusal, Requester, TaskId};

/// The message that may come with a cancellation.
pub(crate) type Message = Option<Rc<str>>;

/// A request to cancel a future or a task.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) message: Message,
    pub(crate) by: Requester,
}

impl Request {
    /// One that the program makes: the task or the callback that runs.
    pub(crate) fn by_program(event_loop: &LoopState, message: Message) -> Self {
        Self { message, by: event_loop.recorder.requester() }
    }
}

/// Where a future stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Pending,
    Result,
    Exception,
    Cancelled,
}

/// How many bytes a future takes without what it holds.
const SIZE: usize = 256;

/// What every future and task has in common, apart from the type of its result.
pub(crate) struct Core {
    state: Cell<State>,
    /// Dropping the future now reports its exception (`__log_traceback`). Set by transition 2, reset by the code that retrieves the
    /// exception or cancels what failed.
    unretrieved: Cell<bool>,
    /// It was created in debug mode, so its repr shows where.
    pub(super) shows_origin: bool,
    pub(crate) event_loop: Rc<LoopState>,
    /// Nearly every future has one callback at most: the first one needs no allocation, the others little room while there are
    /// none.
    first_callback: Slot<Rc<dyn DoneCallback>>,
    #[expect(clippy::box_collection, reason = "a task is smaller by two words")]
    more_callbacks: Slot<Box<Vec<Rc<dyn DoneCallback>>>>,
    /// In `Exception` the exception. In `Cancelled` the CancelledError that ended the task, which the first awaiter
    /// gets (`_cancelled_exc`).
    error: Slot<Exception>,
    /// The traceback with which it failed, which the first awaiter gets; for the others it begins anew (`_exception_tb`).
    failed_at: Slot<Box<Traceback>>,
    /// `_cancel_message`: of the future's cancellation, or of the one that a task has not delivered yet.
    pub(crate) message: Slot<Rc<str>>,
}

/// A future or task, whatever the type of its result, which the handles know.
pub(crate) trait AnyFuture: 'static {
    fn core(&self) -> &Core;
    /// Requests it to cancel; false if it is done already.
    fn cancel(self: Rc<Self>, request: Request) -> bool;
    /// How the trace names it.
    fn awaited(&self) -> Awaited;
    /// Notes for the trace that the program looks at its exception, if it ended with one.
    fn note_look(&self) {
        let core = self.core();
        if matches!(core.state(), State::Exception | State::Cancelled) {
            core.event_loop.recorder.add_look(self.awaited());
        }
    }
    /// Python's `repr`.
    fn repr(&self) -> String;
    /// Its result as reprs show it, cut if it is long.
    fn short_result(&self) -> String;
    /// Python's `repr` of its result, where the type has one.
    fn result_repr(&self) -> Option<Cow<'static, str>> {
        None
    }
    /// The type of its result.
    fn result_type(&self) -> TypeId {
        TypeId::of::<()>()
    }
    /// Shows its result, once there is one.
    fn with_result(&self, _look: &mut dyn FnMut(&dyn Any)) {}
    /// Ends it, which is `this`, with a result: `set_result`, which a task does not support.
    fn set_result(&self, _this: &Rc<dyn AnyFuture>, _result: Box<dyn Any>) -> Result<()> {
        unsupported("set_result")
    }
    /// Ends it, which is `this`, with an exception: `set_exception`, which a task does not support.
    fn set_exception(&self, _this: &Rc<dyn AnyFuture>, _exception: &Exception) -> Result<()> {
        unsupported("set_exception")
    }
    /// Ends what it waits for, or itself, with an exception from outside; says why where that is refused.
    fn inject(self: Rc<Self>, exception: Exception) -> Result<(), Refusal>;
    /// Whether its class is one that asyncio derives in Python: `task_wakeup` in CPython's _asynciomodule.c calls the
    /// `result` of such a one.
    fn is_subclass(&self) -> bool {
        false
    }
    /// The task that it is, if it is one.
    fn into_task(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        None
    }
    /// Dropping it before it is done is no loss: only the primitive that created it knows it.
    fn expect_loss(&self) {}
}

fn unsupported(operation: &str) -> Result<()> {
    raise(RuntimeError.new(format!("Task does not support {operation} operation")))
}

/// What runs when a future is done, in a handle of its own.
pub(crate) trait DoneCallback {
    /// The task that it wakes, where it is a wake-up.
    fn wakes(&self) -> Option<TaskId> {
        None
    }
    /// The task that waits for the future through this.
    fn awaiter(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        None
    }
    /// As the repr of the future shows it.
    fn name(&self) -> Name;
    /// The repr of its handle, as the loop shows it in debug mode.
    fn describe(&self) -> String {
        format!("<Handle {} created at …>", self.name())
    }
    /// Does its work.
    fn run(self: Rc<Self>, future: Rc<dyn AnyFuture>);
}

impl Drop for Core {
    fn drop(&mut self) {
        give_back(SIZE);
    }
}

impl Core {
    pub(crate) fn new(event_loop: Rc<LoopState>) -> Self {
        take(SIZE);
        Self {
            state: Cell::new(State::Pending),
            unretrieved: Cell::new(false),
            shows_origin: event_loop.debug.on.get(),
            event_loop,
            first_callback: Slot::new(),
            more_callbacks: Slot::new(),
            error: Slot::new(),
            failed_at: Slot::new(),
            message: Slot::new(),
        }
    }

    pub(crate) fn state(&self) -> State {
        self.state.get()
    }

    pub(crate) fn is_done(&self) -> bool {
        self.state() != State::Pending
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.state() == State::Cancelled
    }

    /// Whether it holds an exception that was never retrieved.
    pub(crate) fn is_unretrieved(&self) -> bool {
        self.unretrieved.get()
    }

    /// Counts its exception as retrieved.
    pub(crate) fn retrieve(&self) {
        self.unretrieved.set(false);
    }

    /// The exception that it ended with; none for a result. Counts it as retrieved.
    pub(crate) fn failure(&self) -> Option<Exception> {
        self.retrieve();
        match self.state() {
            State::Exception => self.error.get(),
            _ => None,
        }
    }

    /// The exception it holds, without counting it as retrieved.
    pub(crate) fn peek_error(&self) -> Option<Exception> {
        self.error.get()
    }

    /// What awaiting it raises, as `Future.result` does: nothing for a result. The caller raises it.
    pub(crate) fn check(&self) -> Result<()> {
        match self.state() {
            State::Pending => Err(InvalidStateError.new("Result is not set.")),
            State::Result => Ok(()),
            State::Exception => {
                self.retrieve();
                let error = self.error.get().expect("a failed future holds its exception");
                error.set_traceback(self.failed_at.take().map(|traceback| *traceback));
                Err(error)
            }
            State::Cancelled => Err(self.make_cancelled_error()),
        }
    }

    /// InvalidStateError if it is done: it ends once.
    pub(crate) fn check_pending(&self) -> Result<()> {
        if self.is_done() { raise(InvalidStateError.new("invalid state")) } else { Ok(()) }
    }

    /// `exception()` of futures and tasks.
    pub(crate) fn exception(&self) -> Result<Option<Exception>> {
        match self.state() {
            State::Pending => raise(InvalidStateError.new("Exception is not set.")),
            State::Cancelled => raise(self.make_cancelled_error()),
            State::Result | State::Exception => Ok(self.failure()),
        }
    }

    /// The CancelledError that ended it, for the first caller; after that a new one with the message.
    pub(crate) fn make_cancelled_error(&self) -> Exception {
        // One that failed keeps its exception, even if it was cancelled too late.
        let error = if self.is_cancelled() { self.error.take() } else { None };
        error.unwrap_or_else(|| cancelled_error(self.message.get()))
    }

    /// Transition 1: it has a result.
    pub(crate) fn finish(&self, this: Rc<dyn AnyFuture>) {
        self.end(State::Result, this);
    }

    /// Transition 2: it has an exception.
    pub(crate) fn fail(&self, this: Rc<dyn AnyFuture>, exception: Exception) {
        if let Some(traceback) = exception.traceback() {
            self.failed_at.set(Box::new(traceback));
        }
        self.error.set(exception);
        self.unretrieved.set(true);
        self.end(State::Exception, this);
    }

    /// Transition 3: it is cancelled, with the error that ended it where there is one.
    pub(crate) fn end_cancelled(&self, this: Rc<dyn AnyFuture>, message: Message, error: Option<Exception>) {
        self.message.replace(message);
        self.error.replace(error);
        self.end(State::Cancelled, this);
    }

    fn end(&self, state: State, this: Rc<dyn AnyFuture>) {
        debug_assert!(!self.is_done(), "a future ends once");
        self.state.set(state);
        if let Some(first) = self.first_callback.take() {
            match self.more_callbacks.take() {
                None => self.event_loop.call_soon(Action::Done(first, this)),
                Some(more) => {
                    for callback in std::iter::once(first).chain(*more) {
                        self.event_loop.call_soon(Action::Done(callback, this.clone()));
                    }
                }
            }
        }
    }

    /// Queues `callback` for when it is done; at once if it is.
    pub(crate) fn add_done_callback(&self, this: &Rc<dyn AnyFuture>, callback: Rc<dyn DoneCallback>) {
        if self.is_done() {
            self.event_loop.call_soon(Action::Done(callback, this.clone()));
        } else if let Some(first) = self.first_callback.replace(Some(callback)) {
            // The replaced one was first and stays so.
            let callback = self.first_callback.replace(Some(first)).expect("set just now");
            let mut more = self.more_callbacks.take().unwrap_or_default();
            more.push(callback);
            self.more_callbacks.set(more);
        }
    }

    /// Removes a callback that has not been queued yet; returns how often it was there.
    pub(crate) fn remove_done_callback(&self, callback: &Rc<dyn DoneCallback>) -> usize {
        let all = self.callbacks();
        let (removed, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|other| Rc::ptr_eq(other, callback));
        let mut rest = rest.into_iter();
        self.first_callback.replace(rest.next());
        let more: Vec<_> = rest.collect();
        self.more_callbacks.replace((!more.is_empty()).then(|| Box::new(more)));
        removed.len()
    }

    /// The callbacks that wait for it, in order.
    pub(crate) fn callbacks(&self) -> Vec<Rc<dyn DoneCallback>> {
        let more = self.more_callbacks.take();
        let all =
            self.first_callback.get().into_iter().chain(more.iter().flat_map(|more| more.iter().cloned())).collect();
        self.more_callbacks.replace(more);
        all
    }

    /// Removes all callbacks.
    pub(crate) fn abandon(&self) {
        self.unretrieved.set(false);
        self.first_callback.take();
        self.more_callbacks.take();
    }
}

/// What a future that is given this exception holds: a StopIteration would end the coroutine that awaits it.
pub(crate) fn storable(exception: Exception) -> Exception {
    const TEXT: &str = "StopIteration interacts badly with generators and cannot be raised into a Future";
    no_stop_iteration(exception, TEXT)
}

/// A RuntimeError with this text in place of a StopIteration, which stays as its cause.
pub(super) fn no_stop_iteration(exception: Exception, text: &str) -> Exception {
    if !exception.is(StopIteration) {
        return exception;
    }
    let error = RuntimeError.new(text);
    error.set_context(Some(exception.clone()));
    error.set_cause(Some(exception));
    error
}

pub(crate) fn cancelled_error(message: Message) -> Exception {
    match message {
        Some(message) => CancelledError.new(message),
        None => CancelledError.empty(),
    }
}
