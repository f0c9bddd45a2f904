//! The ledger of the requests to cancel: who asked whom, when, where it hit, and what became of it.
//!
//! Invariant: every request of the trace has one entry, in the order of asking, also one that nothing came of.

use super::{log, seconds, since, task_name};
use crate::exception::CancelledError;
use crate::trace::{Asked, Ending, Kind, Record, TaskId, Trace};

/// A request to cancel a task.
#[derive(Clone, Debug, PartialEq)]
pub struct CancelRequest {
    /// When it was made, in seconds.
    pub at: f64,
    /// Who made it.
    pub by: Asker,
    /// The task that is asked.
    pub task: TaskId,
    /// The message for the CancelledError.
    pub message: Option<String>,
    /// `cancelling()` right after it.
    pub count: u32,
    /// Where the task stood, in words.
    pub hit: String,
    /// When CancelledError arrived in the task, in seconds; none if it never did. Requests that are made before it arrives
    /// share one.
    pub delivered: Option<f64>,
    /// What became of it.
    pub fate: Fate,
    /// When that was settled, in seconds: the end of the task, or the moment at which the request was taken back.
    pub settled: Option<f64>,
    /// Whether the CancelledError of a later request broke into what the task did about this one. Another exception from outside
    /// is no request, and does not count.
    pub cut_short: bool,
}

/// Who makes a request to cancel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asker {
    /// A task that runs.
    Task(TaskId),
    /// A task that is asked itself, and passes it on to what it awaits.
    PassedOn(TaskId),
    /// A timeout whose time is up.
    Timeout,
    /// A task group, because one of its tasks failed.
    TaskGroup,
    /// A signal, by its name.
    Signal(String),
    /// Somebody outside of the program.
    Intervention,
    /// Another callback of the loop, by its name.
    Callback(String),
    /// The runner, which cancels what is left.
    EndOfRun,
}

impl Asker {
    /// Who that is, in words.
    pub fn words(&self, trace: &Trace) -> String {
        match self {
            Asker::Task(task) => task_name(trace, *task),
            Asker::PassedOn(task) => format!("{}, passed on", task_name(trace, *task)),
            Asker::Timeout => "a timeout".to_owned(),
            Asker::TaskGroup => "a task group".to_owned(),
            Asker::Signal(name) | Asker::Callback(name) => name.clone(),
            Asker::Intervention => "an intervention".to_owned(),
            Asker::EndOfRun => "the end of the run".to_owned(),
        }
    }
}

/// What became of a request to cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The task was done already.
    Ignored,
    /// The task ended cancelled.
    Cancelled,
    /// The task got its CancelledError and returned nevertheless.
    Swallowed,
    /// The task got its CancelledError and raised something else.
    Replaced,
    /// `uncancel()` took it back, as a timeout and a task group do.
    Withdrawn,
    /// The task ended before its CancelledError could arrive.
    Lost,
    /// The run ended before the task did.
    Pending,
}

impl Fate {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Ignored => "ignored",
            Fate::Cancelled => "cancelled",
            Fate::Swallowed => "swallowed",
            Fate::Replaced => "replaced",
            Fate::Withdrawn => "withdrawn",
            Fate::Lost => "lost",
            Fate::Pending => "pending",
        }
    }
}

impl CancelRequest {
    /// The seconds from the arrival of CancelledError until all was settled: how long the cleanup took.
    pub fn took(&self) -> Option<f64> {
        Some(since(self.delivered?, self.settled?))
    }

    fn settle(&mut self, fate: Fate, time: f64) {
        self.fate = fate;
        self.settled = Some(time);
    }
}

/// All requests to cancel, in the order in which they were made.
pub fn cancellations(trace: &Trace) -> Vec<CancelRequest> {
    let mut requests: Vec<CancelRequest> = Vec::new();
    let mut stands = vec!["before its first step".to_owned(); trace.tasks().len()];
    for (seq, (time, record)) in trace.timed().enumerate() {
        let time = seconds(time);
        if let (Some(stands), Some(now)) = (place(record.task).and_then(|i| stands.get_mut(i)), stand(trace, record)) {
            *stands = now;
        }
        // Those of this task of which it has still to be told what becomes.
        let open = |task| move |request: &&mut CancelRequest| request.task == task && request.settled.is_none();
        match record.kind {
            Kind::Cancel => {
                let asked = trace.cancellation(record.arg);
                let ignored = record.flag == Asked::Ignored as u8;
                requests.push(CancelRequest {
                    at: time,
                    by: asker(trace, seq, record),
                    task: asked.target,
                    message: asked.message.as_deref().map(str::to_owned),
                    count: asked.count,
                    hit: place(asked.target).and_then(|index| stands.get(index)).cloned().unwrap_or_default(),
                    delivered: None,
                    fate: if ignored { Fate::Ignored } else { Fate::Pending },
                    settled: ignored.then_some(time),
                    cut_short: false,
                });
            }
            Kind::Deliver if trace.exception(record.arg).is(CancelledError) => {
                // Without a request it is that of something awaited, and concerns nobody here.
                let asked = requests.iter_mut().filter(open(record.task)).any(|request| request.delivered.is_none());
                for request in requests.iter_mut().filter(open(record.task)).filter(|_| asked) {
                    request.cut_short |= request.delivered.is_some();
                    request.delivered.get_or_insert(time);
                }
            }
            Kind::Uncancel => {
                let withdrawn = |request: &&mut CancelRequest| request.count > u32::from(record.flag);
                for request in requests.iter_mut().filter(open(record.arg)).filter(withdrawn) {
                    request.settle(Fate::Withdrawn, time);
                }
            }
            Kind::Finish => {
                for request in requests.iter_mut().filter(open(record.task)) {
                    let fate = match (record.flag, request.delivered) {
                        (flag, _) if flag == Ending::Cancelled as u8 => Fate::Cancelled,
                        (_, None) => Fate::Lost,
                        (flag, Some(_)) if flag == Ending::Result as u8 => Fate::Swallowed,
                        _ => Fate::Replaced,
                    };
                    request.settle(fate, time);
                }
            }
            _ => {}
        }
    }
    requests
}

fn place(task: TaskId) -> Option<usize> {
    (task as usize).checked_sub(1)
}

/// Where a task stands after this event of its own; none if the event does not change that.
fn stand(trace: &Trace, record: &Record) -> Option<String> {
    match record.kind {
        Kind::Suspend => Some(log::awaited(trace, record)),
        Kind::Step | Kind::Wake => Some("while it runs".to_owned()),
        Kind::Finish => Some("after its end".to_owned()),
        _ => None,
    }
}

/// Who makes the request of this record.
fn asker(trace: &Trace, seq: usize, record: &Record) -> Asker {
    let records = trace.records();
    let signal = seq.checked_sub(1).map(|before| &records[before]).filter(|before| before.kind == Kind::Signal);
    if let Some(signal) = signal {
        return Asker::Signal(log::detail(trace, signal));
    }
    let cause = &records[record.cause as usize];
    match cause.kind {
        Kind::Cancel if cause.arg != record.arg => Asker::PassedOn(trace.cancellation(cause.arg).target),
        _ if record.task > 0 => Asker::Task(record.task),
        Kind::Intervention => Asker::Intervention,
        Kind::Call => match log::detail(trace, cause).as_str() {
            "Timeout._on_timeout" => Asker::Timeout,
            "TaskGroup._on_task_done" => Asker::TaskGroup,
            callback => Asker::Callback(callback.to_owned()),
        },
        _ => Asker::EndOfRun,
    }
}
