//! What is said beside the fields: nothing of the defaults, and elsewhere only what the run bears out.

use except_star::report::TaskOutcome;
use except_star::scenario::catalogue;
use except_star::spec::{Run, RunSpec};

use super::{remarks, run_with};
use crate::cases::cases;

/// A kind of remark: its scenario, values for which it is made, its field, a part of its text, and what a run in which
/// nobody intervenes shows if it is true.
type Truth = (&'static str, &'static str, &'static str, &'static str, fn(&Run, &str) -> bool);

const TRUTHS: &[Truth] = &[
    ("await-raises", "n=1&raises=KeyError", "raises", "raises nothing", |run, _| {
        same_with(run, "raises", "ValueError")
    }),
    ("await-raises", "n=1&catches=KeyError", "catches", "nothing to catch", |run, _| {
        same_with(run, "catches", "ValueError")
    }),
    ("gather", "failing=7", "failing", "There ", |run, _| same_without_the_missing(run)),
    ("gather", "mode=collect&linger=3", "linger", "this mode has none", |run, _| same_with(run, "linger", "0.5")),
    ("gather", "failing=4&linger=3", "linger", "does not raise", |run, _| same_with(run, "linger", "0.5")),
    ("create-task", "linger=3", "linger", "does not linger", |run, _| same_with(run, "linger", "1")),
    ("create-task", "awaited=false&fails_after=1.6", "fails_after", "no error to tell of", |run, _| {
        !printed(run, "background fails") && !printed(run, "never retrieved")
    }),
    ("task-group-failure", "failing=7", "failing", "There ", |run, _| same_without_the_missing(run)),
    ("task-group-failure", "failing=2,3&stagger=0.1", "failing", "can fail", |run, text| {
        let (_, cancelled) = text.split_once("cancels").expect("it says who is cancelled");
        numbers(cancelled).iter().all(|k| ended(run, &format!("task-{k}")) == Some(TaskOutcome::Cancelled))
    }),
    ("task-group-failure", "failing=&raises=KeyError", "raises", "there is no error", |run, _| {
        same_with(run, "raises", "ValueError")
    }),
    ("task-group-failure", "failing=&catches=KeyError", "catches", "no error to take", |run, _| {
        same_with(run, "catches", "ValueError")
    }),
    ("gather-vs-task-group", "failing=7", "failing", "There ", |run, _| same_without_the_missing(run)),
    ("nested-groups", "outer_fails_at=0.2", "inner_fails_at", "before it can fail", |run, _| {
        ended(run, "inner-1") == Some(TaskOutcome::Cancelled) && ended(run, "outer-1") == Some(TaskOutcome::Failed)
    }),
    ("nested-groups", "outer_fails_at=0.4", "outer_fails_at", "before it can fail", |run, _| {
        ended(run, "outer-1") == Some(TaskOutcome::Cancelled) && ended(run, "inner-1") == Some(TaskOutcome::Failed)
    }),
    ("exception-group", "outcomes=ok", "outcomes", "no handler runs", |run, _| !printed(run, "except*")),
    ("exception-group", "handlers=", "handlers", "ends the program", |run, _| run.outcome.status.name() == "raised"),
    ("exception-group", "handlers=ValueError,OSError", "handlers", "gets nothing", |run, text| {
        let mut handlers: Vec<_> = run.spec().params()["handlers"].split(',').collect();
        handlers.remove(numbers(text)[0] - 1);
        same_with(run, "handlers", &handlers.join(","))
    }),
    ("exception-group", "stagger=0.1", "stagger", "has one error", |run, text| {
        let failed: Vec<_> =
            run.report.tasks()[1..].iter().filter(|task| task.outcome == TaskOutcome::Failed).collect();
        failed.len() == 1 && failed[0].name == format!("task-{}", numbers(text)[0])
    }),
    ("exception-group-iterate", "outcomes=ok", "outcomes", "no group to walk", |run, _| !printed(run, "caught:")),
    ("exception-group-iterate", "outcomes=ok,OSError&nesting=3", "nesting", "ends there", |run, text| {
        let leaves = run.report.console().iter().filter_map(|line| line.text.strip_prefix("  ")?.split(' ').next());
        leaves.map(|path| path.split('.').count()).max() == Some(numbers(text)[0])
    }),
    ("exception-group-iterate", "split_by=Exception", "split_by", "there is no rest", |run, _| {
        printed(run, "split, rest: None")
    }),
    ("exception-group-iterate", "split_by=OSError", "split_by", "all of it is rest", |run, _| {
        printed(run, "split, matching: None")
    }),
    ("cancel", "work=0.5", "cancel_at", "done by then", |run, _| printed(run, "main cancels the worker: False")),
    ("cancel", "work=1", "cancel_at", "although its sleep is over", |run, _| {
        printed(run, "the worker gets CancelledError") && !printed(run, "the worker is done")
    }),
    ("cancel", "second_cancel_at=1.2", "second_cancel_at", "is ignored", |run, _| printed(run, "again: False")),
    ("cancel", "second_cancel_at=0.5", "second_cancel_at", "right after the first", |run, _| {
        time_of(run, "main cancels it again") == time_of(run, "main cancels the worker")
    }),
    ("cancel", "second_cancel_at=1.1&reraise=false", "reraise", "ends the worker all the same", |run, _| {
        printed(run, "the cleanup is cut short") && ended(run, "worker") == Some(TaskOutcome::Cancelled)
    }),
    ("shield", "form=lesson&cancel_at=1", "cancel_at", "before there is an awaiter", |run, _| {
        ended(run, "awaiter").is_none() && same_with(run, "cancel_at", "0.5")
    }),
    ("shield", "operation=0.4", "cancel_at", "returns False", |run, _| {
        ended(run, "awaiter") == Some(TaskOutcome::Finished) && printed(run, "main cancels the awaiter: False")
    }),
    ("shield", "operation=0.4&wait_at_end=false", "wait_at_end", "nothing is lost", |run, _| {
        ended(run, "operation") == Some(TaskOutcome::Finished)
    }),
    ("timeout", "limit=3", "limit", "does nothing", |run, _| same_with(run, "limit", "10")),
    ("timeout", "limit=0", "limit", "does not even start", |run, _| {
        let lines: Vec<_> = run.report.console().iter().map(|line| line.text.as_str()).collect();
        let (first, second) = lines.split_at(lines.iter().position(|line| *line == "wait_for:").unwrap_or(0));
        first.contains(&"the operation is cancelled") && !second.iter().any(|line| line.contains("the operation"))
    }),
    ("timeout", "outer_limit=1.5", "outer_limit", "does nothing", |run, _| same_with(run, "outer_limit", "")),
    ("timeout", "limit=3&swallow=true", "swallow", "no CancelledError", |run, _| same_with(run, "swallow", "false")),
    ("graceful-shutdown", "grace=3", "grace", "nobody needs the grace", |run, _| {
        same_with(run, "grace", "2") && !printed(run, "the grace is over")
    }),
    ("cleanup-finally", "cancel_at=1.5", "fails", "The cancellation comes before", |run, _| {
        !printed(run, &format!("{} fails", run.spec().params()["fails"]))
    }),
    ("cleanup-finally", "acquire_inside_try=true", "acquire_inside_try", "no difference", |run, _| {
        same_with(run, "acquire_inside_try", "false")
    }),
    ("cleanup-finally", "cancel_at=2.1", "cancel_at", "nothing is left", |run, _| same_with(run, "cancel_at", "")),
    ("debug-mode", "block=0.05", "block", "is not reported", |run, _| !printed(run, "Executing")),
    ("common-mistakes", "block=2", "block", "does nothing", |run, _| same_with(run, "block", "5")),
    ("logging", "failing=7", "failing", "There ", |run, _| same_without_the_missing(run)),
    ("logging", "failing=2,3&cancel_at=1", "failing", "could fail", |run, text| {
        numbers(text).iter().all(|k| ended(run, &format!("task-{k}")) == Some(TaskOutcome::Cancelled))
    }),
    ("logging", "cancel_at=2", "cancel_at", "none is cancelled", |run, _| same_with(run, "cancel_at", "")),
    ("logging", "level=CRITICAL", "level", "no record appears", |run, _| !printed(run, ":monitor:")),
    ("logging", "level=ERROR", "level", "as high as ERROR", |run, _| !printed(run, ":monitor:")),
    ("logging", "level=WARNING", "level", "as high as WARNING", |run, _| !printed(run, ":monitor:")),
    ("retry", "failure=0", "failure", "nothing is tried again", |run, _| !printed(run, "attempt 2")),
    ("retry", "retry_on=TimeoutError", "retry_on", "comes out at once", |run, _| !printed(run, "next attempt")),
    ("retry", "retries=0", "retries", "One attempt is made", |run, _| {
        !printed(run, "next attempt") && printed(run, "attempt 1 succeeds") != printed(run, "given up")
    }),
    ("retry", "delay=0", "delay", "Every wait is 0", |run, _| run.end_time == 0.0),
    ("retry", "cap=8", "cap", "nothing is cut", |run, _| same_with(run, "cap", "")),
    ("retry", "cancel_at=16", "cancel_at", "the caller is done", |run, _| same_with(run, "cancel_at", "")),
    ("task-runner", "api_error=1", "timeout_error", "does nothing", |run, _| same_with(run, "timeout_error", "0")),
    ("task-runner", "api_error=1&other_error=0.1", "other_error", "does nothing", |run, _| {
        same_with(run, "other_error", "0")
    }),
    ("task-runner", "api_error=0.9", "timeout_error", "what they leave", |run, _| {
        same_with(run, "timeout_error", &left_by(run, &["api_error"]))
    }),
    ("task-runner", "other_error=1", "other_error", "what they leave", |run, _| {
        same_with(run, "other_error", &left_by(run, &["api_error", "timeout_error"]))
    }),
    (
        "task-runner",
        "strategy=collect-all&count_cancelled=false",
        "count_cancelled",
        "somebody intervenes",
        |run, _| same_with(run, "count_cancelled", "true"),
    ),
    ("task-runner", "handlers=Exception,ApiError", "handlers", "could take", |run, _| {
        let mut useful: Vec<&str> = Vec::new();
        for handler in run.spec().params()["handlers"].split(',') {
            if !useful.contains(&handler) && !useful.contains(&"Exception") {
                useful.push(handler);
            }
        }
        same_with(run, "handlers", &useful.join(","))
    }),
];

