//! What must come out of section 6: debugging.

use except_star::report::Cell;
use except_star::scenario::find;
use except_star::spec::RunSpec;

use super::{console, intervened, rows, run_with};
use crate::cases::cases;

const UNAWAITED: [&str; 2] = [
    "RuntimeWarning: coroutine 'save' was never awaited",
    "RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
];

#[test]
fn debug_mode_is_on_by_itself_and_reports_the_step_that_blocks() {
    let run = run_with(RunSpec::new("debug-mode"));
    assert_eq!(
        console(&run),
        [
            "0 debug mode: True".to_owned(),
            "0 crunch begins".to_owned(),
            "0.15 crunch ends".to_owned(),
            "0.15 Executing <Task finished name='cruncher' coro=<crunch() done, defined at …> result=None created at …> \
             took 0.150 seconds"
                .to_owned(),
            format!("0.15 {}", UNAWAITED[0]),
            format!("0.15 {}", UNAWAITED[1]),
            "0.15 tick 1".to_owned(),
            "0.25 tick 2".to_owned(),
            "0.35 tick 3".to_owned(),
            "0.35 main ends".to_owned(),
        ]
    );
    assert_eq!(
        rows(&run, 0),
        ["0.15 | cruncher | took 0.150 seconds", "0.15 | save | coroutine 'save' was never awaited"]
    );
    assert_eq!(rows(&run, 1), ["1 | 0.1 | 0.15 | 0.05", "2 | 0.25 | 0.25 | 0", "3 | 0.35 | 0.35 | 0"]);
}

#[test]
fn without_debug_mode_only_the_coroutine_is_reported() {
    let run = run_with(RunSpec { debug: Some(false), ..RunSpec::new("debug-mode") });
    assert_eq!(console(&run)[0], "0 debug mode: False");
    assert_eq!(rows(&run, 0), ["0.15 | save | coroutine 'save' was never awaited"]);
}

#[test]
fn a_step_below_the_limit_is_not_reported() {
    let with_block = |block: &str| run_with(RunSpec::new("debug-mode").with("block", block));
    let (below, at) = (with_block("0.05"), with_block("0.1"));
    assert_eq!((rows(&below, 0).len(), rows(&at, 0).len()), (1, 2));
}

fn mistake(name: &str) -> RunSpec {
    RunSpec::new("common-mistakes").with("mistake", name)
}

#[test]
fn a_forgotten_await_saves_nothing_and_warns() {
    let run = run_with(mistake("forgotten-await"));
    assert_eq!(
        console(&run),
        [
            "0 wrong:".to_owned(),
            format!("0 {}", UNAWAITED[0]),
            format!("0 {}", UNAWAITED[1]),
            "0 main goes on".to_owned(),
            "0 right:".to_owned(),
            "0.5 A is saved".to_owned(),
            "0.5 main goes on".to_owned(),
        ]
    );
    assert_eq!(
        rows(&run, 0),
        ["wrong | 0 | 0 |  | RuntimeWarning: coroutine 'save' was never awaited", "right | 0.5 | 1 |  | "]
    );
    assert_eq!(run.tables().len(), 1, "there are no tasks");
}

#[test]
fn a_blocking_call_delays_all_tasks() {
    let run = run_with(mistake("blocking-call"));
    assert_eq!(
        rows(&run, 1),
        [
            "wrong | A | finished | 0.5 | 5",
            "wrong | B | finished | 0.5 | 5",
            "right | A | finished | 0.5 | 0.5",
            "right | B | finished | 0.5 | 0.5",
        ]
    );
    assert_eq!(rows(&run, 0), ["wrong | 5 | 2 |  | ", "right | 5 | 2 |  | "]);
}

#[test]
fn outside_the_loop_no_task_can_be_made() {
    let run = run_with(mistake("coroutine-outside-loop"));
    assert_eq!(rows(&run, 0), ["wrong | 0 | 0 | RuntimeError('no running event loop') | ", "right | 0.5 | 1 |  | "]);
}

