//! The edge to JavaScript: typed values in, typed values out.
//!
//! Small structures go out through serde-wasm-bindgen, the trace as columns; what comes in is read field by field. Invariant: this
//! is the only file with `#[wasm_bindgen]`, and it knows nothing of a run but what the report shows.

mod object;
mod panels;
mod timeline;

use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Float64Array, Uint8Array, Uint32Array};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use self::object::{Fields, FromObject};
use self::panels::{Awaiting, Cancellation, ExceptionPath, Finding, Paragraph};
use self::timeline::Timeline;
use crate::event_loop::{self, Pace, Stopper};
use crate::program::Outcome;
use crate::report::{ConsoleLine, Report, Table, TaskLife, seconds};
use crate::scenario;
use crate::spec::{self, Answer, Draft, Hint, Request, RequirementResult, RunSpec, ScenarioTitle, SpecErrors};
use crate::trace::{Entry, Kind};

#[wasm_bindgen(typescript_custom_section)]
const PROGRAM_SPEC: &str = "
/**
 * Names a program: a scenario, or a text of the reader's own.
 */
export interface ProgramSpec extends Partial<ScenarioSpec>, Partial<TextSpec> {}
";

/// All scenarios, in the order of the lesson, as a list shows them.
#[wasm_bindgen]
pub fn catalogue() -> Result<Vec<Ts<ScenarioTitle>>, JsValue> {
    scenario::catalogue().iter().map(|entry| into_js(&entry.title())).collect()
}

/// What becomes of what a link or attributes ask for. `fallback` takes the first scenario where no known one is named. Throws
/// SpecErrors where a part of the request is no text.
#[wasm_bindgen]
pub fn ask(request: Ts<Request>, fallback: bool) -> Result<Ts<Answer>, JsValue> {
    into_js(&read::<Request>(request)?.answer(fallback))
}

/// What becomes of what the fields of a form hold. The answer has neither draft nor info. Throws SpecErrors where the draft is
/// none.
#[wasm_bindgen]
pub fn check(draft: Ts<Draft>) -> Result<Ts<Answer>, JsValue> {
    into_js(&read::<Draft>(draft)?.answer())
}

/// Begins a run of a specification, at once in loop time. Throws SpecErrors.
#[wasm_bindgen]
pub fn start(spec: Ts<RunSpec>) -> Result<Running, JsValue> {
    let (turn, stopper) = (Rc::new(Turn::default()), Stopper::new());
    let checked = read::<RunSpec>(spec)?.check().or_else(thrown)?.with_stopper(&stopper);
    Ok(Running { run: Box::pin(checked.run(InTurns(turn.clone()))), turn, stopper })
}

/// Gives up this instance of the module, whatever state it is in: the next call makes a fresh one, and is made in that. For a caller
/// that has seen a trap, which leaves memory as it was in the middle of something. What is held of the old instance throws when it is
/// used, but only once there is the fresh one.
#[wasm_bindgen]
pub fn renew() {
    wasm_bindgen::handler::schedule_reinit();
}

/// Prepares a fresh instance: from here on a panic throws its message and place to the caller, who would only hear of
/// `unreachable`.
#[wasm_bindgen]
pub fn ready() {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
}

/// Checks the exercise of a scenario with the reader's parameters: a result for each requirement. Throws SpecErrors.
#[wasm_bindgen]
pub fn check_exercise(spec: Ts<RunSpec>) -> Result<Vec<Ts<RequirementResult>>, JsValue> {
    let results = spec::check_exercise(&read(spec)?).or_else(thrown)?;
    all_into_js(&results)
}

fn read<T: FromObject>(object: impl Into<JsValue>) -> Result<T, JsValue> {
    T::from_object(&Fields(object.into())).or_else(|error| thrown(SpecErrors { errors: vec![error], right: None }))
}

fn thrown<T>(errors: SpecErrors) -> Result<T, JsValue> {
    Err(into_js(&errors)?.into())
}

fn into_js<T: Tsify + Serialize>(value: &T) -> Result<Ts<T>, JsValue> {
    value.into_ts().map_err(|error| JsError::from(error).into())
}

fn all_into_js<T: Tsify + Serialize>(values: &[T]) -> Result<Vec<Ts<T>>, JsValue> {
    values.iter().map(into_js).collect()
}

/// A run under way. It advances within `resume` and nowhere else, so whoever resumes it also gets what goes wrong in it: a trap
/// in a promise of ours would leave that pending for ever.
#[wasm_bindgen]
pub struct Running {
    run: LocalBoxFuture<'static, spec::Run>,
    turn: Rc<Turn>,
    stopper: Stopper,
}

#[wasm_bindgen]
impl Running {
    /// Runs it until it has ended, which gives the run, or for as long as it may hold the page, which gives nothing. After its end it
    /// is not called again. Throws where the run awaits what nothing in it brings about, so that no later call could get further.
    pub fn resume(&mut self) -> Result<Option<Run>, JsError> {
        self.turn.over.set(false);
        self.turn.began.set(now());
        match self.run.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(run) => Ok(Some(Run(run))),
            Poll::Pending if self.turn.over.get() => Ok(None),
            Poll::Pending => Err(JsError::new("it waits for something that never comes")),
        }
    }

    /// How many events there were at the end of the last turn.
    pub fn event_count(&self) -> u32 {
        self.turn.events.get()
    }

    /// Lets the next call of `resume` give the run as it is by now.
    pub fn stop(&self) {
        self.turn.over.set(false);
        self.stopper.stop();
    }
}

/// One call of `resume`.
#[derive(Default)]
struct Turn {
    began: Cell<f64>,
    over: Cell<bool>,
    events: Cell<u32>,
}

