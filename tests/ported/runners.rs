//! `test_runners.py`: what a run gives, and what it does with the tasks that are left.
//!
//! Each test names the one of CPython that it ports.

use std::cell::OnceCell;
use std::rc::Rc;

use ::futures::executor::block_on;
use except_star::exception::{CancelledError, Exception, ValueError};
use except_star::{
    End, Finished, Future, Result, Runner, Signal, Task, attempt, block, call_later, class, coro, create_task,
    get_debug, print, raise, raise_signal, run, sleep,
};

use crate::check::{lines_of, this_task};
use crate::support::{check_console, divide_by_zero, finish, raised_by, turn};

class! { FancyExit(Exception) }

async fn crash_in_cleanup() -> Result<()> {
    attempt(sleep(0.1)).except(CancelledError, async |_| divide_by_zero()).await
}

/// `RunTests.test_asyncio_run_return`
#[test]
fn a_run_gives_what_main_returns() {
    let value = run(coro!("main", async {
        turn().await?;
        Ok(42)
    }));
    assert_eq!(value.expect("main returns"), 42);
}

/// `RunTests.test_asyncio_run_raises`
#[test]
fn a_run_raises_what_main_raises() {
    let result = run(coro!("main", async {
        turn().await?;
        raise::<()>(ValueError.new("spam"))
    }));
    assert_eq!(format!("{:?}", raised_by(result)), "ValueError('spam')");
}

/// `RunTests.test_asyncio_run_from_running_loop`, `RunnerTests.test_recursive_run`. In the first one the coroutine is closed
/// by hand; here both are warned of.
#[test]
fn a_run_cannot_be_started_within_a_run() {
    check_console(
        async {
            let refusal = raised_by(run(coro!("inner", async { Ok(()) })));
            print(format!("{refusal:?}"));
            let refused = Runner::new().run(coro!("recursive", async { Ok(()) })).await;
            let End::Raised(refusal) = refused.end else { panic!("{:?}", refused.end) };
            print(format!("{refusal:?}"));
            Ok(())
        },
        &[
            "0.0 ! RuntimeWarning: coroutine 'inner' was never awaited",
            "0.0 ! RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
            "0.0 RuntimeError('asyncio.run() cannot be called from a running event loop')",
            "0.0 ! RuntimeWarning: coroutine 'recursive' was never awaited",
            "0.0 ! RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
            "0.0 RuntimeError('Runner.run() cannot be called from a running event loop')",
        ],
    );
}

/// `RunTests.test_asyncio_run_cancels_hanging_tasks`
#[test]
fn tasks_that_are_left_are_cancelled() {
    let left: Rc<OnceCell<Task<()>>> = Rc::default();
    let value = run(coro!("main", {
        let left = left.clone();
        async move {
            left.get_or_init(|| create_task(coro!("leftover", sleep(0.1))).expect("a loop runs"));
            Ok(123)
        }
    }));
    assert_eq!(value.expect("main returns"), 123);
    assert!(left.get().expect("it was made").cancelled());
}

/// `RunTests.test_asyncio_run_reports_hanging_tasks_errors`
#[test]
fn errors_of_tasks_that_are_left_are_reported() {
    let finished = finish(async {
        create_task(coro!(crash_in_cleanup()))?;
        turn().await?;
        Ok(123)
    });
    assert_eq!(
        lines_of(&finished),
        [
            "0.0 ! unhandled exception during asyncio.run() shutdown",
            "0.0 ! task: <Task finished name='Task-2' coro=<crash_in_cleanup() done, defined at …> \
             exception=ZeroDivisionError('division by zero')>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! asyncio.exceptions.CancelledError",
            "0.0 ! ",
            "0.0 ! During handling of the above exception, another exception occurred:",
            "0.0 ! ",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ZeroDivisionError: division by zero",
        ]
    );
    assert_eq!(finished.value, Some(123));
}

/// The half of `RunTests.test_asyncio_run_closes_gens_after_hanging_tasks_errors` that is not about generators.
#[test]
fn the_exception_of_main_comes_out_although_a_task_that_is_left_fails() {
    let finished = finish(async {
        create_task(coro!(crash_in_cleanup()))?;
        turn().await?;
        raise::<()>(FancyExit.empty())
    });
    let End::Raised(exception) = &finished.end else { panic!("{:?}", finished.end) };
    assert_eq!(format!("{exception:?}"), "FancyExit()");
    let lines = lines_of(&finished);
    assert_eq!(lines.first().map(String::as_str), Some("0.0 ! unhandled exception during asyncio.run() shutdown"));
    assert_eq!(lines.last().map(String::as_str), Some("0.0 ! FancyExit"));
}

/// `RunnerTests.test_run`: that a runner is used up by its run is a matter of types here.
#[test]
fn a_runner_gives_what_main_returns() {
    let finished = finish(async {
        turn().await?;
        Ok("done")
    });
    assert_eq!(finished.value, Some("done"));
    assert!(matches!(finished.end, End::Ok));
}

/// `RunTests.test_asyncio_run_debug`, `RunnerTests.test_non_debug`, `RunnerTests.test_debug`
#[test]
fn a_runner_may_switch_debug_mode_on() {
    async fn debug() -> Result<bool> {
        get_debug()
    }
    assert!(!run(coro!(debug())).expect("main returns"));
    for expected in [false, true] {
        let finished = block_on(Runner::new().debug(expected).run(coro!(debug())));
        assert_eq!(finished.value, Some(expected));
    }
}

/// Interrupts the program 0.1 s from now.
fn interrupt_soon() -> Result<()> {
    call_later(0.1, "interrupt_self", || raise_signal(Signal::Interrupt)).map(drop)
}

#[track_caller]
fn check_ends_with(finished: &Finished<()>, expected: &str) {
    let End::Raised(exception) = &finished.end else { panic!("{:?}", finished.end) };
    assert_eq!(format!("{exception:?}"), expected);
}

/// `RunnerTests.test_interrupt_call_soon`: main is never suspended for long. Time passes because it blocks.
#[test]
fn an_interrupt_cancels_a_main_that_only_waits_for_its_turn() {
    async fn busy() -> Result<()> {
        loop {
            block(0.03)?;
            turn().await?;
        }
    }
    let finished = finish(async {
        interrupt_soon()?;
        assert!(raised_by(busy().await).is(CancelledError));
        raise::<()>(CancelledError.empty())
    });
    check_ends_with(&finished, "KeyboardInterrupt()");
}

/// `RunnerTests.test_interrupt_wait`
#[test]
fn an_interrupt_cancels_main_and_what_it_waits_for() {
    let awaited: Rc<OnceCell<Future<()>>> = Rc::default();
    let finished = finish({
        let awaited = awaited.clone();
        async move {
            interrupt_soon()?;
            let future = Future::new()?;
            awaited.get_or_init(|| future.clone());
            assert!(raised_by(future.wait().await).is(CancelledError));
            raise::<()>(CancelledError.empty())
        }
    });
    check_ends_with(&finished, "KeyboardInterrupt()");
    assert_eq!(finished.end_time, 100_000_000);
    assert!(awaited.get().expect("it was made").cancelled());
}

/// `RunnerTests.test_interrupt_cancelled_task`
#[test]
fn an_interrupt_of_a_main_that_was_cancelled_already_is_no_keyboard_interrupt() {
    let finished = finish(async {
        let main = this_task();
        create_task(coro!("subtask", async move {
            turn().await?;
            main.cancel();
            raise_signal(Signal::Interrupt)
        }))?;
        sleep(10.0).await
    });
    check_ends_with(&finished, "CancelledError()");
}
