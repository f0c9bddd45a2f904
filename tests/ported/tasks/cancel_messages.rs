//! The message that may come with a cancellation, and the contexts of the CancelledError. Messages are texts here.

use except_star::exception::{CancelledError, ValueError};
use except_star::{Future, Result, ReturnWhen, Task, attempt, call_soon, coro, create_task, raise_from, sleep, wait};

use crate::support::{check, contexts, raised_by, turn};

/// The CancelledErrors for a cancellation without a message and with one.
const CASES: [(Option<&str>, &str); 2] =
    [(None, "CancelledError()"), (Some("my message"), "CancelledError('my message')")];

/// Cancels a sleeping task, waits for its end, and asks it for the end.
async fn ask<T>(message: Option<&'static str>, question: fn(&Task<()>) -> Result<T>) -> Result<T> {
    let task = create_task(coro!("sleep", sleep(10.0)))?;
    turn().await?;
    match message {
        Some(message) => task.cancel_with(message),
        None => task.cancel(),
    };
    wait([task.clone()], None, ReturnWhen::AllCompleted).await?;
    question(&task)
}

/// `test_cancel_with_message_then_future_result`
#[test]
fn the_result_of_a_cancelled_task_raises_its_own_error() {
    for (message, expected) in CASES {
        check(async move {
            let error = raised_by(create_task(coro!(ask(message, |task| task.result())))?.await);
            assert_eq!(contexts(&error), [expected]);
            Ok(())
        });
    }
}

/// `test_cancel_with_message_then_future_exception`
#[test]
fn the_exception_of_a_cancelled_task_raises_its_own_error() {
    for (message, expected) in CASES {
        check(async move {
            let error = raised_by(create_task(coro!(ask(message, |task| task.exception())))?.await);
            assert_eq!(contexts(&error), [expected]);
            Ok(())
        });
    }
}

/// `test_task_cancel_message_getter`, `test_cancel_with_message_before_starting_task`
#[test]
fn a_task_that_has_not_begun_keeps_the_message() {
    check(async {
        let task = create_task(coro!("sleep", sleep(10.0)))?;
        task.cancel_with("my message");
        assert_eq!(contexts(&raised_by(task.await)), ["CancelledError('my message')"]);

        let asking = create_task(coro!("ask", async {
            let task = create_task(coro!("sleep", sleep(10.0)))?;
            task.cancel_with("my message");
            wait([task.clone()], None, ReturnWhen::AllCompleted).await?;
            task.exception()
        }))?;
        assert_eq!(contexts(&raised_by(asking.await)), ["CancelledError('my message')"]);
        Ok(())
    });
}

/// `test_cancellation_exception_context`
#[test]
fn the_error_of_an_awaited_task_is_the_context_of_what_is_raised_from_it() {
    check(async {
        let task = create_task(coro!("task", async {
            let started = Future::new()?;
            let inner = create_task(coro!("sleep", {
                let started = started.clone();
                async move {
                    started.set_result(())?;
                    sleep(10.0).await
                }
            }))?;
            started.wait().await?;
            call_soon("cancel", {
                let inner = inner.clone();
                move || {
                    inner.cancel_with("msg");
                    Ok(())
                }
            })?;
            attempt(inner).except(CancelledError, async |e| raise_from(ValueError.new("cancelled"), Some(e))).await
        }))?;
        let error = raised_by(task.await);
        assert_eq!(contexts(&error), ["ValueError('cancelled')", "CancelledError('msg')"]);
        assert!(error.cause().expect("a cause").is(CancelledError));
        Ok(())
    });
}
