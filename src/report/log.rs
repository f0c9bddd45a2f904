//! The event log: every event in words.

use std::rc::Rc;

use super::{TaskOutcome, seconds};
use crate::exception::Exception;
use crate::hash::HashMap;
use crate::repr::{float, string};
use crate::trace::{
    Awaited, CancelRequest, Ending, Event, FutureId, GroupStep, Intervene, Nanos, Purpose, TaskEnd, TaskId,
    TimeoutStep, Trace,
};

/// The details of all events in words, each text once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The texts.
    pub texts: Vec<String>,
    /// For each event the index of its text.
    pub details: Vec<u32>,
}

pub(super) fn log(trace: &Trace) -> Log {
    let mut log = Log::default();
    // Looked up only, never iterated.
    let mut known: HashMap<Rc<str>, u32> = HashMap::default();
    for entry in trace.events() {
        let text = detail(trace, entry.event);
        let index = known.get(&text[..]).copied().unwrap_or_else(|| {
            let index = log.texts.len() as u32;
            known.insert(text.as_str().into(), index);
            log.texts.push(text);
            index
        });
        log.details.push(index);
    }
    log
}

/// An event of this trace in words, without its kind.
pub fn detail(trace: &Trace, event: Event<'_>) -> String {
    match event {
        Event::Spawn { task } => {
            let task = trace.task(task);
            task.map_or(String::new(), |task| format!("creates {} of {}()", task.name, task.coroutine))
        }
        Event::Step => "runs".to_owned(),
        Event::Enter { coroutine } => format!("awaits {coroutine}()"),
        Event::Leave { coroutine, ending } => format!("{coroutine}() {}", leaves(ending)),
        Event::Suspend { on } => format!("waits for {}", awaited(trace, on)),
        Event::Wake { on } => format!("resumes: {} is done", awaited(trace, on)),
        Event::Timer { future } => format!("fires: {}", future_in_words(trace, future)),
        Event::Call { callback } => without_parentheses(callback.strip_suffix(" at …").unwrap_or(callback)),
        Event::Resolve { future, ending } => format!("{} {}", future_in_words(trace, future), ends(ending)),
        Event::Cancel { request } => requests(trace, request),
        Event::Uncancel { task, remaining } => {
            format!("{} takes back a request to cancel, {remaining} remain", task_name(trace, task))
        }
        Event::Deliver { exception } => format!("{exception:?} arrives at the await"),
        Event::Raise { exception } => format!("{exception:?}"),
        Event::Catch { exception, handler } => {
            let star = if handler.star { "*" } else { "" };
            format!("except{star} {} takes {exception:?}", handler.class.name())
        }
        Event::Finish { end } => finishes(end),
        Event::Group { group, step } => format!("group {} {}", group.0 + 1, group_step(step)),
        Event::Signal { signal } => signal.name().to_owned(),
        Event::Intervene { action } => intervenes(action),
        Event::Refuse { task, reason } => format!("refused for {task}: {reason}"),
        Event::Print { text, .. } => text.to_owned(),
        Event::Warn { warning } => warning.text.to_string(),
        Event::Slow { task, took } => {
            let who = if task > 0 { task_name(trace, task) } else { "a callback".to_owned() };
            format!("{who} took {} s", float(seconds(took)))
        }
        Event::Log { record } | Event::Lost { record } => record.text.to_string(),
        Event::Timeout { timeout, step, end } => format!("timeout {} {}", timeout.0 + 1, timeout_step(step, end)),
    }
}

/// What a suspended task awaits.
pub(super) fn awaited(trace: &Trace, awaited: Awaited) -> String {
    match awaited {
        Awaited::NextIteration => "the next iteration of the loop".to_owned(),
        Awaited::External => "something outside of the loop".to_owned(),
        Awaited::Task(task) => format!("task {}", task_name(trace, task)),
        Awaited::Future(future) => future_in_words(trace, future),
    }
}

