//! What becomes of the exceptions of a timeout's body, and of cancellations that are not the timeout's.

use except_star::exception::{CancelledError, KeyError, TimeoutError, ValueError, ZeroDivisionError};
use except_star::{Exception, Result, attempt, coro, print, raise, sleep, task_group, timeout};

use crate::check::this_task;
use crate::support::{check, check_console, contexts, divide_by_zero, raised_by};

/// Checks that an exception is a TimeoutError whose cause and context are one CancelledError, and gives that.
#[track_caller]
fn caused_by_cancellation(timeout: &Exception) -> Exception {
    assert!(timeout.is(TimeoutError), "{timeout:?}");
    let cause = timeout.cause().expect("a cause");
    assert!(cause.is(CancelledError));
    assert!(cause.cause().is_none());
    assert!(timeout.context().expect("a context").same(&cause));
    cause
}

/// `test_foreign_exception_passed`
#[test]
fn an_exception_of_the_body_passes() {
    check(async {
        let mut within = None;
        let error = timeout(0.01, async |timeout| {
            within = Some(timeout);
            raise::<()>(KeyError.empty())
        });
        assert_eq!(contexts(&raised_by(error.await)), ["KeyError()"]);
        assert!(!within.expect("the body has begun").expired());
        Ok(())
    });
}

/// `test_timeout_exception_context`
#[test]
fn a_timeout_in_a_cleanup_keeps_what_was_cleaned_up_after() {
    check(async {
        let body = async |_| attempt(async { divide_by_zero() }).finally(async || sleep(1.0).await).await;
        let error: Exception = raised_by(timeout::<()>(0.01, body).await);
        let cancellation = caused_by_cancellation(&error);
        assert_eq!(contexts(&cancellation), ["CancelledError()", "ZeroDivisionError('division by zero')"]);
        Ok(())
    });
}

/// `test_foreign_exception_on_timeout`
#[test]
fn an_exception_that_replaces_the_cancellation_shows_the_timeout() {
    check(async {
        let body = async |_| attempt(sleep(1.0)).finally(async || divide_by_zero()).await;
        let error = raised_by(timeout(0.01, body).await);
        assert!(error.is(ZeroDivisionError) && error.cause().is_none());
        caused_by_cancellation(&error.context().expect("a context"));
        Ok(())
    });
}

/// `test_foreign_exception_on_timeout_2`
#[test]
fn the_timeout_is_told_in_the_midst_of_a_chain() {
    check(async {
        let error = raised_by(
            timeout(0.01, async |_| {
                attempt::<()>(attempt(async { raise(ValueError.empty()) }).finally(async || sleep(1.0).await))
                    .finally(async || {
                        attempt(async { raise(KeyError.empty()) }).finally(async || divide_by_zero()).await
                    })
                    .await
            })
            .await,
        );
        assert_eq!(
            contexts(&error),
            [
                "ZeroDivisionError('division by zero')",
                "KeyError()",
                "TimeoutError()",
                "CancelledError()",
                "ValueError()"
            ]
        );
        let key_error = error.context().expect("a context");
        assert!(error.cause().is_none() && key_error.cause().is_none());
        caused_by_cancellation(&key_error.context().expect("a context"));
        Ok(())
    });
}

/// `test_foreign_cancel_doesnt_timeout_if_not_expired`
#[test]
fn a_cancellation_by_others_stays_one() {
    check(async {
        let mut within = None;
        let result = timeout(10.0, async |timeout| {
            within = Some(timeout);
            this_task().cancel();
            sleep(10.0).await
        })
        .await;
        assert!(!within.expect("the body has begun").expired());
        assert_eq!(contexts(&raised_by(result)), ["CancelledError()"]);
        Ok(())
    });
}

/// `test_nested_timeout_in_finally`
#[test]
fn a_timeout_in_the_cleanup_after_a_timeout() {
    check(async {
        let mut second = None;
        let first = raised_by(
            timeout(0.01, async |_| {
                attempt(sleep(1.0))
                    .finally(async || {
                        second = Some(raised_by(timeout(0.01, async |_| sleep(10.0).await).await));
                        Ok(())
                    })
                    .await
            })
            .await,
        );
        let first_cancellation = caused_by_cancellation(&first);
        assert!(first_cancellation.context().is_none());
        let second_cancellation = caused_by_cancellation(&second.expect("the cleanup has run"));
        assert!(second_cancellation.context().expect("a context").same(&first_cancellation));
        Ok(())
    });
}

/// Cancels the running task, swallows that, and then runs a timeout.
async fn after_a_swallowed_cancellation(limit: f64, again: bool) -> Result<()> {
    this_task().cancel();
    attempt(sleep(1.0)).except(CancelledError, async |_| Ok(())).await?;
    let result = timeout(limit, async |_| {
        if again {
            this_task().cancel();
        }
        sleep(2.0).await
    })
    .await;
    print(format!("{:?} {}", raised_by(result), this_task().cancelling()));
    Ok(())
}

/// `test_timeout_after_cancellation`
#[test]
fn a_timeout_works_although_an_earlier_cancellation_was_swallowed() {
    check_console(after_a_swallowed_cancellation(0.0, false), &["0.0 TimeoutError() 1"]);
}

/// `test_cancel_in_timeout_after_cancellation`
#[test]
fn a_second_cancellation_is_not_the_timeouts() {
    check_console(after_a_swallowed_cancellation(1.0, true), &["0.0 CancelledError() 2"]);
}

/// `test_timeout_taskgroup`
#[test]
fn a_timeout_is_told_in_a_group_and_in_each_of_its_errors() {
    async fn crash_in_cleanup() -> Result<()> {
        attempt(sleep(2.0)).finally(async || divide_by_zero()).await
    }
    check(async {
        let group = raised_by(
            timeout::<()>(0.01, async |_| {
                task_group(async |tg| {
                    tg.create_task(coro!(crash_in_cleanup()))?;
                    attempt(async { raise(ValueError.empty()) }).finally(async || sleep(1.0).await).await
                })
                .await
            })
            .await,
        );
        assert_eq!(
            format!("{group:?}"),
            "ExceptionGroup('unhandled errors in a TaskGroup', [ZeroDivisionError('division by zero')])"
        );
        assert!(group.cause().is_none());
        let cancellation = caused_by_cancellation(&group.context().expect("a context"));
        assert_eq!(contexts(&cancellation), ["CancelledError()", "ValueError()"]);

        let error = &group.exceptions()[0];
        assert!(error.cause().is_none());
        let another = caused_by_cancellation(&error.context().expect("a context"));
        assert!(another.context().is_none() && !another.same(&cancellation));
        Ok(())
    });
}
