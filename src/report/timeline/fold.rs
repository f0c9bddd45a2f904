//! From events to bars, marks, links and brackets.
//!
//! Invariant: a lane's bars lie end to end from its first event to its last, and what is awaited in one is known when it begins.

use super::lanes::Lanes;
use super::{Bar, BarState, Bracket, BracketKind, Link, LinkKind, Mark, MarkKind, Timeline};
use crate::exception::{CancelledError, Exception};
use crate::hash::HashMap;
use crate::report::{log, members, seconds};
use crate::trace::{
    Awaited, CancelRequest, Ending, Entry, Event, GroupId, GroupStep, Purpose, Requester, TaskEnd, TimeoutId,
    TimeoutStep, Trace,
};

pub(super) fn fold(trace: &Trace, lanes: Lanes) -> Timeline {
    let lives = lanes.all.iter().map(|_| Life::default()).collect();
    let mut fold = Fold {
        trace,
        lanes,
        lives,
        timeline: Timeline::default(),
        words: HashMap::default(),
        groups: HashMap::default(),
        timeouts: HashMap::default(),
        ended_with: HashMap::default(),
    };
    trace.events().for_each(|entry| fold.add(&entry));
    fold.end()
}

struct Fold<'a> {
    trace: &'a Trace,
    lanes: Lanes,
    lives: Vec<Life<'a>>,
    timeline: Timeline,
    /// These are looked up only, never iterated: what is awaited; the brackets of groups and of timeouts; which lane ended with an
    /// exception, and at which event.
    words: HashMap<String, u32>,
    groups: HashMap<GroupId, usize>,
    timeouts: HashMap<TimeoutId, usize>,
    ended_with: HashMap<*const (), (usize, usize)>,
}

/// What is known of a task so far.
#[derive(Default)]
struct Life<'a> {
    bars: Vec<Bar>,
    /// The bar that has begun.
    open: Option<(usize, BarState, Option<u32>)>,
    /// What it awaited last.
    awaited: Option<Awaited>,
    /// Whether it has a request to cancel that has not arrived.
    requested: bool,
    /// The exception with which it may be going to end, and how many bars there were when that came.
    leaving: Option<(&'a Exception, usize)>,
    /// The bracket of the shield that it awaits.
    shield: Option<usize>,
    ended: Option<usize>,
}

impl Life<'_> {
    fn turn(&mut self, lane: usize, seq: usize, next: Option<(BarState, Option<u32>)>) {
        if let Some((from, state, awaited)) = self.open.take() {
            self.bars.push(Bar { lane, from, to: seq, state, awaited });
        }
        self.open = next.map(|(state, awaited)| (seq, state, awaited));
    }

    /// It continues after all: what it awaited meanwhile was no cleanup.
    fn stays(&mut self) {
        let Some((_, since)) = self.leaving.take() else { return };
        for bar in self.bars[since..].iter_mut().filter(|bar| bar.state == BarState::CleaningUp) {
            bar.state = BarState::Suspended;
        }
    }
}

