//! The JSON that `--format json` prints.
//!
//! Invariant: times are in seconds, and absent keys mean none.

use except_star::report::{ConsoleLine, Table, detail, seconds};
use except_star::scenario::{Entry, Outcome, Remark, Run, RunSpec, ScenarioInfo, Verdict};
use serde::Serialize;

#[derive(Serialize)]
struct RunJson<'a> {
    spec: &'a RunSpec,
    outcome: &'a Outcome,
    console: &'a [ConsoleLine],
    events: Vec<EventJson<'a>>,
    tables: &'a [Table],
    remarks: &'a [Remark],
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
    cause: u32,
    detail: String,
}

pub(super) fn catalogue(entries: &[&Entry]) -> String {
    pretty(&entries.iter().map(|entry| entry.info()).collect::<Vec<ScenarioInfo>>())
}

pub(super) fn run(run: &Run) -> String {
    let trace = &run.trace;
    let event = |(seq, (time, record)): (usize, (_, &except_star::trace::Record))| EventJson {
        seq,
        time: seconds(time),
        task: trace.task(record.task).map(|task| task.name.to_string()),
        kind: record.kind.name(),
        cause: record.cause,
        detail: detail(trace, record),
    };
    pretty(&RunJson {
        spec: &run.spec,
        outcome: &run.outcome,
        console: &run.console,
        events: trace.timed().enumerate().map(event).collect(),
        tables: &run.tables,
        remarks: &run.remarks,
        end_time: run.end_time,
        digest: &run.digest,
    })
}

pub(super) fn verdicts(verdicts: &[Verdict]) -> String {
    pretty(&verdicts)
}

fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("these types have string keys only") + "\n"
}
