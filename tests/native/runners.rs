//! Runners: several runs on one loop, and the console as it is printed.
//!
//! Invariant: what CPython has an equal of is compared with it, where one is found.

use std::cell::RefCell;
use std::rc::Rc;

use except_star::exception::{CancelledError, KeyboardInterrupt, ValueError};
use except_star::report::Report;
use except_star::repr::{Repr, float};
use except_star::{
    ContextVar, End, Exception, Logger, Output, Result, Runner, Signal, attempt, coro, create_task, current_task,
    print, raise, raise_signal, run, sleep, time,
};

use crate::check::lines_of;
use crate::console::texts;
use crate::python;

/// Notes what is printed, with a `!` before what goes to standard error.
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<String>>>);

impl Output for Sink {
    fn stdout(&self, text: &str) {
        self.0.borrow_mut().push(text.to_owned());
    }

    fn stderr(&self, text: &str) {
        self.0.borrow_mut().extend(text.split('\n').map(|line| format!("! {line}")));
    }
}

impl Sink {
    fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

#[track_caller]
fn check_python(program: &str, expected: &[String]) {
    let Some(python) = python::find() else { return };
    let references = python::run(&python, &[program.to_owned()]);
    let lines = texts(&references[0].console);
    assert_eq!(lines, expected);
}

async fn nap(name: &'static str, delay: f64) -> Result<()> {
    attempt(sleep(delay))
        .except(CancelledError, async |e| {
            print(format!("{name} cancelled at {}", float(time()?)));
            Err(e)
        })
        .await?;
    print(format!("{name} woke up at {}", float(time()?)));
    Ok(())
}

/// What a run leaves behind continues in the next one: tasks, the time, the numbers of tasks. Closing cancels the rest.
#[test]
fn two_runs_of_one_runner_are_one_life_of_its_loop() {
    let mut runner = Runner::new().open();
    let first = runner.run_blocking(coro!("first", async {
        create_task(coro!(nap("short", 2.0)))?;
        create_task(coro!(nap("long", 9.0)))?;
        sleep(1.0).await?;
        raise::<()>(ValueError.new("first"))
    }));
    assert_eq!(format!("{first:?}"), "Err(ValueError('first'))");
    let second = runner.run_blocking(coro!("second", async {
        let task = current_task()?.expect("a task runs");
        print(format!("{} at {}", task.name(), float(time()?)));
        sleep(2.0).await?;
        Ok(task.name())
    }));
    assert_eq!(second.expect("main returns"), "Task-4");
    let closed = runner.close_blocking();
    assert!(matches!(closed.end, End::Ok));
    let lines = lines_of(&closed);
    assert_eq!(lines, ["1.0 Task-4 at 1.0", "2.0 short woke up at 2.0", "3.0 long cancelled at 3.0"]);
    check_python(
        r#"import asyncio

async def nap(name, delay):
    time = asyncio.get_running_loop().time
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(name, "cancelled at", time())
        raise
    print(name, "woke up at", time())

async def first():
    global tasks
    tasks = [asyncio.create_task(nap("short", 2)), asyncio.create_task(nap("long", 9))]
    await asyncio.sleep(1)
    raise ValueError("first")

async def second():
    print(asyncio.current_task().get_name(), "at", asyncio.get_running_loop().time())
    await asyncio.sleep(2)

with asyncio.Runner() as runner:
    try:
        runner.run(first())
    except ValueError:
        pass
    runner.run(second())
"#,
        &lines,
    );
}

/// `RunnerTests.test_run_keeps_context` of CPython's test_runners.py, and the context around the runner.
#[test]
fn the_runs_of_a_runner_share_a_context() {
    let variable = ContextVar::with_default("variable", -1);
    drop(variable.set(0));
    let swap = |new| {
        let variable = variable.clone();
        coro!("swap", async move {
            let old = variable.get()?;
            drop(variable.set(new));
            Ok(old)
        })
    };
    let mut runner = Runner::new().open();
    let olds = [1, 2, 3].map(|new| runner.run_blocking(swap(new)).expect("main returns"));
    assert_eq!(olds, [0, 1, 2]);
    assert_eq!(variable.get().expect("it is set"), 0);
}

/// Each run takes care of SIGINT for itself: the first one of a run cancels its main.
#[test]
fn each_run_counts_its_own_interrupts() {
    let mut runner = Runner::new().open();
    for round in 0..2 {
        let end = runner.run_blocking(coro!("main", async {
            raise_signal(Signal::Interrupt)?;
            sleep(1.0).await
        }));
        assert!(end.expect_err("main is interrupted").is(KeyboardInterrupt), "{round}");
    }
    assert_eq!(runner.close_blocking().end_time, 0);
}

/// A run that something ends from outside raises, and the runner can still be closed.
#[test]
fn a_run_that_cannot_end_raises() {
    let mut runner = Runner::new().open();
    let error = runner.run_blocking(coro!("main", async { except_star::Future::<()>::new()?.wait().await }));
    assert_eq!(error.expect_err("nobody wakes it").to_string(), "the run came to a deadlock");
    assert_eq!(runner.run_blocking(coro!("next", async { Ok(1) })).expect("main returns"), 1);
    assert!(matches!(runner.close_blocking().end, End::Ok));
}

/// Dropping a runner drops its tasks without a word.
#[test]
fn a_runner_that_is_not_closed_drops_what_is_left() {
    let sink = Sink::default();
    let mut runner = Runner::new().output(sink.clone()).open();
    let shared = Rc::new(());
    let held = shared.clone();
    let left = runner.run_blocking(coro!("main", async move {
        create_task(coro!("left", async move {
            let _held = held;
            sleep(1.0).await
        }))?;
        sleep(0.0).await
    }));
    left.expect("main returns");
    assert_eq!(Rc::strong_count(&shared), 2);
    drop(runner);
    assert_eq!(Rc::strong_count(&shared), 1);
    assert_eq!(sink.take(), [""; 0]);
}

/// What would run a loop within a loop is refused where it would wait.
#[test]
fn nothing_blocks_within_a_run() {
    let refusals = run(coro!("main", async {
        let refused = Runner::new().run_blocking(coro!("inner", async { Ok(()) }));
        let mut open = Runner::new().open();
        let also = open.run_blocking(coro!("inner", async { Ok(()) }));
        assert!(matches!(open.close_blocking().end, End::Ok));
        Ok((format!("{:?}", refused.end), format!("{also:?}")))
    }));
    let text = "(RuntimeError('Runner.run() cannot be called from a running event loop'))";
    assert_eq!(refusals.expect("main returns"), (format!("Raised{text}"), format!("Err{text}")));
}

async fn talks(sink: Sink) -> Result<()> {
    print("one\ntwo");
    assert_eq!(sink.take(), ["one\ntwo"], "it is shown when it is printed");
    Logger::new("app").warning("careful");
    drop(coro!("lost", sleep(1.0)));
    raise(ValueError.new("end"))
}

/// The sink gets what the trace's console has, also where there is no trace.
#[test]
fn a_sink_gets_the_console_live() {
    for traced in [true, false] {
        let sink = Sink::default();
        let finished = Runner::new().traced(traced).output(sink.clone()).run_blocking(coro!(talks(sink.clone())));
        let rest = sink.take();
        assert_eq!(
            rest,
            [
                "! careful",
                "! RuntimeWarning: coroutine 'lost' was never awaited",
                "! RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
                "! Traceback (most recent call last):",
                "! ValueError: end",
            ]
        );
        let lines = Report::of(&finished.trace).console().len();
        assert_eq!(lines, if traced { 2 + rest.len() } else { 0 });
    }
}

/// A process that a signal has ended prints nothing more.
#[test]
fn a_sink_gets_nothing_after_the_end() {
    let sink = Sink::default();
    let finished = Runner::new().output(sink.clone()).run_blocking(coro!("main", async {
        print("before");
        raise_signal(Signal::Terminate)?;
        print("after");
        Ok(())
    }));
    assert!(matches!(finished.end, End::Killed));
    assert_eq!(sink.take(), ["before"]);
}

/// An example of the crate's own documentation as a process: what it prints goes to its streams, and the exception to its caller.
#[test]
fn run_shows_the_console_on_the_streams_of_the_process() {
    const CHILD: &str = "EXCEPT_STAR_TEST_CHILD";
    if std::env::var_os(CHILD).is_some() {
        let error: Result<()> = run(coro!("main", async {
            print("on stdout");
            Logger::new("app").warning("on stderr");
            raise(ValueError.new("for the caller"))
        }));
        assert_eq!(error.map_err(|e: Exception| e.repr()), Err("ValueError('for the caller')".to_owned()));
        return;
    }
    let output = std::process::Command::new(std::env::current_exe().expect("it runs"))
        .args(["--exact", "runners::run_shows_the_console_on_the_streams_of_the_process", "--nocapture"])
        .env(CHILD, "1")
        .output()
        .expect("it starts");
    assert!(output.status.success());
    let stdout = String::from_utf8(output.stdout).expect("it is text");
    let stderr = String::from_utf8(output.stderr).expect("it is text");
    assert_eq!(stdout.lines().filter(|line| line.contains("on std")).count(), 1, "{stdout}");
    assert!(stdout.contains("on stdout"));
    assert_eq!(stderr.lines().collect::<Vec<_>>(), ["on stderr"]);
}
