//! How all tasks stand right after an event.
//!
//! Invariant: it reads no event behind that one.

use std::collections::BTreeMap;

use crate::hash::{HashMap, HashSet};
use crate::report::TaskState;
use crate::trace::{
    Awaited, Ending, Event, FutureId, GroupId, GroupStep, Name, Nanos, Purpose, TaskId, TimeoutId, TimeoutStep, Trace,
};

pub(super) struct Now<'a> {
    pub(super) trace: &'a Trace,
    lives: Vec<Life<'a>>,
    /// How futures have ended.
    done: HashMap<FutureId, Ending>,
    /// Who waits, or waited, in a place in the queue of a lock; and who got the lock there.
    places: BTreeMap<FutureId, TaskId>,
    holders: HashMap<FutureId, TaskId>,
    /// For each place who has the lock, and how many wait before it.
    queues: HashMap<FutureId, (Option<TaskId>, usize)>,
    /// The tasks of each group, in creation order.
    members: HashMap<GroupId, Vec<TaskId>>,
}

/// How a task stands.
#[derive(Default)]
pub(super) struct Life<'a> {
    standing: Standing,
    /// The event with which it came to stand so.
    pub(super) since: usize,
    /// Whether a request to cancel it has not arrived yet.
    pub(super) is_requested: bool,
    pub(super) frames: Vec<&'a Name>,
    /// The groups that it waits for, and the ends of the timeouts that it stands in, from the outside in.
    groups: Vec<GroupId>,
    pub(super) timeouts: Vec<(TimeoutId, Option<Nanos>)>,
    /// The place in a queue in which it was called just now.
    called: Option<FutureId>,
}

#[derive(Clone, Copy, Default)]
enum Standing {
    #[default]
    Unborn,
    Created,
    Running,
    Suspended(Awaited),
    Done,
}

impl<'a> Now<'a> {
    pub(super) fn at(trace: &'a Trace, seq: usize) -> Self {
        let lives = (0..=trace.tasks().len()).map(|_| Life::default()).collect();
        let mut now = Self {
            trace,
            lives,
            done: HashMap::default(),
            places: BTreeMap::new(),
            holders: HashMap::default(),
            queues: HashMap::default(),
            members: HashMap::default(),
        };
        for entry in trace.events().take(seq.saturating_add(1)) {
            now.add(entry.seq, entry.task, entry.event);
        }
        now.queue_up();
        now
    }

    fn add(&mut self, seq: usize, task: TaskId, event: Event<'a>) {
        match event {
            Event::Spawn { task } => {
                self.stand(task, Standing::Created, seq);
                if let Some(group) = self.trace.group_of(task) {
                    self.members.entry(group).or_default().push(task);
                }
            }
            Event::Step => self.stand(task, Standing::Running, seq),
            Event::Wake { on } => self.wake(task, on, seq),
            Event::Suspend { on } => {
                self.stand(task, Standing::Suspended(on), seq);
                if let Awaited::Future(future) = on
                    && self.trace.purpose(future) == Purpose::Lock
                {
                    self.places.insert(future, task);
                }
            }
            Event::Finish { .. } => self.stand(task, Standing::Done, seq),
            Event::Timer { future } => drop(self.done.insert(future, Ending::Result)),
            Event::Resolve { future, ending } => drop(self.done.insert(future, ending)),
            Event::Cancel { request } if request.counted => self.life_mut(request.target).is_requested = true,
            Event::Uncancel { task, remaining: 0 } => self.life_mut(task).is_requested = false,
            Event::Deliver { .. } => {
                let life = self.life_mut(task);
                life.is_requested = false;
                if let Some(place) = life.called.take() {
                    self.holders.remove(&place);
                }
            }
            Event::Enter { coroutine } => self.life_mut(task).frames.push(coroutine),
            Event::Leave { coroutine, .. } => {
                let frames = &mut self.life_mut(task).frames;
                if let Some(place) = frames.iter().rposition(|&frame| frame == coroutine) {
                    frames.truncate(place);
                }
            }
            Event::Group { group, step } => match step {
                GroupStep::Exit => self.life_mut(task).groups.push(group),
                GroupStep::Leave => self.life_mut(task).groups.retain(|&of| of != group),
                GroupStep::Enter | GroupStep::Abort => {}
            },
            Event::Timeout { timeout, step, end } => {
                let timeouts = &mut self.life_mut(task).timeouts;
                match step {
                    TimeoutStep::Enter => timeouts.push((timeout, end)),
                    TimeoutStep::Reschedule => {
                        timeouts.iter_mut().filter(|(of, _)| *of == timeout).for_each(|of| of.1 = end);
                    }
                    TimeoutStep::Leave => timeouts.retain(|&(of, _)| of != timeout),
                    TimeoutStep::Expire => {}
                }
            }
            _ => {}
        }
    }

