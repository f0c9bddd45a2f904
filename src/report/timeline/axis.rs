//! Where each event stands on the axis.
//!
//! ```text
//!   |1 2 3  4|- - - - - -|1 2|- - - - - - ~ ~ - - - - - -|1 2 3
//!    a moment  as long as  the  time that is cut: no gap
//!    fans out  it takes   next  is wider than LONGEST
//! ```
//! Invariant: a place is never less than that of the event before, and a mark stands a whole width behind the one before it in its lane.

use super::{LinkKind, Moment, Timeline};
use crate::trace::{Event, Nanos, Trace};

/// The width of a mark.
const MARK: f64 = 1.0;
/// From handle to handle, and from the edge of a bar to what comes next in it.
const EDGE: f64 = 0.5;
/// The widths of the time between two moments: of the usual one, and the least and the greatest.
const USUAL: f64 = 6.0;
const SHORTEST: f64 = 2.0;
const LONGEST: f64 = 12.0;

/// What an event puts into its lane.
#[derive(Clone, Copy, PartialEq)]
enum Put {
    /// A mark.
    Mark,
    /// The begin or the end of a bar or a bracket.
    Edge,
    /// The begin of a link that may share its place with the one before.
    Stem,
}

/// What stands at the end of a lane so far.
#[derive(Clone, Copy, Default)]
struct Last {
    mark: Option<f64>,
    any: Option<(f64, bool)>,
}

pub(super) fn place(trace: &Trace, timeline: &mut Timeline) {
    let puts = puts(trace, timeline);
    let gaps = gaps(trace);
    let mut last = vec![Last::default(); timeline.lanes.len() + 1];
    let (mut x, mut fresh) = (0.0_f64, false);
    let mut puts = puts.into_iter().peekable();
    for entry in trace.events() {
        if timeline.moments.last().is_none_or(|moment| moment.time != entry.time) {
            let (gap, is_cut) = gaps.get(timeline.moments.len()).copied().unwrap_or_default();
            timeline.moments.push(Moment { time: entry.time, first: entry.seq, is_cut });
            (x, fresh) = (x + gap, false);
        }
        fresh |= begins_handle(&entry.event);
        while let Some((_, lane, put)) = puts.next_if(|&(seq, ..)| seq == entry.seq) {
            if std::mem::take(&mut fresh) && timeline.moments.last().is_some_and(|moment| moment.first < entry.seq) {
                x += EDGE;
            }
            let last = &mut last[lane];
            if let Some((at, was_stem)) = last.any
                && !(was_stem && put == Put::Stem)
            {
                x = x.max(at + EDGE);
            }
            if let (Some(at), Put::Mark) = (last.mark, put) {
                x = x.max(at + MARK);
            }
            last.any = Some((x, put == Put::Stem));
            if put == Put::Mark {
                last.mark = Some(x);
            }
        }
        timeline.at.push(x);
    }
    timeline.width = x;
}

/// How wide the time before each moment is, and whether it is cut.
fn gaps(trace: &Trace) -> Vec<(f64, bool)> {
    let mut times: Vec<Nanos> = trace.events().map(|entry| entry.time).collect();
    times.dedup();
    let lengths: Vec<Nanos> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let mut ordered = lengths.clone();
    ordered.sort_unstable();
    let usual = ordered.get(ordered.len() / 2).copied().unwrap_or(1).max(1);
    let width = |length: Nanos| {
        let width = USUAL * length as f64 / usual as f64;
        (width.clamp(SHORTEST, LONGEST), width > LONGEST)
    };
    std::iter::once((0.0, false)).chain(lengths.into_iter().map(width)).collect()
}

fn begins_handle(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Step
            | Event::Wake { .. }
            | Event::Timer { .. }
            | Event::Call { .. }
            | Event::Signal { .. }
            | Event::Intervene { .. }
    )
}

/// What the events put into lanes, in order; behind the last lane stands the run itself. Most bars begin where another one ends.
fn puts(trace: &Trace, timeline: &Timeline) -> Vec<(usize, usize, Put)> {
    let run = timeline.lanes.len();
    let mut puts: Vec<(usize, usize, Put)> = Vec::new();
    puts.extend(timeline.marks.iter().map(|mark| (mark.seq, mark.lane.unwrap_or(run), Put::Mark)));
    // A cancel has its mark, and a lane ends with one.
    let last = trace.len().saturating_sub(1);
    let edges = timeline.bars.iter().flat_map(|bar| [(bar.from, bar.lane), (bar.to, bar.lane)]);
    let brackets = timeline.brackets.iter().flat_map(|of| [(of.from, of.lane), (of.to, of.lane)]);
    puts.extend(edges.chain(brackets).filter(|&(seq, _)| seq < last).map(|(seq, lane)| (seq, lane, Put::Edge)));
    let spawns = timeline.links.iter().filter(|link| link.kind == LinkKind::Spawn);
    puts.extend(spawns.filter_map(|link| Some((link.from, link.from_lane?, Put::Stem))));
    // A lane has one thing of an event, and a mark is the most.
    puts.sort_by_key(|&(seq, lane, put)| (seq, lane, put != Put::Mark));
    puts.dedup_by_key(|&mut (seq, lane, _)| (seq, lane));
    puts
}
