//! The text syntax of interventions, for the command line, links and specifications.
//!
//! `WHEN:cancel:TASK[:MESSAGE]`, `WHEN:raise:TASK:CLASS[:MESSAGE]`, `WHEN:signal:SIGINT`. Invariant: an intervention written as
//! text and parsed again is the same.

use super::Remark;
use super::param::Value;
use crate::exception::Class;
use crate::primitives::Intervention;
use crate::report::TaskLife;
use crate::repr::{float, string};
use crate::trace::{Intervene, Signal};

/// The latest time at which somebody can intervene, in seconds.
const LATEST: f64 = 1e6;

const SYNTAX: &str =
    "must be WHEN:cancel:TASK[:MESSAGE], WHEN:raise:TASK:CLASS[:MESSAGE] or WHEN:signal:SIGINT|SIGTERM";

/// Reads an intervention.
///
/// # Errors
/// What is wrong with the text, and what is allowed.
pub(super) fn parse(text: &str) -> Result<Intervention, String> {
    let mut parts = text.splitn(3, ':');
    let (Some(when), Some(verb), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(format!("{SYNTAX}, not '{text}'"));
    };
    let plain = when.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    let at = when.parse::<f64>().ok().filter(|at| plain && (0.0..=LATEST).contains(at)).map(|at| at + 0.0);
    let Some(at) = at else {
        return Err(format!("WHEN must be a number from 0 to {LATEST} s, not '{when}'"));
    };
    let action = match verb {
        "cancel" => {
            let (task, message) = split(rest);
            Intervene::Cancel { task: named(task)?, message }
        }
        "raise" => {
            let (task, rest) = split(rest);
            let Some(rest) = rest else {
                return Err(format!("{SYNTAX}, not '{text}'"));
            };
            let (class, message) = split(&rest);
            let Some(class) =
                Class::builtin(class).filter(|class| !class.is_subclass_of(crate::exception::BaseExceptionGroup))
            else {
                return Err(format!(
                    "CLASS must be CancelledError or one of the usual builtin exception classes, such as ValueError, not '{class}'"
                ));
            };
            Intervene::Raise { task: named(task)?, class, message }
        }
        "signal" => match Signal::ALL.into_iter().find(|signal| signal.name() == rest) {
            Some(signal) => Intervene::Signal(signal),
            None => return Err(format!("a signal must be SIGINT or SIGTERM, not '{rest}'")),
        },
        _ => return Err(format!("{SYNTAX}, not '{text}'")),
    };
    Ok(Intervention { at, action })
}

/// The text up to a colon, and what is behind it if there is one.
fn split(text: &str) -> (&str, Option<String>) {
    match text.split_once(':') {
        Some((first, rest)) => (first, Some(rest.to_owned())),
        None => (text, None),
    }
}

fn named(task: &str) -> Result<String, String> {
    if task.is_empty() { Err("TASK must be the name of a task, not nothing".to_owned()) } else { Ok(task.to_owned()) }
}

/// Writes an intervention as text.
pub(super) fn to_text(intervention: &Intervention) -> String {
    let with = |message: &Option<String>| message.as_ref().map_or(String::new(), |text| format!(":{text}"));
    let action = match &intervention.action {
        Intervene::Cancel { task, message } => format!("cancel:{task}{}", with(message)),
        Intervene::Raise { task, class, message } => format!("raise:{task}:{}{}", class.name(), with(message)),
        Intervene::Signal(signal) => format!("signal:{}", signal.name()),
    };
    format!("{}:{action}", Value::Float(intervention.at))
}

/// Why an intervention did nothing in a run that had these tasks and ended then, if that is why.
pub(super) fn reaches_nobody(intervention: &Intervention, tasks: &[TaskLife], end_time: f64) -> Option<Remark> {
    let nobody = match &intervention.action {
        _ if intervention.at > end_time => format!("the run is over at {} s", float(end_time)),
        Intervene::Cancel { task, .. } | Intervene::Raise { task, .. }
            if tasks.iter().all(|life| life.name != *task) =>
        {
            let names: Vec<_> = tasks.iter().map(|task| task.name.as_str()).collect();
            format!("no task is called {task}; there are: {}", names.join(", "))
        }
        _ => return None,
    };
    Some(Remark { field: "interventions", text: format!("{} does nothing: {nobody}.", to_text(intervention)) })
}

/// What an intervention is in the exported program: a call of the loop.
pub(super) fn python(intervention: &Intervention) -> String {
    let quoted =
        |message: &Option<String>| message.as_ref().map_or(String::new(), |text| format!(", {}", string(text)));
    let call = match &intervention.action {
        Intervene::Cancel { task, message } => format!("intervene_cancel, {}{}", string(task), quoted(message)),
        Intervene::Raise { task, class, message } => {
            let class = match class.module() {
                "builtins" => class.name().to_owned(),
                _ => format!("asyncio.{}", class.name()),
            };
            format!("intervene_raise, {}, {class}{}", string(task), quoted(message))
        }
        Intervene::Signal(signal) => format!("signal.raise_signal, signal.{}", signal.name()),
    };
    format!("    runner.get_loop().call_later({}, {call})", float(intervention.at))
}

/// The functions that the calls need.
pub(super) fn python_helpers(interventions: &[Intervention]) -> String {
    let any = |test: fn(&Intervene) -> bool| interventions.iter().any(|intervention| test(&intervention.action));
    let mut helpers = String::new();
    if any(|action| matches!(action, Intervene::Cancel { .. })) {
        helpers += CANCEL;
    }
    if any(|action| matches!(action, Intervene::Raise { .. })) {
        helpers += RAISE;
    }
    helpers
}

const CANCEL: &str = r#"def intervene_cancel(name, message=None):
    for task in asyncio.all_tasks():
        if task.get_name() == name:
            task.cancel(message)


"#;

/// It follows what the task awaits down to the first plain future, and leaves two alone: the one on which a task group waits for
/// its tasks, and one that a timer is about to end at this very moment.
const RAISE: &str = r#"def intervene_raise(name, error, *args):
    for task in asyncio.all_tasks():
        if task.get_name() != name:
            continue
        future = task
        while isinstance(future, asyncio.Task):
            frame = future.get_coro()
            while hasattr(getattr(frame, "cr_await", None), "cr_code"):
                frame = frame.cr_await
            future = future._fut_waiter
        leaves_group = frame.cr_code.co_qualname in ("TaskGroup.__aexit__", "TaskGroup._aexit")
        loop = asyncio.get_running_loop()
        timers = [handle for handle in [*loop._ready, *loop._scheduled] if hasattr(handle, "_when")]
        just_done = any(t._when <= loop.time() and future in (t._args or ()) for t in timers)
        if future is not None and not future.done() and not leaves_group and not just_done:
            future.set_exception(error(*args))


"#;
