//! Every scenario prints what CPython prints: the same lines, on the same stream, at the same loop time.
//!
//! What CPython printed is recorded, so these tests need no Python. Where CPython 3.13 or later is found, it runs the exported
//! programs again, and must print what is recorded. Invariant: what is recorded is recorded for [`cases`], in their order.

use except_star::Instantly;
use except_star::scenario::{Entry, catalogue};
use except_star::spec::{Language, Run, RunSpec};
use futures::executor::block_on;
use serde::{Deserialize, Serialize};

use crate::cases::{RANDOM_SETS, cases, random_sets};
use crate::console::{Line, texts};
use crate::digests::{self, Digest};
use crate::python::{self, Reference};
use crate::recording::{self, RENEW, Recording};

/// One recorded run: what was asked for and what CPython did.
#[derive(Serialize, Deserialize)]
struct Recorded {
    #[serde(flatten)]
    spec: RunSpec,
    #[serde(flatten)]
    reference: Reference,
}

/// The file of a scenario's recorded runs.
fn file_of(entry: &Entry) -> String {
    format!("{}.json", entry.scenario.id)
}

fn recorded(entry: &Entry) -> Vec<Recorded> {
    serde_json::from_str(&recording::read(&file_of(entry))).expect("the recorded outputs are JSON")
}

fn run_spec(spec: &RunSpec) -> Run {
    block_on(spec.check().unwrap_or_else(|errors| panic!("{spec:?}: {errors}")).run(Instantly))
}

fn as_reference(run: &Run) -> Reference {
    Reference {
        status: run.outcome.status.name().to_owned(),
        console: run.report.console().iter().map(Line::from).collect(),
        end_time: run.end_time,
    }
}

fn program(spec: &RunSpec) -> String {
    spec.check().expect("the cases are valid").python()
}

#[test]
fn every_scenario_prints_what_cpython_printed() {
    for entry in catalogue() {
        let recorded = recorded(entry);
        let specs = cases(entry);
        let asked: Vec<_> = recorded.iter().map(|case| case.spec.clone()).collect();
        assert!(
            asked == specs,
            "{}: other cases are drawn than are recorded, since parameters or the moments of a run have changed; {RENEW}",
            entry.scenario.id
        );
        assert!(specs.len() > RANDOM_SETS);
        for (case, spec) in recorded.iter().zip(&specs) {
            let run = run_spec(spec);
            assert_eq!(as_reference(&run), case.reference, "{spec:?}");
        }
    }
}

#[test]
fn cpython_prints_what_is_recorded() {
    let Some(python) = python::find() else {
        println!("no CPython 3.13 or later was found: compared with the recorded outputs only");
        return;
    };
    for entry in catalogue() {
        let programs: Vec<_> = cases(entry).iter().map(program).collect();
        let live = python::run(&python, &programs);
        for ((case, live), program) in recorded(entry).iter().zip(live).zip(&programs) {
            assert_eq!(case.reference, live, "{}\n{program}", entry.scenario.id);
        }
        println!("{}: {} programs were run on {}", entry.scenario.id, programs.len(), python.display());
    }
}

const CATALOGUE: &str = "catalogue.txt";

/// A line a scenario.
fn names_and_defaults() -> String {
    let lines = catalogue().into_iter().map(|entry| {
        let params = entry.scenario.params.iter().map(|param| format!(" {}={}", param.name, param.default));
        format!("{}:{}\n", entry.scenario.id, params.collect::<String>())
    });
    lines.collect()
}

#[test]
fn the_names_on_which_links_depend_and_the_defaults_are_those_that_are_recorded() {
    let recorded = recording::read(CATALOGUE);
    for (recorded, now) in recorded.lines().zip(names_and_defaults().lines()) {
        assert_eq!(recorded, now, "a link or the lesson may have meant what was; {RENEW}");
    }
    assert_eq!(recorded, names_and_defaults());
}

