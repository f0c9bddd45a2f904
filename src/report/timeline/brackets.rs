//! What brackets own, and how they stand above one another.
//!
//! Invariant: a bracket stands below all in its lane that are open when it begins.

use super::{BracketKind, Timeline};

/// Gives brackets their tracks, and groups the lanes that they own.
pub(super) fn own(timeline: &mut Timeline) {
    let mut open: Vec<Vec<usize>> = vec![Vec::new(); timeline.lanes.len()];
    for index in 0..timeline.brackets.len() {
        let (lane, from, to) = {
            let bracket = &timeline.brackets[index];
            (bracket.lane, bracket.from, bracket.to)
        };
        let ends = &mut open[lane];
        ends.retain(|&end| end > from);
        timeline.brackets[index].track = ends.len() as u32;
        ends.push(to);
        let tracks = &mut timeline.lanes[lane].tracks;
        *tracks = (*tracks).max(ends.len() as u32);
    }
    for lane in 0..timeline.lanes.len() {
        let Some(group) = timeline.lanes[lane].group else { continue };
        let depth = timeline.lanes[lane].depth;
        let behind = timeline.lanes[lane + 1..].iter().take_while(|other| other.depth > depth).count();
        let end = lane + 1 + behind;
        let bracket = &mut timeline.brackets[group];
        debug_assert_eq!(bracket.kind, BracketKind::Group);
        // Another task may add tasks to a group as well; the lanes of these stand below that one.
        if timeline.lanes[lane].parent == Some(bracket.lane) {
            let first = bracket.owned.map_or(lane, |(first, _)| first);
            bracket.owned = Some((first, end));
        }
    }
}
