//! What must come out of section 8: putting it together.

use except_star::spec::{RunSpec, check_exercise};

use super::{console, intervened, rows, run_with};

fn runner() -> RunSpec {
    RunSpec::new("task-runner")
}

#[test]
fn the_runner_counts_the_cancelled_tasks_too() {
    let run = run_with(runner());
    assert_eq!(
        console(&run).last().map(String::as_str),
        Some("0.775029318 summary: tasks 5, succeeded 2, failed 1, cancelled 2")
    );
    assert_eq!(rows(&run, 0), ["the program | 5 | 2 | 1 | 2 | ", "the loop | 5 | 2 | 1 | 2 | "]);
    assert_eq!(
        rows(&run, 1),
        [
            "task-1 | cancelled | 0.775 | CancelledError |  | ",
            "task-2 | finished | 0.525 |  |  | ",
            "task-3 | failed | 0.775 | ApiError | task 3: status 500 | ApiError",
            "task-4 | finished | 0.723 |  |  | ",
            "task-5 | cancelled | 0.775 | CancelledError |  | ",
        ]
    );
}

#[test]
fn a_runner_that_does_not_count_the_cancelled_is_short_of_them_and_the_table_says_why() {
    let run = run_with(runner().with("count_cancelled", "false"));
    assert_eq!(
        console(&run),
        [
            "0.525010755 task 2 succeeds",
            "0.723210738 task 4 succeeds",
            "0.775029318 task 3 fails: ApiError",
            "0.775029318 except* ApiError: ApiError('task 3: status 500')",
            "0.775029318 summary: tasks 3, succeeded 2, failed 1, cancelled 0",
        ]
    );
    assert_eq!(
        rows(&run, 0),
        [
            "the program | 3 | 2 | 1 | 0 | short by 2: except Exception lets CancelledError pass",
            "the loop | 5 | 2 | 1 | 2 | ",
        ]
    );
}

#[test]
fn a_task_that_is_cancelled_before_it_began_is_counted_by_no_wrapper() {
    let run = intervened(runner().with("strategy", "collect-all"), &["0:cancel:task-2:enough"]);
    assert_eq!(rows(&run, 0)[0], "the program | 4 | 2 | 2 | 0 | short by 1: cancelled before the wrapper began");
    assert_eq!(rows(&run, 1)[1], "task-2 | cancelled | 0 | CancelledError | enough | ");
}

#[test]
fn the_handlers_take_the_errors_of_every_strategy_in_their_order() {
    let logged = |strategy: &str, handlers: &str| {
        let all = runner().with("strategy", strategy).with("handlers", handlers).with("other_error", "0.6");
        let lines = console(&run_with(all));
        let logged = lines.iter().filter_map(|line| line.split_once(" except* "));
        logged.map(|(_, line)| line.to_owned()).collect::<Vec<_>>()
    };
    let all = [
        "ApiError: ApiError('task 3: status 500')",
        "ApiError: ApiError('task 5: status 500')",
        "Exception: ValueError('task 1: the answer is no JSON')",
        "Exception: ValueError('task 2: the answer is no JSON')",
        "Exception: ValueError('task 4: the answer is no JSON')",
    ];
    assert_eq!(logged("collect-all", "ApiError,Exception"), all);
    assert_eq!(logged("one-by-one", "ApiError,Exception"), all);
    assert_eq!(logged("task-group", "ApiError,Exception"), ["Exception: ValueError('task 2: the answer is no JSON')"]);
    assert!(logged("collect-all", "Exception,ApiError").iter().all(|line| line.starts_with("Exception: ")));
    assert!(logged("collect-all", "").is_empty());
}

#[test]
fn one_by_one_the_tasks_take_as_long_as_all_of_them_together() {
    let run = run_with(runner().with("strategy", "one-by-one"));
    let ended: Vec<_> = rows(&run, 1).iter().map(|row| row.split(" | ").nth(2).unwrap_or("").to_owned()).collect();
    assert_eq!(ended, ["1.139", "1.664", "2.439", "3.163", "4.399"]);
}

#[test]
fn a_task_that_is_cancelled_from_outside_stops_a_runner_that_awaits_one_by_one() {
    let run = intervened(runner().with("strategy", "one-by-one"), &["1.5:cancel:task-2"]);
    assert_eq!((run.outcome.status.name(), run.outcome.exception.as_deref()), ("raised", Some("CancelledError()")));
    assert_eq!(rows(&run, 0), ["the program | 2 | 1 | 0 | 1 | ", "the loop | 2 | 1 | 0 | 1 | 3 more never made"]);
}

