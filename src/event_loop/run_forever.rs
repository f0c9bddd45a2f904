//! One iteration after the other: `run_forever` and `_run_once` of CPython's base_events.py, as a Rust future.
//!
//! Invariant: while it is polled it is the thread's current loop, and between two polls it is not.

use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures::future::LocalBoxFuture;

use super::handle::{Action, Handle};
use super::{AnyTask, Callable, DoneCallback, Limit, LoopState, Pace, errors};
use crate::exception::Exception;
use crate::repr::fixed;
use crate::trace::{Awaited, Event, Level, Nanos};

/// Why the loop stopped.
pub(crate) enum Stop {
    /// `stop` was called; the iteration has ended.
    Asked,
    /// A KeyboardInterrupt or SystemExit left a task.
    Escaped(Exception),
    /// Nothing is ready, no timer is left, and nothing external can wake a task.
    Deadlock,
    /// A signal without a handler ends the process.
    Killed,
    /// The run may do no more.
    Limit(Limit),
    /// The run was stopped from outside.
    Stopped,
}

/// How many handles run between two calls of [`Pace::turn`].
const HANDLES_BETWEEN_TURNS: u32 = 256;

/// The name of a step's callback; CPython's has an address.
const STEP: &str = "<TaskStepMethWrapper object>()";

pub(crate) struct RunForever<'a> {
    event_loop: &'a Rc<LoopState>,
    pace: &'a dyn Pace,
    /// The time until the next deadline, which the host lets pass.
    waiting: Option<LocalBoxFuture<'static, ()>>,
    /// Within an iteration: the turn of the host, or the time that a handle blocked, which the host lets pass, too.
    turn: Option<LocalBoxFuture<'static, ()>>,
    /// Nothing is left to wait for but something external.
    idle: bool,
    /// Handles of this iteration that have not run.
    remaining: usize,
    until_turn: u32,
}

impl<'a> RunForever<'a> {
    pub(crate) fn new(event_loop: &'a Rc<LoopState>, pace: &'a dyn Pace) -> Self {
        Self {
            event_loop,
            pace,
            waiting: None,
            turn: None,
            idle: false,
            remaining: 0,
            until_turn: HANDLES_BETWEEN_TURNS,
        }
    }

