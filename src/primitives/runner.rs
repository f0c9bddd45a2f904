//! Running a main coroutine from its first step to the shutdown: `asyncio.run`, Lib/asyncio/runners.py.
//!
//! Invariant: whatever ends the run, the trace up to there is kept.

mod open;
mod script;
mod shutdown;

use std::rc::Rc;

use futures::executor::block_on;

use super::intervention::Intervention;
use crate::Result;
use crate::event_loop::{
    AnyFuture, Coroutine, Instantly, Limit, Limits, LoopState, Output, Pace, Stdio, Stop, Stopper, is_running, raise,
    result_as,
};
use crate::exception::{Exception, RuntimeError};
use crate::trace::{Nanos, Trace};
pub use open::OpenRunner;
pub use script::Script;

/// How a run ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum End {
    /// Main returned.
    Ok,
    /// An exception left main, or a KeyboardInterrupt or SystemExit the loop.
    Raised(Exception),
    /// The run passed one of its limits and was ended.
    Limit(Limit),
    /// A signal without a handler ended the process; nothing else ran.
    Killed,
    /// A [`Stopper`] ended the run.
    Stopped,
    /// Nothing was ready and no timer was left, so nothing could ever happen again.
    Deadlock,
}

impl From<Stop> for End {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Escaped(exception) => End::Raised(exception),
            Stop::Limit(limit) => End::Limit(limit),
            Stop::Deadlock => End::Deadlock,
            Stop::Killed => End::Killed,
            Stop::Stopped => End::Stopped,
            Stop::Asked => unreachable!("the loop is asked to stop only when what it runs for is done"),
        }
    }
}

/// All that a run leaves behind.
#[derive(Debug)]
#[non_exhaustive]
pub struct Finished<T> {
    /// What main returned, if it did.
    pub value: Option<T>,
    /// How the run ended.
    pub end: End,
    /// Everything that happened; empty where the trace was off.
    pub trace: Rc<Trace>,
    /// The loop time at the end, in nanoseconds.
    pub end_time: Nanos,
}

/// Runs a main coroutine: `asyncio.Runner`.
///
/// The console is part of the trace. A runner shows it only where it is given an [`Output`]; [`run`] shows it by itself.
///
/// ```
/// use except_star::{End, Runner, coro, sleep};
///
/// let finished = Runner::new().run_blocking(coro!("main", async {
///     sleep(2.5).await?;
///     Ok("rested")
/// }));
/// assert_eq!(finished.value, Some("rested"));
/// assert!(matches!(finished.end, End::Ok));
/// assert_eq!(finished.end_time, 2_500_000_000);
/// ```
pub struct Runner {
    limits: Limits,
    traced: bool,
    debug: bool,
    interventions: Vec<Intervention>,
    pace: Box<dyn Pace>,
    output: Option<Rc<dyn Output>>,
    reports_uncaught: bool,
    stopper: Stopper,
}

impl Default for Runner {
    fn default() -> Self {
        Self::new()
    }
}

impl Runner {
    /// A runner with the default [`Limits`], a trace, and loop time that jumps.
    pub fn new() -> Self {
        Self {
            limits: Limits::default(),
            traced: true,
            debug: false,
            interventions: Vec::new(),
            pace: Box::new(Instantly),
            output: None,
            reports_uncaught: true,
            stopper: Stopper::new(),
        }
    }

    /// How much the run may do.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Whether to record a trace.
    pub fn traced(mut self, traced: bool) -> Self {
        self.traced = traced;
        self
    }

    /// asyncio's debug mode: the loop reports handles that take long, and reprs show where things were created.
    pub fn debug(mut self, debug: bool) -> Self {
        self.debug = debug;
        self
    }

    /// What is done to the program from outside, in the order in which it was asked for.
    pub fn interventions(mut self, interventions: Vec<Intervention>) -> Self {
        self.interventions = interventions;
        self
    }

    /// How loop time passes.
    pub fn pace(mut self, pace: impl Pace + 'static) -> Self {
        self.pace = Box::new(pace);
        self
    }

    /// What stops the run from outside.
    pub fn stopper(mut self, stopper: &Stopper) -> Self {
        self.stopper = stopper.clone();
        self
    }

    /// Where the program's console is shown while it runs; [`Stdio`] shows it on standard output and standard error. Without
    /// one it is in the trace alone. It needs no trace.
    pub fn output(mut self, output: impl Output + 'static) -> Self {
        self.output = Some(Rc::new(output));
        self
    }

