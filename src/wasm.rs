//! The edge to JavaScript: typed values in, typed values out.
//!
//! Small structures cross through serde-wasm-bindgen, the trace as columns. Invariant: this is the only file with
//! `#[wasm_bindgen]`, and it knows nothing of a run that the
//! report does not tell.

use std::cell::Cell;
use std::time::Duration;

use futures::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Float64Array, Uint8Array, Uint32Array};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::event_loop::Pace;
use crate::report::{ConsoleLine, Table, TaskLife, seconds};
use crate::scenario::{self, Checked, Outcome, Remark, RunSpec, ScenarioInfo, SpecError, SpecErrors, Verdict};
use crate::trace::{Entry, Kind};

/// The kinds of parameters.
#[wasm_bindgen(typescript_custom_section)]
const PARAM_KIND: &str = r#"export type ParamKind = "int" | "float" | "bool" | "text" | "choice" | "list";"#;

/// All scenarios, in the order of the lesson.
#[wasm_bindgen]
pub fn catalogue() -> Result<Vec<Ts<ScenarioInfo>>, JsError> {
    Ok(scenario::catalogue().iter().map(|entry| entry.info().into_ts()).collect::<Result<_, _>>()?)
}

/// The specification with every parameter written out. Throws SpecErrors.
#[wasm_bindgen]
pub fn check(spec: Ts<RunSpec>) -> Result<Ts<RunSpec>, JsValue> {
    into_js(&checked(&spec)?.spec())
}

/// The sources of a scenario, with the values of this specification in the Python. Throws SpecErrors.
#[wasm_bindgen]
pub fn sources(spec: Ts<RunSpec>) -> Result<Ts<Sources>, JsValue> {
    let spec = checked(&spec)?;
    into_js(&Sources { rust: spec.rust(), python: spec.python() })
}

/// Runs a scenario; loop time jumps. Throws SpecErrors.
#[wasm_bindgen]
pub async fn run(spec: Ts<RunSpec>) -> Result<Ts<Run>, JsValue> {
    run_at(&spec, InBrowser::instantly()).await
}

/// Runs a scenario; `rate` seconds of loop time pass in one second. Throws SpecErrors.
#[wasm_bindgen]
pub async fn run_paced(spec: Ts<RunSpec>, rate: f64) -> Result<Ts<Run>, JsValue> {
    run_at(&spec, InBrowser::paced(rate)).await
}

/// Judges the exercise of a scenario with the reader's parameters: a verdict for each requirement. Throws SpecErrors.
#[wasm_bindgen]
pub async fn judge(spec: Ts<RunSpec>) -> Result<Vec<Ts<Verdict>>, JsValue> {
    let verdicts = scenario::judge(&read(&spec)?).await.or_else(thrown)?;
    verdicts.iter().map(into_js).collect()
}

async fn run_at(spec: &Ts<RunSpec>, pace: InBrowser) -> Result<Ts<Run>, JsValue> {
    let spec = checked(spec)?;
    let run = scenario::run(&spec, pace).await;
    into_js(&Run::from(run))
}

fn checked(spec: &Ts<RunSpec>) -> Result<Checked, JsValue> {
    read(spec)?.check().or_else(thrown)
}

fn read(spec: &Ts<RunSpec>) -> Result<RunSpec, JsValue> {
    spec.to_rust().or_else(|error| {
        let error = SpecError { field: "scenario".to_owned(), index: None, message: error.to_string() };
        thrown(SpecErrors { errors: vec![error], right: None })
    })
}

fn thrown<T>(errors: SpecErrors) -> Result<T, JsValue> {
    Err(into_js(&errors)?.into())
}

fn into_js<T: Tsify + Serialize>(value: &T) -> Result<Ts<T>, JsValue> {
    value.into_ts().map_err(|error| JsError::from(error).into())
}

/// The sources of a scenario.
#[derive(Serialize, Tsify)]
pub struct Sources {
    /// The Rust that runs.
    rust: &'static str,
    /// The Python program that does the same.
    python: String,
}

