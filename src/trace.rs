//! The typed events of a run, and their record.
//!
//! A [`Trace`] is everything that happened in one run, in order. [`Trace::events`] reads it as a sequence of typed [`Event`]s.
//! Reports, consoles and digests are folds of it and of nothing else. How an event is stored is private to this layer, so a
//! new event is a variant of [`Event`], its packing in `trace/pack.rs`, and its words in `report/log.rs`; the compiler names
//! each of these places. A new table of the trace does so in `trace/digest.rs`, which names all of them.
//!
//! Invariant: an event never changes once it is recorded, and its `seq` is its index.

use std::rc::Rc;

use crate::exception::Exception;
use crate::hash::HashMap;

mod digest;
mod event;
mod name;
mod pack;
mod vocabulary;

pub use event::{Entry, Event, Kind};
pub use name::Name;
pub use vocabulary::*;

pub(crate) use pack::Packed;
use pack::Record;

/// The number of a task within its run, from 1; 0 stands for the loop itself.
pub type TaskId = u32;

/// A moment of loop time, or a duration, in whole nanoseconds.
pub type Nanos = u64;

/// A future of a run that is not a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FutureId(pub u32);

/// A task group of a run, numbered from 0 in the order of entering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub u32);

/// A `timeout` block of a run, numbered from 0 in the order of entering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeoutId(pub u32);

/// What the trace knows about a task, beside its events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskEntry<'a> {
    /// The task's name.
    pub name: &'a TaskName,
    /// The name of its coroutine.
    pub coroutine: &'a Name,
    /// The task that created it, 0 for none.
    pub parent: TaskId,
}

/// A [`TaskEntry`] as it is stored: small, because there may be a million of them.
struct PackedTask {
    name: TaskName,
    /// Index into the names of coroutines.
    coroutine: u32,
    parent: TaskId,
}

/// A task's name: given, or numbered by the loop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskName {
    /// `Task-N`.
    Numbered(u32),
    /// The name that the program gave it.
    Given(Rc<str>),
}

impl std::fmt::Display for TaskName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TaskName::Numbered(n) => write!(f, "Task-{n}"),
            TaskName::Given(name) => f.write_str(name),
        }
    }
}

/// Everything that happened in one run. See the [module](self) for what it holds.
#[derive(Default)]
pub struct Trace {
    records: Vec<Record>,
    /// The first event of each moment, and the moment. A run has far fewer moments than events.
    moments: Vec<(u32, Nanos)>,
    tasks: Vec<PackedTask>,
    coroutines: Names,
    futures: Vec<Purpose>,
    /// What futures wait for, in the order of their ids.
    awaited: Vec<(FutureId, Awaited)>,
    /// When the program looked at an exception that something ended with, without awaiting that.
    looks: Vec<Look>,
    groups: u32,
    /// The tasks that groups own, in the order of their ids.
    members: Vec<(TaskId, GroupId)>,
    timeouts: u32,
    /// The ends of timeouts, one for each of their events.
    ends: Vec<(TimeoutId, Option<Nanos>)>,
    names: Names,
    texts: Vec<Rc<str>>,
    logs: Vec<LogRecord>,
    warnings: Vec<Warning>,
    slow: Vec<(TaskId, Nanos)>,
    requests: Vec<CancelRequest>,
    uncancels: Vec<(TaskId, u32)>,
    interventions: Vec<Intervene>,
    /// What handlers took, each with the index of the exception.
    handlers: Vec<(u32, Handler)>,
    exceptions: Vec<Exception>,
    /// Finds an exception that was seen before; the clone in `exceptions` keeps each address from being used again.
    /// It is only looked up, never iterated.
    exception_index: HashMap<*const (), u32>,
}

