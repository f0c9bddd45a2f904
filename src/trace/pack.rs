//! How events are stored: sixteen bytes each, and tables for what does not fit.
//!
//! Invariant: unpacking gives the event that was packed. What `flag` and `arg` mean is known in this file alone.

use std::cell::RefCell;

use super::event::{Event, Kind};
use super::{
    Awaited, Ending, FutureId, GroupId, GroupStep, Handler, Refusal, Signal, Stream, TaskEnd, TaskId, TimeoutStep,
    Trace,
};
use crate::exception::Exception;

/// One event, packed.
#[derive(Clone, Copy)]
pub(super) struct Record {
    pub(super) kind: Kind,
    pub(super) flag: u8,
    /// 0 for none.
    pub(super) line: u16,
    pub(super) task: TaskId,
    pub(super) cause: u32,
    pub(super) arg: u32,
}

/// An enumeration whose values fit into a flag: a value's place among all of them.
trait Flag: Copy + 'static {
    const ALL: &'static [Self];

    fn of(flag: u8) -> Self {
        Self::ALL[flag as usize]
    }
}

macro_rules! flags {
    ($($name:ident: $($variant:ident),*;)*) => {$(
        impl Flag for $name {
            const ALL: &'static [Self] = &[$($name::$variant),*];
        }

        const _: () = {
            let mut place = 0;
            while place < <$name as Flag>::ALL.len() {
                let value = <$name as Flag>::ALL[place];
                assert!(value as usize == place, "flags! has the variants in the order of their declaration");
                // All of them: else this match does not compile.
                match value {
                    $($name::$variant => place += 1,)*
                }
            }
        };
    )*};
}
flags! {
    Ending: Result, Exception, Cancelled;
    GroupStep: Enter, Abort, Exit, Leave;
    Signal: Interrupt, Terminate;
    Stream: Stdout, Stderr;
    TimeoutStep: Enter, Reschedule, Expire, Leave;
    Refusal: NoSuchTask, AwaitsNothing, AwaitsRing, JustDone, AwaitsGroup;
}

const NEXT_ITERATION: u8 = 0;
const TASK: u8 = 1;
const FUTURE: u8 = 2;
const EXTERNAL: u8 = 3;

fn pack_awaited(awaited: Awaited) -> (u8, u32) {
    match awaited {
        Awaited::NextIteration => (NEXT_ITERATION, 0),
        Awaited::Task(task) => (TASK, task),
        Awaited::Future(future) => (FUTURE, future.0),
        Awaited::External => (EXTERNAL, 0),
    }
}

fn unpack_awaited(flag: u8, arg: u32) -> Awaited {
    match flag {
        NEXT_ITERATION => Awaited::NextIteration,
        TASK => Awaited::Task(arg),
        FUTURE => Awaited::Future(FutureId(arg)),
        _ => Awaited::External,
    }
}

/// What is stored of an event, apart from when it happened, and in which task.
#[derive(Clone, Copy)]
pub(crate) struct Packed {
    pub(super) kind: Kind,
    pub(super) flag: u8,
    pub(super) arg: u32,
}

impl Event<'_> {
    /// Packs the event; what does not fit goes into the tables of the trace.
    ///
    /// Where an event is recorded its kind is known, so of this inlined nearly nothing is left to be done. In the browser size
    /// counts more.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn pack(&self, trace: &RefCell<Trace>) -> Packed {
        let (flag, arg) = match *self {
            Event::Step => (0, 0),
            Event::Spawn { task } => (0, task),
            Event::Suspend { on } | Event::Wake { on } => pack_awaited(on),
            Event::Timer { future } => (0, future.0),
            Event::Resolve { future, ending } => (ending as u8, future.0),
            Event::Finish { end: TaskEnd::Result(None) } => (Ending::Result as u8, 0),
            Event::Finish { end } => (end.ending() as u8, trace.borrow_mut().add_end(end)),
            Event::Call { callback } => (0, trace.borrow_mut().add_name(callback)),
            Event::Enter { coroutine } => (0, trace.borrow_mut().add_name(coroutine)),
            Event::Leave { coroutine, ending } => (ending as u8, trace.borrow_mut().add_name(coroutine)),
            Event::Deliver { exception } | Event::Raise { exception } => {
                (0, trace.borrow_mut().add_exception(exception))
            }
            Event::Catch { exception, handler } => (0, trace.borrow_mut().add_catch(exception, handler)),
            Event::Cancel { request } => (0, add(&mut trace.borrow_mut().requests, request.clone())),
            Event::Uncancel { task, remaining } => (0, add(&mut trace.borrow_mut().uncancels, (task, remaining))),
            Event::Group { group, step } => (step as u8, group.0),
            Event::Signal { signal } => (signal as u8, 0),
            Event::Intervene { action } => (0, add(&mut trace.borrow_mut().interventions, action.clone())),
            Event::Refuse { task, reason } => (reason as u8, add(&mut trace.borrow_mut().texts, task.into())),
            Event::Print { stream, text } => (stream as u8, add(&mut trace.borrow_mut().texts, text.into())),
            Event::Warn { warning } => (0, add(&mut trace.borrow_mut().warnings, warning.clone())),
            Event::Slow { task, took } => (0, add(&mut trace.borrow_mut().slow, (task, took))),
            Event::Log { record } | Event::Lost { record } => (0, add(&mut trace.borrow_mut().logs, record.clone())),
            Event::Timeout { timeout, step, end } => (step as u8, add(&mut trace.borrow_mut().ends, (timeout, end))),
        };
        Packed { kind: self.kind(), flag, arg }
    }
}