fn printed(run: &Run, text: &str) -> bool {
    run.report.console().iter().any(|line| line.text.contains(text))
}

fn time_of(run: &Run, text: &str) -> Option<f64> {
    run.report.console().iter().find(|line| line.text.contains(text)).map(|line| line.time)
}

fn ended(run: &Run, task: &str) -> Option<TaskOutcome> {
    run.report.tasks().iter().find(|life| life.name == task).map(|task| task.outcome)
}

/// Whether the run is the same with another value of this parameter.
fn same_with(run: &Run, name: &str, value: &str) -> bool {
    run_with(run.spec().clone().with(name, value)).report.console() == run.report.console()
}

/// Whether the run is the same without the failing tasks that do not exist.
fn same_without_the_missing(run: &Run) -> bool {
    let tasks = numbers(&run.spec().params()["tasks"])[0];
    let there = numbers(&run.spec().params()["failing"]).into_iter().filter(|&k| k <= tasks);
    same_with(run, "failing", &there.map(|k| k.to_string()).collect::<Vec<_>>().join(","))
}

/// What these probabilities leave of 1.
fn left_by(run: &Run, names: &[&str]) -> String {
    let taken: f64 = names.iter().map(|name| run.spec().params()[*name].parse::<f64>().expect("it is a number")).sum();
    (1.0 - taken).max(0.0).to_string()
}