/// Everything that a run gives.
#[derive(Serialize, Tsify)]
#[tsify(hashmap_as_object, missing_as_null)]
pub struct Run {
    /// What ran, with every parameter written out.
    spec: RunSpec,
    /// How it ended.
    outcome: Outcome,
    /// What it printed.
    console: Vec<ConsoleLine>,
    /// Its results.
    tables: Vec<Table>,
    /// What there is to say of the values.
    remarks: Vec<Remark>,
    /// The lives of its tasks.
    tasks: Vec<TaskLife>,
    /// Everything that happened.
    events: Events,
    /// The names of the kinds of events.
    kinds: Vec<&'static str>,
    /// The details of events, in words.
    strings: Vec<String>,
    /// The loop time at the end, in seconds.
    end_time: f64,
    /// Equal for equal traces.
    digest: String,
}

/// The trace as columns, an entry an event; an event's number is its index.
#[derive(Serialize, Tsify)]
pub struct Events {
    /// Loop time in seconds.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Float64Array")]
    time: Float64Array,
    /// The id of the task, 0 for the loop.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    task: Uint32Array,
    /// Index into the kinds.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint8Array")]
    kind: Uint8Array,
    /// The event that caused it; its own number where nothing did.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    cause: Uint32Array,
    /// Index into the strings.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    detail: Uint32Array,
}

impl From<scenario::Run> for Run {
    fn from(run: scenario::Run) -> Self {
        let report = &run.report;
        let times: Vec<f64> = report.events().map(|entry| seconds(entry.time)).collect();
        let column = |of: fn(Entry<'_>) -> u32| Uint32Array::from(&report.events().map(of).collect::<Vec<_>>()[..]);
        let kinds: Vec<u8> = report.events().map(|entry| entry.event.kind().index()).collect();
        Self {
            events: Events {
                time: Float64Array::from(&times[..]),
                task: column(|entry| entry.task),
                kind: Uint8Array::from(&kinds[..]),
                cause: column(|entry| entry.cause as u32),
                detail: Uint32Array::from(&report.log().details[..]),
            },
            spec: run.spec,
            outcome: run.outcome,
            console: report.console().to_vec(),
            tables: run.tables,
            remarks: run.remarks,
            tasks: report.tasks().to_vec(),
            kinds: Kind::ALL.iter().map(|kind| kind.name()).collect(),
            strings: report.log().texts.clone(),
            end_time: run.end_time,
            digest: report.digest().to_owned(),
        }
    }
}

/// The pace of a run in a page: at once or by the page's timers, and in either case with a turn for the page now and then.
pub struct InBrowser {
    rate: Option<f64>,
    began: f64,
    turn_began: Cell<f64>,
}

impl InBrowser {
    /// Loop time jumps.
    pub fn instantly() -> Self {
        Self::at(None)
    }

    /// `rate` seconds of loop time pass in one second.
    pub fn paced(rate: f64) -> Self {
        Self::at(Some(if rate > 0.0 { rate } else { 1.0 }))
    }

    fn at(rate: Option<f64>) -> Self {
        Self { rate, began: now(), turn_began: Cell::new(now()) }
    }
}

/// How long the loop may hold the page, in milliseconds: half a frame.
const TURN: f64 = 8.0;

impl Pace for InBrowser {
    fn wait(&self, duration: Duration) -> Option<LocalBoxFuture<'static, ()>> {
        let milliseconds = (duration.as_secs_f64() * 1e3 / self.rate?).round().min(f64::from(i32::MAX));
        Some(Box::pin(TimeoutFuture::new(milliseconds as u32)))
    }

    fn elapsed(&self) -> Option<Duration> {
        Duration::try_from_secs_f64((now() - self.began) / 1e3 * self.rate?).ok()
    }

    fn turn(&self) -> Option<LocalBoxFuture<'static, ()>> {
        if now() - self.turn_began.get() < TURN {
            return None;
        }
        self.turn_began.set(now());
        Some(Box::pin(TimeoutFuture::new(0)))
    }
}

/// The page's clock in milliseconds; it decides when the page has its turn, and nothing in the run.
fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}
