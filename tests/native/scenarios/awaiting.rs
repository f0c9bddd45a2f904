//! What must come out of section 1: exceptions and awaiting.

use except_star::scenario::RunSpec;

use super::{console, rows, run_with};

#[test]
fn await_raises_is_caught_at_the_await() {
    let run = run_with(RunSpec::new("await-raises"));
    assert_eq!(console(&run), ["0 fetch(2) begins", "0.5 caught ValueError: there is no item 2", "0.5 main goes on"]);
    assert_eq!(
        rows(&run, 0),
        [
            "raised in fetch | 0.5 | ValueError('there is no item 2')",
            "caught in main | 0.5 | ValueError('there is no item 2')",
            "main ended | 0.5 | ",
        ]
    );
}

#[test]
fn await_raises_with_another_handler_ends_in_a_traceback() {
    let run = run_with(RunSpec::new("await-raises").with("catches", "KeyError"));
    assert_eq!(run.outcome.status, "raised");
    assert_eq!(
        console(&run),
        ["0 fetch(2) begins", "0.5 Traceback (most recent call last):", "0.5 ValueError: there is no item 2"]
    );
    assert_eq!(rows(&run, 0)[1], "left main unhandled | 0.5 | ValueError('there is no item 2')");
}

#[test]
fn a_plain_gather_raises_the_first_error_and_the_siblings_finish() {
    let run = run_with(RunSpec::new("gather").with("mode", "plain"));
    assert_eq!(
        rows(&run, 0),
        [
            "1 | finished | 0.1 | 10",
            "2 | failed | 0.2 | ValueError('task 2 failed')",
            "3 | finished | 0.3 | 30",
            "gather | raised | 0.2 | ValueError('task 2 failed')",
        ]
    );
}

#[test]
fn a_collecting_gather_waits_for_all_and_has_a_row_a_task() {
    let run = run_with(RunSpec::new("gather").with("mode", "collect").with("failing", "1,3"));
    assert_eq!(
        rows(&run, 0),
        [
            "1 | failed | 0.1 | ValueError('task 1 failed')",
            "2 | finished | 0.2 | 20",
            "3 | failed | 0.3 | ValueError('task 3 failed')",
            "gather | returned | 0.3 | ",
        ]
    );
}

#[test]
fn a_failing_task_that_does_not_exist_is_remarked_on() {
    let run = run_with(RunSpec::new("gather").with("failing", "2,7,9"));
    let remarks: Vec<_> = run.remarks.iter().map(|remark| (remark.field, remark.text.as_str())).collect();
    assert_eq!(remarks, [("failing", "There are no tasks 7, 9 among 3, so those numbers do nothing.")]);
    assert!(run_with(RunSpec::new("gather")).remarks.is_empty());
}

#[test]
fn the_end_of_main_cancels_what_a_plain_gather_left_running() {
    let run = run_with(RunSpec::new("gather").with("mode", "plain").with("linger", "0"));
    assert_eq!(rows(&run, 0)[2], "3 | cancelled | 0.2 | CancelledError()");
}

#[test]
fn a_gather_whose_child_somebody_cancels_raises_too() {
    let mut spec = RunSpec::new("gather").with("mode", "plain").with("failing", "");
    spec.interventions = vec!["0.15:cancel:plain-2".to_owned()];
    let run = run_with(spec);
    assert_eq!(rows(&run, 0)[3], "gather | raised | 0.15 | CancelledError()");
}
