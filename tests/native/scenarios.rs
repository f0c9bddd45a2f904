//! What must come out of each scenario, and what a scenario must have.

use except_star::Instantly;
use except_star::report::Cell;
use except_star::scenario::{Run, RunSpec, catalogue, run};
use futures::executor::block_on;

fn run_with(spec: RunSpec) -> Run {
    block_on(run(&spec.check().unwrap_or_else(|errors| panic!("{errors}")), Instantly))
}

/// The console as `TIME TEXT` lines.
fn console(run: &Run) -> Vec<String> {
    run.console.iter().map(|line| format!("{} {}", line.time, line.text)).collect()
}

/// The rows of a table as text, cells separated by bars.
fn rows(run: &Run, table: usize) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::None => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    };
    run.tables[table].rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | ")).collect()
}

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
fn the_shown_rust_is_the_scenario_and_nothing_around_it() {
    for entry in catalogue() {
        let rust = entry.rust();
        assert!(rust.starts_with("async fn ") && rust.contains("async fn main("), "{}", entry.scenario.id);
        assert!(!rust.contains("Scenario {"), "{}", entry.scenario.id);
        assert!(rust.lines().count() <= 80, "{} is too long to be read in the page", entry.scenario.id);
    }
}

#[test]
fn the_python_has_a_constant_for_every_parameter_and_gets_its_value() {
    for entry in catalogue() {
        let defaults = RunSpec::new(entry.scenario.id).check().expect("the defaults are valid").python();
        for param in entry.scenario.params {
            let constant = format!("{} = ", param.name.to_uppercase());
            assert_eq!(defaults.lines().filter(|line| line.starts_with(&constant)).count(), 1, "{constant}");
        }
        // The file beside the scenario has the defaults already, so it runs as it stands.
        let file = format!("{}/src/scenarios/{}.py", env!("CARGO_MANIFEST_DIR"), entry.scenario.id.replace('-', "_"));
        assert_eq!(std::fs::read_to_string(&file).expect("it is named after the scenario"), defaults, "{file}");
    }
    let spec = RunSpec::new("gather").with("failing", "").with("mode", "plain").with("step", "2");
    let python = spec.check().expect("it is valid").python();
    for line in ["FAILING = []", "MODE = \"plain\"", "STEP = 2.0", "TASKS = 3"] {
        assert!(python.lines().any(|found| found == line), "{line} in\n{python}");
    }
}

#[test]
fn a_scenario_within_a_run_is_refused_and_tells_nothing() {
    let outer = except_star::coro!("main", async {
        for entry in catalogue() {
            let spec = RunSpec::new(entry.scenario.id).check().expect("the defaults are valid");
            let run = run(&spec, Instantly).await;
            assert_eq!((run.outcome.status, run.tables.len()), ("raised", 0));
        }
        Ok(())
    });
    assert!(except_star::run(outer).is_ok());
}
