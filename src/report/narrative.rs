//! A run told in plain sentences, a paragraph a moment: for those who listen to a page, for print, for people who would rather read.
//!
//! What only moves the loop along is left out: resumptions, timers, callbacks, the entering and leaving of coroutines.
//! Invariant: the sentences stand in the order of the events, and each names the first event that it tells.

use super::exceptions::clause;
use super::{called, listed, log, seconds};
use crate::exception::Exception;
use crate::hash::{HashMap, HashSet};
use crate::repr::{float, number, string};
use crate::trace::{
    Awaited, CancelRequest, Entry, Event, GroupId, GroupStep, Intervene, Nanos, Purpose, Requester, Stream, TaskEnd,
    TaskId, TimeoutId, TimeoutStep, Trace,
};

/// What happens in one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// When, in seconds.
    pub time: f64,
    /// What, in order.
    pub sentences: Vec<Sentence>,
}

/// A sentence of the narrative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The first event that it tells.
    pub seq: usize,
    /// The sentence.
    pub text: String,
}

/// What someone does, once or with several objects.
struct Clause {
    seq: usize,
    subject: String,
    verb: String,
    objects: Vec<String>,
}

struct Fold<'a> {
    trace: &'a Trace,
    paragraphs: Vec<Paragraph>,
    time: Nanos,
    clauses: Vec<Clause>,
    begun: HashSet<TaskId>,
    raised: HashSet<*const ()>,
    /// Who entered a group or a timeout. Looked up only, never iterated.
    groups: HashMap<GroupId, TaskId>,
    timeouts: HashMap<TimeoutId, TaskId>,
    /// The exception of the last clause, and whose it is.
    last: Option<(TaskId, Exception)>,
}

pub(super) fn narrative(trace: &Trace) -> Vec<Paragraph> {
    let mut fold = Fold {
        trace,
        paragraphs: Vec::new(),
        time: 0,
        clauses: Vec::new(),
        begun: HashSet::default(),
        raised: HashSet::default(),
        groups: HashMap::default(),
        timeouts: HashMap::default(),
        last: None,
    };
    for entry in trace.events() {
        if entry.time != fold.time {
            fold.end_moment();
            fold.time = entry.time;
        }
        fold.tell(&entry);
    }
    fold.end_moment();
    fold.paragraphs
}

