//! What must come out of section 3: ExceptionGroup.

use except_star::spec::RunSpec;

use super::{console, intervened, rows, run_with};

fn group(outcomes: &str, handlers: &str) -> RunSpec {
    RunSpec::new("exception-group").with("outcomes", outcomes).with("handlers", handlers)
}

fn nest(outcomes: &str, nesting: &str) -> RunSpec {
    RunSpec::new("exception-group-iterate").with("outcomes", outcomes).with("nesting", nesting)
}

#[test]
fn each_handler_takes_its_part_of_the_group() {
    let run = run_with(RunSpec::new("exception-group"));
    assert_eq!(
        console(&run),
        [
            "0.5 task 1 raises ValueError",
            "0.5 task 2 raises TypeError",
            "0.5 task 3 raises RuntimeError",
            "0.5 task 4 finishes",
            "0.5 except* ValueError takes ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('task 1 failed')])",
            "0.5 except* TypeError takes ExceptionGroup('unhandled errors in a TaskGroup', [TypeError('task 2 failed')])",
            "0.5 except* RuntimeError takes ExceptionGroup('unhandled errors in a TaskGroup', [RuntimeError('task 3 failed')])",
            "0.5 main goes on",
        ]
    );
    assert_eq!(
        rows(&run, 0),
        [
            "1 except* ValueError | 0.5 | ValueError('task 1 failed')",
            "2 except* TypeError | 0.5 | TypeError('task 2 failed')",
            "3 except* RuntimeError | 0.5 | RuntimeError('task 3 failed')",
        ]
    );
    assert_eq!(
        rows(&run, 1),
        [
            "task-1 | failed | 0.5 | ValueError('task 1 failed') | 1 except* ValueError",
            "task-2 | failed | 0.5 | TypeError('task 2 failed') | 2 except* TypeError",
            "task-3 | failed | 0.5 | RuntimeError('task 3 failed') | 3 except* RuntimeError",
            "task-4 | finished | 0.5 |  | ",
        ]
    );
}

#[test]
fn what_no_handler_takes_continues_as_a_group() {
    let run = run_with(group("ValueError,TypeError,RuntimeError,ok", "TypeError"));
    assert_eq!(
        console(&run)[4..],
        [
            "0.5 except* TypeError takes ExceptionGroup('unhandled errors in a TaskGroup', [TypeError('task 2 failed')])",
            "0.5   + Exception Group Traceback (most recent call last):",
            "0.5   | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)",
            "0.5   +-+---------------- 1 ----------------",
            "0.5     | Traceback (most recent call last):",
            "0.5     | ValueError: task 1 failed",
            "0.5     +---------------- 2 ----------------",
            "0.5     | Traceback (most recent call last):",
            "0.5     | RuntimeError: task 3 failed",
            "0.5     +------------------------------------",
        ]
    );
    assert_eq!(
        rows(&run, 0),
        [
            "1 except* TypeError | 0.5 | TypeError('task 2 failed')",
            "goes on | 0.5 | ValueError('task 1 failed'), RuntimeError('task 3 failed')",
        ]
    );
    assert_eq!(rows(&run, 1)[2], "task-3 | failed | 0.5 | RuntimeError('task 3 failed') | goes on");
}

#[test]
fn a_handler_behind_one_that_takes_all_of_its_class_gets_nothing() {
    let run = run_with(group("KeyError,ok,IndexError,KeyError", "LookupError,KeyError,LookupError,OSError"));
    assert_eq!(
        rows(&run, 0),
        [
            "1 except* LookupError | 0.5 | KeyError('task 1 failed'), IndexError('task 3 failed'), KeyError('task 4 failed')",
            "2 except* KeyError |  | nothing",
            "3 except* LookupError |  | nothing",
            "4 except* OSError |  | nothing",
        ]
    );
}

#[test]
fn a_superclass_behind_its_subclass_takes_what_that_left() {
    let run = run_with(group("KeyError,IndexError", "KeyError,LookupError"));
    assert_eq!(
        rows(&run, 0),
        [
            "1 except* KeyError | 0.5 | KeyError('task 1 failed')",
            "2 except* LookupError | 0.5 | IndexError('task 2 failed')",
        ]
    );
    let run = run_with(group("KeyError,KeyError", "KeyError,Exception"));
    assert_eq!(rows(&run, 0)[1], "2 except* Exception |  | nothing");
}