#[test]
fn a_timeout_error_of_ones_own_is_another_class() {
    let run = run_with(mistake("own-TimeoutError"));
    assert_eq!(
        console(&run),
        [
            "0 wrong:",
            "0.5 main gets TimeoutError()",
            "0.5 main goes on",
            "0.5 right:",
            "1.5 the fallback is saved",
            "1.5 main goes on",
        ]
    );
}

#[test]
fn a_cancelled_task_is_no_exception_and_so_a_success() {
    let run = run_with(mistake("cancelled-counted-as-success"));
    let counted: Vec<_> = console(&run).into_iter().filter(|line| line.contains("count")).collect();
    assert_eq!(counted, ["0.5 2 of 2 count as saved", "1 1 of 2 count as saved"]);
    assert_eq!(rows(&run, 0), ["wrong | 0.5 | 1 |  | ", "right | 0.5 | 1 |  | "]);
    assert_eq!(rows(&run, 1)[1], "wrong | B | cancelled |  | 0");
}

#[test]
fn the_error_of_a_task_that_nobody_keeps_is_only_in_the_log() {
    let run = run_with(mistake("unreferenced-task"));
    assert_eq!(
        rows(&run, 0),
        ["wrong | 1 | 0 |  | Task exception was never retrieved", "right | 0.5 | 0 | ValueError('nothing to save') | "]
    );
    assert_eq!(console(&run)[1], "0.5 Task exception was never retrieved");
}

/// An exported program raises builtin classes where somebody intervenes; a class of the module must not stand in their way.
#[test]
fn the_class_that_hides_the_builtin_hides_it_from_nobody_else() {
    let interventions = vec!["0:raise:Task-1:TimeoutError".to_owned()];
    let spec = RunSpec { interventions, ..mistake("own-TimeoutError") };
    assert_eq!(console(&run_with(spec.clone()))[1], "0 main gets TimeoutError()");
    let python = spec.check().expect("it is valid").python();
    assert!(python.lines().all(|line| !line.starts_with("class TimeoutError")), "{python}");
}

fn logging() -> RunSpec {
    RunSpec::new("logging")
}

#[test]
fn tasks_that_complete_log_their_start_and_their_completion() {
    let run = run_with(logging());
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
            "1 INFO:monitor:task 2 completes: 20",
            "1.5 INFO:monitor:task 3 completes: 30",
            "1.5 results: [10, 20, 30]",
        ]
    );
    assert_eq!(rows(&run, 1), ["DEBUG | 3 | 3 | 0", "INFO | 6 | 6 | 0", "WARNING | 0 | 0 | 0", "ERROR | 0 | 0 | 0"]);
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
}

#[test]
fn all_that_still_run_are_cancelled() {
    let run = run_with(logging().with("cancel_at", "0.5").with("level", "WARNING"));
    let cancelled = |k| format!("0.5 | WARNING | monitor | task {k} is cancelled");
    assert_eq!(rows(&run, 0), [cancelled(1), cancelled(2), cancelled(3)], "the timer that was set first fires first");
}

#[test]
fn a_task_that_never_starts_logs_nothing() {
    let run = intervened(logging(), &["0:cancel:task-2"]);
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
        for row in &run.tables()[1].rows {
            assert_eq!(row[3], Cell::Number(0.0), "{:?}", run.spec());
            logged += if let Cell::Number(number) = row[1] { number } else { 0.0 };
        }
    }
    assert!(logged > 1000.0);
}

#[test]
fn a_tick_that_an_error_takes_the_place_of_was_not_late() {
    let interventions = vec!["0.2:raise:ticker:KeyError:x".to_owned()];
    let run = run_with(RunSpec { interventions, ..RunSpec::new("debug-mode") });
    assert_eq!(rows(&run, 1), ["1 | 0.1 | 0.15 | 0.05", "2 | 0.25 |  | "]);
}