    /// Runs `main` as `Task-1` until it is done, then cancels and awaits all that is left, as `asyncio.run` does.
    ///
    /// This is the loop: a future that any executor can drive. With an instant pace it never waits. Dropping it ends
    /// the run. Within a run it does nothing but raise RuntimeError.
    pub async fn run<T: Clone + 'static>(self, main: impl Coroutine<T>) -> Finished<T> {
        if is_running() {
            return refused();
        }
        let runner = OpenRunner::new(self);
        // The last handle is dropped with the run, so that it reports an exception that was never retrieved.
        let main = runner.spawn(main.into_coro(), &runner.context).any();
        let stopped = runner.run_until_done(main.clone()).await;
        let value = result_as(&(main.clone() as Rc<dyn AnyFuture>));
        let Finished { end, trace, end_time, .. } = runner.finish(main, stopped).await;
        Finished { value: value.filter(|_| matches!(end, End::Ok)), end, trace, end_time }
    }

    /// As [`Runner::run`], in this thread, which waits: for programs that have no executor of their own.
    ///
    /// ```
    /// use except_star::{Runner, coro};
    ///
    /// let finished = Runner::new().run_blocking(coro!("main", async { Ok(42) }));
    /// assert_eq!(finished.value, Some(42));
    /// ```
    pub fn run_blocking<T: Clone + 'static>(self, main: impl Coroutine<T>) -> Finished<T> {
        // The executor would panic within itself.
        if is_running() {
            return refused();
        }
        block_on(self.run(main))
    }

    /// Opens it for any number of runs, one after the other, on one loop: `with asyncio.Runner() as runner`.
    ///
    /// ```
    /// use except_star::{Runner, coro, create_task, sleep, time};
    ///
    /// let mut runner = Runner::new().open();
    /// let nap = runner.run_blocking(coro!("first", async {
    ///     let nap = create_task(coro!("nap", sleep(3.0)))?;
    ///     sleep(1.0).await?;
    ///     Ok(nap)
    /// }))?;
    /// assert!(!nap.done(), "it waits for the next run");
    /// let end = runner.run_blocking(coro!("second", async move {
    ///     nap.await?;
    ///     time()
    /// }))?;
    /// assert_eq!(end, 3.0);
    /// assert_eq!(runner.close_blocking().end_time, 3_000_000_000);
    /// # Ok::<(), except_star::Exception>(())
    /// ```
    pub fn open(self) -> OpenRunner {
        OpenRunner::new(self)
    }
}

const REFUSAL: &str = "Runner.run() cannot be called from a running event loop";

fn refused<T>() -> Finished<T> {
    Finished { value: None, end: End::Raised(RuntimeError.new(REFUSAL)), trace: Rc::default(), end_time: 0 }
}

/// What a run that gives no value raises.
fn raise_end<T>(end: End) -> Result<T> {
    match end {
        End::Raised(exception) => Err(exception),
        End::Limit(limit) => raise(RuntimeError.new(limit.to_string())),
        End::Stopped => raise(RuntimeError.new("the run was stopped from outside")),
        End::Killed => raise(RuntimeError.new("the run was killed by a signal that nobody handles")),
        End::Deadlock | End::Ok => raise(RuntimeError.new("the run came to a deadlock")),
    }
}

/// Runs `main` and gives what it returns: `asyncio.run`.
///
/// What the program prints appears on standard output, its warnings and log records on standard error. Loop time jumps,
/// so it returns as soon as everything is computed. There is no trace and no limit; see [`Runner`] for both.
///
/// # Errors
/// What main raises; no traceback of it is printed. RuntimeError within a run. RuntimeError if the run comes to a deadlock:
/// then nothing could ever wake main again.
///
/// ```
/// use except_star::{coro, print, run, sleep};
///
/// let answer = run(coro!("main", async {
///     sleep(3600.0).await?;
///     print("an hour later");
///     Ok(42)
/// }));
/// assert_eq!(answer.unwrap(), 42);
/// ```
pub fn run<T: Clone + 'static>(main: impl Coroutine<T>) -> Result<T> {
    if is_running() {
        return raise(RuntimeError.new("asyncio.run() cannot be called from a running event loop"));
    }
    let mut runner = Runner::new().traced(false).limits(Limits::NONE).output(Stdio);
    // Who called this gets the exception.
    runner.reports_uncaught = false;
    let finished = runner.run_blocking(main);
    finished.value.map_or_else(|| raise_end(finished.end), Ok)
}
