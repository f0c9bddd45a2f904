//! A runner whose loop stays between its runs.
//!
//! Invariant: the loop is emptied when the runner goes, also when it is dropped in the middle of a run.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::executor::block_on;
use futures::future::LocalBoxFuture;

use super::{End, Finished, LoopState, Pace, REFUSAL, Runner, raise_end};
use crate::Result;
use crate::event_loop::{
    AnyFuture, AnyTask, Context, Coro, Coroutine, DoneCallback, RunForever, Stop, Task, TaskOptions, copy_context,
    handling, is_running, raise, raised, result_as, spawn,
};
use crate::exception::{CancelledError, Exception, KeyboardInterrupt, RuntimeError, SystemExit, format_exception};
use crate::repr::Value;
use crate::trace::{Event, Name, Stream, TaskId};

/// A runner for several runs, which [`Runner::open`] gives: loop time, the numbers of tasks, tasks that are left, signal
/// handlers and the trace continue from one run to the next.
///
/// Close it for what `asyncio.run` does at its end: tasks that are left are cancelled and awaited. Dropping it drops them
/// silently.
pub struct OpenRunner {
    pub(super) event_loop: Rc<LoopState>,
    pub(super) pace: Box<dyn Pace>,
    /// The task of the last run.
    pub(super) main: Cell<TaskId>,
    reports_uncaught: bool,
    /// In which each main runs.
    pub(super) context: Context,
    /// Gives what runs before the loop is closed, if there is something.
    pub(super) before_close: RefCell<Option<Box<BeforeClose>>>,
}

/// What [`Script::before_close`](super::Script::before_close) is given.
pub(super) type BeforeClose = dyn Fn() -> Option<Coro<LocalBoxFuture<'static, Result<Value>>>>;

impl OpenRunner {
    pub(super) fn new(runner: Runner) -> Self {
        let event_loop = LoopState::new(runner.limits, runner.traced, runner.stopper);
        event_loop.debug.on.set(runner.debug);
        event_loop.output.replace(runner.output);
        for intervention in &runner.interventions {
            intervention.schedule(&event_loop);
        }
        Self {
            event_loop,
            pace: runner.pace,
            main: Cell::new(0),
            reports_uncaught: runner.reports_uncaught,
            context: copy_context(),
            before_close: RefCell::default(),
        }
    }