impl<'a> Fold<'a> {
    fn add(&mut self, entry: &Entry<'a>) {
        let seq = entry.seq;
        let own = self.lanes.of(entry.task);
        match entry.event {
            Event::Spawn { task } => self.spawn(seq, own, self.lanes.of(task)),
            Event::Step | Event::Wake { .. } => self.run(seq, own),
            Event::Suspend { on } => self.suspend(entry, own, on),
            Event::Cancel { request } => self.cancel(seq, request),
            Event::Uncancel { task, .. } => {
                if let Some(lane) = self.lanes.of(task) {
                    self.lives[lane].leaving = None;
                }
            }
            Event::Deliver { exception } => self.deliver(seq, own, exception),
            Event::Raise { exception } => self.raise(seq, own, exception),
            Event::Catch { exception, .. } => {
                self.mark(seq, own, MarkKind::Caught);
                if let Some(lane) = own
                    && !exception.is(CancelledError)
                {
                    self.lives[lane].leaving = None;
                }
            }
            Event::Finish { end } => self.finish(seq, own, end),
            Event::Group { group, step } => self.group(seq, own, group, step),
            Event::Timeout { timeout, step, end } => {
                let length = end.map(|end| seconds(end.saturating_sub(entry.time)));
                self.timeout(seq, own, timeout, step, length);
            }
            Event::Signal { .. } => self.mark(seq, None, MarkKind::Signal),
            Event::Intervene { .. } => self.mark(seq, None, MarkKind::Intervention),
            Event::Refuse { .. } => self.mark(seq, None, MarkKind::Refused),
            Event::Lost { record } => {
                let about = record.about.and_then(|task| self.lanes.of(task));
                self.mark(seq, about, MarkKind::Unretrieved);
            }
            _ => {}
        }
    }

    fn mark(&mut self, seq: usize, lane: Option<usize>, kind: MarkKind) {
        self.timeline.marks.push(Mark { lane, seq, kind });
    }

    fn link(&mut self, kind: LinkKind, from: (Option<usize>, usize), to: (usize, usize)) {
        let ((from_lane, from), (to_lane, to)) = (from, to);
        self.timeline.links.push(Link { kind, from_lane, from, to_lane, to });
    }

    fn spawn(&mut self, seq: usize, parent: Option<usize>, lane: Option<usize>) {
        let Some(lane) = lane else { return };
        self.lanes.all[lane].from = seq;
        self.lives[lane].turn(lane, seq, Some((BarState::Created, None)));
        if parent.is_some() {
            self.link(LinkKind::Spawn, (parent, seq), (lane, seq));
        }
    }

    fn run(&mut self, seq: usize, lane: Option<usize>) {
        let Some(lane) = lane else { return };
        let life = &mut self.lives[lane];
        life.turn(lane, seq, Some((BarState::Running, None)));
        if let Some(shield) = life.shield.take() {
            self.timeline.brackets[shield].to = seq;
        }
    }

    fn suspend(&mut self, entry: &Entry<'a>, lane: Option<usize>, on: Awaited) {
        let Some(lane) = lane else { return };
        let words = words(self.trace, entry, on);
        let next = self.timeline.awaited.len() as u32;
        let index = *self.words.entry(words).or_insert_with_key(|words| {
            self.timeline.awaited.push(words.clone());
            next
        });
        let shields = matches!(on, Awaited::Future(future) if self.trace.purpose(future) == Purpose::Shield);
        let life = &mut self.lives[lane];
        let state = match (life.requested, life.leaving) {
            (true, _) => BarState::Cancelling,
            (false, Some(_)) => BarState::CleaningUp,
            (false, None) => BarState::Suspended,
        };
        life.awaited = Some(on);
        life.turn(lane, entry.seq, Some((state, Some(index))));
        if shields {
            life.shield = Some(self.timeline.brackets.len());
            self.open(BracketKind::Shield, lane, entry.seq, None);
        }
    }

    fn cancel(&mut self, seq: usize, request: &CancelRequest) {
        let Some(lane) = self.lanes.of(request.target) else { return };
        if !request.counted {
            self.mark(seq, Some(lane), MarkKind::CancelIgnored);
            return;
        }
        let life = &mut self.lives[lane];
        life.requested = true;
        if let Some((_, BarState::Created | BarState::Suspended | BarState::CleaningUp, awaited)) = life.open {
            life.turn(lane, seq, Some((BarState::Cancelling, awaited)));
        }
        if let Some(shield) = life.shield {
            self.timeline.brackets[shield].cancelled.get_or_insert(seq);
        }
        let by = match &request.by {
            Requester::Task(task) | Requester::Awaiting(task) | Requester::WaitFor(task) => self.lanes.of(*task),
            Requester::Gather(task) => task.and_then(|task| self.lanes.of(task)),
            Requester::TaskGroup(group) => {
                let bracket = self.groups.get(group).map(|&index| &self.timeline.brackets[index]);
                // Its own abort is marked, and lets the body end; after the block it is a request like any other.
                if bracket.is_some_and(|of| of.lane == lane && of.cancelled.is_some() && of.to == of.from) {
                    return;
                }
                bracket.map(|of| of.lane)
            }
            // The timeout that is over is marked.
            Requester::Timeout => return,
            _ => None,
        };
        self.mark(seq, Some(lane), MarkKind::CancelRequested);
        if by != Some(lane) {
            self.link(LinkKind::Cancel, (by, seq), (lane, seq));
        }
    }

