//! What must come out of section 1: exceptions and awaiting.

use except_star::spec::RunSpec;

use super::{console, intervened, rows, run_with};

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
    assert_eq!(run.outcome.status.name(), "raised");
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
fn one_gather_runs_after_the_other_with_the_same_tasks() {
    let run = run_with(RunSpec::new("gather"));
    let tasks =
        ["1 | finished | 0.1 | 10", "2 | failed | 0.2 | ValueError('task 2 failed')", "3 | finished | 0.3 | 30"];
    assert_eq!(rows(&run, 0)[..3], tasks);
    assert_eq!(rows(&run, 0)[3..], ["gather | raised | 0.2 | ValueError('task 2 failed')"]);
    assert_eq!(rows(&run, 1)[..3], tasks);
    assert_eq!(rows(&run, 1)[3..], ["gather | returned | 0.3 | "]);
    assert_eq!(run.end_time, 1.0);
}

#[test]
fn the_end_of_main_cancels_what_a_plain_gather_left_running() {
    let run = run_with(RunSpec::new("gather").with("mode", "plain").with("linger", "0"));
    assert_eq!(rows(&run, 0)[2], "3 | cancelled | 0.2 | CancelledError()");
}

#[test]
fn a_gather_whose_child_is_cancelled_raises_too() {
    let run = intervened(RunSpec::new("gather").with("mode", "plain").with("failing", ""), &["0.15:cancel:plain-2"]);
    assert_eq!(rows(&run, 0)[3], "gather | raised | 0.15 | CancelledError()");
}

#[test]
fn the_error_of_a_background_task_comes_out_at_the_await() {
    let run = run_with(RunSpec::new("create-task"));
    assert_eq!(
        console(&run),
        [
            "0 main works",
            "0 background starts",
            "0.5 main awaits the task, which is not done",
            "1 background fails",
            "1 main receives: background failed",
            "1 main ends",
        ]
    );
    assert_eq!(
        rows(&run, 0),
        [
            "raised in the task | 1 | ValueError('background failed')",
            "stored in the task | 1 | ValueError('background failed')",
            "received by main | 1 | ValueError('background failed')",
            "caught by main | 1 | ValueError('background failed')",
        ]
    );
}

#[test]
fn a_task_that_fails_while_main_works_keeps_its_error_for_the_await() {
    let run = run_with(RunSpec::new("create-task").with("main_works", "2"));
    assert_eq!(
        console(&run)[2..],
        [
            "1 background fails",
            "2 main awaits the task, which is done",
            "2 main receives: background failed",
            "2 main ends"
        ]
    );
    assert_eq!(rows(&run, 0)[1], "stored in the task | 1 | ValueError('background failed')");
    assert_eq!(rows(&run, 0)[2], "received by main | 2 | ValueError('background failed')");
}

#[test]
fn an_error_that_nobody_awaits_is_told_when_main_lets_go_of_the_task() {
    let run = run_with(RunSpec::new("create-task").with("awaited", "false"));
    assert_eq!(run.outcome.status.name(), "ok");
    assert_eq!(
        console(&run)[2..],
        [
            "0.5 main does not await the task, which is not done",
            "1 background fails",
            "1.5 main ends",
            "1.5 Task exception was never retrieved",
            "1.5 future: <Task finished name='background' coro=<background() done, defined at …> \
             exception=ValueError('background failed')>",
            "1.5 Traceback (most recent call last):",
            "1.5 ValueError: background failed",
        ]
    );
    assert_eq!(rows(&run, 0)[2], "never retrieved | 1.5 | ValueError('background failed')");
}

#[test]
fn an_error_that_nobody_awaits_is_told_before_what_ends_main() {
    let run = intervened(RunSpec::new("create-task").with("awaited", "false"), &["1.2:cancel:Task-1"]);
    assert_eq!(
        rows(&run, 0)[2..],
        [
            "received by main | 1.2 | CancelledError()",
            "never retrieved | 1.2 | ValueError('background failed')",
            "leaves main | 1.2 | CancelledError()",
        ]
    );
}

#[test]
fn the_end_of_main_cancels_a_task_unless_it_fails_in_that_instant() {
    let run = run_with(RunSpec::new("create-task").with("awaited", "false").with("fails_after", "1.6"));
    assert_eq!(
        rows(&run, 0),
        ["thrown into the task | 1.5 | CancelledError()", "the task is cancelled | 1.5 | CancelledError()"]
    );
    // In the very instant in which main ends, the task still fails.
    let run = run_with(RunSpec::new("create-task").with("awaited", "false").with("fails_after", "1.5"));
    assert_eq!(rows(&run, 0)[2], "never retrieved | 1.5 | ValueError('background failed')");
}

#[test]
fn await_raises_says_how_main_ended_after_an_intervention() {
    let table = |intervention: &str| {
        rows(&run_with(RunSpec { interventions: vec![intervention.to_owned()], ..RunSpec::new("await-raises") }), 0)
    };
    let cancelled = ["thrown into fetch | 0.2 | CancelledError()", "main is cancelled | 0.2 | CancelledError()"];
    assert_eq!(table("0.2:cancel:Task-1"), cancelled);
    assert_eq!(table("0.2:signal:SIGINT")[0], cancelled[0]);
    assert_eq!(table("0.2:signal:SIGTERM"), ["main never ended |  | "]);
    assert_eq!(
        table("0.2:raise:Task-1:ValueError:x"),
        ["thrown into fetch | 0.2 | ValueError('x')", "caught in main | 0.2 | ValueError('x')", "main ended | 0.2 | ",]
    );
}