impl Fold<'_> {
    fn tell(&mut self, entry: &Entry<'_>) {
        let (seq, task, trace) = (entry.seq, entry.task, self.trace);
        let own = called(trace, task);
        match entry.event {
            Event::Spawn { task } => self.say(seq, own, "creates", called(trace, task)),
            Event::Step if self.begun.insert(task) => self.say(seq, own, "begins", ""),
            Event::Suspend { on } => self.say(seq, own, &waits(trace, on), ""),
            Event::Cancel { request } => self.request(seq, request),
            Event::Uncancel { task: of, .. } => {
                let whose = if of == task { "itself".to_owned() } else { called(trace, of) };
                self.say(seq, own, "takes back a request to cancel", whose);
            }
            Event::Deliver { exception } => {
                self.say(seq, own, &format!("gets {exception:?} at its await"), "");
                self.last = Some((task, exception.clone()));
            }
            Event::Raise { exception } => {
                let again = if self.raised.insert(exception.address()) { "" } else { " again" };
                self.say(seq, own, &format!("raises {exception:?}{again}"), "");
                self.last = Some((task, exception.clone()));
            }
            Event::Catch { exception, handler } => {
                let what = self.it(task, exception);
                self.say(seq, own, &format!("handles {what} with {}", clause(handler)), "");
                self.last = Some((task, exception.clone()));
            }
            Event::Finish { end } => self.finish(seq, task, end),
            Event::Group { group, step } => self.group(seq, task, group, step),
            Event::Timeout { timeout, step, end } => self.timeout(entry, timeout, step, end),
            Event::Signal { signal } => self.say(seq, signal.name().to_owned(), "arrives", ""),
            Event::Intervene { action } => self.say(seq, "someone outside".to_owned(), &intervenes(action), ""),
            Event::Refuse { task, reason } => {
                self.say(seq, "that".to_owned(), &format!("does nothing to {task}, because {reason}"), "");
            }
            Event::Print { stream: Stream::Stdout, text } => self.say(seq, own, "prints", first_line(text)),
            Event::Print { text, .. } => self.say(seq, own, "writes to stderr", last_line(text)),
            Event::Log { record } => {
                let verb = format!("logs at level {}", record.level.name());
                self.say(seq, own, &verb, string(record.summary()));
            }
            Event::Lost { record } => self.say(seq, "the loop".to_owned(), "reports", string(record.summary())),
            Event::Warn { warning } => self.say(seq, "Python".to_owned(), "warns", string(&warning.message)),
            Event::Slow { took, .. } => {
                let verb = format!("notices that a step took {} s", float(seconds(took)));
                self.say(seq, "debug mode".to_owned(), &verb, "");
            }
            _ => {}
        }
    }

    /// Adds a clause, or an object to the one before.
    fn say(&mut self, seq: usize, subject: String, verb: &str, object: impl Into<String>) {
        self.last = None;
        let object: String = object.into();
        if let Some(last) = self.clauses.last_mut()
            && last.subject == subject
            && last.verb == verb
            && !last.objects.is_empty()
        {
            last.objects.push(object);
            return;
        }
        let objects = if object.is_empty() { Vec::new() } else { vec![object] };
        self.clauses.push(Clause { seq, subject, verb: verb.to_owned(), objects });
    }

    /// An exception, or "it" where the clause before is about it.
    fn it(&self, task: TaskId, exception: &Exception) -> String {
        match &self.last {
            // The part that `except*` takes may be all of the group.
            Some((of, last))
                if *of == task && (last.same(exception) || format!("{last:?}") == format!("{exception:?}")) =>
            {
                "it".to_owned()
            }
            _ => format!("{exception:?}"),
        }
    }

    fn finish(&mut self, seq: usize, task: TaskId, end: TaskEnd<'_>) {
        let how = match end {
            TaskEnd::Result(None) => "ends".to_owned(),
            TaskEnd::Result(Some(repr)) => format!("ends with the result {repr}"),
            TaskEnd::Exception(exception) => format!("fails with {}", self.it(task, exception)),
            TaskEnd::Cancelled(_) => "ends cancelled".to_owned(),
        };
        self.say(seq, called(self.trace, task), &how, "");
    }

    fn request(&mut self, seq: usize, request: &CancelRequest) {
        let trace = self.trace;
        let by = match &request.by {
            Requester::TaskGroup(group) => self.group_of(*group),
            Requester::Timeout => format!("the timeout in {}", called(trace, request.target)),
            Requester::Task(task) | Requester::WaitFor(task) => called(trace, *task),
            other => super::cancellations::requester(trace, other),
        };
        let target = called(trace, request.target);
        let verb = "requests the cancellation of";
        let late = if request.counted { "" } else { ", which has ended already" };
        match &request.message {
            Some(text) => self.say(seq, by, &format!("{verb} {target}{late}, with the message {}", string(text)), ""),
            None => self.say(seq, by, verb, format!("{target}{late}")),
        }
    }

    fn group_of(&self, group: GroupId) -> String {
        self.groups
            .get(&group)
            .map_or("a group".to_owned(), |&task| format!("the group of {}", called(self.trace, task)))
    }

    fn group(&mut self, seq: usize, task: TaskId, group: GroupId, step: GroupStep) {
        let own = called(self.trace, task);
        match step {
            GroupStep::Enter => {
                self.groups.insert(group, task);
                self.say(seq, own, "enters a task group", "");
            }
            GroupStep::Abort => self.say(seq, self.group_of(group), "aborts", ""),
            GroupStep::Exit => {}
            GroupStep::Leave => self.say(seq, own, "leaves the task group", ""),
        }
    }

    fn timeout(&mut self, entry: &Entry<'_>, timeout: TimeoutId, step: TimeoutStep, end: Option<Nanos>) {
        let own = called(self.trace, entry.task);
        let until = || end.map_or("without an end".to_owned(), |end| format!("until {} s", float(seconds(end))));
        match step {
            TimeoutStep::Enter => {
                self.timeouts.insert(timeout, entry.task);
                let long = end.map(|end| number(seconds(end.saturating_sub(entry.time))));
                let verb =
                    long.map_or("begins a timeout without an end".to_owned(), |s| format!("begins a timeout of {s} s"));
                self.say(entry.seq, own, &verb, "");
            }
            TimeoutStep::Reschedule => self.say(entry.seq, own, &format!("moves its timeout: {}", until()), ""),
            TimeoutStep::Expire => {
                let whose = self.timeouts.get(&timeout).map_or(String::new(), |&task| called(self.trace, task));
                self.say(entry.seq, format!("the timeout in {whose}"), "is over", "");
            }
            TimeoutStep::Leave => self.say(entry.seq, own, "leaves the timeout", ""),
        }
    }

    /// Makes sentences of the clauses of a moment: those of one subject, as long as nobody else does anything, are one.
    fn end_moment(&mut self) {
        self.last = None;
        let mut sentences: Vec<Sentence> = Vec::new();
        let mut clauses = std::mem::take(&mut self.clauses).into_iter().peekable();
        while let Some(Clause { seq, subject, verb, objects }) = clauses.next() {
            let mut parts = vec![part(&verb, objects)];
            while let Some(next) = clauses.next_if(|next| next.subject == subject && parts.len() < MOST) {
                parts.push(part(&next.verb, next.objects));
            }
            sentences.push(Sentence { seq, text: format!("{} {}.", capital(&subject), listed(parts)) });
        }
        if !sentences.is_empty() {
            self.paragraphs.push(Paragraph { time: seconds(self.time), sentences });
        }
    }
}

