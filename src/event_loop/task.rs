//! Tasks: a coroutine that the loop steps, and the handle to it.
//!
//! ```text
//!                 ┌──────────────(1) a future it awaits is done, or throws ───────────┐
//!                 ▼                                                                   │
//! ┌────────┐  ┌────────┐   (2) awaits a future that is not done   ┌───────────────────┴┐
//! │ queued ├─▶│ stepped├────────────────────────────────────────▶ │ suspended          │
//! └────▲───┘  └─┬────┬─┘                                          └────────────────────┘
//!      └──(3)───┘    └───(4) returns or raises ──▶ done
//!    sleep(0)
//! ```
//! Cancelling a suspended task cancels what it awaits, down to the leaf. Where that is impossible, because the task is queued
//! or the future done, `must_cancel` makes the next step throw. The model is `Task` in CPython's Lib/asyncio/tasks.py.
//!
//! Invariant: header, future and result are one allocation, and the future never moves within it.

#![allow(unsafe_code)]

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

use super::coroutine::never_awaited;
use super::frame::out_of_coroutine;
use super::future::{Message, storable};
use super::{
    Action, AnyFuture, Callback, Code, Core, Coro, DoneCallback, LoopState, Outcome, Slot, State, Wait, callback,
    errors, handling, raise, repr, waker,
};
use crate::Result;
use crate::exception::{CancelledError, Exception, KeyboardInterrupt, SystemExit};
use crate::trace::{Awaited, Cancellation, Ending, Kind, TaskEntry, TaskId, TaskName};

/// What all tasks have in common, apart from the types of their future and result.
pub(crate) struct Header {
    pub(crate) core: Core,
    pub(crate) id: TaskId,
    pub(crate) name: TaskName,
    pub(crate) code: &'static Code,
    /// What it awaits; none while it is queued or stepped.
    waits_for: Slot<Rc<dyn AnyFuture>>,
    /// `cancelling()`: requests that have not been taken back.
    requests: Cell<u32>,
    /// The next step throws CancelledError.
    must_cancel: Cell<bool>,
    /// The body has begun.
    started: Cell<bool>,
    /// The body was dropped before its end.
    closed: Cell<bool>,
    /// In this step it suspended on something of the loop's own, or was queued again.
    parked: Cell<bool>,
    /// Dropping it before it is done is worth a message (`_log_destroy_pending`).
    reports_loss: Cell<bool>,
    place: Cell<u32>,
    /// Its number among wakers.
    pub(super) waker: usize,
}

/// A task whose types do not matter.
pub(crate) trait AnyTask: AnyFuture + DoneCallback {
    fn header(&self) -> &Header;
    /// Runs its body up to the next suspension; the result stays with it.
    fn poll(&self, cx: &mut Context<'_>) -> Poll<Result<()>>;
    /// Drops its body.
    fn close(&self);
    /// Python's `repr` of its result, where the type has one.
    fn result_repr(&self) -> Option<Cow<'static, str>>;
}

/// A task whose result has this type.
pub(crate) trait TypedTask<T>: AnyTask + Outcome<T> {}

impl<T, C: AnyTask + Outcome<T>> TypedTask<T> for C {}

struct TaskCell<F, T> {
    header: Header,
    stage: RefCell<Stage<F, T>>,
}

enum Stage<F, T> {
    Running(F),
    Finished(T),
    Closed,
}

/// Makes a task of a coroutine and queues its first step.
pub(crate) fn spawn<F, T>(event_loop: &Rc<LoopState>, coro: Coro<F>, name: Option<Rc<str>>) -> Task<T>
where
    F: std::future::Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    let name = match name {
        Some(name) => TaskName::Given(name),
        None => TaskName::Numbered(event_loop.next_task_number()),
    };
    let id = event_loop.tasks_made.get() + 1;
    event_loop.tasks_made.set(id);
    let code = coro.code;
    if event_loop.recorder.is_on() {
        let parent = event_loop.current_id();
        event_loop.recorder.trace().add_task(TaskEntry { name: name.clone(), coroutine: code.name, parent });
        event_loop.note(Kind::Spawn, 0, id);
    }
    let cell = Rc::new(TaskCell {
        header: Header {
            core: Core::new(event_loop.clone()),
            id,
            name,
            code,
            waits_for: Slot::new(),
            requests: Cell::new(0),
            must_cancel: Cell::new(false),
            started: Cell::new(false),
            closed: Cell::new(false),
            parked: Cell::new(false),
            reports_loss: Cell::new(true),
            place: Cell::new(0),
            waker: waker::number(),
        },
        stage: RefCell::new(Stage::Running(coro.take())),
    });
    let weak: Weak<TaskCell<F, T>> = Rc::downgrade(&cell);
    cell.header.place.set(event_loop.registry.borrow_mut().enter(weak));
    event_loop.call_soon(Action::Step(cell.clone()));
    Task { cell }
}

