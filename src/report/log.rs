//! The event log: every event in words.

use std::collections::HashMap;

use super::{LaneEnding, seconds};
use crate::event_loop::Signal;
use crate::repr::{float, string};
use crate::trace::{Asked, Awaited, Ending, GroupStep, Kind, Purpose, Record, Trace};

/// The details of all events in words, each text once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The texts.
    pub texts: Vec<String>,
    /// For each event the index of its text.
    pub details: Vec<u32>,
}

/// Tells every event of the trace in words.
pub fn log(trace: &Trace) -> Log {
    let mut log = Log::default();
    // Looked up only, never iterated.
    let mut known: HashMap<String, u32> = HashMap::new();
    for record in trace.records() {
        let text = detail(trace, record);
        let index = *known.entry(text).or_insert_with_key(|text| {
            log.texts.push(text.clone());
            (log.texts.len() - 1) as u32
        });
        log.details.push(index);
    }
    log
}

/// One event in words, without its kind.
pub fn detail(trace: &Trace, record: &Record) -> String {
    let exception = || format!("{:?}", trace.exception(record.arg));
    match record.kind {
        Kind::Spawn => {
            let task = trace.task(record.arg);
            task.map_or(String::new(), |task| format!("makes {} of {}()", task.name, task.coroutine))
        }
        Kind::Step => "runs".to_owned(),
        Kind::Suspend => format!("waits for {}", awaited(trace, record)),
        Kind::Wake => format!("goes on: {} is done", awaited(trace, record)),
        Kind::Timer => format!("fires: {}", awaited(trace, record)),
        Kind::Call => trace.string(record.arg).trim_end_matches(" at …").trim_end_matches("()").to_owned(),
        Kind::Resolve => format!("{} {}", purpose(trace.future(record.arg)), ending(record.flag)),
        Kind::Cancel => {
            let request = trace.cancellation(record.arg);
            let message =
                request.message.as_ref().map_or(String::new(), |text| format!(" with the message {}", string(text)));
            let count = if request.count > 1 { format!(", request {}", request.count) } else { String::new() };
            let done = if record.flag == Asked::Ignored as u8 { ", which is done" } else { "" };
            format!("asks {} to cancel{message}{count}{done}", task_name(trace, request.target))
        }
        Kind::Uncancel => {
            format!("{} takes back a request to cancel, {} remain", task_name(trace, record.arg), record.flag)
        }
        Kind::Deliver => format!("{} arrives at the await", exception()),
        Kind::Raise => exception(),
        Kind::Catch => exception(),
        Kind::Finish => match record.arg.checked_sub(1) {
            None => LaneEnding::of(record).word().to_owned(),
            Some(index) if record.flag == Ending::Result as u8 => {
                format!("{} with {}", LaneEnding::of(record).word(), trace.string(index))
            }
            Some(index) => format!("{} with {:?}", LaneEnding::of(record).word(), trace.exception(index)),
        },
        Kind::Group => format!("group {} {}", record.arg + 1, group_step(record.flag)),
        Kind::Signal => signal(record.flag).to_owned(),
        Kind::Intervention | Kind::Print | Kind::Log | Kind::Warn | Kind::Lost => trace.string(record.arg).to_owned(),
    }
}

/// What the task of a `Suspend`, `Wake` or `Timer` waits for.
pub(super) fn awaited(trace: &Trace, record: &Record) -> String {
    match record.flag {
        flag if flag == Awaited::Turn as u8 => "one turn of the loop".to_owned(),
        flag if flag == Awaited::Foreign as u8 => "something outside of the loop".to_owned(),
        flag if flag == Awaited::Task as u8 => format!("task {}", task_name(trace, record.arg)),
        _ => purpose(trace.future(record.arg)),
    }
}

fn purpose(purpose: Purpose) -> String {
    match purpose {
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

fn task_name(trace: &Trace, id: u32) -> String {
    trace.task(id).map_or("the loop".to_owned(), |task| task.name.to_string())
}

fn ending(flag: u8) -> &'static str {
    match flag {
        flag if flag == Ending::Result as u8 => "is done",
        flag if flag == Ending::Exception as u8 => "fails",
        _ => "is cancelled",
    }
}

fn signal(flag: u8) -> &'static str {
    if flag == Signal::Interrupt as u8 { Signal::Interrupt.name() } else { Signal::Terminate.name() }
}

fn group_step(flag: u8) -> &'static str {
    match flag {
        flag if flag == GroupStep::Enter as u8 => "is entered",
        flag if flag == GroupStep::Abort as u8 => "cancels its tasks",
        flag if flag == GroupStep::Exit as u8 => "waits for its tasks",
        _ => "is left",
    }
}
