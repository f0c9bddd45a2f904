//! The plain future: `asyncio.Future`.
//!
//! Invariant: its result is there exactly when its state says so.

use std::cell::RefCell;
use std::rc::Rc;

use super::future::{AnyFuture, Core, Message, Outcome, Request, storable};
use super::{Callback, LoopState, Wait, callback, current_or_set, raise, repr};
use crate::exception::{Exception, InvalidStateError};
use crate::trace::{Awaited, Ending, Event, FutureId, Name, Purpose, Refusal};
use crate::{Result, repr::Repr};

/// A plain future in one allocation.
pub(crate) struct FutureCell<T: 'static> {
    core: Core,
    value: RefCell<Option<T>>,
    purpose: Purpose,
    id: FutureId,
}

impl<T: Clone + 'static> FutureCell<T> {
    pub(crate) fn new(event_loop: Rc<LoopState>, purpose: Purpose) -> Rc<Self> {
        let id = event_loop.recorder.add_future(purpose);
        Rc::new(Self { core: Core::new(event_loop), value: RefCell::new(None), purpose, id })
    }

    pub(crate) fn set_result(self: Rc<Self>, value: T) {
        self.value.replace(Some(value));
        self.resolve(Ending::Result);
        self.clone().core.finish(self);
    }

    pub(crate) fn set_exception(self: Rc<Self>, exception: Exception) {
        self.resolve(Ending::Exception);
        self.clone().core.fail(self, exception);
    }

    fn resolve(&self, ending: Ending) {
        self.core.event_loop.record(Event::Resolve { future: self.id, ending });
    }

    /// The plain cancellation, for futures that override `cancel`.
    pub(crate) fn end_cancelled(self: Rc<Self>, message: Message) -> bool {
        if self.core.is_done() {
            return false;
        }
        self.resolve(Ending::Cancelled);
        self.clone().core.end_cancelled(self, message, None);
        true
    }
}

impl<T: Clone + 'static> AnyFuture for FutureCell<T> {
    fn core(&self) -> &Core {
        &self.core
    }

    fn cancel(self: Rc<Self>, request: Request) -> bool {
        self.core.retrieve();
        self.end_cancelled(request.message)
    }

    fn awaited(&self) -> Awaited {
        Awaited::Future(self.id)
    }

    fn inject(self: Rc<Self>, exception: Exception) -> Result<(), Refusal> {
        match self.purpose {
            _ if self.core.is_done() => return Err(Refusal::JustDone),
            Purpose::WaitUntil(when) if when <= self.core.event_loop.now() => return Err(Refusal::JustDone),
            Purpose::TaskGroup => return Err(Refusal::AwaitsGroup),
            _ => {}
        }
        self.set_exception(exception);
        Ok(())
    }

    fn repr(&self) -> String {
        self.core.repr("Future", &self.short_result())
    }

    fn short_result(&self) -> String {
        match self.purpose {
            // What asyncio sets there, as its reprs show it. Nobody asks for it.
            Purpose::Event | Purpose::Lock | Purpose::Semaphore | Purpose::TaskGroup => "True".to_owned(),
            Purpose::Condition => "False".to_owned(),
            _ => self.value.borrow().as_ref().map_or(String::new(), |value| repr::short(value)),
        }
    }
}

impl<T: Clone + 'static> Outcome<T> for FutureCell<T> {
    fn value(&self) -> Option<T> {
        self.value.borrow().clone()
    }
}

impl<T: 'static> Drop for FutureCell<T> {
    fn drop(&mut self) {
        self.core.report_unretrieved("Future", "");
    }
}

/// A result that does not exist yet: `asyncio.Future`.
///
/// Clones are the same future. It ends once, with a result, an exception, or cancelled; every task that awaits it then goes
/// on in the next iteration of the loop.
///
/// ```
/// use except_star::{Future, coro};
/// use except_star::exception::ValueError;
///
/// let end = except_star::run(coro!("main", async {
///     let future = Future::new()?;
///     future.set_exception(ValueError.new("no luck"))?;
///     future.wait().await
/// }));
/// let error: except_star::Exception = end.map(|n: i64| n).unwrap_err();
/// assert_eq!(format!("{error:?}"), "ValueError('no luck')");
/// ```
pub struct Future<T: Clone + 'static> {
    pub(crate) cell: Rc<FutureCell<T>>,
}