impl Trace {
    /// The number of events.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether nothing has been recorded.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The events in order.
    ///
    /// ```
    /// use except_star::trace::Event;
    /// use except_star::{Runner, coro, sleep};
    ///
    /// let finished = futures::executor::block_on(Runner::new().run(coro!("main", sleep(1.5))));
    /// let timer = finished.trace.events().find(|entry| matches!(entry.event, Event::Timer { .. }));
    /// assert_eq!(timer.unwrap().time, 1_500_000_000);
    /// ```
    pub fn events(&self) -> impl Iterator<Item = Entry<'_>> {
        self.events_from(0)
    }

    /// The events from this number on.
    pub fn events_from(&self, seq: usize) -> impl Iterator<Item = Entry<'_>> {
        let mut moments = self.moments[self.moment_of(seq)..].iter().peekable();
        let mut time = 0;
        (seq..self.records.len()).map(move |seq| {
            while let Some(&(_, moment)) = moments.next_if(|&&(first, _)| first as usize <= seq) {
                time = moment;
            }
            self.entry(seq, time)
        })
    }

    /// The event with this number; none if there are fewer.
    pub fn event(&self, seq: usize) -> Option<Entry<'_>> {
        (seq < self.records.len()).then(|| self.entry(seq, self.moments[self.moment_of(seq)].1))
    }

    fn entry(&self, seq: usize, time: Nanos) -> Entry<'_> {
        let record = &self.records[seq];
        let line = (record.line > 0).then_some(record.line.into());
        let event = self.unpack(record);
        Entry { seq, time, task: record.task, cause: record.cause as usize, line, event }
    }

    /// The index of the moment of an event, 0 where there is none.
    fn moment_of(&self, seq: usize) -> usize {
        self.moments.partition_point(|&(first, _)| first as usize <= seq).saturating_sub(1)
    }

    /// The tasks in the order of their ids, which begin at 1.
    pub fn tasks(&self) -> impl ExactSizeIterator<Item = TaskEntry<'_>> {
        self.tasks.iter().map(|task| self.unpacked(task))
    }

    /// The task with this id; none for 0, the loop.
    pub fn task(&self, id: TaskId) -> Option<TaskEntry<'_>> {
        self.tasks.get((id as usize).checked_sub(1)?).map(|task| self.unpacked(task))
    }

    /// The group that owns a task.
    pub fn group_of(&self, task: TaskId) -> Option<GroupId> {
        let place = self.members.binary_search_by_key(&task, |&(member, _)| member).ok()?;
        Some(self.members[place].1)
    }

    fn unpacked<'a>(&'a self, task: &'a PackedTask) -> TaskEntry<'a> {
        let coroutine = &self.coroutines.all[task.coroutine as usize];
        TaskEntry { name: &task.name, coroutine, parent: task.parent }
    }

    /// What a future is for.
    pub fn purpose(&self, future: FutureId) -> Purpose {
        self.futures[future.0 as usize]
    }

    /// What a future waits for: what a `gather` or a `wait` was given, what a `shield` protects, whom a `wait_for` has cancelled. A place
    /// in the queue of a lock waits for the place before it, and the first one for the task that holds the lock.
    pub fn awaited(&self, future: FutureId) -> impl Iterator<Item = Awaited> {
        let from = self.awaited.partition_point(|&(of, _)| of < future);
        self.awaited[from..].iter().take_while(move |&&(of, _)| of == future).map(|&(_, on)| on)
    }

    /// When the program looked at an exception that something ended with, without awaiting that, in order.
    pub fn looks(&self) -> &[Look] {
        &self.looks
    }

    /// Every exception that was seen, in the order in which it was seen first.
    pub fn exceptions(&self) -> &[Exception] {
        &self.exceptions
    }

    /// Whether the same program gives the same trace again: false if it awaited something external.
    pub fn is_reproducible(&self) -> bool {
        !self.events().any(|entry| matches!(entry.event, Event::Suspend { on: Awaited::External }))
    }

    /// Sixteen hexadecimal digits that are equal for traces of the same events and, with overwhelming probability, for no others.
    ///
    /// It covers every event, every time and what they point to, and does not depend on the machine: natively and in the
    /// browser it is the same. It is for comparing, not for cryptography.
    pub fn digest(&self) -> String {
        digest::of(self)
    }
}

impl std::fmt::Debug for Trace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.events()).finish()
    }
}

/// Recording.
impl Trace {
    /// Whether an event of this time can be recorded at once.
    #[inline]
    pub(crate) fn has_room(&self, time: Nanos) -> bool {
        self.records.len() < self.records.capacity() && self.moments.last().is_some_and(|&(_, last)| last == time)
    }