/// The whole numbers in a text.
fn numbers(text: &str) -> Vec<usize> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

#[test]
fn nothing_is_said_of_the_defaults() {
    for entry in catalogue() {
        assert_eq!(remarks(&run_with(RunSpec::new(entry.scenario.id))), [""; 0], "{}", entry.scenario.id);
    }
}

#[test]
fn every_kind_of_remark_is_made() {
    for (id, values, field, part, _) in TRUTHS {
        let pairs = values.split('&').filter_map(|pair| pair.split_once('='));
        let run = run_with(pairs.fold(RunSpec::new(id), |spec, (name, value)| spec.with(name, value)));
        let said = |remark: &except_star::scenario::Remark| remark.field == *field && remark.text.contains(part);
        assert!(run.remarks().iter().any(said), "{id} {values}: {:?}", run.remarks());
        check(id, &run);
    }
}

/// With which kinds of values the scenarios are compared, see [`cases`].
#[test]
fn every_remark_is_true_of_all_values() {
    for entry in catalogue() {
        for spec in cases(entry) {
            check(entry.scenario.id, &run_with(RunSpec { interventions: Vec::new(), ..spec }));
        }
    }
}

/// Every remark on a run is of one known kind, and true.
#[track_caller]
fn check(id: &str, run: &Run) {
    for remark in run.remarks() {
        let of_kind = |truth: &&Truth| truth.0 == id && truth.2 == remark.field && remark.text.contains(truth.3);
        let kinds: Vec<_> = TRUTHS.iter().filter(of_kind).collect();
        assert_eq!(kinds.len(), 1, "{remark:?} on {:?}", run.spec());
        assert!(kinds[0].4(run, &remark.text), "{remark:?} is not true of {:?}", run.spec());
    }
}
