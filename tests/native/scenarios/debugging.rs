//! What must come out of section 6: debugging.

use except_star::report::Cell;
use except_star::scenario::{RunSpec, find};

use super::{console, remarks, rows, run_with};
use crate::cases::cases;

fn logging() -> RunSpec {
    RunSpec::new("logging")
}

#[test]
fn monitored_tasks_log_how_they_end() {
    let run = run_with(logging().with("failing", "2").with("cancel_at", "1.2"));
    assert_eq!(
        console(&run),
        [
            "0 INFO:monitor:task 1 starts",
            "0 DEBUG:monitor:task 1 works for 0.5 s",
            "0 INFO:monitor:task 2 starts",
            "0 DEBUG:monitor:task 2 works for 1.0 s",
            "0 INFO:monitor:task 3 starts",
            "0 DEBUG:monitor:task 3 works for 1.5 s",
            "0.5 INFO:monitor:task 1 completes: 10",
            "1 ERROR:monitor:task 2 fails: ValueError('task 2 failed')",
            "1.2 WARNING:monitor:task 3 is cancelled",
            "1.2 results: [10, ValueError('task 2 failed'), CancelledError('')]",
        ]
    );
    assert_eq!(
        rows(&run, 0)[6..],
        [
            "0.5 | INFO | monitor | task 1 completes: 10",
            "1 | ERROR | monitor | task 2 fails: ValueError('task 2 failed')",
            "1.2 | WARNING | monitor | task 3 is cancelled",
        ]
    );
    assert_eq!(rows(&run, 1), ["DEBUG | 3 | 3 | 0", "INFO | 4 | 4 | 0", "WARNING | 1 | 1 | 0", "ERROR | 1 | 1 | 0"]);
    assert!(run.remarks.is_empty());
}

#[test]
fn the_level_decides_what_appears_and_nothing_else() {
    let with = |level| run_with(logging().with("failing", "2").with("cancel_at", "1.2").with("level", level));
    let warning = with("WARNING");
    assert_eq!(
        rows(&warning, 0),
        [
            "1 | ERROR | monitor | task 2 fails: ValueError('task 2 failed')",
            "1.2 | WARNING | monitor | task 3 is cancelled",
        ]
    );
    assert_eq!(
        rows(&warning, 1),
        ["DEBUG | 3 | 0 | 3", "INFO | 4 | 0 | 4", "WARNING | 1 | 1 | 0", "ERROR | 1 | 1 | 0"]
    );
    assert_eq!(rows(&with("ERROR"), 0).len(), 1);
    let critical = with("CRITICAL");
    assert_eq!(console(&critical), ["1.2 results: [10, ValueError('task 2 failed'), CancelledError('')]"]);
    assert_eq!(remarks(&critical), ["level: Nothing is logged at CRITICAL, so no record appears."]);
}

#[test]
fn all_that_still_run_are_cancelled() {
    let run = run_with(logging().with("cancel_at", "0.5").with("level", "WARNING"));
    let cancelled = |k| format!("0.5 | WARNING | monitor | task {k} is cancelled");
    assert_eq!(rows(&run, 0), [cancelled(1), cancelled(2), cancelled(3)], "the timer that was set first fires first");
}

#[test]
fn a_task_that_never_starts_logs_nothing() {
    let mut spec = logging();
    spec.interventions = vec!["0:cancel:task-2".to_owned()];
    let run = run_with(spec);
    assert!(console(&run).iter().all(|line| !line.contains("task 2")));
    assert_eq!(rows(&run, 1), ["DEBUG | 2 | 2 | 0", "INFO | 4 | 4 | 0", "WARNING | 0 | 0 | 0", "ERROR | 0 | 0 | 0"]);
}

/// What the lives of the tasks amount to is what is logged, whoever intervenes.
#[test]
fn at_the_level_debug_nothing_is_filtered_out() {
    let entry = find("logging").expect("it is in the catalogue");
    let mut logged = 0.0;
    for case in cases(entry) {
        let run = run_with(case.with("level", "DEBUG"));
        for row in &run.tables[1].rows {
            assert_eq!(row[3], Cell::Number(0.0), "{:?}", run.spec);
            logged += if let Cell::Number(number) = row[1] { number } else { 0.0 };
        }
    }
    assert!(logged > 1000.0);
}

#[test]
fn values_that_log_nothing_are_remarked_on() {
    let of = |spec: RunSpec| remarks(&run_with(spec));
    assert_eq!(of(logging().with("level", "ERROR")), ["level: No task fails, so no record is as high as ERROR."]);
    assert_eq!(
        of(logging().with("level", "WARNING")),
        ["level: No task fails or is cancelled, so no record is as high as WARNING."]
    );
    assert_eq!(
        of(logging().with("cancel_at", "2").with("failing", "5")),
        [
            "failing: There is no task 5 among 3, so that number does nothing.",
            "cancel_at: By then all tasks have ended, so none is cancelled.",
        ]
    );
    assert_eq!(
        of(logging().with("cancel_at", "1").with("failing", "1,2")),
        ["failing: Task 2 is cancelled before it could fail."]
    );
    assert_eq!(
        of(logging().with("cancel_at", "1").with("failing", "3,1,2,3")),
        ["failing: Tasks 2, 3 are cancelled before they could fail."]
    );
    assert!(of(logging().with("cancel_at", "1.5").with("failing", "1")).is_empty());
}
