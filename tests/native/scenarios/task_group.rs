//! What must come out of section 2: TaskGroup.

use except_star::spec::{Run, RunSpec};

use super::{console, intervened, rows, run_with};

#[test]
fn a_task_group_is_done_with_its_slowest_worker() {
    let run = run_with(RunSpec::new("task-group"));
    assert_eq!(run.end_time, 2.0);
    assert_eq!(
        rows(&run, 0),
        [
            "A | finished | 1 | 'A took 1.0 s'",
            "B | finished | 2 | 'B took 2.0 s'",
            "C | finished | 1.5 | 'C took 1.5 s'",
            "block | left | 2 | ",
        ]
    );
}

#[test]
fn siblings_of_one_instant_finish() {
    let run = run_with(RunSpec::new("task-group-failure"));
    assert_eq!(
        console(&run),
        [
            "0.5 task 1 finishes",
            "0.5 task 2 fails",
            "0.5 task 3 finishes",
            "0.5 except* takes 1:",
            "0.5   ValueError('task 2 failed')",
            "0.5 main goes on",
        ]
    );
    assert_eq!(
        rows(&run, 0),
        [
            "task-1 | finished | 0.5 | 10 | ",
            "task-2 | failed | 0.5 | ValueError('task 2 failed') | ",
            "task-3 | finished | 0.5 | 30 | ",
        ]
    );
    let group = "ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('task 2 failed')])";
    assert_eq!(
        rows(&run, 1),
        [format!("raised by the block | 0.5 | 1 | {group}"), format!("taken by except* | 0.5 | 1 | {group}")]
    );
}

#[test]
fn errors_of_one_instant_are_all_in_the_group() {
    let run = run_with(RunSpec::new("task-group-failure").with("failing", "3,2"));
    assert_eq!(
        rows(&run, 1)[0],
        "raised by the block | 0.5 | 2 | \
         ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('task 2 failed'), ValueError('task 3 failed')])"
    );
}

#[test]
fn with_a_stagger_later_siblings_are_cancelled_and_there_is_one_error() {
    let run = run_with(RunSpec::new("task-group-failure").with("stagger", "0.1").with("failing", "3,2"));
    assert_eq!(
        rows(&run, 0),
        [
            "task-1 | finished | 0.5 | 10 | ",
            "task-2 | failed | 0.6 | ValueError('task 2 failed') | ",
            "task-3 | cancelled | 0.6 | CancelledError() | a task group",
        ]
    );
    assert_eq!(
        rows(&run, 1)[0],
        "raised by the block | 0.6 | 1 | ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('task 2 failed')])"
    );
}

#[test]
fn the_table_says_who_cancelled_a_task_and_only_of_one_that_ended_cancelled() {
    let spec = RunSpec::new("task-group-failure").with("failing", "").with("stagger", "0.1");
    let run = intervened(spec.clone(), &["0.2:cancel:task-1", "0.2:cancel:task-1:again", "0.65:cancel:task-2"]);
    assert_eq!(
        rows(&run, 0),
        [
            "task-1 | cancelled | 0.2 | CancelledError() | an intervention",
            "task-2 | finished | 0.6 | 20 | ",
            "task-3 | finished | 0.7 | 30 | ",
        ]
    );
    let run = intervened(spec, &["0.1:cancel:Task-1"]);
    let by: Vec<_> = rows(&run, 0).iter().map(|row| row.rsplit(" | ").next().unwrap().to_owned()).collect();
    assert_eq!(by, ["a task group"; 3]);
}

#[test]
fn a_failing_task_that_the_group_does_not_have_lets_the_block_end() {
    let run = run_with(RunSpec::new("task-group-failure").with("failing", "9"));
    assert_eq!(rows(&run, 1), ["block left without an error | 0.5 |  | "]);
}

