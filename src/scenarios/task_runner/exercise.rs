//! The exercise on the task runner: what a good one fulfils, whoever fails and whoever is cancelled.
//!
//! Invariant: the requirements read the run and know nothing of the values that the reader chose.

use crate::report::{Cell, Lane, LaneEnding, since};
use crate::repr::float;
use crate::scenario::{Exercise, Requirement, Run};
use crate::trace::Kind;

pub(super) static EXERCISE: Exercise = Exercise {
    text: "Five tasks run. One in five fails with ApiError, one in five with RequestTimeout, one in five with ValueError, and at \
           0.6 s somebody cancels task 2. Choose the strategy, the handlers and the tracking so that the five requirements hold, \
           whatever the seed.",
    changes: &["strategy", "handlers", "count_cancelled"],
    fixed: &[("other_error", "0.2")],
    interventions: &["0.6:cancel:task-2"],
    seeds: 20,
    requirements: &[
        Requirement { text: "Nothing leaves main unhandled.", broken_by: left_main },
        Requirement { text: "The failure of one task cancels no other task.", broken_by: cancelled_by_a_failure },
        Requirement { text: "The summary counts every task that was started.", broken_by: not_counted },
        Requirement {
            text: "Every failed task is logged exactly once; an ApiError and a RequestTimeout by the handler of their own class.",
            broken_by: wrongly_logged,
        },
        Requirement { text: "The run takes no longer than its slowest task.", broken_by: too_long },
    ],
};

fn left_main(run: &Run) -> Option<String> {
    let how = run.outcome.exception.as_ref().or(run.outcome.message.as_ref());
    (run.outcome.status != "ok").then(|| format!("{} left main.", how.map_or("", String::as_str)))
}

fn tasks(run: &Run) -> impl Iterator<Item = &Lane> {
    run.lanes.iter().filter(|lane| lane.name.starts_with("task-"))
}

fn cancelled_by_a_failure(run: &Run) -> Option<String> {
    let from_outside = |lane: &Lane| {
        let mut requests = run
            .trace
            .records()
            .iter()
            .filter(|record| record.kind == Kind::Cancel && run.trace.cancellation(record.arg).target == lane.id);
        requests.any(|request| run.trace.records()[request.cause as usize].kind == Kind::Intervention)
    };
    let victim = tasks(run).find(|lane| lane.outcome == LaneEnding::Cancelled && !from_outside(lane))?;
    let failed = tasks(run).filter(|lane| lane.outcome == LaneEnding::Failed);
    let culprit = failed.min_by(|one, other| one.finished.partial_cmp(&other.finished).expect("times are numbers"));
    Some(match culprit {
        Some(culprit) => {
            format!("{} failed at {} s, and {} was cancelled.", culprit.name, time(culprit.finished), victim.name)
        }
        None => format!("{} was cancelled.", victim.name),
    })
}

fn not_counted(run: &Run) -> Option<String> {
    let summary = run.tables.first()?;
    let total = |row: usize| match summary.rows[row][1] {
        Cell::Number(total) => total,
        _ => 0.0,
    };
    let (counted, started) = (total(0), total(1));
    (counted != started).then(|| format!("{started} tasks were started, and the summary counts {counted}."))
}

fn wrongly_logged(run: &Run) -> Option<String> {
    run.tables.get(1)?.rows.iter().find_map(|row| {
        let [Cell::Text(task), Cell::Text(outcome), _, Cell::Text(class), _, logged] = row.as_slice() else {
            return None;
        };
        let own = ["ApiError", "RequestTimeout"].contains(&class.as_str());
        match logged {
            _ if outcome != "failed" => None,
            Cell::Text(handler) if handler == class || !own && !handler.contains(',') => None,
            Cell::Text(handler) => Some(format!("{task} failed with {class}, and was logged by {handler}.")),
            _ => Some(format!("{task} failed with {class}, and no handler logged it.")),
        }
    })
}

fn too_long(run: &Run) -> Option<String> {
    let took = |lane: &Lane| lane.finished.map_or(0.0, |finished| since(lane.spawned, finished));
    let slowest = tasks(run).map(took).fold(0.0, f64::max);
    (run.end_time > slowest).then(|| {
        format!("The run took {} s, and no task more than {} s.", time(Some(run.end_time)), time(Some(slowest)))
    })
}

/// Seconds with as many digits as the console has.
fn time(seconds: Option<f64>) -> String {
    seconds.map_or_else(String::new, |seconds| float((seconds * 1e3).round() / 1e3))
}