/// The pace of a run that is resumed turn by turn: loop time jumps.
struct InTurns(Rc<Turn>);

impl Pace for InTurns {
    fn wait(&self, _: Duration) -> Option<LocalBoxFuture<'static, ()>> {
        None
    }

    fn turn(&self) -> Option<LocalBoxFuture<'static, ()>> {
        let turn = &self.0;
        if now() - turn.began.get() < TURN {
            return None;
        }
        turn.over.set(true);
        turn.events.set(event_loop::event_count());
        let turn = turn.clone();
        Some(Box::pin(poll_fn(move |_| if turn.over.get() { Poll::Pending } else { Poll::Ready(()) })))
    }
}

/// A run, to be asked. What no question was asked about is not computed, and does not cross.
#[wasm_bindgen]
pub struct Run(spec::Run);

#[wasm_bindgen]
impl Run {
    /// What ran, with everything written out.
    pub fn spec(&self) -> Result<Ts<RunSpec>, JsValue> {
        into_js(self.0.spec())
    }

    /// The fragment of a link to it, where it is not too long for one.
    pub fn link(&self) -> Option<String> {
        self.0.spec().link().ok()
    }

    /// Why there is no link.
    pub fn unlinked(&self) -> Option<String> {
        self.0.spec().link().err().map(|error| error.message)
    }

    /// How it ended.
    pub fn outcome(&self) -> Result<Ts<Outcome>, JsValue> {
        into_js(&self.0.outcome)
    }

    /// The loop time at the end, in seconds.
    pub fn end_time(&self) -> f64 {
        self.0.end_time
    }

    /// What it printed.
    pub fn console(&self) -> Result<Vec<Ts<ConsoleLine>>, JsValue> {
        all_into_js(self.0.report.console())
    }

    /// Its results.
    pub fn tables(&self) -> Result<Vec<Ts<Table>>, JsValue> {
        all_into_js(&self.0.tables())
    }

    /// Which values change nothing, found by running with others.
    pub fn hints(&self) -> Result<Vec<Ts<Hint>>, JsValue> {
        all_into_js(&self.0.hints())
    }

    /// The lives of its tasks.
    pub fn tasks(&self) -> Result<Vec<Ts<TaskLife>>, JsValue> {
        all_into_js(self.0.report.tasks())
    }

    /// How many events there are.
    pub fn event_count(&self) -> usize {
        self.0.report.trace().len()
    }

    /// Everything that happened.
    pub fn events(&self) -> Result<Ts<Events>, JsValue> {
        into_js(&Events::of(&self.0.report))
    }

    /// Its picture, as numbers.
    pub fn timeline(&self) -> Result<Ts<Timeline>, JsValue> {
        into_js(&Timeline::of(&self.0.report))
    }

    /// Who waits for whom right after an event, and why.
    pub fn awaits(&self, event: usize) -> Result<Vec<Ts<Awaiting>>, JsValue> {
        all_into_js(&panels::awaits(&self.0.report, event))
    }

    /// The path of each exception.
    pub fn exceptions(&self) -> Result<Vec<Ts<ExceptionPath>>, JsValue> {
        all_into_js(&panels::exceptions(&self.0.report))
    }

    /// The requests to cancel.
    pub fn cancellations(&self) -> Result<Vec<Ts<Cancellation>>, JsValue> {
        all_into_js(&panels::cancellations(&self.0.report))
    }

    /// What an expert would remark.
    pub fn findings(&self) -> Result<Vec<Ts<Finding>>, JsValue> {
        all_into_js(&panels::findings(&self.0.report))
    }

    /// The run in sentences.
    pub fn narrative(&self) -> Result<Vec<Ts<Paragraph>>, JsValue> {
        all_into_js(&panels::narrative(&self.0.report))
    }

    /// Equal for equal traces.
    pub fn digest(&self) -> String {
        self.0.report.digest().to_owned()
    }

    /// The Rust of the program, where it is written in Rust.
    pub fn rust(&self) -> Option<String> {
        self.0.rust().map(str::to_owned)
    }

    /// The text that runs, where that is Python: the lines of the events are lines of it.
    pub fn text(&self) -> Option<String> {
        self.0.text()
    }

    /// The complete Python program that prints the same.
    pub fn python(&self) -> String {
        self.0.python()
    }
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
    /// The line of the program, from 1; 0 where the event has none, as all of a program in Rust.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    line: Uint32Array,
    /// Index into the texts.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    #[tsify(type = "Uint32Array")]
    detail: Uint32Array,
    /// The names of the kinds of events.
    kinds: Vec<&'static str>,
    /// The details of events, in words.
    texts: Vec<String>,
}

impl Events {
    fn of(report: &Report) -> Self {
        let times: Vec<f64> = report.events().map(|entry| seconds(entry.time)).collect();
        let column = |of: fn(Entry<'_>) -> u32| Uint32Array::from(&report.events().map(of).collect::<Vec<_>>()[..]);
        let kinds: Vec<u8> = report.events().map(|entry| entry.event.kind().index()).collect();
        Self {
            time: Float64Array::from(&times[..]),
            task: column(|entry| entry.task),
            kind: Uint8Array::from(&kinds[..]),
            cause: column(|entry| entry.cause as u32),
            line: column(|entry| entry.line.unwrap_or(0)),
            detail: Uint32Array::from(&report.log().details[..]),
            kinds: Kind::ALL.iter().map(|kind| kind.name()).collect(),
            texts: report.log().texts.clone(),
        }
    }
}

/// The pace of a run that the page's executor drives: at once or by the page's timers, and in either case with a turn for the page
/// now and then.
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