#[test]
fn errors_of_a_class_that_no_handler_takes_continue_as_a_group() {
    let run = run_with(RunSpec::new("task-group-failure").with("catches", "KeyError"));
    assert_eq!(run.outcome.status.name(), "raised");
    assert!(rows(&run, 1)[1].starts_with("went on | 0.5 | 1 | ExceptionGroup("));
}

#[test]
fn a_handler_takes_its_part_of_the_group_and_the_rest_continues() {
    let run =
        intervened(RunSpec::new("task-group-failure"), &["0.2:raise:task-1:KeyError", "0.2:raise:task-3:ValueError"]);
    let group = "ExceptionGroup('unhandled errors in a TaskGroup'";
    assert_eq!(
        rows(&run, 1),
        [
            format!("raised by the block | 0.2 | 2 | {group}, [KeyError(), ValueError()])"),
            format!("taken by except* | 0.2 | 1 | {group}, [ValueError()])"),
            format!("went on | 0.2 | 1 | {group}, [KeyError()])"),
        ]
    );
}

#[test]
fn gather_and_task_group_treat_the_siblings_of_a_failure_differently() {
    let run = run_with(RunSpec::new("gather-vs-task-group"));
    assert_eq!(run.tables()[0].columns, ["Count", "gather", "return_exceptions", "TaskGroup"]);
    assert_eq!(
        rows(&run, 0),
        [
            "Since the start (s) | 0.6 | 1.1 | 0.7",
            "Tasks finished | 1 | 3 | 1",
            "Tasks failed | 1 | 1 | 1",
            "Tasks cancelled | 0 | 0 | 2",
            "Tasks left running | 2 | 0 | 0",
            "Cleanups completed | 2 | 4 | 4",
            "Errors seen | 1 | 1 | 1",
            "Errors lost in the end | 0 | 0 | 0",
        ]
    );
    let console = console(&run);
    assert_eq!(
        console[5..8],
        [
            "0.6 gather raises ValueError('gather-2 failed')",
            "0.6 main waits for what still runs: gather-3, gather-4",
            "0.75 gather-3 has its result",
        ]
    );
    assert_eq!(console[11], "1.1 gather with return_exceptions=True:", "nothing of the first phase is left");
    assert_eq!(
        console[console.len() - 4..],
        [
            "2.8 group-2 has cleaned up",
            "2.9 group-3 has cleaned up",
            "2.9 group-4 has cleaned up",
            "2.9 the block raises [ValueError('group-2 failed')]",
        ]
    );
}

/// The rows on errors: those seen, and those lost.
fn errors(spec: RunSpec) -> [String; 2] {
    let rows = rows(&run_with(spec), 0);
    [rows[6].clone(), rows[7].clone()]
}

#[test]
fn gather_loses_the_second_error_and_the_others_do_not() {
    let spec = || RunSpec::new("gather-vs-task-group").with("failing", "2,3");
    assert_eq!(errors(spec()), ["Errors seen | 1 | 2 | 1", "Errors lost in the end | 1 | 0 | 0"]);
    // All in one instant: the group has both.
    assert_eq!(errors(spec().with("step", "0")), ["Errors seen | 1 | 2 | 2", "Errors lost in the end | 1 | 0 | 0"]);
}

#[test]
fn a_group_that_cancels_a_task_in_its_finally_loses_its_error() {
    let spec = RunSpec::new("gather-vs-task-group").with("failing", "2,3").with("cleanup", "0.3");
    let run = run_with(spec.clone());
    assert_eq!(rows(&run, 0)[3], "Tasks cancelled | 0 | 0 | 2");
    assert_eq!(rows(&run, 0)[5], "Cleanups completed | 2 | 4 | 3");
    assert_eq!(errors(spec), ["Errors seen | 1 | 2 | 1", "Errors lost in the end | 1 | 0 | 1"]);
}

