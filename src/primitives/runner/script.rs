//! A program that has code outside of its main coroutines, as a Python module has.
//!
//! Invariant: the loop runs only within [`Script::run`]; around that, what the program prints and logs is recorded all the same.

use std::cell::{Cell, RefCell};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{self, Poll};

use futures::future::LocalBoxFuture;

use super::{End, Finished, OpenRunner, REFUSAL, Runner};
use crate::Result;
use crate::event_loop::{
    Context, Coro, Coroutine, Limit, Limits, SourceLine, Stop, copy_context, handling, is_running, raise, result_as,
};
use crate::exception::RuntimeError;
use crate::repr::Value;
use crate::trace::LogRecord;

/// The runs of a program that has code of its own around them; see [`Runner::script`]. Clones are the same.
#[derive(Clone)]
pub struct Script(Rc<Inner>);

struct Inner {
    runner: OpenRunner,
    /// What ended the program from outside.
    end: RefCell<Option<End>>,
    debug: Cell<bool>,
    /// In which the mains of the runs now run.
    context: RefCell<Context>,
}

impl Runner {
    /// Runs a program that calls [`Script::run`] any number of times, as a Python file calls `asyncio.run`: loop time, the numbers
    /// of tasks and the trace continue from one run to the next, nothing else does.
    ///
    /// `finalize` runs after the uncaught exception was reported, for what the program drops at its end. It is given the function that
    /// destroys the tasks which are still pending, and reports them.
    ///
    /// ```
    /// use except_star::report::Report;
    /// use except_star::{Runner, coro, print, sleep, time};
    ///
    /// let finished = futures::executor::block_on(Runner::new().script(
    ///     async |script| {
    ///         print("before");
    ///         script.run(coro!("main", sleep(1.0)), None).await?;
    ///         assert!(time().is_err(), "no loop is running");
    ///         script.run(coro!("main", sleep(1.0)), None).await
    ///     },
    ///     |destroy_pending| {
    ///         print("after");
    ///         destroy_pending();
    ///     },
    /// ));
    /// assert_eq!(finished.end_time, 2_000_000_000);
    /// assert_eq!(Report::of(&finished.trace).console().len(), 2);
    /// ```
    pub async fn script(
        self,
        program: impl AsyncFnOnce(Script) -> Result<()>,
        finalize: impl FnOnce(&dyn Fn()),
    ) -> Finished<()> {
        if is_running() {
            return super::refused();
        }
        let debug = Cell::new(self.debug);
        let script =
            Script(Rc::new(Inner { runner: self.open(), end: RefCell::default(), debug, context: RefCell::default() }));
        let program = pin!(program(script.clone()));
        let event_loop = script.0.runner.event_loop.clone();
        let end = match (Running { script: &script, program }.await) {
            // Its traceback alone would be too long.
            End::Raised(exception) if exception.extent(event_loop.limits.output) > event_loop.limits.output => {
                End::Limit(Limit::Output(event_loop.limits.output))
            }
            end => end,
        };
        let outside = Outside::enter(&script.0);
        if let End::Ok | End::Raised(_) = end {
            script.0.runner.report_uncaught(&end);
            finalize(&|| {
                event_loop.forget_escaped();
                event_loop.destroy_pending();
            });
        }
        drop(outside);
        // What is set there may hold the loop.
        event_loop.context().take();
        let value = matches!(end, End::Ok).then_some(());
        Finished { value, end, end_time: event_loop.now(), trace: Rc::new(event_loop.recorder.take()) }
    }
}

