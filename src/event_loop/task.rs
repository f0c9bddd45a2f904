//! Tasks: a coroutine that the loop steps.
//!
//! ```text
//!                 ┌────────(1) wakeup: the future that it awaits is done ──────────────┐
//!                 ▼                                                                   │
//! ┌────────┐  ┌────────┐   (2) wait_for: a future that is not done    ┌───────────────┴┐
//! │ queued ├─▶│ stepped├────────────────────────────────────────────▶ │ suspended      │
//! └────▲───┘  └─┬────┬─┘                                              └────────────────┘
//!      └──(3)───┘    └───(4) returned, raised ──▶ done
//!    wait_a_turn
//! ```
//! An eager task takes its first step while it is created, see `eager.rs`.
//!
//! Cancelling a suspended task cancels what it awaits, down to the leaf. Where that is impossible, because the task is queued
//! or the future done, `must_cancel` makes the next step throw. The model is `Task` in CPython's Lib/asyncio/tasks.py.
//!
//! Invariant: a task is stepped by a handle of the loop, or eagerly when it is created, and never while it is being stepped.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::context::{self, Variables};
use super::frame::out_of_coroutine;
use super::future::Request;
use super::{Action, AnyFuture, Code, Core, DoneCallback, Handle, Slot, errors, handling, waker};
use crate::Result;
use crate::exception::{CancelledError, Exception};
use crate::hash::HashSet;
use crate::trace::{Awaited, CancelRequest, Event, Refusal, Requester, TaskEnd, TaskId, TaskName};

/// What all tasks have in common, apart from the types of their future and result.
pub(crate) struct Header {
    pub(crate) core: Core,
    pub(crate) id: TaskId,
    /// The name that the program gave it; `Task-N` without one.
    pub(super) name: Slot<Rc<str>>,
    /// Its number among the tasks that were created without a name; else 0.
    pub(super) number: u32,
    pub(crate) code: Code,
    /// What it awaits: set by `wait_for`, taken when it is stepped.
    pub(super) waits_for: Slot<Rc<dyn AnyFuture>>,
    /// `cancelling()`: requests that have not been taken back.
    pub(super) requests: Cell<u32>,
    /// The next step throws CancelledError: set by a request that nothing below takes, reset by that step, by the end of the
    /// task, or by `uncancel` of the last request.
    pub(super) must_cancel: Cell<bool>,
    /// The body has begun: set by the first step that does not throw, for good.
    pub(super) started: Cell<bool>,
    /// The body was dropped before its end, for good.
    pub(super) closed: Cell<bool>,
    /// It was done when its eager first step was, for good. CPython forgets the coroutine of such a task.
    pub(super) ended_eagerly: Cell<bool>,
    /// The end of the program meets the task before its coroutine, so the task is reported as it stands: set by a shutdown that
    /// an exception interrupts, for good.
    pub(crate) ends_before_coroutine: Cell<bool>,
    /// In this step it suspended on something of the loop's own, or was queued again: reset before the body is polled, read
    /// behind that.
    pub(super) parked: Cell<bool>,
    /// Dropping it before it is done is worth a message (`_log_destroy_pending`): set from the beginning, reset by
    /// `expect_loss`, by `abandon`, and when it is reported.
    pub(super) reports_loss: Cell<bool>,
    /// Its place among the tasks that are not done; `u32::MAX` when it has left.
    pub(super) place: Cell<u32>,
    /// Its context; none until it is needed.
    pub(crate) context: Slot<Rc<Variables>>,
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
}

impl Header {
    pub(crate) fn name(&self) -> TaskName {
        self.name.get().map_or(TaskName::Numbered(self.number), TaskName::Given)
    }

    pub(super) fn is_cancelling(&self) -> bool {
        self.requests.get() > 0
    }

    /// Its context, which is made now if nothing has needed it yet.
    pub(super) fn context(&self) -> context::Context {
        let runs = || self.core.event_loop.current_task().is_some_and(|current| current.id() == self.id);
        let new = || if runs() { context::current_or_new() } else { Variables::with(None) };
        let variables = self.context.get().unwrap_or_else(new);
        self.context.set(variables.clone());
        context::Context { variables }
    }

    /// Something runs in its context.
    pub(super) fn context_is_taken(&self) -> bool {
        self.context.get().is_some_and(|context| context.is_entered())
    }

    /// Runs the handle of a step, named `callback`, if the task's context is free: `Handle._run` in CPython's events.py.
    #[inline]
    pub(super) fn run_handle(&self, callback: &str, step: impl FnOnce()) {
        if self.context_is_taken() {
            errors::step_refused(self, callback);
        } else {
            step();
        }
    }