    fn deliver(&mut self, seq: usize, lane: Option<usize>, exception: &'a Exception) {
        let Some(lane) = lane else { return };
        let life = &mut self.lives[lane];
        life.leaving = Some((exception, life.leaving.map_or(life.bars.len(), |(_, since)| since)));
        if exception.is(CancelledError) && std::mem::take(&mut life.requested) {
            return;
        }
        let awaited = life.awaited;
        self.mark(seq, Some(lane), MarkKind::Arrived);
        if self.passed_on(seq, lane, exception) == 0
            && let Some(Awaited::Task(task)) = awaited
            && let Some(from) = self.lanes.of(task)
            && let Some(end) = self.lives[from].ended
        {
            self.link(LinkKind::Exception, (Some(from), end), (lane, seq));
        }
    }

    fn raise(&mut self, seq: usize, lane: Option<usize>, exception: &'a Exception) {
        let Some(lane) = lane else { return };
        let life = &mut self.lives[lane];
        if life.leaving.is_some_and(|(before, _)| !follows(exception, before)) {
            life.stays();
        }
        let since = life.leaving.map_or(life.bars.len(), |(_, since)| since);
        life.leaving = Some((exception, since));
        self.mark(seq, Some(lane), MarkKind::Raised);
        self.passed_on(seq, lane, exception);
    }

    /// Links an exception, or those of a group, to the tasks that ended with them. Gives to how many.
    fn passed_on(&mut self, seq: usize, lane: usize, exception: &Exception) -> usize {
        let ended = |of: &Exception| self.ended_with.get(&of.address()).copied().filter(|&(from, _)| from != lane);
        let from = match ended(exception) {
            Some(from) => vec![from],
            None => members(exception).iter().filter_map(ended).collect(),
        };
        from.iter().for_each(|&(from, end)| self.link(LinkKind::Exception, (Some(from), end), (lane, seq)));
        from.len()
    }

    fn finish(&mut self, seq: usize, lane: Option<usize>, end: TaskEnd<'a>) {
        let Some(lane) = lane else { return };
        let life = &mut self.lives[lane];
        life.turn(lane, seq, None);
        life.ended = Some(seq);
        let left = life.leaving.zip(end.exception()).is_some_and(|((with, _), end)| follows(end, with));
        if !left {
            life.stays();
        }
        if let Some(exception) = end.exception() {
            self.ended_with.entry(exception.address()).or_insert((lane, seq));
        }
        self.lanes.all[lane].outcome = end.ending().into();
        let kind = match end.ending() {
            Ending::Result => MarkKind::Finished,
            Ending::Exception => MarkKind::Failed,
            Ending::Cancelled => MarkKind::Cancelled,
        };
        self.mark(seq, Some(lane), kind);
    }

    fn group(&mut self, seq: usize, lane: Option<usize>, group: GroupId, step: GroupStep) {
        if let (GroupStep::Enter, Some(lane)) = (step, lane) {
            self.groups.insert(group, self.timeline.brackets.len());
            self.open(BracketKind::Group, lane, seq, None);
        }
        let Some(&index) = self.groups.get(&group) else { return };
        let bracket = &mut self.timeline.brackets[index];
        match step {
            GroupStep::Abort => {
                bracket.cancelled = Some(seq);
                let lane = bracket.lane;
                self.mark(seq, Some(lane), MarkKind::Aborted);
            }
            GroupStep::Leave => bracket.to = seq,
            GroupStep::Enter | GroupStep::Exit => {}
        }
    }