/// More sets than are recorded: `EXCEPT_STAR_SETS=1000 cargo test --release --test native more_sets_live -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes, and needs CPython 3.13 or later"]
fn more_sets_live() {
    let Some(python) = python::find() else {
        println!("no CPython 3.13 or later was found: nothing was compared");
        return;
    };
    let count = std::env::var("EXCEPT_STAR_SETS").ok().and_then(|count| count.parse().ok()).unwrap_or(100);
    let mut differing = 0;
    for entry in catalogue() {
        let specs: Vec<_> = random_sets(entry).skip(RANDOM_SETS).take(count).collect();
        let programs: Vec<_> = specs.iter().map(program).collect();
        let live = python::run(&python, &programs);
        let different: Vec<_> =
            specs.iter().zip(&live).filter(|(spec, live)| as_reference(&run_spec(spec)) != **live).collect();
        println!("{}: {} of {count} sets differ", entry.scenario.id, different.len());
        for (spec, live) in &different {
            let text = |reference: &Reference| texts(&reference.console).join("\n");
            let spec_text = serde_json::to_string(spec).expect("it is JSON");
            println!("\n{spec_text}\n  here\n{}\n  CPython\n{}", text(&as_reference(&run_spec(spec))), text(live));
        }
        differing += different.len();
    }
    assert_eq!(differing, 0, "each is shown above");
}

#[test]
fn the_digests_for_the_browser_are_those_of_native_runs() {
    let recorded = digests::recorded();
    let native = native_digests();
    assert_eq!(recorded.len(), native.len(), "{RENEW}");
    for (recorded, native) in recorded.iter().zip(&native) {
        assert_eq!(recorded, native, "{RENEW}");
    }
}

/// The runs of the Rust, and of a part of them those of the Python, which are slower.
fn native_digests() -> Vec<Digest> {
    let specs = catalogue().into_iter().flat_map(cases);
    let in_python = catalogue().into_iter().flat_map(cases).step_by(7);
    let specs = specs.chain(in_python.map(|spec| spec.in_language(Language::Python)));
    specs.map(|spec| Digest { digest: run_spec(&spec).report.digest().to_owned(), spec }).collect()
}

#[test]
fn the_same_specification_gives_the_same_run() {
    for entry in catalogue() {
        let spec = &cases(entry)[0];
        let (first, second) = (run_spec(spec), run_spec(spec));
        assert_eq!(first.report.digest(), second.report.digest());
        assert_eq!(first.tables(), second.tables());
    }
}

#[test]
fn other_parameters_give_another_digest() {
    let digest = |delay: &str| run_spec(&RunSpec::new("await-raises").with("delay", delay)).report.digest().to_owned();
    assert_ne!(digest("0.5"), digest("0.25"));
}

/// Renews what is recorded: `cargo xtask bless`.
#[test]
#[ignore = "records the outputs for `cargo xtask bless`; needs CPython 3.13 or later"]
fn bless() {
    let Some(recording) = Recording::permitted() else { return };
    let python =
        python::find().expect("recording needs CPython 3.13 or later: on the path, or named by EXCEPT_STAR_PYTHON");
    for entry in catalogue() {
        let specs = cases(entry);
        let references = python::run(&python, &specs.iter().map(program).collect::<Vec<_>>());
        let cases = specs.into_iter().zip(references).map(|(spec, reference)| Recorded { spec, reference });
        write_lines(&recording, &file_of(entry), cases);
    }
}

/// Renews what needs no Python: a part of `cargo xtask bless`.
#[test]
#[ignore = "records the catalogue, the digests and the README's terminal session for `cargo xtask bless`"]
fn bless_digests() {
    let Some(recording) = Recording::permitted() else { return };
    recording.write(&recording::file(CATALOGUE), &names_and_defaults());
    write_lines(&recording, "digests.json", native_digests().into_iter());
    crate::readme::bless(&recording);
}

#[test]
fn tests_that_record_do_nothing_unless_they_are_permitted_to() {
    let tests = std::env::current_exe().expect("the tests run");
    let run = std::process::Command::new(tests)
        .args(["conformance::bless", "--ignored", "--nocapture"])
        .env_remove(recording::PERMISSION)
        .output()
        .expect("they start");
    let printed = String::from_utf8(run.stdout).expect("they print UTF-8");
    assert_eq!(printed.matches("nothing is recorded").count(), 2, "{printed}");
}

/// An array with one element a line, so that a change shows as the cases that changed.
fn write_lines<T: Serialize>(recording: &Recording, name: &str, items: impl Iterator<Item = T>) {
    let lines: Vec<_> = items.map(|item| serde_json::to_string(&item).expect("it is JSON")).collect();
    recording.write(&recording::file(name), &format!("[\n{}\n]\n", lines.join(",\n")));
}