impl Header {
    pub(super) fn is_cancelling(&self) -> bool {
        self.requests.get() > 0
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.get()
    }

    /// What it awaits, for its repr.
    pub(super) fn waits_for(&self) -> Option<Rc<dyn AnyFuture>> {
        self.waits_for.get()
    }
}

impl dyn AnyTask {
    pub(crate) fn id(&self) -> TaskId {
        self.header().id
    }

    /// Runs one step: `__step` in CPython. `thrown` arrives where the task is suspended.
    pub(crate) fn step(self: Rc<Self>, mut thrown: Option<Exception>) {
        let header = self.header();
        let event_loop = &header.core.event_loop;
        if header.core.is_done() {
            return;
        }
        if header.must_cancel.replace(false) && !thrown.as_ref().is_some_and(|e| e.is(CancelledError)) {
            thrown = Some(header.core.make_cancelled_error());
        }
        header.waits_for.take();
        header.parked.set(false);
        let polled = match thrown {
            // The body never runs, and neither does its `finally`.
            Some(exception) if !header.started.get() => {
                self.close();
                exception.mark_raised();
                event_loop.note_exception(Kind::Deliver, &exception);
                Poll::Ready(Err(exception))
            }
            thrown => {
                header.started.set(true);
                self.poll_throwing(event_loop, thrown)
            }
        };
        match polled {
            Poll::Ready(Ok(())) => self.returned(),
            Poll::Ready(Err(exception)) => self.raised(exception),
            Poll::Pending => self.suspended(),
        }
    }

    fn poll_throwing(self: &Rc<Self>, event_loop: &Rc<LoopState>, thrown: Option<Exception>) -> Poll<Result<()>> {
        let header = self.header();
        event_loop.current_task.set(self.clone());
        event_loop.thrown.replace(thrown);
        let (polled, woken) =
            waker::polling(header.waker, |waker| handling::step(|| self.poll(&mut Context::from_waker(waker))));
        event_loop.current_task.take();
        // What is suspended on something foreign took no notice: it meets the next await that is the loop's own.
        if let Some(exception) = event_loop.thrown.take() {
            header.core.message.replace(exception.args().first().map(|message| message.to_string().into()));
            header.must_cancel.set(true);
        }
        if polled.is_pending() && !header.parked.get() {
            if woken {
                event_loop.call_soon(Action::Step(self.clone()));
            } else {
                event_loop.note(Kind::Suspend, Awaited::Foreign as u8, 0);
                waker::suspend(header.waker, Rc::downgrade(self));
                event_loop.foreign.set(event_loop.foreign.get() + 1);
            }
        }
        polled
    }

    fn returned(self: &Rc<Self>) {
        let core = &self.header().core;
        // Cancelled right before it returned: the result is lost.
        if self.header().must_cancel.replace(false) {
            self.finished(Ending::Cancelled, None);
            core.end_cancelled(self.clone(), core.message.get(), None);
        } else {
            self.finished(Ending::Result, None);
            core.finish(self.clone());
        }
    }

    fn raised(self: &Rc<Self>, exception: Exception) {
        let core = &self.header().core;
        if exception.is(CancelledError) {
            self.finished(Ending::Cancelled, Some(&exception));
            core.end_cancelled(self.clone(), None, Some(exception));
            return;
        }
        let exception = out_of_coroutine(exception);
        self.finished(Ending::Exception, Some(&exception));
        core.fail(self.clone(), exception.clone());
        if exception.is(KeyboardInterrupt) || exception.is(SystemExit) {
            core.event_loop.escaped.set(exception);
            core.event_loop.escaped_from.set(self.clone());
        }
    }

