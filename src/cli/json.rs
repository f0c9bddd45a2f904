//! The JSON that `--format json` prints.
//!
//! Invariant: times are in seconds, and absent keys mean none.

use except_star::program::Outcome;
use except_star::report::{ConsoleLine, Table, detail, seconds};
use except_star::scenario::Entry;
use except_star::spec::{Hint, RequirementResult, Run, RunSpec, ScenarioInfo, SpecError};
use except_star::trace;
use serde::Serialize;

#[derive(Serialize)]
struct RunJson<'a> {
    spec: &'a RunSpec,
    outcome: &'a Outcome,
    console: &'a [ConsoleLine],
    events: Vec<EventJson<'a>>,
    tables: Vec<Table>,
    hints: Vec<Hint>,
    end_time: f64,
    digest: &'a str,
}

#[derive(Serialize)]
struct EventJson<'a> {
    seq: usize,
    time: f64,
    /// The task's name; none for the loop.
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<String>,
    kind: &'a str,
    cause: usize,
    /// The line of the program; none where it has no lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    detail: String,
}

pub(super) fn catalogue(entries: &[&Entry]) -> String {
    pretty(&entries.iter().map(|entry| entry.info()).collect::<Vec<ScenarioInfo>>())
}

pub(super) fn run(run: &Run) -> String {
    let trace = run.report.trace();
    let event = |entry: trace::Entry<'_>| EventJson {
        seq: entry.seq,
        time: seconds(entry.time),
        task: trace.task(entry.task).map(|task| task.name.to_string()),
        kind: entry.event.kind().name(),
        cause: entry.cause,
        line: entry.line,
        detail: detail(trace, entry.event),
    };
    pretty(&RunJson {
        spec: run.spec(),
        outcome: &run.outcome,
        console: run.report.console(),
        events: trace.events().map(event).collect(),
        tables: run.tables(),
        hints: run.hints(),
        end_time: run.end_time,
        digest: run.report.digest(),
    })
}

pub(super) fn results(results: &[RequirementResult]) -> String {
    pretty(&results)
}

pub(super) fn errors(errors: &[SpecError]) -> String {
    pretty(&errors)
}

fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("these types have string keys only") + "\n"
}
