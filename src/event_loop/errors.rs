//! What the loop reports by itself, on standard error: `call_exception_handler` in CPython's base_events.py.
//!
//! Invariant: reporting never fails and never changes what runs.

use super::task::Header;
use super::{Core, LoopState, repr};
use crate::exception::{Exception, KeyboardInterrupt, SystemExit, format_exception};
use crate::repr::float;
use crate::trace::Kind;

/// `Task exception was never retrieved`
pub(super) fn never_retrieved(class: &str, repr: String, core: &Core) {
    let message = format!("{class} exception was never retrieved\nfuture: {repr}");
    report(&core.event_loop, &message, core.peek_error().as_ref());
}

/// `Task was destroyed but it is pending!`
pub(super) fn destroyed_pending(header: &Header) {
    let message = format!("Task was destroyed but it is pending!\ntask: {}", repr::task_header(header, ""));
    report(&header.core.event_loop, &message, None);
}

/// `Exception in callback …`
pub(super) fn callback_failed(name: &str, exception: &Exception, core: &Core) {
    let message = format!("Exception in callback {name}\nhandle: <Handle {name}>");
    report(&core.event_loop, &message, Some(exception));
}

/// A call of the program's own failed. KeyboardInterrupt and SystemExit leave the loop.
pub(crate) fn call_failed(event_loop: &LoopState, name: &str, when: Option<f64>, exception: Exception) {
    if exception.is(KeyboardInterrupt) || exception.is(SystemExit) {
        event_loop.escaped.set(exception);
        return;
    }
    let handle = match when {
        Some(when) => format!("<TimerHandle when={} {name}() at …>", float(when)),
        None => format!("<Handle {name}() at …>"),
    };
    report(event_loop, &format!("Exception in callback {name}() at …\nhandle: {handle}"), Some(&exception));
}

/// `unhandled exception during asyncio.run() shutdown`
pub(crate) fn failed_in_shutdown(header: &Header, exception: &Exception) {
    let message = format!("unhandled exception during asyncio.run() shutdown\ntask: {}", repr::task_header(header, ""));
    report(&header.core.event_loop, &message, Some(exception));
}

/// A child of a task group failed when nobody was left to tell.
pub(crate) fn parent_is_done(child: &str, parent: &str, exception: &Exception, event_loop: &LoopState) {
    let message =
        format!("Task {child} has errored out but its parent task {parent} is already completed\ntask: {child}");
    report(event_loop, &message, Some(exception));
}

fn report(event_loop: &LoopState, message: &str, exception: Option<&Exception>) {
    let mut text = message.to_owned();
    for line in exception.into_iter().flat_map(format_exception) {
        text.push('\n');
        text.push_str(&line);
    }
    event_loop.note_text(Kind::Lost, 0, &text);
}
