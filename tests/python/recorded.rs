//! The Python of every scenario prints, here, what CPython printed for it, for every recorded specification.
//!
//! Invariant: what runs is the text that the page shows; the interventions come from the specification.

use std::path::Path;

use except_star::Instantly;
use except_star::spec::{Language, RunSpec};
use futures::executor::block_on;
use serde::Deserialize;

use crate::console::{Line, texts};
use crate::normal::normalise;

#[derive(Deserialize)]
pub(crate) struct Recorded {
    #[serde(flatten)]
    pub(crate) spec: RunSpec,
    status: String,
    console: Vec<Line>,
    end_time: f64,
}

/// The files of recorded runs.
pub(crate) fn files() -> Vec<(String, Vec<Recorded>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("it is there").map(|file| file.unwrap().path()).collect();
    files.sort();
    let read = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let name = path.file_stem()?.to_string_lossy().into_owned();
        Some((name, serde_json::from_str(&text).ok()?))
    };
    files.into_iter().filter_map(read).collect()
}

fn differs(case: &Recorded) -> Option<String> {
    let checked = case.spec.clone().in_language(Language::Python).check().expect("it was recorded");
    let ended = block_on(checked.run(Instantly));
    let console: Vec<Line> = ended.report.console().iter().map(Line::from).collect();
    let (got, want) = (texts(&normalise(&console)), texts(&case.console));
    let (status, time) = (ended.outcome.status.name(), ended.end_time);
    if got == want && status == case.status && time == case.end_time {
        return None;
    }
    let at = got.iter().zip(&want).take_while(|(a, b)| a == b).count();
    if std::env::var_os("EXCEPT_STAR_WHOLE").is_some() {
        return Some(format!("{:?}\n  got\n{}\n  want\n{}", case.spec, got.join("\n"), want.join("\n")));
    }
    Some(format!(
        "{:?}\n   {status} {time}, not {} {}\n   got  {:?}\n   want {:?}",
        case.spec,
        case.status,
        case.end_time,
        got.get(at),
        want.get(at)
    ))
}

#[test]
fn the_python_of_every_scenario_prints_what_cpython_printed() {
    let only = std::env::var("EXCEPT_STAR_SCENARIO").ok();
    let (mut all, mut equal) = (0, 0);
    for (name, cases) in files() {
        if only.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        let different: Vec<String> = cases.iter().filter_map(differs).collect();
        println!("{name}: {} of {}", cases.len() - different.len(), cases.len());
        different.iter().take(3).for_each(|text| println!("{text}"));
        all += cases.len();
        equal += cases.len() - different.len();
    }
    assert!(all > 0 && equal == all, "{equal} of {all} are equal");
}