    fn stand(&mut self, task: TaskId, standing: Standing, seq: usize) {
        let life = self.life_mut(task);
        (life.standing, life.since) = (standing, seq);
    }

    fn wake(&mut self, task: TaskId, on: Awaited, seq: usize) {
        self.stand(task, Standing::Running, seq);
        let place = match on {
            Awaited::Future(future) if self.trace.purpose(future) == Purpose::Lock => Some(future),
            _ => None,
        };
        self.life_mut(task).called = place;
        if let Some(place) = place {
            self.holders.insert(place, task);
        }
    }

    /// The first life is that of the loop, which nobody asks for.
    fn life_mut(&mut self, task: TaskId) -> &mut Life<'a> {
        let index = if (task as usize) < self.lives.len() { task as usize } else { 0 };
        &mut self.lives[index]
    }

    pub(super) fn life(&self, task: TaskId) -> &Life<'a> {
        self.lives.get(task as usize).unwrap_or(&self.lives[0])
    }

    pub(super) fn is_alive(&self, task: TaskId) -> bool {
        !matches!(self.life(task).standing, Standing::Unborn | Standing::Done)
    }

    pub(super) fn state(&self, task: TaskId) -> TaskState {
        match self.life(task).standing {
            Standing::Unborn | Standing::Created => TaskState::Created,
            Standing::Running => TaskState::Running,
            Standing::Done => TaskState::Done,
            Standing::Suspended(on) if self.is_done(on) => TaskState::Ready,
            Standing::Suspended(_) => TaskState::Waiting,
        }
    }

    /// What it awaits.
    pub(super) fn on(&self, task: TaskId) -> Option<Awaited> {
        match self.life(task).standing {
            Standing::Suspended(on) => Some(on),
            _ => None,
        }
    }

    fn is_done(&self, on: Awaited) -> bool {
        match on {
            Awaited::Task(task) => matches!(self.life(task).standing, Standing::Done),
            Awaited::Future(future) => self.done.contains_key(&future),
            Awaited::NextIteration | Awaited::External => false,
        }
    }

    /// The tasks for whose end, or for whose lock, a task waits; they have not ended.
    pub(super) fn targets(&self, task: TaskId) -> Vec<TaskId> {
        match self.on(task) {
            Some(on) if !self.is_done(on) => match on {
                Awaited::Future(future) if self.trace.purpose(future) == Purpose::TaskGroup => self.left_in_group(task),
                Awaited::Future(future) if self.trace.purpose(future) == Purpose::Lock => {
                    self.holder(future).filter(|&holder| self.is_alive(holder) && holder != task).into_iter().collect()
                }
                on => self.left_of(on),
            },
            _ => Vec::new(),
        }
    }

    /// The tasks in the innermost group that it waits for.
    fn left_in_group(&self, task: TaskId) -> Vec<TaskId> {
        let members = self.life(task).groups.last().and_then(|group| self.members.get(group));
        members.into_iter().flatten().copied().filter(|&member| self.is_alive(member)).collect()
    }

    /// The tasks without which something awaited does not end, also through what that waits for.
    pub(super) fn left_of(&self, on: Awaited) -> Vec<TaskId> {
        let mut tasks = Vec::new();
        let mut seen: HashSet<Awaited> = HashSet::default();
        let mut open = vec![on];
        while let Some(on) = open.pop() {
            if self.is_done(on) || !seen.insert(on) {
                continue;
            }
            match on {
                Awaited::Task(task) => tasks.push(task),
                Awaited::Future(future) => {
                    let behind = open.len();
                    open.extend(self.trace.awaited(future));
                    open[behind..].reverse();
                }
                Awaited::NextIteration | Awaited::External => {}
            }
        }
        tasks
    }

    /// Finds who has each lock, place by place: each names the one before it, whose number is less.
    fn queue_up(&mut self) {
        for &place in self.places.keys() {
            let queue = match self.trace.awaited(place).next() {
                Some(Awaited::Task(task)) => ((task > 0).then_some(task), 0),
                Some(Awaited::Future(before)) => {
                    // Who was called has the lock next, also while it has not resumed yet.
                    let end = self.done.get(&before);
                    let called = self.places.get(&before).filter(|_| end == Some(&Ending::Result));
                    match self.holders.get(&before).or(called) {
                        Some(&holder) => (Some(holder), 0),
                        None => {
                            let (holder, count) = self.queues.get(&before).copied().unwrap_or_default();
                            (holder, count + usize::from(end.is_none()))
                        }
                    }
                }
                _ => (None, 0),
            };
            self.queues.insert(place, queue);
        }
    }

    /// Who has the lock in whose queue this is a place.
    pub(super) fn holder(&self, place: FutureId) -> Option<TaskId> {
        self.queues.get(&place)?.0
    }

    /// How many wait in the places before this one.
    pub(super) fn before(&self, place: FutureId) -> usize {
        self.queues.get(&place).map_or(0, |&(_, count)| count)
    }
}