impl<T: Clone + 'static> Clone for Future<T> {
    fn clone(&self) -> Self {
        Self { cell: self.cell.clone() }
    }
}

impl<T: Clone + 'static> Future<T> {
    /// A future of the running loop: `loop.create_future()`.
    ///
    /// # Errors
    /// RuntimeError where no loop runs.
    pub fn new() -> Result<Self> {
        Ok(Self { cell: FutureCell::new(current_or_set()?, Purpose::Plain) })
    }

    /// Ends it with a result.
    ///
    /// # Errors
    /// InvalidStateError if it is done.
    pub fn set_result(&self, value: T) -> Result<()> {
        self.check_pending()?;
        self.cell.clone().set_result(value);
        Ok(())
    }

    /// Ends it with an exception. If nobody asks for it, that is reported when the last clone goes.
    ///
    /// StopIteration, which would end the coroutine that awaits it, becomes a RuntimeError.
    ///
    /// # Errors
    /// InvalidStateError if it is done.
    pub fn set_exception(&self, exception: Exception) -> Result<()> {
        self.check_pending()?;
        self.cell.clone().set_exception(storable(exception));
        Ok(())
    }

    /// Cancels it: who awaits it gets CancelledError. False if it was done already.
    pub fn cancel(&self) -> bool {
        self.cell.clone().cancel(Request::by_program(&self.cell.core.event_loop, None))
    }

    /// As [`Future::cancel`], with a message for the CancelledError.
    pub fn cancel_with(&self, message: &str) -> bool {
        self.cell.clone().cancel(Request::by_program(&self.cell.core.event_loop, Some(message.into())))
    }

    /// Whether it has ended, in whatever way.
    pub fn done(&self) -> bool {
        self.cell.core.is_done()
    }

    /// Whether it was cancelled.
    pub fn cancelled(&self) -> bool {
        self.cell.core.is_cancelled()
    }

    /// Its result.
    ///
    /// # Errors
    /// Its exception; CancelledError if it was cancelled; InvalidStateError if it is not done.
    pub fn result(&self) -> Result<T> {
        self.cell.core.check().or_else(raise)?;
        Ok(self.cell.value().expect("a finished future holds its result"))
    }

    /// Its exception; none if it has a result.
    ///
    /// # Errors
    /// CancelledError if it was cancelled; InvalidStateError if it is not done.
    pub fn exception(&self) -> Result<Option<Exception>> {
        self.cell.core.exception()
    }

    /// Waits for its result, at once if it is done.
    ///
    /// Cancelling the task that waits cancels the future.
    ///
    /// # Errors
    /// As [`Future::result`], and CancelledError if the task is cancelled.
    pub async fn wait(&self) -> Result<T> {
        Wait::new(self.cell.clone()).await?;
        self.result()
    }

    /// Calls `callback` in the iteration after the future is done; in the next one if it is done already.
    ///
    /// What the callback raises is handed to the loop's exception handler under `name`, and the loop goes on.
    ///
    /// ```
    /// use except_star::{Future, coro, print, run, sleep};
    ///
    /// run(coro!("main", async {
    ///     let future = Future::new()?;
    ///     let callback = future.add_done_callback("tell", |future| Ok(print(format!("the end: {}", future.result()?))));
    ///     assert_eq!(future.remove_done_callback(&callback), 1);
    ///     future.set_result(42)?;
    ///     sleep(0.0).await
    /// }))
    /// .unwrap();
    /// ```
    pub fn add_done_callback(
        &self,
        name: impl Into<Name>,
        callback: impl FnOnce(Future<T>) -> Result<()> + 'static,
    ) -> Callback {
        // The future holds the callback, so the callback must not hold the future.
        let future = Rc::downgrade(&self.cell);
        callback::add(self.cell.clone(), name.into(), move || {
            callback(Future { cell: future.upgrade().expect("the handle that runs this holds the future") })
        })
    }

    /// Takes back [`Future::add_done_callback`], unless the future is done. Tells how many callbacks it was, 1 or 0.
    pub fn remove_done_callback(&self, callback: &Callback) -> usize {
        callback::remove(&self.cell.core, callback)
    }

    fn check_pending(&self) -> Result<()> {
        if self.done() { raise(InvalidStateError.new("invalid state")) } else { Ok(()) }
    }
}

impl<T: Clone + 'static> Repr for Future<T> {
    fn repr(&self) -> String {
        AnyFuture::repr(&*self.cell)
    }
}