    fn finished(self: &Rc<Self>, ending: Ending, exception: Option<&Exception>) {
        let event_loop = &self.header().core.event_loop;
        event_loop.registry.borrow_mut().leave(self.header().place.replace(u32::MAX));
        if event_loop.recorder.is_on() {
            let arg = match exception {
                Some(exception) => 1 + event_loop.recorder.trace().add_exception(exception),
                None => match self.result_repr() {
                    None | Some(Cow::Borrowed(_)) => 0,
                    Some(Cow::Owned(repr)) => 1 + event_loop.recorder.trace().add_string(repr.into()),
                },
            };
            event_loop.note(Kind::Finish, ending as u8, arg);
        }
    }

    fn suspended(self: &Rc<Self>) {
        let header = self.header();
        if header.must_cancel.get()
            && header.waits_for.get().is_some_and(|future| future.cancel(header.core.message.get()))
        {
            header.must_cancel.set(false);
        }
    }

    /// The future that it awaits is done: `__wakeup` in CPython.
    fn wakeup(self: Rc<Self>, future: &Rc<dyn AnyFuture>) {
        // The await itself asks the future, with two exceptions. What is raised here comes before any frame of the task. A
        // pending cancellation loses the future's result, and its exception too, unless that is a CancelledError.
        let raises_here = future.core().is_cancelled() || future.is_subclass();
        let thrown = if raises_here || self.header().must_cancel.get() { future.core().check().err() } else { None };
        if let (true, Some(exception)) = (raises_here, &thrown) {
            handling::raised(exception);
        }
        self.step(thrown);
    }

    /// Suspends it on a future of the loop.
    pub(crate) fn wait_for(self: Rc<Self>, future: &Rc<dyn AnyFuture>) {
        let header = self.header();
        header.parked.set(true);
        header.waits_for.set(future.clone());
        future.core().add_done_callback(future, self);
    }

    /// Marks it as queued again.
    pub(crate) fn wait_a_turn(&self) {
        self.header().parked.set(true);
    }

    /// `cancel()`: see [`Task::cancel`].
    pub(crate) fn request_cancel(self: Rc<Self>, message: Message) -> bool {
        let header = self.header();
        let event_loop = &header.core.event_loop;
        header.core.retrieve();
        if header.core.is_done() {
            return false;
        }
        header.requests.set(header.requests.get() + 1);
        let mut follow = None;
        if event_loop.recorder.is_on() {
            let index = event_loop.recorder.trace().add_cancellation(Cancellation {
                target: header.id,
                message: message.clone(),
                count: header.requests.get(),
            });
            let seq = event_loop.note(Kind::Cancel, 0, index);
            follow = Some(event_loop.recorder.follow(seq));
        }
        let passed_on = header.waits_for.get().is_some_and(|future| future.cancel(message.clone()));
        if let Some(previous) = follow {
            event_loop.recorder.unfollow(previous);
        }
        if !passed_on {
            header.must_cancel.set(true);
            header.core.message.replace(message);
            if waker::resume(header.waker) {
                event_loop.foreign.set(event_loop.foreign.get() - 1);
                event_loop.call_soon(Action::Step(self.clone()));
            }
        }
        true
    }

    pub(crate) fn cancelling(&self) -> u32 {
        self.header().requests.get()
    }

    pub(crate) fn uncancel(&self) -> u32 {
        let header = self.header();
        if let Some(remaining) = header.requests.get().checked_sub(1) {
            header.requests.set(remaining);
            if remaining == 0 {
                header.must_cancel.set(false);
            }
            header.core.event_loop.note(Kind::Uncancel, remaining.min(255) as u8, header.id);
        }
        header.requests.get()
    }

    /// Drops its body because nothing will ever step it again, and reports that.
    pub(crate) fn destroy(&self) {
        self.close();
        if self.header().reports_loss.replace(false) {
            errors::destroyed_pending(self.header());
        }
    }

    /// Drops its body and everything it is linked to, without a word.
    pub(crate) fn abandon(&self) {
        self.header().reports_loss.set(false);
        self.header().waits_for.take();
        self.header().core.abandon();
        self.close();
    }
}

