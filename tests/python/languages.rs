//! The two texts of a scenario make the same events, and what differs is listed here with its reason.
//!
//! Invariant: what the events write is compared elsewhere, with CPython.

use except_star::Instantly;
use except_star::report::detail;
use except_star::spec::Language;
use except_star::trace::{Entry, Kind, Trace};
use futures::executor::block_on;

use crate::recorded::{Recorded, files};

/// Kinds of events that only one of the texts may make.
const LEFT_OUT: [(Kind, &str); 2] = [
    (Kind::Enter, "in Rust an async function is a coroutine of its own only where the text says `coro!`"),
    (Kind::Leave, "as above"),
];

/// Specifications with other events than these.
const DIFFERENT: [(&str, &str, &str); 2] = [
    (
        "common-mistakes",
        "coroutine-outside-loop",
        "the program in Python fails before there is a loop; in Rust within its first step",
    ),
    ("retry", "", "the handlers are within the primitive `retry`, which is not the program's own code as `except` is"),
];

/// The events in words.
fn events(case: &Recorded, language: Language) -> Vec<String> {
    let checked = case.spec.clone().in_language(language).check().expect("it was recorded");
    let ended = block_on(checked.run(Instantly));
    let trace: &Trace = ended.report.trace();
    let is_compared = |entry: &Entry| LEFT_OUT.iter().all(|(kind, _)| entry.event.kind() != *kind);
    let words = |entry: Entry| {
        let (kind, detail) = (entry.event.kind(), detail(trace, entry.event));
        let detail = match kind {
            _ if entry.event.written().is_some() => "",
            // A function in Rust has no line.
            Kind::Call => detail.split('(').next().expect("there is always a first part"),
            _ => &detail,
        };
        format!("{} ns, task {}: {} {detail}", entry.time, entry.task, kind.name())
    };
    trace.events().filter(is_compared).map(words).collect()
}

fn compare(step: usize) {
    let mut differ = Vec::new();
    let mut compared = 0;
    for (scenario, cases) in files() {
        for case in cases.iter().step_by(step) {
            let spec = format!("{:?}", case.spec);
            if DIFFERENT.iter().any(|(name, value, _)| *name == scenario && spec.contains(value)) {
                continue;
            }
            compared += 1;
            let (rust, python) = (events(case, Language::Rust), events(case, Language::Python));
            if rust != python {
                let at = rust.iter().zip(&python).take_while(|(rust, python)| rust == python).count();
                differ.push(format!("{spec}\n  rust   {:?}\n  python {:?}", rust.get(at), python.get(at)));
            }
        }
    }
    assert!(compared > 1000 / step, "only {compared} were compared");
    assert!(differ.is_empty(), "{} of {compared} differ:\n{}", differ.len(), differ.join("\n"));
}

#[test]
fn both_texts_of_a_scenario_make_the_same_events() {
    compare(13);
}

#[test]
#[ignore = "slow"]
fn both_texts_of_a_scenario_make_the_same_events_for_every_recorded_specification() {
    compare(1);
}