    fn enter_context(&self) -> Option<Rc<Variables>> {
        let context = self.context.get();
        if let Some(context) = &context {
            context.mark_entered(true);
        }
        context
    }

    fn leave_context(&self, context: Option<Rc<Variables>>) {
        if let Some(context) = context {
            context.mark_entered(false);
            self.context.set(context);
        }
    }

    fn finished(&self, end: TaskEnd<'_>) {
        self.core.event_loop.tasks.leave(self.place.replace(u32::MAX));
        self.core.event_loop.record(Event::Finish { end });
    }

    fn suspended(&self) {
        if self.must_cancel.get()
            && self.waits_for.get().is_some_and(|future| {
                future.cancel(Request { message: self.core.message.get(), by: Requester::Awaiting(self.id) })
            })
        {
            self.must_cancel.set(false);
        }
    }
}

impl dyn AnyTask {
    pub(crate) fn id(&self) -> TaskId {
        self.header().id
    }

    /// Runs one step: `__step` in CPython. `thrown` arrives where the task is suspended.
    pub(crate) fn step(self: &Rc<Self>, mut thrown: Option<Exception>) {
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
                event_loop.record(Event::Deliver { exception: &exception });
                Poll::Ready(Err(exception))
            }
            thrown => {
                header.started.set(true);
                self.poll_throwing(header, thrown)
            }
        };
        self.stepped(polled);
    }

    /// Continues the step in which an interpreter has paused.
    pub(crate) fn continue_step(self: &Rc<Self>) {
        let polled = self.poll_throwing(self.header(), None);
        self.stepped(polled);
    }

    fn stepped(self: &Rc<Self>, polled: Poll<Result<()>>) {
        let header = self.header();
        match polled {
            Poll::Ready(Ok(())) => self.returned(header),
            Poll::Ready(Err(exception)) => self.raised(header, exception),
            Poll::Pending => header.suspended(),
        }
    }

    fn poll_throwing(self: &Rc<Self>, header: &Header, thrown: Option<Exception>) -> Poll<Result<()>> {
        let event_loop = &header.core.event_loop;
        event_loop.step.task.set(self.clone());
        event_loop.step.thrown.replace(thrown);
        let around = event_loop.context().replace(header.enter_context());
        let (polled, woken) =
            waker::polling(header.waker, |waker| handling::step(|| self.poll(&mut Context::from_waker(waker))));
        event_loop.step.task.take();
        header.leave_context(event_loop.context().replace(around));
        // A task that is suspended on something external did not take it: the next await that is the loop's own raises it.
        if let Some(exception) = event_loop.step.thrown.take() {
            header.core.message.replace(exception.args().first().map(|message| message.to_string().into()));
            header.must_cancel.set(true);
        }
        let paused = event_loop.step.paused.get() && polled.is_pending();
        event_loop.step.paused.set(paused);
        if paused {
            event_loop
                .ready
                .borrow_mut()
                .push_front(Handle { action: Action::Continue(self.clone()), cause: super::recorder::NO_EVENT });
        } else if polled.is_pending() && !header.parked.get() {
            if woken {
                event_loop.call_soon(Action::Step(self.clone()));
            } else {
                event_loop.record(Event::Suspend { on: Awaited::External });
                waker::suspend(header.waker, Rc::downgrade(self));
                event_loop.tasks.suspend_externally();
            }
        }
        polled
    }

    fn returned(self: &Rc<Self>, header: &Header) {
        let core = &header.core;
        // Cancelled right before it returned: the result is lost.
        if header.must_cancel.replace(false) {
            header.finished(TaskEnd::Cancelled(None));
            core.end_cancelled(self.clone(), core.message.get(), None);
        } else {
            let repr = if core.event_loop.recorder.is_on() { self.result_repr() } else { None };
            header.finished(TaskEnd::Result(match &repr {
                Some(Cow::Owned(repr)) => Some(repr),
                None | Some(Cow::Borrowed(_)) => None,
            }));
            core.finish(self.clone());
        }
    }

    fn raised(self: &Rc<Self>, header: &Header, exception: Exception) {
        let core = &header.core;
        if exception.is(CancelledError) {
            header.finished(TaskEnd::Cancelled(Some(&exception)));
            core.end_cancelled(self.clone(), None, Some(exception));
            return;
        }
        let exception = out_of_coroutine(exception);
        header.finished(TaskEnd::Exception(&exception));
        core.fail(self.clone(), exception.clone());
        if exception.leaves_the_loop() {
            core.event_loop.exit.escaped.set(exception);
            core.event_loop.exit.escaped_from.set(self.clone());
        }
    }

    /// The future that it awaits is done: `__wakeup` in CPython.
    pub(super) fn wakeup(self: &Rc<Self>, future: &Rc<dyn AnyFuture>) {
        // The await itself takes the future's result, with two exceptions. What is raised here comes before any frame of the
        // task. A pending cancellation loses the future's result, and its exception too, unless that is a CancelledError.
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
    ///
    /// It goes down the chain of tasks that await one another to the first that awaits something else, in a loop, because a
    /// chain may be long. CPython, which recurses, ends a ring with RecursionError; here a ring gets one request each.
    pub(crate) fn request_cancel(self: Rc<Self>, mut request: Request) -> bool {
        self.header().core.retrieve();
        if self.header().core.is_done() {
            self.record_request(&request, false);
            return false;
        }
        let event_loop = self.header().core.event_loop.clone();
        if event_loop.recorder.is_full() {
            // The run ends with the handle that passed the limit, and each request would go down the whole chain.
            return false;
        }
        let cause = event_loop.recorder.cause();
        let mut seen = HashSet::default();
        let mut task = self;
        // A task that it meets a second time closes a ring.
        while seen.insert(Rc::as_ptr(&task).cast::<()>()) {
            task.count_request(&request);
            request.by = Requester::Awaiting(task.id());
            let Some(future) = task.header().waits_for.get() else {
                task.cancel_at_next_step(request.message);
                break;
            };
            match future.clone().into_task() {
                Some(next) if !next.header().core.is_done() => task = next,
                _ => {
                    if !future.cancel(request.clone()) {
                        task.cancel_at_next_step(request.message);
                    }
                    break;
                }
            }
        }
        event_loop.recorder.follow(cause);
        true
    }

    /// Counts and records a request; what is recorded next follows from it.
    fn count_request(&self, request: &Request) {
        let header = self.header();
        let event_loop = &header.core.event_loop;
        header.core.retrieve();
        header.requests.set(header.requests.get() + 1);
        if let Some(seq) = self.record_request(request, true) {
            event_loop.recorder.follow(seq);
        }
    }

    fn record_request(&self, Request { message, by }: &Request, counted: bool) -> Option<u32> {
        let header = self.header();
        let event_loop = &header.core.event_loop;
        event_loop.recorder.is_on().then(|| {
            let request = CancelRequest {
                target: header.id,
                by: by.clone(),
                message: message.clone(),
                count: header.requests.get(),
                counted,
            };
            event_loop.record(Event::Cancel { request: &request })
        })
    }

    /// Makes the next step throw CancelledError, since nothing that the task awaits takes the request.
    fn cancel_at_next_step(self: &Rc<Self>, message: Option<Rc<str>>) {
        let header = self.header();
        header.must_cancel.set(true);
        header.core.message.replace(message);
        if waker::resume(header.waker) {
            let event_loop = &header.core.event_loop;
            event_loop.tasks.resume_externally();
            event_loop.call_soon(Action::Step(self.clone()));
        }
    }

    /// Makes the first plain future down the chain of what it awaits fail; returns the reason if that is refused.
    pub(super) fn inject_below(self: Rc<Self>, exception: Exception) -> Result<(), Refusal> {
        let mut seen = HashSet::default();
        let mut task = self;
        while seen.insert(Rc::as_ptr(&task).cast::<()>()) {
            let Some(future) = task.header().waits_for.get() else {
                return Err(Refusal::AwaitsNothing);
            };
            match future.clone().into_task() {
                Some(next) => task = next,
                None => return future.inject(exception),
            }
        }
        Err(Refusal::AwaitsRing)
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
            header.core.event_loop.record(Event::Uncancel { task: header.id, remaining });
        }
        header.requests.get()
    }

    /// Reports that nothing will step it again, and drops its body, as a rule before reporting.
    pub(crate) fn destroy(&self) {
        let header = self.header();
        if !header.ends_before_coroutine.get() {
            self.close();
        }
        if header.reports_loss.replace(false) {
            header.report_destroyed();
        }
    }

    /// Drops its body and everything it is linked to, and reports nothing.
    pub(crate) fn abandon(&self) {
        self.header().reports_loss.set(false);
        self.header().waits_for.take();
        self.header().core.abandon();
        self.close();
    }
}