impl<F, T> AnyTask for TaskCell<F, T>
where
    F: std::future::Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    fn header(&self) -> &Header {
        &self.header
    }

    fn poll(&self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut stage = self.stage.borrow_mut();
        let Stage::Running(future) = &mut *stage else { return Poll::Pending };
        // SAFETY: a TaskCell lives in an Rc from its making and is never moved out of it. The future is reached only here
        // and where the whole stage is overwritten, which drops it in place. So it never moves once it is polled.
        let polled = unsafe { Pin::new_unchecked(future) }.poll(cx);
        polled.map(|result| {
            let (next, result) = match result {
                Ok(value) => (Stage::Finished(value), Ok(())),
                Err(exception) => (Stage::Closed, Err(exception)),
            };
            *stage = next;
            result
        })
    }

    fn close(&self) {
        // While it is being polled it cannot be closed; then it closes itself.
        if let Ok(mut stage) = self.stage.try_borrow_mut() {
            *stage = Stage::Closed;
            self.header.closed.set(true);
        }
    }

    fn result_repr(&self) -> Option<Cow<'static, str>> {
        match self.stage.try_borrow().as_deref() {
            Ok(Stage::Finished(value)) => repr::value(value),
            _ => None,
        }
    }
}

impl<F, T> AnyFuture for TaskCell<F, T>
where
    F: std::future::Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    fn core(&self) -> &Core {
        &self.header.core
    }

    fn cancel(self: Rc<Self>, message: Message) -> bool {
        (self as Rc<dyn AnyTask>).request_cancel(message)
    }

    fn awaited(&self) -> (Awaited, u32) {
        (Awaited::Task, self.header.id)
    }

    fn inject(self: Rc<Self>, exception: Exception) -> Result<(), &'static str> {
        match self.header.waits_for() {
            Some(future) => future.inject(storable(exception)),
            None => Err("it awaits nothing at this moment"),
        }
    }

    fn into_any(self: Rc<Self>) -> Rc<dyn AnyFuture> {
        self
    }

    fn expect_loss(&self) {
        self.header.reports_loss.set(false);
    }

    fn repr(&self) -> String {
        repr::task(self)
    }

    fn short_result(&self) -> String {
        match self.stage.try_borrow().as_deref() {
            Ok(Stage::Finished(value)) => repr::short(value),
            _ => String::new(),
        }
    }
}

impl<F, T> DoneCallback for TaskCell<F, T>
where
    F: std::future::Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    fn wakes(&self) -> Option<TaskId> {
        Some(self.header.id)
    }

    fn awaiter(self: Rc<Self>) -> Option<Rc<dyn AnyTask>> {
        Some(self)
    }

    fn name(&self) -> &'static str {
        "Task.task_wakeup()"
    }

    fn describe(&self) -> String {
        repr::task(self)
    }

    fn run(self: Rc<Self>, future: Rc<dyn AnyFuture>) {
        (self as Rc<dyn AnyTask>).wakeup(&future);
    }
}

impl<F, T> Outcome<T> for TaskCell<F, T>
where
    F: std::future::Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    fn value(&self) -> Option<T> {
        match &*self.stage.borrow() {
            Stage::Finished(value) => Some(value.clone()),
            _ => None,
        }
    }
}

impl<F, T> Drop for TaskCell<F, T> {
    fn drop(&mut self) {
        let Header { core, code, started, place, reports_loss, .. } = &self.header;
        if place.get() != u32::MAX {
            core.event_loop.registry.borrow_mut().leave(place.get());
        }
        if core.state() == State::Pending && waker::resume(self.header.waker) {
            core.event_loop.foreign.set(core.event_loop.foreign.get() - 1);
        }
        if core.state() == State::Pending {
            if reports_loss.get() {
                errors::destroyed_pending(&self.header);
            }
            if !started.get() {
                never_awaited(&core.event_loop, code);
            }
        }
        if core.is_unretrieved() {
            errors::never_retrieved("Task", repr::task_header(&self.header, ""), core);
        }
    }
}

/// A handle to a task: `asyncio.Task`.
///
/// Clones are the same task. Await it, by value or by reference, for its result; several may. Dropping every handle does not
/// stop the task. When the last one goes of a task that failed and whose exception nobody has asked for, the loop reports
/// `Task exception was never retrieved`.
///
/// # Differences from asyncio
/// A result is cloned for each who asks. What is dear to clone goes into an `Rc`.
///
/// ```
/// use except_star::{Result, coro, create_task, run, sleep};
///
/// let result = run(coro!("main", async {
///     let task = create_task(coro!("work", async {
///         sleep(1.0).await?;
///         Ok(42)
///     }))?;
///     task.await
/// }));
/// assert_eq!(result.unwrap(), 42);
/// ```
pub struct Task<T: 'static> {
    pub(crate) cell: Rc<dyn TypedTask<T>>,
}

