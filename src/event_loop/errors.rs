//! What the loop reports by itself, through asyncio's logger: `call_exception_handler` in CPython's base_events.py.
//!
//! Invariant: reporting never fails.

use std::rc::Rc;

use super::context::{Variables, already_entered};
use super::handling::handling_now;
use super::task::Header;
use super::{AnyFuture, Core, LoopState, repr};
use crate::Result;
use crate::exception::Exception;
use crate::repr::{float, string};
use crate::trace::TaskId;

/// The name of asyncio's own logger.
pub(crate) const LOGGER: &str = "asyncio";

/// An error that no code of the program could catch: the `context` of an exception handler.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ErrorContext {
    /// What happened.
    pub message: String,
    /// The exception, where there is one.
    pub exception: Option<Exception>,
    /// What it is about (`future`, `task`, `handle`, …) and its repr.
    pub subject: Option<(&'static str, String)>,
    /// What else the program has put there: names and reprs.
    pub details: Vec<(String, String)>,
    /// The name of the task that it is about, where it is one.
    pub task: Option<String>,
    /// The task that it is about, where it is known.
    pub(crate) about: Option<TaskId>,
}

impl ErrorContext {
    /// An error with this message, for the program's own use; the rest may be added.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), exception: None, subject: None, details: Vec::new(), task: None, about: None }
    }
}

/// The program's function that is called instead of logging.
pub(crate) type ExceptionHandler = dyn Fn(&ErrorContext) -> Result<()>;

impl Core {
    /// `Future exception was never retrieved`, if that is so when the future goes.
    pub(crate) fn report_unretrieved(&self, class: &str, result: &str) {
        if self.is_unretrieved() {
            let message = format!("{class} exception was never retrieved");
            report(&self.event_loop, message, ("future", self.repr(class, result)), self.peek_error(), None);
        }
    }
}

impl Header {
    /// `Task exception was never retrieved`, if that is so when the task goes.
    pub(super) fn report_unretrieved(&self) {
        if self.core.is_unretrieved() {
            let message = "Task exception was never retrieved".to_owned();
            let subject = ("future", repr::task_header(self, ""));
            report(&self.core.event_loop, message, subject, self.core.peek_error(), Some(self));
        }
    }

    /// `Task was destroyed but it is pending!`
    pub(super) fn report_destroyed(&self) {
        let message = "Task was destroyed but it is pending!".to_owned();
        report(&self.core.event_loop, message, ("task", repr::task_header(self, "")), None, Some(self));
    }
}

/// Runs a callback of the program in its context, if that is free: `Handle._run` in CPython's events.py.
pub(crate) fn run_callback(
    event_loop: &LoopState,
    name: &str,
    when: Option<f64>,
    context: Option<Rc<Variables>>,
    function: impl FnOnce() -> Result<()>,
) {
    if context.as_ref().is_some_and(|context| context.is_entered()) {
        let refusal = already_entered();
        refusal.mark_raised();
        return call_failed(event_loop, name, when, refusal);
    }
    event_loop.in_context(context, || {
        if let Err(exception) = function() {
            call_failed(event_loop, name, when, exception);
        }
    });
}

/// A callback of the program failed. KeyboardInterrupt and SystemExit leave the loop.
pub(crate) fn call_failed(event_loop: &LoopState, name: &str, when: Option<f64>, exception: Exception) {
    if exception.leaves_the_loop() {
        event_loop.exit.escaped.set(exception);
        return;
    }
    handle_failed(event_loop, name, when, &exception, None);
}

/// The context of a task's step, or of its wake-up, was not free, so it did not run. Neither can the exception handler run there.
pub(super) fn step_refused(task: &Header, name: &str) {
    let refusal = already_entered();
    refusal.mark_raised();
    handle_failed(&task.core.event_loop, name, None, &refusal, Some(task));
}

fn handle_failed(event_loop: &LoopState, name: &str, when: Option<f64>, exception: &Exception, task: Option<&Header>) {
    let message = format!("Exception in callback {}", repr::callback(name));
    let handle = handle_repr(event_loop, name, when, false);
    // The loop still handles the exception while it reports it: `Handle._run`.
    handling_now(exception, || report(event_loop, message, ("handle", handle), Some(exception.clone()), task));
}