    /// Begins an iteration: moves what is due to the ready queue. Nothing to do yet is `Pending`.
    fn select(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Stop>> {
        let event_loop = self.event_loop;
        event_loop.inbox.root.register(cx.waker());
        event_loop.inbox.deliver();
        if event_loop.ready.borrow().is_empty() && !event_loop.signals.has_pending() {
            let deadline = event_loop.timers.borrow_mut().first();
            let now = event_loop.now();
            match deadline {
                Some(when) if when > event_loop.limits.time => {
                    return Poll::Ready(Err(Stop::Limit(Limit::Time(event_loop.limits.time))));
                }
                Some(when) if when > now => {
                    if self.waiting.is_none() {
                        self.waiting = self.pace.wait(Duration::from_nanos(when - now));
                    }
                    if let Some(waiting) = &mut self.waiting {
                        std::task::ready!(waiting.as_mut().poll(cx));
                    }
                    event_loop.clock.set(when);
                }
                Some(_) => {}
                None if event_loop.tasks.await_externally() => {
                    self.idle = true;
                    return Poll::Pending;
                }
                None => return Poll::Ready(Err(Stop::Deadlock)),
            }
        } else if self.waiting.is_some() || self.idle {
            // Something external was faster than the next timer. As much loop time has passed as the host reports.
            let next = event_loop.timers.borrow_mut().first().unwrap_or(Nanos::MAX);
            let elapsed = self.pace.elapsed().map_or(0, |elapsed| elapsed.as_nanos() as Nanos);
            event_loop.clock.set(elapsed.min(next).max(event_loop.now()));
        }
        self.idle = false;
        self.waiting = None;
        let mut ready = event_loop.ready.borrow_mut();
        let mut timers = event_loop.timers.borrow_mut();
        // A signal is an event of the selector, and those come before the timers.
        if let Some(callback) = event_loop.take_signals() {
            ready.push_back(Handle { action: Action::Call(callback), cause: event_loop.recorder.last() });
        }
        while let Some((callback, cause)) = timers.pop_due(event_loop.now()) {
            ready.push_back(Handle { action: Action::Call(callback), cause });
        }
        self.remaining = ready.len();
        Poll::Ready(Ok(()))
    }

    /// Runs the handles that were ready when the iteration began, and none that they make ready.
    fn run_ready(&mut self) -> Poll<Result<(), Stop>> {
        let event_loop = self.event_loop;
        while self.remaining > 0 {
            if event_loop.stopper.is_stopped() {
                return Poll::Ready(Err(Stop::Stopped));
            }
            if self.until_turn == 0 {
                self.until_turn = HANDLES_BETWEEN_TURNS;
                self.turn = self.pace.turn();
                if self.turn.is_some() {
                    return Poll::Pending;
                }
            }
            self.until_turn -= 1;
            self.remaining -= 1;
            let Some(handle) = event_loop.ready.borrow_mut().pop_front() else { break };
            if event_loop.debug.on.get() {
                event_loop.run_watched(handle);
            } else {
                event_loop.run(handle);
            }
            if event_loop.step.paused.take() {
                self.remaining += 1;
                self.until_turn = 0;
            }
            if event_loop.signals.killed.get() {
                return Poll::Ready(Err(Stop::Killed));
            }
            if let Some(exception) = event_loop.exit.escaped.take() {
                self.remaining = 0;
                // A `stop` of this iteration has had its effect; a later run must not end because of it.
                event_loop.exit.stopping.set(false);
                return Poll::Ready(Err(Stop::Escaped(exception)));
            }
            if let Some(limit) = event_loop.limit_reached() {
                return Poll::Ready(Err(Stop::Limit(limit)));
            }
            let blocked = event_loop.take_blocked();
            if !blocked.is_zero() {
                self.turn = self.pace.wait(blocked);
                if self.turn.is_some() {
                    return Poll::Pending;
                }
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// The loop runs until this is dropped.
struct Inside<'a>(&'a LoopState, bool);

impl<'a> Inside<'a> {
    fn of(event_loop: &'a LoopState) -> Self {
        Self(event_loop, event_loop.outside.replace(false))
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.outside.set(self.1);
    }
}

/// What a handle runs, to be described after it ran.
enum Watched {
    Task(Rc<dyn AnyTask>),
    Callback(Rc<dyn DoneCallback>),
    Call(Rc<dyn Callable>),
}

impl std::future::Future for RunForever<'_> {
    type Output = Stop;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Stop> {
        let this = &mut *self;
        let _entered = this.event_loop.enter();
        let _running = Inside::of(this.event_loop);
        this.event_loop.stopper.register(cx.waker());
        loop {
            if this.event_loop.stopper.is_stopped() {
                return Poll::Ready(Stop::Stopped);
            }
            if let Some(turn) = &mut this.turn {
                std::task::ready!(turn.as_mut().poll(cx));
                this.turn = None;
            } else if let Err(stop) = std::task::ready!(this.select(cx)) {
                return Poll::Ready(stop);
            }
            match this.run_ready() {
                Poll::Ready(Err(stop)) => return Poll::Ready(stop),
                Poll::Ready(Ok(())) if this.event_loop.exit.stopping.replace(false) => return Poll::Ready(Stop::Asked),
                // Pending is a turn of the host: the next round waits for it, and then continues the iteration.
                Poll::Ready(Ok(())) | Poll::Pending => {}
            }
        }
    }
}

impl LoopState {
    /// Runs a handle and reports it if it takes long: debug mode.
    fn run_watched(&self, handle: Handle) {
        let watched = match &handle.action {
            Action::Step(task) | Action::External(task) | Action::Throw(task, _) | Action::Continue(task) => {
                Watched::Task(task.clone())
            }
            Action::Done(callback, _) => Watched::Callback(callback.clone()),
            Action::Call(callback) => Watched::Call(callback.clone()),
        };
        let (began, begin) = (self.now(), self.time());
        self.run(handle);
        let took = self.time() - begin;
        if took >= self.debug.slow_callback_duration.get() {
            let (task, handle) = match watched {
                Watched::Task(task) => (task.id(), task.repr()),
                Watched::Callback(callback) => (0, callback.describe()),
                Watched::Call(callback) => (0, callback.describe()),
            };
            self.record(Event::Slow { task, took: self.now() - began });
            let message = format!("Executing {handle} took {} seconds", fixed(took, 3));
            self.log(Level::Warning, errors::LOGGER, &message, None);
        }
    }

    fn run(&self, Handle { action, cause }: Handle) {
        let begins = !matches!(action, Action::Continue(_));
        self.handles_run.set(self.handles_run.get() + u64::from(begins));
        match action {
            Action::Continue(task) => task.continue_step(),
            Action::Step(task) => self.run_step(&task, cause, Event::Step, None),
            Action::External(task) => self.run_step(&task, cause, Event::Wake { on: Awaited::External }, None),
            Action::Throw(task, exception) => self.run_step(&task, cause, Event::Step, Some(exception)),
            Action::Done(callback, future) => {
                match callback.wakes() {
                    Some(task) => self.begin(task, cause, Event::Wake { on: future.awaited() }),
                    None => self.begin(0, cause, Event::Call { callback: &callback.name() }),
                }
                callback.run(future);
            }
            Action::Call(callback) if callback.is_cancelled() => {}
            Action::Call(callback) => callback.call(cause),
        }
        if !self.step.paused.get() {
            self.recorder.end();
        }
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn run_step(&self, task: &Rc<dyn AnyTask>, cause: u32, event: Event<'_>, thrown: Option<Exception>) {
        let header = task.header();
        self.begin(header.id, cause, event);
        header.run_handle(STEP, || task.step(thrown));
    }
}