impl<T> Clone for Task<T> {
    fn clone(&self) -> Self {
        Self { cell: self.cell.clone() }
    }
}

impl<T: Clone + 'static> Task<T> {
    /// Whether two handles are of the same task.
    pub fn is(&self, other: &Task<T>) -> bool {
        self.address() == other.address()
    }

    /// Where it lives: unique as long as a handle to it does.
    pub(crate) fn address(&self) -> usize {
        Rc::as_ptr(&self.cell).addr()
    }

    fn any(&self) -> Rc<dyn AnyTask> {
        self.cell.clone()
    }

    /// Its name: as given, or `Task-N`.
    pub fn name(&self) -> String {
        self.cell.header().name.to_string()
    }

    /// Whether it has ended, in whatever way.
    pub fn done(&self) -> bool {
        self.cell.core().is_done()
    }

    /// Whether it ended cancelled.
    pub fn cancelled(&self) -> bool {
        self.cell.core().is_cancelled()
    }

    /// Its result.
    ///
    /// # Errors
    /// Its exception; CancelledError if it was cancelled; InvalidStateError if it is not done.
    pub fn result(&self) -> Result<T> {
        self.cell.core().check().or_else(raise)?;
        Ok(self.cell.value().expect("a finished task holds its result"))
    }

    /// Its exception; none if it has a result. Asking counts as retrieving it.
    ///
    /// # Errors
    /// CancelledError if it was cancelled; InvalidStateError if it is not done.
    pub fn exception(&self) -> Result<Option<Exception>> {
        self.cell.core().exception()
    }

    /// Asks it to end: CancelledError arrives at the await on which it is suspended, or at its next one.
    ///
    /// False if it is done. The task may clean up, and may swallow the request. One that has not started never runs.
    pub fn cancel(&self) -> bool {
        self.any().request_cancel(None)
    }

    /// As [`Task::cancel`], with a message for the CancelledError.
    pub fn cancel_with(&self, message: &str) -> bool {
        self.any().request_cancel(Some(message.into()))
    }

    /// How many requests to cancel it has had and not taken back.
    pub fn cancelling(&self) -> u32 {
        self.any().cancelling()
    }

    /// Takes back one request to cancel and tells how many remain. Taking back the last one also drops a CancelledError
    /// that has not been delivered.
    pub fn uncancel(&self) -> u32 {
        self.any().uncancel()
    }

    /// Calls `callback` in the iteration after the task is done; in the next one if it is done already.
    ///
    /// What the callback raises is reported on standard error under `name`, and the loop goes on.
    pub fn add_done_callback(
        &self,
        name: &'static str,
        callback: impl FnOnce(Task<T>) -> Result<()> + 'static,
    ) -> Callback {
        // The task holds the callback, so the callback must not hold the task.
        let task = Rc::downgrade(&self.cell);
        callback::add(self.cell.clone(), name, move || {
            callback(Task { cell: task.upgrade().expect("the handle that runs this holds the task") })
        })
    }

    /// Takes back [`Task::add_done_callback`], unless the task is done. Tells how many callbacks it was, 1 or 0.
    pub fn remove_done_callback(&self, callback: &Callback) -> usize {
        callback::remove(self.cell.core(), callback)
    }
}

/// Waits for a task. See [`Task`].
#[must_use = "a future does nothing unless it is awaited"]
pub struct Join<T: 'static> {
    wait: Wait,
    cell: Rc<dyn TypedTask<T>>,
}

impl<T: Clone + 'static> std::future::Future for Join<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        let done = Pin::new(&mut self.wait).poll(cx);
        done.map_ok(|()| self.cell.value().expect("a finished task holds its result"))
    }
}

impl<T: Clone + 'static> IntoFuture for Task<T> {
    type Output = Result<T>;
    type IntoFuture = Join<T>;

    fn into_future(self) -> Join<T> {
        Join { wait: Wait::new(self.cell.clone()), cell: self.cell }
    }
}

impl<T: Clone + 'static> IntoFuture for &Task<T> {
    type Output = Result<T>;
    type IntoFuture = Join<T>;

    fn into_future(self) -> Join<T> {
        self.clone().into_future()
    }
}

impl<T: Clone + 'static> crate::repr::Repr for Task<T> {
    fn repr(&self) -> String {
        AnyFuture::repr(&*self.cell)
    }
}