#[test]
fn a_phase_from_which_main_does_not_come_back_has_no_cells() {
    let run = intervened(RunSpec::new("gather-vs-task-group"), &["1.2:signal:SIGTERM"]);
    assert_eq!(rows(&run, 0)[0], "Since the start (s) | 0.6 |  | ");
    // A phase that is cut short still tells what it left.
    let run = intervened(RunSpec::new("gather-vs-task-group"), &["0.3:raise:Task-1:KeyError"]);
    assert_eq!(rows(&run, 0)[0], "Since the start (s) | 0.3 |  | ");
    assert_eq!(rows(&run, 0)[4], "Tasks left running | 4 |  | ");
}

/// What ended, and how, in order.
fn ends(run: &Run) -> Vec<String> {
    rows(run, 0).iter().map(|row| row.split(" | ").take(2).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn a_failure_in_an_inner_group_comes_out_as_a_group_in_a_group() {
    let run = run_with(RunSpec::new("nested-groups"));
    assert_eq!(
        console(&run),
        [
            "0.3 inner-1 fails",
            "0.3 inner-2 is cancelled",
            "0.3 outer-1 is cancelled",
            "0.3 outer-2 is cancelled",
            "0.3 main receives ExceptionGroup('unhandled errors in a TaskGroup', \
             [ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('inner-1 failed')])])",
            "0.3 main goes on",
        ]
    );
    assert_eq!(
        ends(&run),
        [
            "inner-1 failed",
            "inner-2 cancelled",
            "inner block raised",
            "outer-1 cancelled",
            "outer-2 cancelled",
            "outer block raised"
        ]
    );
    assert_eq!(rows(&run, 1), ["1.1 | ValueError('inner-1 failed') | inner-1"]);
}

#[test]
fn an_outer_failure_ends_the_inner_group_without_an_error_of_its_own() {
    let run = run_with(RunSpec::new("nested-groups").with("outer_fails_at", "0.2"));
    assert_eq!(
        ends(&run),
        [
            "outer-1 failed",
            "outer-2 cancelled",
            "inner-1 cancelled",
            "inner-2 cancelled",
            "inner block raised",
            "outer block raised"
        ]
    );
    assert_eq!(rows(&run, 0)[4], "inner block | raised | 0.2 | CancelledError()");
    assert_eq!(rows(&run, 1), ["1 | ValueError('outer-1 failed') | outer-1"]);
}

#[test]
fn failures_of_both_groups_in_one_instant_are_both_in_the_group() {
    let run = run_with(RunSpec::new("nested-groups").with("outer_fails_at", "0.3"));
    assert_eq!(
        rows(&run, 1),
        ["1 | ValueError('outer-1 failed') | outer-1", "2.1 | ValueError('inner-1 failed') | inner-1",]
    );
}

#[test]
fn groups_in_which_nothing_fails_have_no_table_of_errors() {
    let run = run_with(RunSpec::new("nested-groups").with("inner_fails_at", ""));
    assert_eq!(rows(&run, 0)[4..], ["inner block | left | 1 | ", "outer block | left | 1 | "]);
    assert_eq!(run.tables().len(), 1);
}

#[test]
fn what_is_no_group_is_said_to_be_none() {
    assert_eq!(
        rows(&intervened(RunSpec::new("nested-groups"), &["0.2:cancel:Task-1"]), 1),
        ["no group | CancelledError() | "]
    );
}

#[test]
fn a_block_that_raises_is_not_left_and_one_that_a_signal_ends_has_no_row() {
    let table = |intervention: &str| {
        rows(&run_with(RunSpec { interventions: vec![intervention.to_owned()], ..RunSpec::new("task-group") }), 0)
    };
    let error = "ExceptionGroup('unhandled errors in a TaskGroup', [KeyError()])";
    assert_eq!(table("0.5:raise:A:KeyError").last(), Some(&format!("block | raised | 0.5 | {error}")));
    let killed = table("0.5:signal:SIGTERM");
    assert!(killed.iter().all(|row| row.contains("pending")), "{killed:?}");
}
