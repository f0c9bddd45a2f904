//! CPython's test_events: running to the end, handles and timers, signals.

use except_star::exception::{KeyboardInterrupt, ValueError};
use except_star::repr::Repr;
use except_star::*;
use futures::executor::block_on;

use crate::support::{Notes, check, check_console, finish, turns};

/// `test_run_until_complete`
#[test]
fn a_run_takes_as_much_loop_time_as_main_sleeps() {
    let finished = finish(sleep(0.1));
    assert!(matches!(finished.end, End::Ok));
    assert_eq!(finished.end_time, 100_000_000);
}

/// `test_timeout_rounding`
///
/// Each sleep is the timer and the wake-up, however short it is. With the first step of main, the callback that stops the
/// loop, and two handles for each of the two shutdowns these are sixteen.
#[test]
fn the_loop_does_not_go_round_while_it_waits() {
    let main = async {
        for delay in [1e-2, 1e-4, 1e-6, 1e-8, 1e-10] {
            sleep(delay).await?;
        }
        Ok(())
    };
    let limits = Limits { handles: 16, ..Limits::default() };
    let finished = block_on(Runner::new().limits(limits).run(coro!("main", main)));
    assert!(matches!(finished.end, End::Ok), "{:?}", finished.end);
    assert_eq!(finished.end_time, 10_101_010);
}

/// `test_call_later`
#[test]
fn call_later_calls_with_what_it_was_given() {
    check(async {
        let results = Notes::new();
        let (sink, argument) = (results.clone(), "hello world");
        call_later(0.1, "callback", move || {
            sink.add((argument, time()?));
            Ok(())
        })?;
        sleep(0.2).await?;
        assert_eq!(results.all(), [("hello world", 0.1)]);
        Ok(())
    });
}

/// `test_call_soon`
#[test]
fn call_soon_calls_with_what_it_was_given() {
    check(async {
        let results = Notes::new();
        let (sink, arguments) = (results.clone(), ("hello", "world"));
        call_soon("callback", move || {
            sink.add(arguments);
            Ok(())
        })?;
        turns(1).await?;
        assert_eq!(results.all(), [("hello", "world")]);
        Ok(())
    });
}

/// `test_get_event_loop_returns_running_loop`
#[test]
fn a_loop_runs_only_during_a_run() {
    let none = "RuntimeError('no running event loop')";
    assert_eq!(time().repr(), none);
    check(async {
        assert_eq!(time()?, 0.0);
        Ok(())
    });
    assert_eq!(time().repr(), none);
}

/// `test_handle`
#[test]
fn a_handle_shows_whether_it_was_cancelled() {
    check(async {
        let handle = call_soon("callback", || Ok(()))?;
        assert!(!handle.cancelled());
        handle.cancel();
        assert!(handle.cancelled());
        Ok(())
    });
}

/// `test_callback_with_exception`
#[test]
fn a_handle_whose_callback_fails_is_reported() {
    check_console(
        async {
            let handle = call_soon("callback", || raise(ValueError.empty()))?;
            turns(1).await?;
            assert!(!handle.cancelled());
            Ok(())
        },
        &[
            "0.0 ! Exception in callback callback() at …",
            "0.0 ! handle: <Handle callback() at …>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError",
        ],
    );
}

/// Compares the reprs of a handle before and after it is cancelled, once and twice.
#[track_caller]
fn check_reprs(handle: &Handle, before: &str, after: &str) {
    assert_eq!(handle.repr(), before);
    for _ in 0..2 {
        handle.cancel();
        assert_eq!(handle.repr(), after);
    }
}

/// `test_handle_repr`
#[test]
fn a_handle_shows_its_callback_until_it_is_cancelled() {
    check(async {
        check_reprs(&call_soon("noop", || Ok(()))?, "<Handle noop() at …>", "<Handle cancelled>");
        Ok(())
    });
}

