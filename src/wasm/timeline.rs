//! The picture of a run as columns.
//!
//! Invariant: what names no lane and no event is [`NONE`] in a column.

use js_sys::{Float32Array, Float64Array, Int32Array, Uint8Array, Uint32Array};
use serde::Serialize;
use tsify::Tsify;

use crate::report::{BarState, Bracket, BracketKind, LinkKind, MarkKind, Report, TaskOutcome, seconds};

/// Stands for no lane and no event.
const NONE: i32 = -1;

/// The picture of a run as numbers; everything names events by their numbers, and `at` has the place of each.
#[derive(Serialize, Tsify)]
pub struct Timeline {
    /// The place of each event, in widths of a mark.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float32Array")]
    at: Float32Array,
    /// Where the axis ends.
    width: f64,
    /// The moments in which something happens, in seconds.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float64Array")]
    moment: Float64Array,
    /// The first event of each moment.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    moment_first: Uint32Array,
    /// Whether the time before each moment is cut.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint8Array")]
    moment_cut: Uint8Array,
    /// The task of each lane.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    lane: Uint32Array,
    /// The lane of the task that created it.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Int32Array")]
    lane_parent: Int32Array,
    /// How deep it is in the tree of creation.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    lane_depth: Uint32Array,
    /// The bracket of the group that owns it.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Int32Array")]
    lane_group: Int32Array,
    /// The event that begins it.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    lane_from: Uint32Array,
    /// The event that ends it.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    lane_to: Uint32Array,
    /// Index into the outcomes.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint8Array")]
    lane_outcome: Uint8Array,
    /// How many brackets stand above one another over it.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    lane_tracks: Uint32Array,
    /// The lane of each bar; bars stand lane by lane.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    bar: Uint32Array,
    /// The event that begins it.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    bar_from: Uint32Array,
    /// The event that ends it.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    bar_to: Uint32Array,
    /// Index into the states.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint8Array")]
    bar_state: Uint8Array,
    /// Index into `awaited`.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Int32Array")]
    bar_awaited: Int32Array,
    /// The event of each mark, in order.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    mark: Uint32Array,
    /// Its lane.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Int32Array")]
    mark_lane: Int32Array,
    /// Index into the kinds of marks.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint8Array")]
    mark_kind: Uint8Array,
    /// The event at which each link begins.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    link_from: Uint32Array,
    /// The event at which it ends; they stand in this order.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    link_to: Uint32Array,
    /// The lane that it comes from.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Int32Array")]
    link_from_lane: Int32Array,
    /// The lane to which it leads.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    link_to_lane: Uint32Array,
    /// Index into the kinds of links.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint8Array")]
    link_kind: Uint8Array,
    /// The brackets, of which a run has few.
    brackets: Vec<TimelineBracket>,
    /// What is awaited in bars.
    awaited: Vec<String>,
    /// The names of states, in words.
    states: Vec<&'static str>,
    /// The names of kinds of marks, in words.
    marks: Vec<&'static str>,
    /// The names of outcomes.
    outcomes: Vec<&'static str>,
    /// The names of kinds of links.
    links: Vec<&'static str>,
}

/// A group, a timeout or a shield over a lane.
#[derive(Serialize, Tsify)]
pub(super) struct TimelineBracket {
    /// `group`, `timeout` or `shield`.
    kind: &'static str,
    /// The lane of the task that entered it.
    lane: usize,
    /// The event that enters it.
    from: usize,
    /// The event that leaves it.
    to: usize,
    /// The event at which it cancelled, or was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    cancelled: Option<usize>,
    /// The first lane of a group's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    first: Option<usize>,
    /// The lane behind the last of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    end: Option<usize>,
    /// How many brackets stand around it in its lane.
    track: u32,
    /// For how long a timeout is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    seconds: Option<f64>,
}

const OUTCOMES: [TaskOutcome; 4] =
    [TaskOutcome::Finished, TaskOutcome::Failed, TaskOutcome::Cancelled, TaskOutcome::Pending];

impl Timeline {
    pub(super) fn of(report: &Report) -> Self {
        let of = report.timeline();
        let places: Vec<f32> = of.at.iter().map(|&at| at as f32).collect();
        let times: Vec<f64> = of.moments.iter().map(|moment| seconds(moment.time)).collect();
        Self {
            at: Float32Array::from(&places[..]),
            width: of.width,
            moment: Float64Array::from(&times[..]),
            moment_first: numbers(&of.moments, |moment| moment.first),
            moment_cut: bytes(&of.moments, |moment| u8::from(moment.is_cut)),
            lane: numbers(&of.lanes, |lane| lane.task as usize),
            lane_parent: options(&of.lanes, |lane| lane.parent),
            lane_depth: numbers(&of.lanes, |lane| lane.depth as usize),
            lane_group: options(&of.lanes, |lane| lane.group),
            lane_from: numbers(&of.lanes, |lane| lane.from),
            lane_to: numbers(&of.lanes, |lane| lane.to),
            lane_outcome: bytes(&of.lanes, |lane| lane.outcome as u8),
            lane_tracks: numbers(&of.lanes, |lane| lane.tracks as usize),
            bar: numbers(&of.bars, |bar| bar.lane),
            bar_from: numbers(&of.bars, |bar| bar.from),
            bar_to: numbers(&of.bars, |bar| bar.to),
            bar_state: bytes(&of.bars, |bar| bar.state as u8),
            bar_awaited: options(&of.bars, |bar| bar.awaited.map(|index| index as usize)),
            mark: numbers(&of.marks, |mark| mark.seq),
            mark_lane: options(&of.marks, |mark| mark.lane),
            mark_kind: bytes(&of.marks, |mark| mark.kind as u8),
            link_from: numbers(&of.links, |link| link.from),
            link_to: numbers(&of.links, |link| link.to),
            link_from_lane: options(&of.links, |link| link.from_lane),
            link_to_lane: numbers(&of.links, |link| link.to_lane),
            link_kind: bytes(&of.links, |link| link.kind as u8),
            brackets: of.brackets.iter().map(TimelineBracket::of).collect(),
            awaited: of.awaited.clone(),
            states: BarState::ALL.map(BarState::words).to_vec(),
            marks: MarkKind::ALL.map(MarkKind::words).to_vec(),
            outcomes: OUTCOMES.map(TaskOutcome::word).to_vec(),
            links: LinkKind::ALL.map(LinkKind::word).to_vec(),
        }
    }
}

impl TimelineBracket {
    fn of(of: &Bracket) -> Self {
        let kind = match of.kind {
            BracketKind::Group => "group",
            BracketKind::Timeout => "timeout",
            BracketKind::Shield => "shield",
        };
        let (first, end) = of.owned.unzip();
        let Bracket { lane, from, to, cancelled, track, seconds, .. } = *of;
        Self { kind, lane, from, to, cancelled, first, end, track, seconds }
    }
}

fn numbers<T>(all: &[T], of: impl Fn(&T) -> usize) -> Uint32Array {
    Uint32Array::from(&all.iter().map(|one| of(one) as u32).collect::<Vec<_>>()[..])
}

fn options<T>(all: &[T], of: impl Fn(&T) -> Option<usize>) -> Int32Array {
    Int32Array::from(&all.iter().map(|one| of(one).map_or(NONE, |index| index as i32)).collect::<Vec<_>>()[..])
}

fn bytes<T>(all: &[T], of: impl Fn(&T) -> u8) -> Uint8Array {
    Uint8Array::from(&all.iter().map(of).collect::<Vec<_>>()[..])
}