fn future_in_words(trace: &Trace, future: FutureId) -> String {
    match trace.purpose(future) {
        Purpose::Plain => "a future".to_owned(),
        Purpose::Sleep(until) => format!("sleep until {} s", float(seconds(until))),
        Purpose::Event => "an event".to_owned(),
        Purpose::Lock => "a lock".to_owned(),
        Purpose::Semaphore => "a semaphore".to_owned(),
        Purpose::Condition => "a condition".to_owned(),
        Purpose::QueueGet => "an item of a queue".to_owned(),
        Purpose::QueuePut => "room in a queue".to_owned(),
        Purpose::Gather => "gather".to_owned(),
        Purpose::TaskGroup => "the tasks of the group".to_owned(),
        Purpose::Shield => "shield".to_owned(),
        Purpose::Wait => "the first of several".to_owned(),
        Purpose::WaitUntil(until) => format!("the first of several until {} s", float(seconds(until))),
        Purpose::WaitFor => "the end of what was cancelled".to_owned(),
    }
}

pub(super) fn task_name(trace: &Trace, id: TaskId) -> String {
    trace.task(id).map_or("the loop".to_owned(), |task| task.name.to_string())
}

fn requests(trace: &Trace, request: &CancelRequest) -> String {
    let message = request.message.as_ref().map_or(String::new(), |text| format!(" with the message {}", string(text)));
    let count = if request.count > 1 { format!(", request {}", request.count) } else { String::new() };
    let done = if request.counted { "" } else { ", which is done" };
    format!("requests {} to cancel{message}{count}{done}", task_name(trace, request.target))
}

fn intervenes(action: &Intervene) -> String {
    let with = |message: &Option<String>| message.as_ref().map_or(String::new(), |text| format!(": {text}"));
    match action {
        Intervene::Cancel { task, message } => format!("cancels {task}{}", with(message)),
        Intervene::Raise { task, class, message } => {
            format!("raises {}{} where {task} waits", class.name(), with(message))
        }
        Intervene::Signal(signal) => format!("sends {}", signal.name()),
    }
}

fn finishes(end: TaskEnd<'_>) -> String {
    let with = |value: &dyn std::fmt::Display| format!(" with {value}");
    let with_exception = |exception: &Exception| with(&format_args!("{exception:?}"));
    let value = match end {
        TaskEnd::Result(repr) => repr.map(|repr| with(&repr)),
        TaskEnd::Exception(_) | TaskEnd::Cancelled(_) => end.exception().map(with_exception),
    };
    format!("{}{}", TaskOutcome::from(end.ending()).word(), value.unwrap_or_default())
}

fn ends(ending: Ending) -> &'static str {
    match ending {
        Ending::Result => "is done",
        Ending::Exception => "fails",
        Ending::Cancelled => "is cancelled",
    }
}

fn leaves(ending: Ending) -> &'static str {
    match ending {
        Ending::Result => "returns",
        Ending::Exception => "raises",
        Ending::Cancelled => "is left by CancelledError",
    }
}

fn group_step(step: GroupStep) -> &'static str {
    match step {
        GroupStep::Enter => "is entered",
        GroupStep::Abort => "cancels its tasks",
        GroupStep::Exit => "waits for its tasks",
        GroupStep::Leave => "is left",
    }
}

/// A callback's name as a sentence has it.
pub(super) fn without_parentheses(callback: &str) -> String {
    callback.strip_suffix("()").unwrap_or(callback).to_owned()
}

fn timeout_step(step: TimeoutStep, end: Option<Nanos>) -> String {
    let end = || end.map_or("without an end".to_owned(), |end| format!("to end at {} s", float(seconds(end))));
    match step {
        TimeoutStep::Enter => format!("is entered, {}", end()),
        TimeoutStep::Reschedule => format!("is moved, {}", end()),
        TimeoutStep::Expire => "is over".to_owned(),
        TimeoutStep::Leave => "is left".to_owned(),
    }
}