    fn timeout(&mut self, seq: usize, lane: Option<usize>, timeout: TimeoutId, step: TimeoutStep, length: Option<f64>) {
        if let (TimeoutStep::Enter, Some(lane)) = (step, lane) {
            self.timeouts.insert(timeout, self.timeline.brackets.len());
            self.open(BracketKind::Timeout, lane, seq, length);
        }
        let Some(&index) = self.timeouts.get(&timeout) else { return };
        let bracket = &mut self.timeline.brackets[index];
        match step {
            TimeoutStep::Expire => {
                bracket.cancelled = Some(seq);
                let lane = bracket.lane;
                self.mark(seq, Some(lane), MarkKind::Expired);
            }
            TimeoutStep::Leave => bracket.to = seq,
            TimeoutStep::Enter | TimeoutStep::Reschedule => {}
        }
    }

    /// Begins a bracket, which for now ends where it begins.
    fn open(&mut self, kind: BracketKind, lane: usize, seq: usize, seconds: Option<f64>) {
        let bracket = Bracket { kind, lane, from: seq, to: seq, cancelled: None, owned: None, track: 0, seconds };
        self.timeline.brackets.push(bracket);
    }

    fn end(mut self) -> Timeline {
        let last = self.trace.len().saturating_sub(1);
        for (lane, life) in self.lives.iter_mut().enumerate() {
            life.turn(lane, last, None);
            let own = &mut self.lanes.all[lane];
            own.to = life.ended.unwrap_or(last);
            let group = self.trace.group_of(own.task);
            own.group = group.and_then(|group| self.groups.get(&group).copied());
        }
        let mut timeline = self.timeline;
        timeline.bars = self.lives.into_iter().flat_map(|life| life.bars).collect();
        timeline.lanes = self.lanes.all;
        for bracket in timeline.brackets.iter_mut().filter(|of| of.to == of.from) {
            bracket.to = timeline.lanes[bracket.lane].to.max(bracket.from);
        }
        timeline
    }
}

/// Longer chains are not followed: a program may make them as long as it likes.
const FAR: usize = 16;

/// Whether an exception is another one, holds it, or has come while that was handled.
fn follows(exception: &Exception, other: &Exception) -> bool {
    let mut contexts = std::iter::successors(Some(exception.clone()), Exception::context).take(FAR);
    contexts.any(|of| of.same(other) || members(&of).iter().any(|member| member.same(other)))
}

/// What is awaited, in a word or two.
fn words(trace: &Trace, entry: &Entry<'_>, on: Awaited) -> String {
    let future = match on {
        Awaited::NextIteration => return "sleep 0".to_owned(),
        Awaited::External => return "outside".to_owned(),
        Awaited::Task(task) => return log::task_name(trace, task),
        Awaited::Future(future) => future,
    };
    let word = match trace.purpose(future) {
        Purpose::Sleep(until) => {
            return format!("sleep {}", crate::repr::number(seconds(until.saturating_sub(entry.time))));
        }
        Purpose::Plain => "future",
        Purpose::Event => "event",
        Purpose::Lock => "lock",
        Purpose::Semaphore => "semaphore",
        Purpose::Condition => "condition",
        Purpose::QueueGet => "queue.get",
        Purpose::QueuePut => "queue.put",
        Purpose::Gather => "gather",
        Purpose::TaskGroup => "tasks of the group",
        Purpose::Shield => "shield",
        Purpose::Wait | Purpose::WaitUntil(_) => "wait",
        Purpose::WaitFor => "wait_for",
    };
    word.to_owned()
}
