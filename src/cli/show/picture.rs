//! The timeline in characters: a line a task, a column an instant in which something happens to one.
//!
//! ```text
//!              0       0.1  0.2
//! main         ├───────────┤
//! ```
//! Invariant: what stands in one column happens at one place of the timeline, so marks stand above one another exactly when they do there.

use except_star::report::{BarState, Bracket, BracketKind, MarkKind, Report, seconds};
use except_star::repr::number;

/// No line is wider than this, in characters, without the names.
const WIDTH: f64 = 96.0;

pub(super) fn timeline(out: &mut String, report: &Report) {
    let (trace, timeline) = (report.trace(), report.timeline());
    *out += "\nTimeline\n";
    let scale = (WIDTH / timeline.width.max(1.0)).min(2.0);
    let column = |seq: usize| (timeline.at.get(seq).copied().unwrap_or_default() * scale).round() as usize;
    let width = column(trace.len().saturating_sub(1)) + 1;
    let label = |lane: usize| {
        let of = &timeline.lanes[lane];
        format!("{}{}", "  ".repeat(of.depth as usize), report.called(of.task))
    };
    let labels: Vec<String> = (0..timeline.lanes.len()).map(label).collect();
    let brackets: Vec<String> =
        timeline.brackets.iter().map(|of| format!("{} of {}", what(of), labels[of.lane].trim_start())).collect();
    let indent = labels.iter().chain(&brackets).map(|label| label.chars().count()).max().unwrap_or(0) + 2;
    let mut times = vec![' '; width + 8];
    let mut end = 0;
    for moment in &timeline.moments {
        let (at, text) = (column(moment.first), number(seconds(moment.time)));
        if at >= end && at + text.chars().count() <= times.len() {
            times[at..at + text.chars().count()].copy_from_slice(&text.chars().collect::<Vec<_>>());
            end = at + text.chars().count() + 1;
        }
    }
    line(out, "", indent, &times);
    let mut lines = vec![vec![' '; width]; timeline.lanes.len()];
    for bar in &timeline.bars {
        let fill = match bar.state {
            BarState::Created => '·',
            BarState::Running => '█',
            BarState::Suspended => '─',
            BarState::Cancelling => '~',
            BarState::CleaningUp => '═',
        };
        let (from, to) = (column(bar.from), column(bar.to).max(column(bar.from)));
        lines[bar.lane][from..=to].fill(fill);
    }
    for mark in &timeline.marks {
        if let Some(lane) = mark.lane {
            lines[lane][column(mark.seq)] = sign(mark.kind);
        }
    }
    for (lane, chars) in lines.iter().enumerate() {
        line(out, &labels[lane], indent, chars);
    }
    for (bracket, label) in timeline.brackets.iter().zip(&brackets) {
        let mut chars = vec![' '; width];
        let (from, to) = (column(bracket.from), column(bracket.to).max(column(bracket.from)));
        chars[from..=to].fill('‾');
        (chars[from], chars[to]) = ('[', ']');
        if let Some(at) = bracket.cancelled.map(column) {
            chars[at] = '!';
        }
        line(out, label, indent, &chars);
    }
    *out += "  █ running  ─ waiting  ~ cancelling  ═ cleaning up  · not begun\n";
    *out += "  ! raised  ▼ arrives  ○ handled  c cancel requested  ✓ finished  ✗ failed  / cancelled  ? reported by the loop\n";
}

fn what(of: &Bracket) -> String {
    match of.kind {
        BracketKind::Group => "group".to_owned(),
        BracketKind::Timeout => of.seconds.map_or("timeout".to_owned(), |long| format!("{} s timeout", number(long))),
        BracketKind::Shield => "shield".to_owned(),
    }
}

fn line(out: &mut String, label: &str, indent: usize, chars: &[char]) {
    let chars: String = chars.iter().collect();
    let gap = " ".repeat(indent.saturating_sub(label.chars().count()).max(1));
    *out += &format!("  {label}{gap}{}\n", chars.trim_end());
}

fn sign(kind: MarkKind) -> char {
    match kind {
        MarkKind::Raised => '!',
        MarkKind::Arrived => '▼',
        MarkKind::Caught => '○',
        MarkKind::CancelRequested | MarkKind::CancelIgnored => 'c',
        MarkKind::Finished => '✓',
        MarkKind::Failed => '✗',
        MarkKind::Cancelled => '/',
        MarkKind::Unretrieved => '?',
        MarkKind::Aborted => 'A',
        MarkKind::Expired => 'T',
        MarkKind::Signal => 'S',
        MarkKind::Intervention => 'I',
        MarkKind::Refused => 'R',
    }
}
