//! What is reported when a future goes whose exception nobody has asked for.

use except_star::exception::{Exception, MemoryError, RuntimeError};
use except_star::{Future, Result, print, raise, set_debug};

use crate::support::{check_console, raised_by};

/// Lets go of a future after this was done to it, and prints where that was.
#[track_caller]
fn dropping(prepare: impl FnOnce(&Future<i64>) -> Result<()> + 'static, reported: &[&str]) {
    let console: Vec<_> = reported.iter().copied().chain(["0.0 dropped"]).collect();
    check_console(
        async {
            let future = Future::new()?;
            prepare(&future)?;
            drop(future);
            print("dropped");
            Ok(())
        },
        &console,
    );
}

/// `test_tb_logger_abandoned`
#[test]
fn nothing_for_a_future_that_has_not_ended() {
    dropping(|_| Ok(()), &[]);
}

/// `test_tb_logger_not_called_after_cancel`
#[test]
fn nothing_after_an_attempt_to_cancel_it() {
    dropping(
        |future| {
            future.set_exception(Exception.empty())?;
            assert!(!future.cancel());
            Ok(())
        },
        &[],
    );
}

/// `test_tb_logger_result_unretrieved`, `test_tb_logger_result_retrieved`
#[test]
fn nothing_for_a_result() {
    dropping(|future| future.set_result(42), &[]);
    dropping(
        |future| {
            future.set_result(42)?;
            assert_eq!(future.result()?, 42);
            Ok(())
        },
        &[],
    );
}

/// `test_tb_logger_exception_unretrieved`
#[test]
fn an_exception_that_nobody_asked_for_is_reported() {
    dropping(
        |future| future.set_exception(RuntimeError.new("boom")),
        &[
            "0.0 ! Future exception was never retrieved",
            "0.0 ! future: <Future finished exception=RuntimeError('boom')>",
            "0.0 ! RuntimeError: boom",
        ],
    );
}

/// `test_tb_logger_exception_retrieved`, `test_tb_logger_exception_result_retrieved`
#[test]
fn nothing_for_an_exception_that_was_retrieved() {
    dropping(
        |future| {
            future.set_exception(RuntimeError.new("boom"))?;
            assert!(future.exception()?.is_some());
            Ok(())
        },
        &[],
    );
    dropping(
        |future| {
            future.set_exception(RuntimeError.new("boom"))?;
            assert!(raised_by(future.result()).is(RuntimeError));
            Ok(())
        },
        &[],
    );
}

/// `test_future_exception_never_retrieved`, `test_future_exception_never_retrieved_debug`
#[test]
fn an_exception_that_was_raised_is_reported_with_its_traceback() {
    for (debug, created) in [(false, ""), (true, " created at …")] {
        check_console(
            async move {
                // A future tells its origin if it was made in debug mode.
                set_debug(debug)?;
                let future = Future::<i64>::new()?;
                future.set_exception(raised_by(raise::<()>(MemoryError.empty())))
            },
            &[
                "0.0 ! Future exception was never retrieved",
                &format!("0.0 ! future: <Future finished exception=MemoryError(){created}>"),
                "0.0 ! Traceback (most recent call last):",
                "0.0 ! MemoryError",
            ],
        );
    }
}
