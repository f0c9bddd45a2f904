//! Running a main coroutine from its first step to the shutdown: `asyncio.run`, Lib/asyncio/runners.py.
//!
//! Invariant: whatever ends the run, the trace up to there is kept.

use std::cell::Cell;
use std::rc::Rc;

use super::gather::gather_any;
use super::intervention::Intervention;
use crate::Result;
use crate::event_loop::{
    Action, AnyFuture, Callable, Coro, DoneCallback, Instantly, Limit, Limits, LoopState, Pace, RunForever, Stop, Task,
    errors, handling, raise, spawn, try_current,
};
use crate::exception::{CancelledError, Exception, KeyboardInterrupt, RuntimeError, SystemExit, format_exception};
use crate::repr::Value;
use crate::trace::{Kind, Nanos, Trace};

/// How a run ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum End {
    /// Main returned.
    Ok,
    /// Main, or a KeyboardInterrupt or SystemExit, left the program.
    Raised(Exception),
    /// The run passed one of its limits and was ended.
    Limit(Limit),
    /// A signal that nobody handles ended the process; nothing else ran.
    Killed,
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
    pub trace: Trace,
    /// The loop time at the end, in nanoseconds.
    pub end_time: Nanos,
}

/// Runs a main coroutine: `asyncio.Runner`.
///
/// ```
/// use except_star::{End, Runner, coro, sleep};
///
/// let finished = futures::executor::block_on(Runner::new().run(coro!("main", async {
///     sleep(2.5).await?;
///     Ok("rested")
/// })));
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

    /// asyncio's debug mode: the loop reports handles that take long, and reprs tell where things were made.
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

    /// Runs `main` as `Task-1` until it is done, then cancels and awaits all that is left, as `asyncio.run` does.
    ///
    /// This is the loop: a future that any executor can drive. With an instant pace it never waits. Dropping it ends
    /// the run. Within a run it does nothing but raise RuntimeError.
    pub async fn run<F, T>(self, main: Coro<F>) -> Finished<T>
    where
        F: Future<Output = Result<T>> + 'static,
        T: Clone + 'static,
    {
        if try_current().is_some() {
            let refusal = RuntimeError.new("Runner.run() cannot be called from a running event loop");
            return Finished { value: None, end: End::Raised(refusal), trace: Trace::default(), end_time: 0 };
        }
        let event_loop = Running(LoopState::new(self.limits, self.traced));
        let state = &event_loop.0;
        state.debug.set(self.debug);
        for intervention in &self.interventions {
            intervention.schedule(state);
        }
        let main = event_loop.spawn(main);
        let (end, value) = match self.run_main(state, main).await {
            Ok(value) => (End::Ok, Some(value)),
            Err(stop) => (End::from(stop), None),
        };
        event_loop.report_uncaught(&end);
        // Its traceback has held the task that it left.
        state.escaped_from.take();
        if let End::Ok | End::Raised(_) = end {
            state.destroy_pending();
        }
        Finished { value, end, end_time: state.now(), trace: state.recorder.take() }
    }

    /// `Runner.run`, then `Runner.close`. What main raises comes out as what escapes the loop.
    async fn run_main<T: Clone + 'static>(&self, event_loop: &Rc<LoopState>, main: Task<T>) -> Result<T, Stop> {
        event_loop.signals.set_main(Some(main.any()));
        let stopped = self.run_until_complete(event_loop, main.cell.clone()).await;
        event_loop.signals.set_main(None);
        let result = match stopped {
            Ok(()) => main.result().map_err(|exception| interrupted(event_loop, &main, exception)),
            Err(Stop::Escaped(exception)) => {
                if main.done() {
                    main.cell.core().retrieve();
                }
                Err(exception)
            }
            Err(stop) => return Err(stop),
        };
        // The shutdown runs while the exception is on its way out of the `with` statement around it.
        match &result {
            Ok(_) => self.close(event_loop).await?,
            Err(exception) => handling(exception, self.close(event_loop)).await?,
        }
        result.map_err(Stop::Escaped)
    }

    /// `Runner.close`: the shutdown, and the end of the loop. A KeyboardInterrupt or SystemExit cuts the shutdown short.
    async fn close(&self, event_loop: &Rc<LoopState>) -> Result<(), Stop> {
        let shut_down = self.shut_down(event_loop).await;
        if let Ok(()) | Err(Stop::Escaped(_)) = shut_down {
            event_loop.close();
        }
        shut_down
    }

    /// Cancels what is left and waits for it, then the shutdowns of asynchronous generators and of the default executor.
    async fn shut_down(&self, event_loop: &Rc<LoopState>) -> Result<(), Stop> {
        let left = event_loop.all_tasks();
        if !left.is_empty() {
            for task in &left {
                task.clone().request_cancel(None);
            }
            let futures = left.iter().map(|task| task.clone() as Rc<dyn AnyFuture>).collect();
            let gathered = gather_any(event_loop, futures);
            let gathered = self.run_until_complete(event_loop, gathered).await;
            if gathered.is_err() {
                // The traceback of the interrupt holds the tasks, but of main the coroutine as well.
                for task in left.iter().filter(|task| task.id() > 1) {
                    task.header().ends_before_coroutine.set(true);
                }
            }
            gathered?;
            // The program's own exception handler may print.
            let _entered = event_loop.enter();
            for task in &left {
                if let Some(exception) = task.core().failure() {
                    errors::failed_in_shutdown(task.header(), exception);
                }
            }
        }
        for _ in 0..2 {
            event_loop.next_task_number();
            let shutdown = Shutdown { event_loop: event_loop.clone(), stepped: Cell::new(false) };
            event_loop.call_soon(Action::Call(Rc::new(shutdown)));
            match RunForever::new(event_loop, &*self.pace).await {
                Stop::Asked => {}
                stop => return Err(stop),
            }
        }
        Ok(())
    }

    async fn run_until_complete(&self, event_loop: &Rc<LoopState>, future: Rc<dyn AnyFuture>) -> Result<(), Stop> {
        let callback: Rc<dyn DoneCallback> = Rc::new(StopLoop(event_loop.clone()));
        future.core().add_done_callback(&future, callback.clone());
        let stop = RunForever::new(event_loop, &*self.pace).await;
        future.core().remove_done_callback(&callback);
        match stop {
            // Who asked may be an earlier run, whose end a KeyboardInterrupt came before.
            Stop::Asked if !future.core().is_done() => {
                raise(RuntimeError.new("Event loop stopped before Future completed.")).map_err(Stop::Escaped)
            }
            Stop::Asked => Ok(()),
            other => Err(other),
        }
    }
}