/// `<Handle greet() at …>`, `<TimerHandle cancelled when=1.0>`
pub(crate) fn handle_repr(event_loop: &LoopState, name: &str, when: Option<f64>, is_cancelled: bool) -> String {
    let mut parts = vec![if when.is_some() { "TimerHandle" } else { "Handle" }.to_owned()];
    if is_cancelled {
        parts.push("cancelled".to_owned());
    }
    parts.extend(when.map(|when| format!("when={}", float(LoopState::deadline_at(when) as f64 / 1e9))));
    // Cancelling forgets the function; in debug mode its repr is kept.
    let debug = event_loop.debug.on.get();
    if debug || !is_cancelled {
        parts.push(repr::callback(name));
    }
    if debug {
        parts.push("created at …".to_owned());
    }
    format!("<{}>", parts.join(" "))
}

/// `unhandled exception during asyncio.run() shutdown`
pub(crate) fn failed_in_shutdown(header: &Header, exception: Exception) {
    let message = "unhandled exception during asyncio.run() shutdown".to_owned();
    report(&header.core.event_loop, message, ("task", repr::task_header(header, "")), Some(exception), Some(header));
}

/// A child of a task group failed after the group's parent was done.
pub(crate) fn parent_is_done(child: &Rc<dyn AnyFuture>, parent: &str, exception: Exception, event_loop: &LoopState) {
    let repr = child.repr();
    let message = format!("Task {repr} has errored out but its parent task {parent} is already completed");
    let task = child.clone().into_task();
    report(event_loop, message, ("task", repr), Some(exception), task.as_ref().map(|task| task.header()));
}

/// Reports an error, in the context of the task that it is about.
fn report(
    event_loop: &LoopState,
    message: String,
    subject: (&'static str, String),
    exception: Option<Exception>,
    task: Option<&Header>,
) {
    let name = task.map(|task| task.name().to_string());
    let about = task.map(|task| task.id);
    let context = ErrorContext { message, exception, subject: Some(subject), details: Vec::new(), task: name, about };
    event_loop.handle_error(&context, task);
}

impl LoopState {
    pub(crate) fn call_exception_handler(&self, context: &ErrorContext) {
        self.handle_error(context, None);
    }

    /// Calls the exception handler, in the context of the task that the error is about. One that is not free is an error of the
    /// handler.
    fn handle_error(&self, context: &ErrorContext, task: Option<&Header>) {
        let Some(handler) = self.exception_handler.get() else {
            return self.default_exception_handler(context);
        };
        let handled = match task {
            Some(task) => task.context().run(|| handler(context)).and_then(|handled| handled),
            None => handler(context),
        };
        let Err(exception) = handled else { return };
        if exception.leaves_the_loop() {
            self.exit.escaped.set(exception);
            return;
        }
        let mut about = vec![format!("'message': {}", string(&context.message))];
        about.extend(context.exception.as_ref().map(|exception| format!("'exception': {exception:?}")));
        about.extend(context.subject.as_ref().map(|(key, repr)| format!("'{key}': {repr}")));
        self.default_exception_handler(&ErrorContext {
            message: "Unhandled error in exception handler".to_owned(),
            exception: Some(exception),
            subject: Some(("context", format!("{{{}}}", about.join(", ")))),
            details: Vec::new(),
            task: None,
            about: context.about,
        });
    }

    pub(crate) fn default_exception_handler(&self, context: &ErrorContext) {
        let mut message = context.message.clone();
        let subject = context.subject.iter().map(|(key, repr)| (*key, repr));
        let mut about: Vec<_> = subject.chain(context.details.iter().map(|(key, repr)| (&**key, repr))).collect();
        about.sort();
        for (key, repr) in about {
            message.push_str(&format!("\n{key}: {repr}"));
        }
        self.log_lost(&message, context.exception.as_ref(), context.about);
    }

    pub(crate) fn set_exception_handler(&self, handler: Option<Rc<ExceptionHandler>>) {
        self.exception_handler.replace(handler);
    }
}
