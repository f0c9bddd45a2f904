//! What the loop reports when nobody is there to catch it, and debug mode.

use super::*;

/// Ends a future and fails.
fn zero_error(future: &Future<()>) -> impl FnOnce() -> Result<()> + 'static {
    let future = future.clone();
    move || {
        future.set_result(())?;
        divide_by_zero()
    }
}

/// `test_default_exc_handler_callback`
#[test]
fn an_error_in_a_callback_is_logged_and_the_loop_continues() {
    check_console(
        async {
            let (soon, later) = (Future::new()?, Future::new()?);
            call_soon("zero_error", zero_error(&soon))?;
            soon.wait().await?;
            call_later(0.01, "zero_error", zero_error(&later))?;
            later.wait().await
        },
        &[
            "0.0 ! Exception in callback zero_error() at …",
            "0.0 ! handle: <Handle zero_error() at …>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ZeroDivisionError: division by zero",
            "0.01 ! Exception in callback zero_error() at …",
            "0.01 ! handle: <TimerHandle when=0.01 zero_error() at …>",
            "0.01 ! Traceback (most recent call last):",
            "0.01 ! ZeroDivisionError: division by zero",
        ],
    );
}

/// `test_default_exc_handler_coro`
#[test]
fn an_error_of_a_task_that_nobody_keeps_is_logged_when_the_task_goes() {
    check_console(
        async {
            let task = create_named_task(
                "T",
                coro!("zero_error", async {
                    sleep(0.01).await?;
                    divide_by_zero::<()>()
                }),
            )?;
            let ended = Future::new()?;
            let future = ended.clone();
            task.add_done_callback("ended", move |_| future.set_result(()));
            ended.wait().await?;
            print("the task has failed");
            drop(task);
            print("nobody has it any more");
            Ok(())
        },
        &[
            "0.01 the task has failed",
            "0.01 ! Task exception was never retrieved",
            "0.01 ! future: <Task finished name='T' coro=<zero_error() done, defined at …> \
             exception=ZeroDivisionError('division by zero')>",
            "0.01 ! Traceback (most recent call last):",
            "0.01 ! ZeroDivisionError: division by zero",
            "0.01 nobody has it any more",
        ],
    );
}

/// `test_set_exc_handler_custom`
#[test]
fn an_exception_handler_is_called_instead_of_logging() {
    check_console(
        async {
            let seen = Notes::new();
            let sink = seen.clone();
            set_exception_handler(move |context| {
                sink.add((context.message.clone(), context.exception.repr(), context.subject.clone()));
                Ok(())
            })?;
            call_soon("zero_error", divide_by_zero)?;
            turns(1).await?;
            assert_eq!(
                seen.all(),
                [(
                    "Exception in callback zero_error() at …".to_owned(),
                    "ZeroDivisionError('division by zero')".to_owned(),
                    Some(("handle", "<Handle zero_error() at …>".to_owned())),
                )]
            );
            reset_exception_handler()?;
            call_soon("zero_error", divide_by_zero)?;
            turns(1).await?;
            assert_eq!(seen.len(), 1);
            Ok(())
        },
        &[
            "0.0 ! Exception in callback zero_error() at …",
            "0.0 ! handle: <Handle zero_error() at …>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ZeroDivisionError: division by zero",
        ],
    );
}

/// `test_set_exc_handler_broken`
#[test]
fn an_error_in_the_exception_handler_is_logged() {
    check_console(
        async {
            set_exception_handler(|_| raise(AttributeError.new("spam")))?;
            call_soon("zero_error", divide_by_zero)?;
            turns(1).await
        },
        &[
            "0.0 ! Unhandled error in exception handler",
            "0.0 ! context: {'message': 'Exception in callback zero_error() at …', \
             'exception': ZeroDivisionError('division by zero'), 'handle': <Handle zero_error() at …>}",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ZeroDivisionError: division by zero",
            "0.0 ! ",
            "0.0 ! During handling of the above exception, another exception occurred:",
            "0.0 ! ",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! AttributeError: spam",
        ],
    );
}

/// `test_set_debug`
#[test]
fn debug_mode_is_switched_on_and_off() {
    check(async {
        for debug in [true, false] {
            set_debug(debug)?;
            assert_eq!(get_debug()?, debug);
        }
        Ok(())
    });
}

/// `test_log_slow_callbacks`
#[test]
fn debug_mode_reports_what_takes_too_long() {
    check_console(
        async {
            set_debug(true)?;
            turns(1).await?;
            set_slow_callback_duration(0.2)?;
            call_soon("slow_callback", || block(0.25))?;
            let task = create_named_task(
                "T",
                coro!("slow_task", async {
                    block(0.2)?;
                    Ok(1)
                }),
            )?;
            let quick = task!([] { block(0.1) });
            task.await?;
            quick.await
        },
        &[
            "0.25 ! Executing <Handle slow_callback() at … created at …> took 0.250 seconds",
            "0.45 ! Executing <Task finished name='T' coro=<slow_task() done, defined at …> result=1 \
             created at …> took 0.200 seconds",
        ],
    );
}