/// So many things someone does in one sentence.
const MOST: usize = 4;

fn part(verb: &str, objects: Vec<String>) -> String {
    if objects.is_empty() { verb.to_owned() } else { format!("{verb} {}", listed(objects)) }
}

/// Names are as they are; other words begin a sentence with a capital.
fn capital(subject: &str) -> String {
    match subject.strip_prefix("the ").or(subject.strip_prefix("a ")) {
        Some(_) => subject[..1].to_uppercase() + &subject[1..],
        None if ["someone outside", "that", "debug mode", "an intervention"].contains(&subject) => {
            subject[..1].to_uppercase() + &subject[1..]
        }
        None => subject.to_owned(),
    }
}

fn waits(trace: &Trace, on: Awaited) -> String {
    match on {
        Awaited::NextIteration => "lets the others run".to_owned(),
        Awaited::Task(task) => format!("waits for {}", called(trace, task)),
        Awaited::Future(future) => match trace.purpose(future) {
            Purpose::Sleep(until) => format!("sleeps until {} s", float(seconds(until))),
            Purpose::TaskGroup => "waits for the tasks of its group".to_owned(),
            _ => format!("waits for {}", log::awaited(trace, on)),
        },
        Awaited::External => format!("waits for {}", log::awaited(trace, on)),
    }
}

fn intervenes(action: &Intervene) -> String {
    match action {
        Intervene::Cancel { task, .. } => format!("cancels {task}"),
        Intervene::Raise { task, class, .. } => format!("raises {} where {task} waits", class.name()),
        Intervene::Signal(signal) => format!("sends {}", signal.name()),
    }
}

fn first_line(text: &str) -> String {
    let mut lines = text.lines();
    let first = string(lines.next().unwrap_or_default());
    match lines.count() {
        0 => first,
        more => format!("{first} and {more} more lines"),
    }
}

/// Of a traceback that is what matters.
fn last_line(text: &str) -> String {
    string(text.lines().last().unwrap_or_default())
}