#[test]
fn what_a_runner_does_not_print_it_has_not_counted() {
    let run = intervened(runner(), &["0.6:signal:SIGTERM"]);
    assert_eq!(
        rows(&run, 0),
        ["the program |  |  |  |  | It printed no summary.", "the loop | 5 | 1 | 0 | 0 | 4 still pending"]
    );
}

/// Which of the five requirements hold: a `+` or a `-` for each.
fn checked(spec: &RunSpec) -> String {
    let results = check_exercise(spec).expect("the specification is valid");
    results.iter().map(|result| if result.broken.is_none() { '+' } else { '-' }).collect()
}

#[test]
fn the_exercise_begins_with_three_broken_requirements_each_shown_by_a_run_that_breaks_it() {
    let results = check_exercise(&runner()).expect("the defaults are valid");
    let said: Vec<_> = results
        .iter()
        .map(|result| {
            let why = result
                .broken
                .as_ref()
                .map_or(String::new(), |broken| format!(", seed {}: {}", broken.seed, broken.why));
            format!("{} {}{why}", result.requirement, result.held)
        })
        .collect();
    assert_eq!(
        said,
        [
            "Nothing leaves main unhandled. 14, seed 1: ExceptionGroup('unhandled errors in a TaskGroup', \
             [ValueError('task 1: the answer is no JSON')]) left main.",
            "The failure of one task cancels no other task. 0, seed 1: task-1 failed at 0.634 s, and task-3 was cancelled.",
            "The summary counts every task that was started. 20",
            "Every failed task is logged exactly once; an ApiError and a RequestTimeout by the handler of their own class. \
             14, seed 1: task-1 failed with ValueError, and no handler logged it.",
            "The run takes no longer than its slowest task. 20",
        ]
    );
    let broken = results[1].broken.as_ref().expect("it is broken");
    let run = run_with(broken.spec.clone());
    assert_eq!(rows(&run, 1)[2], "task-3 | cancelled | 0.634 | CancelledError |  | ");
}

#[test]
fn exactly_two_settings_solve_the_exercise_and_each_requirement_is_broken_by_some() {
    let classes = ["ApiError", "RequestTimeout", "Exception"];
    let mut handlers = vec![Vec::new()];
    for length in 0..3 {
        let longer: Vec<Vec<&str>> = handlers.iter().filter(|list| list.len() == length).cloned().collect();
        handlers.extend(longer.iter().flat_map(|list| classes.map(|class| [&list[..], &[class]].concat())));
    }
    assert_eq!(handlers.len(), 1 + 3 + 9 + 27);
    let mut solutions = Vec::new();
    let mut broken = [0; 5];
    for strategy in ["task-group", "collect-all", "one-by-one"] {
        for count in ["true", "false"] {
            for list in handlers.iter().map(|list| list.join(",")) {
                let spec = runner().with("strategy", strategy).with("count_cancelled", count).with("handlers", &list);
                let checked = checked(&spec);
                if checked == "+++++" {
                    solutions.push(format!("{strategy} {count} {list}"));
                }
                for (count, result) in broken.iter_mut().zip(checked.chars()) {
                    *count += u32::from(result == '-');
                }
            }
        }
    }
    assert_eq!(
        solutions,
        ["collect-all true ApiError,RequestTimeout,Exception", "collect-all true RequestTimeout,ApiError,Exception"]
    );
    assert!(broken.iter().all(|&settings| settings > 0), "{broken:?}");
}

#[test]
fn only_what_the_reader_may_change_counts_in_the_exercise() {
    let solved = runner().with("strategy", "collect-all").with("handlers", "ApiError,RequestTimeout,Exception");
    let meddled =
        RunSpec { seed: 7.0, ..solved.with("tasks", "1").with("other_error", "0").with("count_cancelled", "false") };
    assert_eq!(checked(&meddled), "++-++", "five tasks, and one of them is cancelled");
    let errors = check_exercise(&RunSpec::new("gather")).expect_err("gather has no exercise").errors;
    assert_eq!(errors[0].message, "gather has no exercise; there is one in: task-runner");
    assert!(check_exercise(&runner().with("strategy", "none")).is_err());
}

#[test]
fn two_errors_with_one_text_are_logged_once_each() {
    let interventions = vec!["0.2:raise:task-1:KeyError:x".to_owned(), "0.3:raise:task-2:KeyError:x".to_owned()];
    let spec = runner().with("strategy", "collect-all").with("handlers", "Exception");
    let run = run_with(RunSpec { interventions, ..spec });
    let logged: Vec<_> = rows(&run, 1).iter().take(2).cloned().collect();
    assert_eq!(
        logged,
        ["task-1 | failed | 0.2 | KeyError | 'x' | Exception", "task-2 | failed | 0.3 | KeyError | 'x' | Exception"]
    );
}
