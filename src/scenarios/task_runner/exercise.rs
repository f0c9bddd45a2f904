//! The exercise on the task runner: what a good one fulfils, whichever tasks fail or are cancelled.
//!
//! Invariant: the requirements read the run and know nothing of the values that the reader chose.

use super::{ApiError, Counts, RequestTimeout, is_task, logged_by, names};
use crate::program::{Ended, Status};
use crate::report::{TaskLife, TaskOutcome, since};
use crate::repr::float;
use crate::scenario::{Exercise, Requirement};
use crate::trace::Requester;

pub(super) static EXERCISE: Exercise = Exercise {
    text: "Five tasks run. One in five fails with ApiError, one in five with RequestTimeout, one in five with ValueError, and at \
           0.6 s task 2 is cancelled from outside. Choose the strategy, the handlers and the tracking so that the five requirements hold, \
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

fn left_main(run: &Ended) -> Option<String> {
    let how = run.outcome.exception.as_ref().or(run.outcome.message.as_ref());
    (run.outcome.status != Status::Ok).then(|| format!("{} left main.", how.map_or("", String::as_str)))
}

fn tasks(run: &Ended) -> impl Iterator<Item = &TaskLife> {
    run.report.tasks().iter().filter(|task| is_task(task))
}

fn cancelled_by_a_failure(run: &Ended) -> Option<String> {
    let requests = run.report.cancellations();
    let from_outside = |task: &TaskLife| {
        requests.iter().any(|request| request.task() == task.id && request.request.by == Requester::Intervention)
    };
    let victim = tasks(run).find(|task| task.outcome == TaskOutcome::Cancelled && !from_outside(task))?;
    let failed = tasks(run).filter(|task| task.outcome == TaskOutcome::Failed);
    Some(match failed.min_by_key(|task| task.end) {
        Some(culprit) => {
            format!("{} failed at {} s, and {} was cancelled.", culprit.name, time(culprit.finished), victim.name)
        }
        None => format!("{} was cancelled.", victim.name),
    })
}

fn not_counted(run: &Ended) -> Option<String> {
    let tasks: Vec<&TaskLife> = tasks(run).collect();
    let counts = Counts::of(&run.report, &tasks);
    let (counted, started) = (counts.program.map_or(0, |program| program[0]), counts.real[0]);
    (counted != started).then(|| format!("{started} tasks were started, and the summary counts {counted}."))
}

fn wrongly_logged(run: &Ended) -> Option<String> {
    tasks(run).filter(|task| task.outcome == TaskOutcome::Failed).find_map(|task| {
        let error = run.report.ended_with(task.id)?;
        let class = error.class();
        let (name, own) = (class.name(), [ApiError, RequestTimeout].contains(class));
        match logged_by(&run.report, error).as_slice() {
            [] => Some(format!("{} failed with {name}, and no handler logged it.", task.name)),
            [handler] if !own || handler == class => None,
            handlers => Some(format!("{} failed with {name}, and was logged by {}.", task.name, names(handlers))),
        }
    })
}

fn too_long(run: &Ended) -> Option<String> {
    let took = |task: &TaskLife| task.finished.map_or(0.0, |finished| since(task.spawned, finished));
    let slowest = tasks(run).map(took).fold(0.0, f64::max);
    (run.end_time > slowest).then(|| {
        format!("The run took {} s, and no task more than {} s.", time(Some(run.end_time)), time(Some(slowest)))
    })
}

/// Seconds with as many digits as the console has.
fn time(seconds: Option<f64>) -> String {
    seconds.map_or_else(String::new, |seconds| float((seconds * 1e3).round() / 1e3))
}