/// Main was cancelled by SIGINT and by nobody else: then the program ends with KeyboardInterrupt.
fn interrupted<T: Clone + 'static>(event_loop: &LoopState, main: &Task<T>, exception: Exception) -> Exception {
    let by_signal = exception.is(CancelledError) && event_loop.signals.interrupts.get() > 0 && main.uncancel() == 0;
    if !by_signal {
        return exception;
    }
    let interrupt = KeyboardInterrupt.empty();
    interrupt.mark_raised();
    interrupt.set_context(Some(exception));
    interrupt
}

/// A shutdown that has nothing to do, but is a task in CPython: one handle for its step, one for the callback that stops the
/// loop. What else is ready meanwhile runs as usual. Nobody wants to see the handles themselves, so they record nothing.
struct Shutdown {
    event_loop: Rc<LoopState>,
    stepped: Cell<bool>,
}

impl Callable for Shutdown {
    fn is_cancelled(&self) -> bool {
        false
    }

    fn describe(&self) -> String {
        "<Handle shutdown() at …>".to_owned()
    }

    fn call(self: Rc<Self>, _: u32) {
        let event_loop = self.event_loop.clone();
        if self.stepped.replace(true) { event_loop.stop() } else { event_loop.call_soon(Action::Call(self)) }
    }
}

/// A loop that is emptied when the run is over, also when it is dropped on the way.
struct Running(Rc<LoopState>);

impl Running {
    fn spawn<F, T>(&self, main: Coro<F>) -> Task<T>
    where
        F: Future<Output = Result<T>> + 'static,
        T: Clone + 'static,
    {
        let _entered = self.0.enter();
        spawn(&self.0, main, None)
    }

    /// What the interpreter prints when an exception leaves the program.
    fn report_uncaught(&self, end: &End) {
        let End::Raised(exception) = end else { return };
        if !exception.is(SystemExit) {
            self.0.note_text(Kind::Print, 1, &format_exception(exception).join("\n"));
        } else if !matches!(exception.args(), [] | [Value::None | Value::Int(_)]) {
            // A status is told to the system; anything else to the reader.
            self.0.note_text(Kind::Print, 1, &exception.to_string());
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.abandon();
    }
}

/// `_run_until_complete_cb`
struct StopLoop(Rc<LoopState>);

impl DoneCallback for StopLoop {
    fn name(&self) -> &'static str {
        "_run_until_complete_cb() at …"
    }

    fn run(self: Rc<Self>, future: Rc<dyn AnyFuture>) {
        // A KeyboardInterrupt or SystemExit is on its way out by itself.
        let error = future.core().failure();
        if !error.is_some_and(|e| e.leaves_the_loop()) {
            self.0.stop();
        }
    }
}

/// Runs `main` and gives what it returns: `asyncio.run`.
///
/// Loop time jumps, so it returns as soon as everything is computed. There is no trace and no console; see [`Runner`].
///
/// # Errors
/// What main raises. RuntimeError within a run. RuntimeError if the run comes to a deadlock: then nothing could ever wake
/// main again.
///
/// ```
/// use except_star::{coro, run, sleep};
///
/// let answer = run(coro!("main", async {
///     sleep(3600.0).await?;
///     Ok(42)
/// }));
/// assert_eq!(answer.unwrap(), 42);
/// ```
pub fn run<F, T>(main: Coro<F>) -> Result<T>
where
    F: Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    if try_current().is_some() {
        return raise(RuntimeError.new("asyncio.run() cannot be called from a running event loop"));
    }
    let runner = Runner::new().traced(false).limits(Limits::NONE);
    let finished = futures::executor::block_on(runner.run(main));
    match (finished.value, finished.end) {
        (Some(value), _) => Ok(value),
        (None, End::Raised(exception)) => Err(exception),
        (None, End::Limit(limit)) => raise(RuntimeError.new(limit.to_string())),
        (None, End::Killed) => raise(RuntimeError.new("the run was killed by a signal that nobody handles")),
        (None, _) => raise(RuntimeError.new("the run came to a deadlock")),
    }
}
