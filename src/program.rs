//! What can be run, and what there is when it has ended.
//!
//! Invariant: what a run leaves is a function of the program and its [`Settings`] alone. The pace changes how long a run takes,
//! not what it leaves.

use futures::future::LocalBoxFuture;
use serde::Serialize;

use crate::event_loop::{Limits, Pace, Stopper};
use crate::primitives::{End, Finished, Intervention, Runner};
use crate::report::{Report, Table, seconds};
use crate::{Coro, Result, StaticCode};

/// Something that can be run, again and again: a scenario with values for its parameters is one.
pub trait Program {
    /// Runs it; most programs are a main coroutine, and [`main`] runs that.
    fn run(&self, runner: Runner) -> Running<'_>;

    /// The tables of its own that a run of it fills; none where it has none.
    fn tables(&self, _report: &Report) -> Vec<Table> {
        Vec::new()
    }

    /// Its Rust, where it is written in Rust.
    fn rust(&self) -> Option<&str> {
        None
    }

    /// The Python that does the same on CPython: a whole file whose last line is `asyncio.run(main())`.
    fn python(&self) -> String;
}

/// A main coroutine.
pub type Main = LocalBoxFuture<'static, Result<()>>;

/// A run of a program.
pub type Running<'a> = LocalBoxFuture<'a, Finished<()>>;

static MAIN: StaticCode = StaticCode::new("main", file!(), line!());

/// Runs a main coroutine, as `asyncio.run(main())` does.
pub fn main(runner: Runner, main: impl Future<Output = Result<()>> + 'static) -> Running<'static> {
    Box::pin(runner.run(Coro::new(&MAIN, main)))
}

/// In what circumstances a program runs.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Whether asyncio's debug mode is on.
    pub debug: bool,
    /// What is done from outside, each at its time.
    pub interventions: Vec<Intervention>,
    /// What the run may do at most.
    pub limits: Limits,
    /// What stops the run from outside.
    pub stopper: Stopper,
}

/// What there is when a program has ended.
pub struct Ended {
    /// How it ended.
    pub outcome: Outcome,
    /// The loop time at the end, in seconds.
    pub end_time: f64,
    /// All that its trace shows.
    pub report: Report,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Outcome {
    /// Whether it returned, or what ended it.
    pub status: Status,
    /// The repr of the exception that left the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub exception: Option<String>,
    /// What ended it from outside, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub message: Option<String>,
}

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Main returned.
    Ok,
    /// An exception left main.
    Raised,
    /// One of the [`Limits`] was reached.
    Limit,
    /// Main waits, and nothing is left that could wake it.
    Deadlock,
    /// A signal without a handler ended the program.
    Killed,
    /// It was stopped from outside.
    Stopped,
}

impl Status {
    /// Its word: `ok`, `raised`, `limit`, `deadlock`, `killed` or `stopped`.
    pub fn name(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Raised => "raised",
            Status::Limit => "limit",
            Status::Deadlock => "deadlock",
            Status::Killed => "killed",
            Status::Stopped => "stopped",
        }
    }
}

impl From<&End> for Outcome {
    fn from(end: &End) -> Self {
        let (status, exception, message) = match end {
            End::Ok => (Status::Ok, None, None),
            End::Raised(exception) => (Status::Raised, Some(format!("{exception:?}")), None),
            End::Limit(limit) => (Status::Limit, None, Some(limit.to_string())),
            End::Killed => (Status::Killed, None, Some("a signal that nobody handles ended the program".to_owned())),
            End::Stopped => (Status::Stopped, None, Some("the run was stopped from outside".to_owned())),
            End::Deadlock => (Status::Deadlock, None, Some("nothing is ready and no timer is left".to_owned())),
        };
        Self { status, exception, message }
    }
}

/// Runs a program at this pace.
///
/// ```
/// use except_star::program::{self, Program, Running, Settings, Status, run};
/// use except_star::{Instantly, Runner, print, sleep};
///
/// struct Nap(f64);
///
/// impl Program for Nap {
///     fn run(&self, runner: Runner) -> Running<'_> {
///         let time = self.0;
///         program::main(runner, async move {
///             sleep(time).await?;
///             Ok(print("rested"))
///         })
///     }
///
///     fn python(&self) -> String {
///         let time = self.0;
///         format!(
///             "import asyncio\n\n\nasync def main():\n    await asyncio.sleep({time})\n    print(\"rested\")\n\n\nasyncio.run(main())\n"
///         )
///     }
/// }
///
/// let ended = futures::executor::block_on(run(&Nap(1.5), &Settings::default(), Instantly));
/// assert_eq!((ended.outcome.status, ended.end_time), (Status::Ok, 1.5));
/// assert_eq!(ended.report.console()[0].text, "rested");
/// ```
pub async fn run(program: &dyn Program, settings: &Settings, pace: impl Pace + 'static) -> Ended {
    let runner = Runner::new()
        .limits(settings.limits)
        .stopper(&settings.stopper)
        .debug(settings.debug)
        .interventions(settings.interventions.clone())
        .pace(pace);
    let finished = program.run(runner).await;
    let (outcome, end_time) = (Outcome::from(&finished.end), seconds(finished.end_time));
    Ended { outcome, end_time, report: Report::of(&finished.trace) }
}
