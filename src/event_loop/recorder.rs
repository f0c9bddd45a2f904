//! Writes the trace.
//!
//! It knows which task runs and which event everything that happens now follows from. Invariant: with the recorder off the
//! loop runs the same handles in the same order; only nothing is written. What passes a limit is the last that is written: one
//! handle may do any number of things before the loop ends the run.

use std::cell::{Cell, RefCell, RefMut};

use crate::trace::{Awaited, Event, FutureId, GroupId, Nanos, Packed, Purpose, Requester, TaskId, TimeoutId, Trace};

/// Stands for "no event" as a cause.
pub(crate) const NO_EVENT: u32 = u32::MAX;

pub(crate) struct Recorder {
    on: Cell<bool>,
    events: Cell<u32>,
    /// How many events may be recorded.
    most_events: u32,
    /// How many bytes were written to the console.
    written: Cell<usize>,
    trace: RefCell<Trace>,
    task: Cell<TaskId>,
    /// The line of its program at which the task stands, 0 for none.
    line: Cell<u16>,
    /// The event that what is recorded now follows from: the one that began the running handle.
    cause: Cell<u32>,
    /// The event that was recorded last: what the handles that are queued now follow from.
    last: Cell<u32>,
}

impl Recorder {
    pub(crate) fn new(on: bool, most_events: u32) -> Self {
        Self {
            on: Cell::new(on),
            events: Cell::new(0),
            most_events,
            written: Cell::new(0),
            trace: RefCell::default(),
            task: Cell::new(0),
            line: Cell::new(0),
            cause: Cell::new(NO_EVENT),
            last: Cell::new(NO_EVENT),
        }
    }

    pub(crate) fn is_on(&self) -> bool {
        self.on.get()
    }

    /// Switches recording on or off and gives what it was.
    pub(crate) fn switch(&self, on: bool) -> bool {
        self.on.replace(on)
    }

    pub(crate) fn last(&self) -> u32 {
        self.last.get()
    }

    /// How many events are recorded.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn count(&self) -> u32 {
        self.events.get()
    }

    /// The tables, to add to. Ask [`Recorder::is_on`] first.
    pub(crate) fn trace(&self) -> RefMut<'_, Trace> {
        self.trace.borrow_mut()
    }

    pub(crate) fn take(&self) -> Trace {
        self.trace.take()
    }

    /// Whether no more may be recorded.
    pub(crate) fn is_full(&self) -> bool {
        self.events.get() > self.most_events
    }

    /// How many bytes were written to the console.
    pub(crate) fn written(&self) -> usize {
        self.written.get()
    }

    /// Counts what is written to the console.
    pub(crate) fn count_written(&self, bytes: usize) {
        self.written.set(self.written.get().saturating_add(bytes));
    }

    /// A new future; always the same while nothing is recorded.
    pub(crate) fn add_future(&self, purpose: Purpose) -> FutureId {
        if self.is_on() { self.trace.borrow_mut().add_future(purpose) } else { FutureId::default() }
    }

    /// Notes what a future waits for, before another one gets its number.
    pub(crate) fn add_awaited(&self, future: FutureId, on: Awaited) {
        if self.is_on() {
            self.trace.borrow_mut().add_awaited(future, on);
        }
    }

    /// Notes that what runs looks at the exception with which something ended.
    pub(crate) fn add_look(&self, of: Awaited) {
        if self.is_on() {
            self.trace.borrow_mut().add_look(self.task(), of);
        }
    }

    /// A new task group; always the same while nothing is recorded.
    pub(crate) fn add_group(&self) -> GroupId {
        if self.is_on() { self.trace.borrow_mut().add_group() } else { GroupId::default() }
    }

    /// Notes that a group owns a task.
    pub(crate) fn add_member(&self, task: TaskId, group: GroupId) {
        if self.is_on() {
            self.trace.borrow_mut().add_member(task, group);
        }
    }

    /// A new timeout; always the same while nothing is recorded.
    pub(crate) fn add_timeout(&self) -> TimeoutId {
        if self.is_on() { self.trace.borrow_mut().add_timeout() } else { TimeoutId::default() }
    }

    pub(crate) fn task(&self) -> TaskId {
        self.task.get()
    }

    /// The line of its program at which the running task stands from now on.
    pub(crate) fn set_line(&self, line: u16) {
        self.line.set(line);
    }

    /// Who calls `cancel()` now.
    pub(crate) fn requester(&self) -> Requester {
        if self.task() > 0 {
            return Requester::Task(self.task());
        }
        let trace = self.trace.borrow();
        let callback = trace.callback(self.cause.get());
        callback.map_or(Requester::Host, |callback| Requester::Callback(callback.clone()))
    }

    /// Begins a handle: its first event is the cause of all that follows until the next one begins.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn begin(&self, now: Nanos, task: TaskId, cause: u32, event: &Event<'_>) {
        self.task.set(task);
        self.cause.set(cause);
        let seq = self.record(now, event);
        self.cause.set(seq);
    }

    /// Records the first step of an eager task, within the step of the task that creates it. Behind it that one continues.
    pub(crate) fn nested<T>(&self, now: Nanos, task: TaskId, step: impl FnOnce() -> T) -> T {
        let (creator, line, cause, last) = (self.task.get(), self.line.replace(0), self.cause.get(), self.last.get());
        self.begin(now, task, last, &Event::Step);
        let result = step();
        self.task.set(creator);
        self.line.set(line);
        self.cause.set(cause);
        self.last.set(last);
        result
    }

    /// Ends a handle.
    #[inline]
    pub(crate) fn end(&self) {
        self.task.set(0);
        self.line.set(0);
        self.cause.set(NO_EVENT);
        self.last.set(NO_EVENT);
    }

    /// What is recorded now follows from this event.
    pub(crate) fn cause(&self) -> u32 {
        self.cause.get()
    }

    /// Lets what is recorded from now on follow from `seq`.
    pub(crate) fn follow(&self, seq: u32) {
        self.cause.set(seq);
    }

    /// Records an event of the running handle and gives its number.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn record(&self, now: Nanos, event: &Event<'_>) -> u32 {
        if self.on.get() { self.write(now, event.pack(&self.trace)) } else { NO_EVENT }
    }

    fn write(&self, now: Nanos, event: Packed) -> u32 {
        let mut trace = self.trace.borrow_mut();
        if !trace.has_room(now) {
            drop(trace);
            return self.write_with_room(now, event);
        }
        let cause = (self.cause.get() != NO_EVENT).then_some(self.cause.get());
        let seq = trace.record(self.task.get(), cause, self.line.get(), event);
        self.last.set(seq);
        self.events.set(seq + 1);
        if seq >= self.most_events {
            self.on.set(false);
        }
        seq
    }

    /// Apart, so that [`Self::write`] calls nothing and saves no registers.
    #[cold]
    fn write_with_room(&self, now: Nanos, event: Packed) -> u32 {
        self.trace.borrow_mut().make_room(now);
        self.write(now, event)
    }
}
