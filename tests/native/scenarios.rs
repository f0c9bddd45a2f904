//! What a scenario must have. What must come out of each stands in `scenarios/`, one file a section of the lesson.

mod awaiting;
mod debugging;
mod exception_group;
mod hints;
mod recovery;
mod cancellation;
mod shutting_down;
mod task_group;
mod together;
mod truth;

use except_star::Instantly;
use except_star::report::Cell;
use except_star::scenario::catalogue;
use except_star::spec::{Run, RunSpec};
use futures::executor::block_on;

pub(crate) fn run_with(spec: RunSpec) -> Run {
    block_on(spec.check().unwrap_or_else(|errors| panic!("{errors}")).run(Instantly))
}

/// A run with interventions.
pub(crate) fn intervened(spec: RunSpec, interventions: &[&str]) -> Run {
    run_with(RunSpec { interventions: interventions.iter().map(|&text| text.to_owned()).collect(), ..spec })
}

/// A run with these values and interventions.
pub(crate) fn with(id: &str, params: &[(&str, &str)], interventions: &[&str]) -> Run {
    intervened(params.iter().fold(RunSpec::new(id), |spec, (name, value)| spec.with(name, value)), interventions)
}

/// The console as `TIME TEXT` lines.
pub(crate) fn console(run: &Run) -> Vec<String> {
    run.report.console().iter().map(|line| format!("{} {}", line.time, line.text)).collect()
}

/// The rows of a table as text, cells separated by bars.
pub(crate) fn rows(run: &Run, table: usize) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::None => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    };
    run.tables()[table].rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | ")).collect()
}

/// The hints as `FIELD: TEXT` lines.
pub(crate) fn hints(run: &Run) -> Vec<String> {
    run.hints().iter().map(|hint| format!("{}: {}", hint.field, hint.text)).collect()
}

#[test]
fn the_shown_rust_is_the_scenario_and_nothing_around_it() {
    for entry in catalogue() {
        let rust = entry.rust;
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
        // Beside the other programs a file with the name of one of Python's modules would hide that module from them.
        let own = if entry.scenario.id == "logging" { "_" } else { "" };
        let name = entry.scenario.id.replace('-', "_") + own;
        let file = format!("{}/src/scenarios/{name}.py", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(std::fs::read_to_string(&file).expect("it is named after the scenario"), defaults, "{file}");
    }
    let spec = RunSpec::new("gather").with("failing", "").with("mode", "plain").with("step", "2");
    let python = spec.check().expect("it is valid").python();
    for line in ["FAILING = []", "MODE = \"plain\"", "STEP = 2.0", "TASKS = 3"] {
        assert!(python.lines().any(|found| found == line), "{line} in\n{python}");
    }
}

/// The texts in quotes right behind `get(`, with a type between them or not.
fn asked_of_values(code: &str) -> Vec<&str> {
    let name = |rest: &'_ str| rest.split_once('"').map(|(name, _)| name.len());
    let mut names = Vec::new();
    for (at, call) in code.match_indices(".get").filter(|(at, _)| code[at + 4..].starts_with(['(', ':'])) {
        let rest = &code[at + call.len()..];
        let Some(open) = rest.find('(').filter(|open| !rest[..*open].contains([';', '\n'])) else { continue };
        if let Some(quoted) = rest[open + 1..].strip_prefix('"') {
            names.extend(name(quoted).map(|length| &quoted[..length]));
        }
    }
    names
}

#[test]
fn a_scenario_asks_for_no_parameter_that_it_has_not() {
    assert_eq!(asked_of_values(r#"v.get("a") v.get::<Vec<i64>>("b").len() v.get(c) v.getter("d")"#), ["a", "b"]);
    for entry in catalogue() {
        let own = if entry.scenario.id == "logging" { "_" } else { "" };
        let name = entry.scenario.id.replace('-', "_") + own;
        let file = format!("{}/src/scenarios/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        let code = std::fs::read_to_string(&file).expect("it is named after the scenario");
        let names = asked_of_values(&code);
        assert!(!names.is_empty(), "{file}");
        for name in names {
            assert!(entry.scenario.params.iter().any(|param| param.name == name), "{file} asks for {name}");
        }
    }
}

#[test]
fn a_scenario_within_a_run_is_refused_and_shows_nothing() {
    let outer = except_star::coro!("main", async {
        for entry in catalogue() {
            let spec = RunSpec::new(entry.scenario.id).check().expect("the defaults are valid");
            let run = spec.run(Instantly).await;
            assert_eq!((run.outcome.status.name(), run.tables().len()), ("raised", 0));
        }
        Ok(())
    });
    assert!(except_star::run(outer).is_ok());
}