impl Script {
    /// Runs `main` until it is done, then cancels and awaits what is left: `asyncio.run(main, debug=debug)`.
    ///
    /// # Errors
    /// What main raises. RuntimeError while a loop runs. A limit, a stop, a deadlock or a signal without a handler ends the program: then
    /// this never returns.
    pub fn run<T: Clone + 'static, C: Coroutine<T>>(
        &self,
        main: C,
        debug: Option<bool>,
    ) -> impl Future<Output = Result<T>> + use<T, C> {
        let script = self.clone();
        let refusal = is_running();
        if !refusal {
            self.begin(debug);
        }
        async move {
            if refusal {
                return raise(RuntimeError.new("asyncio.run() cannot be called from a running event loop"));
            }
            match script.run_main(main, None).await {
                Ok(result) => script.close().await.map(|()| result),
                Err(exception) => {
                    handling(&exception, script.close()).await?;
                    Err(exception)
                }
            }
        }
    }

    /// Gives the loop of the next runs its debug mode, and a copy of the current context, in which their mains run:
    /// `asyncio.Runner(debug=debug)`.
    pub fn begin(&self, debug: Option<bool>) {
        let event_loop = &self.0.runner.event_loop;
        event_loop.begin_run();
        self.0.context.replace(copy_context());
        event_loop.debug.on.set(debug.unwrap_or(self.0.debug.get()));
    }

    /// Runs `main`, in a context of its own if it is given one, and leaves what it leaves: `runner.run(main, context=context)`.
    ///
    /// # Errors
    /// As [`Script::run`].
    pub async fn run_main<T: Clone + 'static>(&self, main: impl Coroutine<T>, context: Option<&Context>) -> Result<T> {
        if is_running() {
            return raise(RuntimeError.new(REFUSAL));
        }
        let context = context.cloned().unwrap_or_else(|| self.0.context.borrow().clone());
        let main = self.0.runner.spawn(main.into_coro(), &context);
        // The line is that of the caller; main has none yet.
        self.0.runner.event_loop.recorder.set_line(0);
        let stopped = self.0.runner.run_until_done(main.any()).await;
        match stopped {
            Ok(()) => Ok(result_as(&main.cell).expect("a finished task holds its result")),
            Err(Stop::Escaped(exception)) => Err(exception),
            Err(stop) => self.end(stop).await,
        }
    }

    /// Cancels and awaits what is left: `runner.close()`.
    ///
    /// # Errors
    /// What the shutdown raises, such as a KeyboardInterrupt.
    pub async fn close(&self) -> Result<()> {
        let closed = match self.0.runner.close_loop().await {
            Ok(()) => Ok(()),
            Err(Stop::Escaped(exception)) => Err(exception),
            Err(stop) => return self.end(stop).await,
        };
        self.0.runner.event_loop.end_of_run();
        closed
    }

    /// Lets a coroutine run at the end of each loop, when what was left is cancelled and before it is closed: the shutdown of
    /// asynchronous generators. It is none where there is nothing to do.
    pub fn before_close(&self, coroutine: impl Fn() -> Option<Coro<LocalBoxFuture<'static, Result<Value>>>> + 'static) {
        self.0.runner.before_close.replace(Some(Box::new(coroutine)));
    }

    /// Calls functions of the loop that want a running one, such as `call_later`, between its runs.
    pub fn with_loop<T>(&self, call: impl FnOnce() -> T) -> T {
        let event_loop = &self.0.runner.event_loop;
        let _entered = event_loop.enter();
        let outside = event_loop.outside.replace(false);
        let result = call();
        event_loop.outside.set(outside);
        result
    }

    /// Lets warnings show where the program stands, which `place` gives; none when nothing of it runs any more.
    pub fn show_places(&self, place: impl Fn() -> Option<SourceLine> + 'static) {
        self.0.runner.event_loop.source_place.set(Rc::new(place));
    }

    /// Hands what the loop logs to the program's own logging, which shows it with [`write_log`](crate::write_log). The loop logs by
    /// itself what that does not take. `text` is empty on the way.
    pub fn log_through(&self, handler: impl Fn(&LogRecord) -> bool + 'static) {
        self.0.runner.event_loop.logging.handler.set(Rc::new(handler));
    }

    /// Lets loop time pass while no loop runs: what `time.sleep` does there.
    pub fn advance(&self, seconds: f64) {
        self.0.runner.event_loop.advance(seconds);
    }

    /// What the host wants to wait for before the program continues: the time that it slept, or something else that the host does.
    /// A program whose own code runs for long asks now and then, and each time after it has slept; with none it continues at once.
    pub fn turn(&self) -> Option<LocalBoxFuture<'static, ()>> {
        let runner = &self.0.runner;
        let slept = runner.event_loop.take_blocked();
        let waits = if slept.is_zero() { None } else { runner.pace.wait(slept) };
        waits.or_else(|| runner.pace.turn())
    }

    /// What the run may do.
    pub fn limits(&self) -> Limits {
        self.0.runner.event_loop.limits
    }

    /// The loop time, in seconds.
    pub fn time(&self) -> f64 {
        self.0.runner.event_loop.time()
    }

    /// Ends the program: nothing of it runs again.
    async fn end<T>(&self, stop: Stop) -> T {
        self.0.end.replace(Some(End::from(stop)));
        std::future::pending().await
    }
}

/// No loop runs, but this one is the thread's, until it is dropped.
struct Outside<'a> {
    inner: &'a Inner,
    around: bool,
    _entered: crate::event_loop::Entered,
}

impl<'a> Outside<'a> {
    fn enter(inner: &'a Inner) -> Self {
        let event_loop = &inner.runner.event_loop;
        let around = event_loop.outside.replace(true);
        Self { inner, around, _entered: event_loop.enter() }
    }
}

impl Drop for Outside<'_> {
    fn drop(&mut self) {
        self.inner.runner.event_loop.outside.set(self.around);
    }
}

/// The program, until it ends or is ended.
struct Running<'a, F> {
    script: &'a Script,
    program: Pin<&'a mut F>,
}

impl<F: Future<Output = Result<()>>> Future for Running<'_, F> {
    type Output = End;

    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<End> {
        let script = self.script;
        let event_loop = &script.0.runner.event_loop;
        event_loop.stopper.register(cx.waker());
        if event_loop.stopper.is_stopped() {
            return Poll::Ready(End::Stopped);
        }
        let outside = Outside::enter(&script.0);
        let polled = self.program.as_mut().poll(cx);
        drop(outside);
        let ended = script.0.end.borrow().clone();
        if let Some(end) = ended.or_else(|| event_loop.limit_reached().map(End::Limit)) {
            return Poll::Ready(end);
        }
        if event_loop.stopper.is_stopped() {
            return Poll::Ready(End::Stopped);
        }
        polled.map(|result| result.map_or_else(End::Raised, |()| End::Ok))
    }
}
