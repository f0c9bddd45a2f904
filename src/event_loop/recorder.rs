//! Writes the trace.
//!
//! It knows which task runs and which event everything that happens now follows from. Invariant: with the recorder off the
//! loop runs the same handles in the same order; only nothing is written.

use std::cell::{Cell, RefCell, RefMut};

use crate::trace::{Kind, Nanos, Purpose, Record, TaskId, Trace};

/// Stands for "no event" as a cause.
pub(crate) const NO_EVENT: u32 = u32::MAX;

pub(crate) struct Recorder {
    on: Cell<bool>,
    events: Cell<u32>,
    trace: RefCell<Trace>,
    task: Cell<TaskId>,
    /// The event that what is recorded now follows from: the one that began the running handle.
    cause: Cell<u32>,
    /// The event that was recorded last: what the handles that are queued now follow from.
    last: Cell<u32>,
    /// Names of callbacks, each with its index among the strings.
    names: RefCell<Vec<(&'static str, u32)>>,
}

impl Recorder {
    pub(crate) fn new(on: bool) -> Self {
        Self {
            on: Cell::new(on),
            events: Cell::new(0),
            trace: RefCell::default(),
            task: Cell::new(0),
            cause: Cell::new(NO_EVENT),
            last: Cell::new(NO_EVENT),
            names: RefCell::default(),
        }
    }

    pub(crate) fn is_on(&self) -> bool {
        self.on.get()
    }

    /// Switches recording on or off and tells what it was.
    pub(crate) fn switch(&self, on: bool) -> bool {
        self.on.replace(on)
    }

    pub(crate) fn last(&self) -> u32 {
        self.last.get()
    }

    /// The tables, to add to. Ask [`Recorder::is_on`] first.
    pub(crate) fn trace(&self) -> RefMut<'_, Trace> {
        self.trace.borrow_mut()
    }

    pub(crate) fn take(&self) -> Trace {
        self.trace.take()
    }

    /// How many events have been recorded.
    pub(crate) fn events(&self) -> u32 {
        self.events.get()
    }

    /// The index for a new future; 0 while nothing is recorded.
    pub(crate) fn add_future(&self, purpose: Purpose) -> u32 {
        if self.is_on() { self.trace.borrow_mut().add_future(purpose) } else { 0 }
    }

    /// The index of a text; 0 while nothing is recorded.
    pub(crate) fn add_text(&self, text: &str) -> u32 {
        if self.is_on() { self.trace.borrow_mut().add_string(text.into()) } else { 0 }
    }

    /// The number of a new task group; 0 while nothing is recorded.
    pub(crate) fn add_group(&self) -> u32 {
        if self.is_on() { self.trace.borrow_mut().add_group() } else { 0 }
    }

    /// The index of a callback's name; 0 while nothing is recorded.
    #[inline]
    pub(crate) fn add_name(&self, name: &'static str) -> u32 {
        if self.is_on() { self.intern(name) } else { 0 }
    }

    fn intern(&self, name: &'static str) -> u32 {
        let mut names = self.names.borrow_mut();
        if let Some((_, index)) = names.iter().find(|(known, _)| std::ptr::eq(*known, name)) {
            return *index;
        }
        let index = self.trace.borrow_mut().add_string(name.into());
        names.push((name, index));
        index
    }

    pub(crate) fn task(&self) -> TaskId {
        self.task.get()
    }

    /// Begins a handle: its first event is the cause of all that follows until the next one begins.
    #[inline]
    pub(crate) fn begin(&self, now: Nanos, task: TaskId, cause: u32, kind: Kind, flag: u8, arg: u32) {
        self.task.set(task);
        self.cause.set(cause);
        let seq = self.note(now, kind, flag, arg);
        self.cause.set(seq);
    }

    /// Ends a handle.
    #[inline]
    pub(crate) fn end(&self) {
        self.task.set(0);
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

    #[inline]
    pub(crate) fn note(&self, now: Nanos, kind: Kind, flag: u8, arg: u32) -> u32 {
        if self.on.get() { self.write(now, kind, flag, arg) } else { NO_EVENT }
    }

    fn write(&self, now: Nanos, kind: Kind, flag: u8, arg: u32) -> u32 {
        let mut trace = self.trace.borrow_mut();
        let seq = trace.len() as u32;
        let cause = match self.cause.get() {
            NO_EVENT => seq,
            cause => cause,
        };
        trace.push(now, Record { kind, flag, task: self.task.get(), cause, arg });
        self.last.set(seq);
        self.events.set(seq + 1);
        seq
    }
}