impl Trace {
    /// What a task ended with: 0 for nothing, and otherwise 1 + the index of a text or an exception.
    fn add_end(&mut self, end: TaskEnd<'_>) -> u32 {
        match end {
            TaskEnd::Result(None) => 0,
            TaskEnd::Result(Some(repr)) => 1 + add(&mut self.texts, repr.into()),
            TaskEnd::Exception(exception) => 1 + self.add_exception(exception),
            TaskEnd::Cancelled(exception) => exception.map_or(0, |exception| 1 + self.add_exception(exception)),
        }
    }

    fn add_catch(&mut self, exception: &Exception, handler: &Handler) -> u32 {
        let exception = self.add_exception(exception);
        add(&mut self.handlers, (exception, handler.clone()))
    }

    pub(super) fn unpack(&self, record: &Record) -> Event<'_> {
        let Record { kind, flag, arg, .. } = *record;
        let index = arg as usize;
        match kind {
            Kind::Step => Event::Step,
            Kind::Spawn => Event::Spawn { task: arg },
            Kind::Suspend => Event::Suspend { on: unpack_awaited(flag, arg) },
            Kind::Wake => Event::Wake { on: unpack_awaited(flag, arg) },
            Kind::Timer => Event::Timer { future: FutureId(arg) },
            Kind::Resolve => Event::Resolve { future: FutureId(arg), ending: Ending::of(flag) },
            Kind::Finish => Event::Finish { end: self.unpack_end(flag, arg) },
            Kind::Call => Event::Call { callback: &self.names.all[index] },
            Kind::Enter => Event::Enter { coroutine: &self.names.all[index] },
            Kind::Leave => Event::Leave { coroutine: &self.names.all[index], ending: Ending::of(flag) },
            Kind::Deliver => Event::Deliver { exception: &self.exceptions[index] },
            Kind::Raise => Event::Raise { exception: &self.exceptions[index] },
            Kind::Catch => {
                let (exception, handler) = &self.handlers[index];
                Event::Catch { exception: &self.exceptions[*exception as usize], handler }
            }
            Kind::Cancel => Event::Cancel { request: &self.requests[index] },
            Kind::Uncancel => {
                let (task, remaining) = self.uncancels[index];
                Event::Uncancel { task, remaining }
            }
            Kind::Group => Event::Group { group: GroupId(arg), step: GroupStep::of(flag) },
            Kind::Signal => Event::Signal { signal: Signal::of(flag) },
            Kind::Intervene => Event::Intervene { action: &self.interventions[index] },
            Kind::Refuse => Event::Refuse { task: &self.texts[index], reason: Refusal::of(flag) },
            Kind::Print => Event::Print { stream: Stream::of(flag), text: &self.texts[index] },
            Kind::Log => Event::Log { record: &self.logs[index] },
            Kind::Warn => Event::Warn { warning: &self.warnings[index] },
            Kind::Slow => {
                let (task, took) = self.slow[index];
                Event::Slow { task, took }
            }
            Kind::Lost => Event::Lost { record: &self.logs[index] },
            Kind::Timeout => {
                let (timeout, end) = self.ends[index];
                Event::Timeout { timeout, step: TimeoutStep::of(flag), end }
            }
        }
    }

    fn unpack_end(&self, flag: u8, arg: u32) -> TaskEnd<'_> {
        let index = arg.checked_sub(1).map(|index| index as usize);
        let exception = |index: usize| &self.exceptions[index];
        match Ending::of(flag) {
            Ending::Result => TaskEnd::Result(index.map(|index| &*self.texts[index])),
            Ending::Exception => TaskEnd::Exception(exception(index.expect("a task that failed has an exception"))),
            Ending::Cancelled => TaskEnd::Cancelled(index.map(exception)),
        }
    }
}

fn add<T>(table: &mut Vec<T>, item: T) -> u32 {
    table.push(item);
    (table.len() - 1) as u32
}