    /// Runs `main` until it is done: `runner.run(main)`. What it leaves behind stays for the next run.
    ///
    /// # Errors
    /// What main raises. RuntimeError within a run, and if the run passes one of its limits, is stopped or killed, or comes to a deadlock.
    pub async fn run<T: Clone + 'static>(&mut self, main: impl Coroutine<T>) -> Result<T> {
        if is_running() {
            return raise(RuntimeError.new(REFUSAL));
        }
        let main = self.spawn(main.into_coro(), &self.context);
        match self.run_until_done(main.any()).await {
            Ok(()) => Ok(result_as(&main.cell).expect("a finished task holds its result")),
            Err(stop) => raise_end(End::from(stop)),
        }
    }

    /// As [`OpenRunner::run`], in this thread, which waits.
    ///
    /// # Errors
    /// Those of [`OpenRunner::run`].
    pub fn run_blocking<T: Clone + 'static>(&mut self, main: impl Coroutine<T>) -> Result<T> {
        // The executor would panic within itself.
        if is_running() {
            return raise(RuntimeError.new(REFUSAL));
        }
        block_on(self.run(main))
    }

    /// Cancels and awaits what is left, and ends the loop: `runner.close()`. What the shutdown raises, such as a
    /// KeyboardInterrupt, is in `end`.
    pub async fn close(self) -> Finished<()> {
        let stopped = self.close_loop().await;
        self.end(stopped)
    }

    /// As [`OpenRunner::close`], in this thread, which waits. Within a run, where nothing can wait for another loop, what is left is
    /// dropped.
    pub fn close_blocking(self) -> Finished<()> {
        if is_running() {
            return self.end(Ok(()));
        }
        block_on(self.close())
    }

    /// The task of `main`, which runs in this context.
    pub(super) fn spawn<F, T>(&self, main: Coro<F>, context: &Context) -> Task<T>
    where
        F: Future<Output = Result<T>> + 'static,
        T: Clone + 'static,
    {
        let _entered = self.event_loop.enter();
        // The loop does not run yet, so nothing starts eagerly.
        let options = TaskOptions::new().context(context).eager_start(false);
        spawn(&self.event_loop, main, &options).expect("only an eager start fails")
    }

    /// `Runner.run`: until main is done. What main raises comes out as what escapes the loop.
    pub(super) async fn run_until_done(&self, main: Rc<dyn AnyTask>) -> Result<(), Stop> {
        let signals = &self.event_loop.signals;
        self.main.set(main.id());
        signals.interrupts.set(0);
        signals.set_main(Some(main.clone()));
        let stopped = self.run_until_complete(main.clone()).await;
        signals.set_main(None);
        match stopped {
            Ok(()) => main.core().check().map_err(|exception| {
                raised(&exception);
                Stop::Escaped(self.interrupted(&main, exception))
            }),
            Err(Stop::Escaped(exception)) => {
                if main.core().is_done() {
                    main.core().retrieve();
                }
                Err(Stop::Escaped(exception))
            }
            other => other,
        }
    }

    pub(super) async fn run_until_complete(&self, future: Rc<dyn AnyFuture>) -> Result<(), Stop> {
        let callback: Rc<dyn DoneCallback> = Rc::new(StopLoop(self.event_loop.clone()));
        future.core().add_done_callback(&future, callback.clone());
        let stop = RunForever::new(&self.event_loop, &*self.pace).await;
        future.core().remove_done_callback(&callback);
        match stop {
            // The `stop` may be that of an earlier run, before whose end a KeyboardInterrupt came.
            Stop::Asked if !future.core().is_done() => {
                let exception = RuntimeError.new("Event loop stopped before Future completed.");
                raised(&exception);
                Err(Stop::Escaped(exception))
            }
            Stop::Asked => Ok(()),
            other => Err(other),
        }
    }

    /// Main was cancelled by SIGINT alone: then the program ends with KeyboardInterrupt.
    fn interrupted(&self, main: &Rc<dyn AnyTask>, exception: Exception) -> Exception {
        let interrupts = self.event_loop.signals.interrupts.get();
        let by_signal = exception.is(CancelledError) && interrupts > 0 && main.uncancel() == 0;
        if !by_signal {
            return exception;
        }
        let interrupt = KeyboardInterrupt.empty();
        interrupt.mark_raised();
        interrupt.set_context(Some(exception));
        interrupt
    }

    /// Closes the loop after its only run, while what main has raised is on its way out of the `with` statement around it.
    pub(super) async fn finish(self, main: Rc<dyn AnyTask>, stopped: Result<(), Stop>) -> Finished<()> {
        let stopped = match stopped {
            Ok(()) => self.close_loop().await,
            Err(Stop::Escaped(exception)) => {
                let closed = handling(&exception, self.close_loop()).await;
                closed.and(Err(Stop::Escaped(exception)))
            }
            other => other,
        };
        drop(main);
        self.end(stopped)
    }

    /// The end of the program.
    fn end(self, stopped: Result<(), Stop>) -> Finished<()> {
        let end = stopped.map_or_else(End::from, |()| End::Ok);
        let event_loop = &self.event_loop;
        if self.reports_uncaught {
            self.report_uncaught(&end);
        }
        // Its traceback has held the task that it left.
        event_loop.forget_escaped();
        if let End::Ok | End::Raised(_) = end {
            event_loop.destroy_pending();
        }
        let value = matches!(end, End::Ok).then_some(());
        Finished { value, end, end_time: event_loop.now(), trace: Rc::new(event_loop.recorder.take()) }
    }

    fn print(&self, text: &str) {
        self.event_loop.write(Event::Print { stream: Stream::Stderr, text });
    }

    /// What the interpreter prints when an exception leaves the program.
    pub(super) fn report_uncaught(&self, end: &End) {
        let End::Raised(exception) = end else { return };
        if !exception.is(SystemExit) {
            self.print(&format_exception(exception).join("\n"));
        } else if !matches!(exception.args().as_slice(), [] | [Value::None | Value::Int(_) | Value::Bool(_)]) {
            // A status goes to the system; anything else to standard error.
            self.print(&exception.to_string());
        }
    }
}

impl Drop for OpenRunner {
    fn drop(&mut self) {
        self.event_loop.abandon();
    }
}

/// `_run_until_complete_cb`
struct StopLoop(Rc<LoopState>);

impl DoneCallback for StopLoop {
    fn name(&self) -> Name {
        Name::of("_run_until_complete_cb() at …")
    }

    fn run(self: Rc<Self>, future: Rc<dyn AnyFuture>) {
        // A KeyboardInterrupt or SystemExit is on its way out by itself.
        let error = future.core().failure();
        if !error.is_some_and(|e| e.leaves_the_loop()) {
            self.0.stop();
        }
    }
}
