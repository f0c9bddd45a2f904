//! Signals, as something that the program or its host raises at a moment of loop time.
//!
//! A handler that was added takes the path of CPython's self-pipe: the signal makes the loop's next selection return at once, the
//! callback that reads the pipe queues the handler, and the iteration after that runs it. Without a handler, `run` handles
//! SIGINT (Lib/asyncio/runners.py), and SIGTERM ends the process. Invariant: a signal is never lost.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::context::{self, Variables};
use super::{Action, AnyTask, Callable, LoopState, Request, Slot, errors, raise};
use crate::Result;
use crate::exception::KeyboardInterrupt;
use crate::trace::{Event, Name, Requester, Signal};

/// The signals of one loop.
#[derive(Default)]
pub(crate) struct Signals {
    /// Those whose handler has not been queued.
    pending: RefCell<Vec<Signal>>,
    handlers: [Slot<Rc<Handler>>; 2],
    /// The main task, while `run` handles SIGINT.
    main: Slot<Rc<dyn AnyTask>>,
    /// How often `run` has handled SIGINT.
    pub(crate) interrupts: Cell<u32>,
    pub(crate) killed: Cell<bool>,
}

struct Handler {
    name: Name,
    function: Box<dyn Fn() -> Result<()>>,
    /// The context of the code that added it; each call sees what the one before has set.
    context: Rc<Variables>,
}

impl Signals {
    pub(crate) fn has_pending(&self) -> bool {
        !self.pending.borrow().is_empty()
    }

    /// Lets `run` handle SIGINT by cancelling this task; none ends that.
    pub(crate) fn set_main(&self, main: Option<Rc<dyn AnyTask>>) {
        self.main.replace(main);
    }

    pub(crate) fn add_handler(&self, signal: Signal, name: Name, function: Box<dyn Fn() -> Result<()>>) {
        if signal == Signal::Interrupt {
            // Once the handler is removed, only the interpreter handles SIGINT.
            self.main.take();
        }
        let context = Variables::with(context::values());
        self.handlers[signal as usize].set(Rc::new(Handler { name, function, context }));
    }

    pub(crate) fn remove_handler(&self, signal: Signal) -> bool {
        self.handlers[signal as usize].take().is_some()
    }

    pub(crate) fn clear(&self) {
        self.main.take();
        for signal in Signal::ALL {
            self.remove_handler(signal);
        }
    }
}

impl LoopState {
    /// A signal arrives. What it raises, it raises in the code that runs at that moment.
    pub(crate) fn raise_signal(self: &Rc<Self>, signal: Signal) -> Result<()> {
        self.record(Event::Signal { signal });
        let signals = &self.signals;
        if signals.handlers[signal as usize].get().is_some() {
            signals.pending.borrow_mut().push(signal);
            return Ok(());
        }
        if signal == Signal::Terminate {
            signals.killed.set(true);
            self.recorder.switch(false);
            self.output.take();
            return Ok(());
        }
        if let Some(main) = signals.main.get() {
            signals.interrupts.set(signals.interrupts.get() + 1);
            if signals.interrupts.get() == 1 && !main.core().is_done() {
                main.request_cancel(Request { message: None, by: Requester::Signal(signal) });
                // asyncio wakes the loop with a callback that does nothing; it takes an iteration.
                self.call_soon(Action::Call(Rc::new(SelfPipe { event_loop: self.clone(), signals: Vec::new() })));
                return Ok(());
            }
        }
        raise(KeyboardInterrupt.empty())
    }

    /// The callback that reads the pipe, if a signal has come.
    pub(super) fn take_signals(self: &Rc<Self>) -> Option<Rc<dyn Callable>> {
        let signals = self.signals.pending.take();
        (!signals.is_empty()).then(|| Rc::new(SelfPipe { event_loop: self.clone(), signals }) as Rc<dyn Callable>)
    }
}

/// `_read_from_self`
struct SelfPipe {
    event_loop: Rc<LoopState>,
    signals: Vec<Signal>,
}

impl Callable for SelfPipe {
    fn describe(&self) -> String {
        "<Handle BaseSelectorEventLoop._read_from_self() at …>".to_owned()
    }

    fn call(self: Rc<Self>, cause: u32) {
        self.event_loop.begin(0, cause, Event::Call { callback: &Name::of("_read_from_self") });
        for signal in &self.signals {
            if let Some(handler) = self.event_loop.signals.handlers[*signal as usize].get() {
                let event_loop = self.event_loop.clone();
                self.event_loop.call_soon(Action::Call(Rc::new(HandlerCall { event_loop, handler })));
            }
        }
    }
}

struct HandlerCall {
    event_loop: Rc<LoopState>,
    handler: Rc<Handler>,
}

impl Callable for HandlerCall {
    fn describe(&self) -> String {
        format!("<Handle {}() at …>", self.handler.name)
    }

    fn call(self: Rc<Self>, cause: u32) {
        let event_loop = &self.event_loop;
        event_loop.begin(0, cause, Event::Call { callback: &self.handler.name });
        let Handler { function, context, .. } = &*self.handler;
        errors::run_callback(event_loop, &self.handler.name, None, Some(context.clone()), function);
    }
}