#[test]
fn of_staggered_failures_the_group_has_the_first_alone() {
    let run = run_with(group("ok,TypeError,ValueError", "ValueError,TypeError").with("stagger", "0.25"));
    assert_eq!(
        console(&run),
        [
            "0.5 task 1 finishes",
            "0.75 task 2 raises TypeError",
            "0.75 task 3 is cancelled",
            "0.75 except* TypeError takes ExceptionGroup('unhandled errors in a TaskGroup', [TypeError('task 2 failed')])",
            "0.75 main goes on",
        ]
    );
    assert_eq!(rows(&run, 1)[2], "task-3 | cancelled | 0.75 |  | ");
}

#[test]
fn without_handlers_or_without_failures_there_is_little_to_take() {
    let run = run_with(group("ValueError", ""));
    assert_eq!(
        (run.outcome.status.name(), rows(&run, 0)),
        ("raised", vec!["goes on | 0.5 | ValueError('task 1 failed')".to_owned()])
    );
    let run = run_with(group("ok,ok", "ValueError"));
    assert_eq!(
        (run.outcome.status.name(), rows(&run, 0)),
        ("ok", vec!["1 except* ValueError |  | nothing".to_owned()])
    );
}

#[test]
fn what_is_injected_into_a_task_is_taken_like_any_other_error() {
    let run = intervened(group("ValueError,ok", "ValueError,OSError"), &["0.5:raise:task-2:TimeoutError:late"]);
    assert_eq!(rows(&run, 0)[1], "2 except* OSError |  | nothing", "its own timer has come first");
    let run = intervened(group("ValueError,ok", "ValueError,OSError"), &["0.4:raise:task-2:TimeoutError:late"]);
    assert_eq!(
        rows(&run, 1),
        ["task-1 | cancelled | 0.4 |  | ", "task-2 | failed | 0.4 | TimeoutError('late') | 2 except* OSError"]
    );
}

#[test]
fn the_leaves_of_a_nest_are_walked_with_their_paths() {
    let run = run_with(RunSpec::new("exception-group-iterate"));
    assert_eq!(
        console(&run)[4..],
        [
            "0.5 caught:",
            "0.5   1 ValueError: task 1 failed",
            "0.5   2 RuntimeError: task 3 failed",
            "0.5   3.1 TypeError: task 2 failed",
            "0.5 split, matching: ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('task 1 failed')])",
            "0.5 split, rest: ExceptionGroup('unhandled errors in a TaskGroup', [RuntimeError('task 3 failed'), \
             ExceptionGroup('unhandled errors in a TaskGroup', [TypeError('task 2 failed')])])",
            "0.5 subgroup: ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('task 1 failed')])",
            "0.5 main goes on",
        ]
    );
    assert_eq!(
        rows(&run, 0),
        [
            "1 | ValueError | task 1 failed | task-1 | matching",
            "2 | RuntimeError | task 3 failed | task-3 | rest",
            "3.1 | TypeError | task 2 failed | task-2 | rest",
        ]
    );
}

#[test]
fn each_level_of_the_nest_adds_a_number_to_the_paths() {
    let run = run_with(nest("ok,ValueError,KeyError,ConnectionError,OSError", "3").with("split_by", "OSError"));
    assert_eq!(
        rows(&run, 0),
        [
            "1 | ConnectionError | task 4 failed | task-4 | matching",
            "2.1 | ValueError | task 2 failed | task-2 | rest",
            "2.2 | OSError | task 5 failed | task-5 | matching",
            "2.3.1 | KeyError | 'task 3 failed' | task-3 | rest",
        ]
    );
    let flat = run_with(nest("ValueError,TypeError", "1"));
    assert_eq!(
        rows(&flat, 0),
        ["1 | ValueError | task 1 failed | task-1 | matching", "2 | TypeError | task 2 failed | task-2 | rest"]
    );
}

#[test]
fn a_class_of_the_group_itself_takes_it_whole() {
    let run = run_with(nest("ValueError,TypeError", "2").with("split_by", "ExceptionGroup"));
    assert!(console(&run).contains(&"0.5 split, rest: None".to_owned()));
    assert_eq!(
        rows(&run, 0),
        ["1 | ValueError | task 1 failed | task-1 | matching", "2.1 | TypeError | task 2 failed | task-2 | matching"]
    );
}

#[test]
fn a_nest_without_failures_in_its_depth_is_a_shallow_tree() {
    let run = run_with(nest("ValueError,TypeError,ok", "4").with("split_by", "KeyError"));
    assert!(
        rows(&run, 0).iter().all(|row| row.split('.').count() <= 2 && row.ends_with("rest")),
        "{:?}",
        rows(&run, 0)
    );
    let run = run_with(nest("ok", "1"));
    assert!(rows(&run, 0).is_empty());
}