/// `test_handle_repr_debug`
#[test]
fn in_debug_mode_a_handle_shows_its_callback_and_where_it_was_created() {
    check(async {
        set_debug(true)?;
        let handle = call_soon("noop", || Ok(()))?;
        check_reprs(&handle, "<Handle noop() at … created at …>", "<Handle cancelled noop() at … created at …>");
        Ok(())
    });
}

/// `test_when`
#[test]
fn a_timer_shows_when() {
    check(async {
        sleep(1.5).await?;
        assert_eq!(call_later(2.0, "noop", || Ok(()))?.when(), Some(3.5));
        assert_eq!(call_at(123.0, "noop", || Ok(()))?.when(), Some(123.0));
        Ok(())
    });
}

/// `test_timer`
#[test]
fn a_cancelled_timer_is_not_called() {
    check(async {
        let called = Notes::new();
        let sink = called.clone();
        let timer = call_later(1.0, "callback", move || {
            sink.add(());
            Ok(())
        })?;
        assert!(!timer.cancelled());
        timer.cancel();
        assert!(timer.cancelled());
        sleep(2.0).await?;
        assert_eq!(called.len(), 0);
        Ok(())
    });
}

/// `test_timer_repr`
#[test]
fn a_timer_shows_its_time_and_its_callback_until_it_is_cancelled() {
    check(async {
        let timer = call_at(123.0, "noop", || Ok(()))?;
        check_reprs(&timer, "<TimerHandle when=123.0 noop() at …>", "<TimerHandle cancelled when=123.0>");
        Ok(())
    });
}

/// `test_timer_repr_debug`
#[test]
fn in_debug_mode_a_timer_shows_all_of_it() {
    check(async {
        set_debug(true)?;
        check_reprs(
            &call_at(123.0, "noop", || Ok(()))?,
            "<TimerHandle when=123.0 noop() at … created at …>",
            "<TimerHandle cancelled when=123.0 noop() at … created at …>",
        );
        Ok(())
    });
}

/// Adds a handler that notes its argument.
fn add_noting_handler(caught: &Notes<i64>, argument: i64) -> Result<()> {
    let caught = caught.clone();
    add_signal_handler(Signal::Interrupt, "my_handler", move || {
        caught.add(argument);
        Ok(())
    })
}

/// `test_add_signal_handler`
#[test]
fn a_signal_handler_is_called_and_removed() {
    check(async {
        let caught = Notes::new();
        add_noting_handler(&caught, 1)?;
        raise_signal(Signal::Interrupt)?;
        turns(3).await?;
        assert_eq!(caught.all(), [1]);
        assert!(remove_signal_handler(Signal::Interrupt)?);
        // The handling of the interpreter is back, not that of `run`, which would cancel main.
        let error = raise_signal(Signal::Interrupt).unwrap_err();
        assert!(error.is(KeyboardInterrupt));
        turns(1).await?;
        assert!(!remove_signal_handler(Signal::Interrupt)?);
        Ok(())
    });
}

/// `test_signal_handling_while_selecting`
#[test]
fn a_signal_that_comes_while_the_loop_waits_is_handled_at_once() {
    check(async {
        let (caught, woken) = (Notes::new(), Future::new()?);
        let (sink, future) = (caught.clone(), woken.clone());
        add_signal_handler(Signal::Terminate, "my_handler", move || {
            sink.add(time()?);
            future.set_result(())
        })?;
        call_later(0.01, "signal", || raise_signal(Signal::Terminate))?;
        call_later(60.0, "too late", || Ok(()))?;
        woken.wait().await?;
        assert_eq!((caught.all(), time()?), (vec![0.01], 0.01));
        Ok(())
    });
}

/// `test_signal_handling_args`
#[test]
fn a_signal_handler_is_called_with_what_it_was_given() {
    check(async {
        let caught = Notes::new();
        add_noting_handler(&caught, 42)?;
        call_later(0.1, "signal", || raise_signal(Signal::Interrupt))?;
        sleep(0.2).await?;
        assert_eq!(caught.all(), [42]);
        Ok(())
    });
}
