//! Texts that are no Python, or hardly, and what CPython 3.14 prints of each on standard error.
//!
//! Invariant: nothing is compared but what is printed, and all of that. `cargo xtask conformance` compares the record with CPython.

use std::path::Path;

use except_star::Instantly;
use except_star::spec::{ProgramSpec, RunSpec, SpecErrors, TextSpec};
use except_star::trace::Stream;
use futures::executor::block_on;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    text: String,
    stderr: String,
}

/// What the command prints on standard error.
fn printed(text: &str) -> String {
    let spec = RunSpec::from(ProgramSpec::Text(TextSpec::new(text)));
    match spec.check() {
        Ok(checked) => {
            let ended = block_on(checked.run(Instantly));
            let lines = ended.report.console().iter().filter(|line| line.stream == Stream::Stderr);
            lines.map(|line| format!("{}\n", line.text)).collect()
        }
        Err(errors) => refused(text, &errors),
    }
}

fn refused(text: &str, errors: &SpecErrors) -> String {
    let error = errors.errors.iter().find(|error| !error.message.starts_with("not supported"));
    let Some(error) = error else { return format!("{}\n", errors.errors[0].message) };
    let place = error.place.expect("it is in the text");
    let marked = place.marked(text).map_or(String::new(), |marked| marked + "\n");
    format!("  File \"program.py\", line {}\n{marked}{}\n", place.line, error.message)
}

#[test]
fn a_wrong_text_is_refused_in_the_words_of_cpython() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/syntax.json");
    let text = std::fs::read_to_string(path).expect("it is there");
    let cases: Vec<Case> = serde_json::from_str(&text).expect("it is recorded");
    let differs = |case: &Case| {
        let got = printed(&case.text);
        (got != case.stderr).then(|| format!("{:?}\n{got}--- not\n{}", case.text, case.stderr))
    };
    let wrong: Vec<String> = cases.iter().filter_map(differs).collect();
    assert!(wrong.is_empty(), "{} of {} differ\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