    /// Makes room for an event of this time.
    pub(crate) fn make_room(&mut self, time: Nanos) {
        self.records.reserve(1);
        if self.moments.last().is_none_or(|&(_, last)| last != time) {
            self.moments.push((self.records.len() as u32, time));
        }
    }

    /// Records an event, for which there is room, and returns its number. Without a cause it is its own cause.
    #[inline]
    pub(crate) fn record(&mut self, task: TaskId, cause: Option<u32>, line: u16, event: Packed) -> u32 {
        let seq = self.records.len() as u32;
        let Packed { kind, flag, arg } = event;
        self.records.push(Record { kind, flag, line, task, cause: cause.unwrap_or(seq), arg });
        seq
    }

    pub(crate) fn add_task(&mut self, name: TaskName, coroutine: &Name, parent: TaskId) {
        let coroutine = self.coroutines.index(coroutine);
        self.tasks.push(PackedTask { name, coroutine, parent });
    }

    pub(crate) fn add_future(&mut self, purpose: Purpose) -> FutureId {
        self.futures.push(purpose);
        FutureId((self.futures.len() - 1) as u32)
    }

    /// Notes what a future waits for, which is the newest one that does.
    pub(crate) fn add_awaited(&mut self, future: FutureId, on: Awaited) {
        self.awaited.push((future, on));
    }

    pub(crate) fn add_look(&mut self, by: TaskId, of: Awaited) {
        self.looks.push(Look { after: self.records.len().saturating_sub(1), by, of });
    }

    pub(crate) fn add_group(&mut self) -> GroupId {
        self.groups += 1;
        GroupId(self.groups - 1)
    }

    pub(crate) fn add_member(&mut self, task: TaskId, group: GroupId) {
        match self.members.last() {
            // It was created before one that was created in its eager first step, and comes behind it.
            Some(&(last, _)) if last > task => {
                let place = self.members.partition_point(|&(member, _)| member < task);
                self.members.insert(place, (task, group));
            }
            _ => self.members.push((task, group)),
        }
    }

    pub(crate) fn add_timeout(&mut self) -> TimeoutId {
        self.timeouts += 1;
        TimeoutId(self.timeouts - 1)
    }

    /// The callback that this event runs, if it runs one.
    pub(crate) fn callback(&self, seq: u32) -> Option<&Name> {
        match self.unpack(self.records.get(seq as usize)?) {
            Event::Call { callback } => Some(callback),
            _ => None,
        }
    }

    fn add_name(&mut self, name: &Name) -> u32 {
        self.names.index(name)
    }

    fn add_exception(&mut self, exception: &Exception) -> u32 {
        let next = self.exceptions.len() as u32;
        let index = *self.exception_index.entry(exception.address()).or_insert(next);
        if index == next {
            self.exceptions.push(exception.clone());
        }
        index
    }
}

/// The names of a run, each once.
#[derive(Default)]
struct Names {
    all: Vec<Name>,
    /// Those seen first that live as long as the process: their addresses are compared before any text is.
    recent: Vec<(*const str, u32)>,
    /// Only looked up, never iterated.
    index: HashMap<Rc<str>, u32>,
}

impl Names {
    /// How many addresses are compared. More would take longer than looking up the text.
    const RECENT: usize = 8;

    fn index(&mut self, name: &Name) -> u32 {
        match name.as_static() {
            Some(text) => match self.recent.iter().find(|(known, _)| std::ptr::eq(*known, text)) {
                Some((_, index)) => *index,
                None => {
                    let index = self.index_of_text(name);
                    if self.recent.len() < Self::RECENT {
                        self.recent.push((text, index));
                    }
                    index
                }
            },
            None => self.index_of_text(name),
        }
    }

    fn index_of_text(&mut self, name: &Name) -> u32 {
        if let Some(index) = self.index.get(&**name) {
            return *index;
        }
        let index = self.all.len() as u32;
        self.index.insert(Rc::from(&**name), index);
        self.all.push(name.clone());
        index
    }
}
