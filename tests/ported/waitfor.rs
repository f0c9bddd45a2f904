//! `test_waitfor.py`: one awaitable, a limit, and the cleanup that is waited for.
//!
//! Each test names the one of CPython that it ports.

use except_star::exception::{CancelledError, Exception, TimeoutError};
use except_star::{
    Future, Result, ReturnWhen, Task, attempt, call_soon, class, coro, create_task, print, raise, shield, sleep, time,
    wait, wait_for,
};

use crate::support::{check, check_console, contexts, raised_by, turn};

class! { FooException(Exception) }

/// Sleeps 0.2 s in all, whoever cancels it.
async fn stubborn() -> Result<()> {
    let end = time()? + 0.2;
    while time()? < end {
        let left = end - time()?;
        attempt(sleep(left)).except(CancelledError, async |_| Ok(())).await?;
    }
    print("exits");
    Ok(())
}

/// Sleeps 10 s, and tells its start and its end.
async fn told(started: Option<Future<()>>) -> Result<&'static str> {
    print("runs");
    if let Some(started) = started {
        started.set_result(())?;
    }
    attempt(sleep(10.0))
        .finally(async || {
            print("is over");
            Ok(())
        })
        .await?;
    Ok("done")
}

/// Takes `cleanup` seconds to be cancelled.
async fn slow_to_cancel(cleanup: f64) -> Result<()> {
    attempt(sleep(10.0))
        .except(CancelledError, async |e| {
            sleep(cleanup).await?;
            Err(e)
        })
        .finally(async || {
            print("cleaned up");
            Ok(())
        })
        .await
}

async fn done_after(delay: f64) -> Result<&'static str> {
    sleep(delay).await?;
    Ok("done")
}

/// `test_asyncio_wait_for_cancelled`
#[test]
fn cancelled_it_waits_for_what_does_not_heed_that() {
    check_console(
        async {
            let waiter = create_task(coro!("waiter", wait_for(coro!(stubborn()), 0.4)))?;
            turn().await?;
            waiter.cancel();
            let (done, _) = wait([waiter], None, ReturnWhen::AllCompleted).await?;
            print(format!("{:?}", done[0].result()));
            Ok(())
        },
        &["0.2 exits", "0.2 Ok(())"],
    );
}

/// `test_asyncio_wait_for_timeout`
#[test]
fn timed_out_it_waits_for_what_does_not_heed_that() {
    check_console(
        async {
            wait_for(coro!(stubborn()), 0.1).await?;
            print("no error");
            Ok(())
        },
        &["0.2 exits", "0.2 no error"],
    );
}

/// `test_wait_for_timeout_less_then_0_or_0_future_done`
#[test]
fn with_no_time_what_is_done_gives_its_result() {
    check(async {
        let future = Future::new()?;
        future.set_result("done")?;
        assert_eq!(wait_for(&future, 0.0).await?, "done");
        assert!(future.done());
        Ok(())
    });
}

/// `test_wait_for_timeout_less_then_0_or_0_coroutine_do_not_started`
#[test]
fn with_no_time_a_coroutine_does_not_start() {
    check_console(
        async {
            print(format!("{:?}", raised_by(wait_for(coro!(told(None)), 0.0).await)));
            Ok(())
        },
        &["0.0 TimeoutError()"],
    );
}

/// `test_wait_for_timeout_less_then_0_or_0`
#[test]
fn with_no_time_a_running_task_is_cancelled() {
    for limit in [0.0, -1.0] {
        check_console(
            async move {
                let started = Future::new()?;
                let task = create_task(coro!(told(Some(started.clone()))))?;
                started.wait().await?;
                print(format!("{:?}", raised_by(wait_for(&task, limit).await)));
                assert!(task.done() && task.cancelled());
                Ok(())
            },
            &["0.0 runs", "0.0 is over", "0.0 TimeoutError()"],
        );
    }
}

/// `test_wait_for`
#[test]
fn a_task_that_takes_too_long_is_cancelled() {
    check_console(
        async {
            let task = create_task(coro!(told(None)))?;
            print(format!("{:?}", raised_by(wait_for(&task, 0.1).await)));
            assert!(task.done() && task.cancelled());
            Ok(())
        },
        &["0.0 runs", "0.1 is over", "0.1 TimeoutError()"],
    );
}

/// `test_wait_for_blocking`
#[test]
fn without_a_limit_it_just_waits() {
    check(async {
        assert_eq!(wait_for(coro!(done_after(100.0)), None).await?, "done");
        assert_eq!(time()?, 100.0);
        Ok(())
    });
}

/// `test_wait_for_race_condition`
#[test]
fn a_result_in_time_is_given() {
    check(async {
        let future = Future::new()?;
        call_soon("set_result", {
            let future = future.clone();
            move || future.set_result("ok")
        })?;
        assert_eq!(wait_for(future, 0.2).await?, "ok");
        assert_eq!(time()?, 0.0);
        Ok(())
    });
}

/// `test_wait_for_cancellation_race_condition`, `test_wait_for_cancel_suppressed`
#[test]
fn what_swallows_the_cancellation_and_returns_has_its_value_given() {
    async fn swallows() -> Result<i64> {
        attempt(async { sleep(10.0).await.map(|()| 0) }).except(CancelledError, async |_| Ok(42)).await
    }
    check(async {
        assert_eq!(wait_for(coro!(swallows()), 0.1).await?, 42);
        assert_eq!(time()?, 0.1);
        Ok(())
    });
}

/// `test_wait_for_waits_for_task_cancellation`, `test_wait_for_waits_for_task_cancellation_w_timeout_0`
#[test]
fn the_cleanup_of_a_cancelled_task_is_waited_for() {
    for limit in [0.25, 0.0] {
        check_console(
            async move {
                let task = create_task(coro!(slow_to_cancel(0.25)))?;
                sleep(0.25 - limit).await?;
                let error = raised_by(wait_for(task, limit).await);
                print(contexts(&error).join(" after "));
                assert!(error.is(TimeoutError));
                Ok(())
            },
            &["0.5 cleaned up", "0.5 TimeoutError() after CancelledError()"],
        );
    }
}

/// `test_wait_for_reraises_exception_during_cancellation`
#[test]
fn an_exception_of_the_cleanup_comes_out() {
    async fn crash_in_cleanup() -> Result<()> {
        attempt(sleep(0.2)).finally(async || raise(FooException.empty())).await
    }
    check(async {
        let task = create_task(coro!(crash_in_cleanup()))?;
        assert_eq!(format!("{:?}", raised_by(wait_for(task, 0.0001).await)), "FooException()");
        assert_eq!(time()?, 0.0001);
        Ok(())
    });
}

/// `test_cancel_blocking_wait_for`, `test_cancel_wait_for`
#[test]
fn cancelling_the_one_who_waits_cancels_the_task() {
    for limit in [None, Some(60.0)] {
        check(async move {
            let task: Task<()> = create_task(coro!("blocks", async { Future::new()?.wait().await }))?;
            let waiter = create_task(coro!("waits", wait_for(task.clone(), limit)))?;
            call_soon("cancel", {
                let waiter = waiter.clone();
                move || {
                    waiter.cancel();
                    Ok(())
                }
            })?;
            assert_eq!(format!("{:?}", raised_by(waiter.await)), "CancelledError()");
            assert!(task.cancelled());
            assert_eq!(time()?, 0.0);
            Ok(())
        });
    }
}

/// `test_wait_for_issue86296`
#[test]
fn a_cancellation_right_after_the_task_has_ended_is_not_lost() {
    check_console(
        async {
            let inner = create_task(coro!("inner", async { Ok("done") }))?;
            let waiter = create_task(coro!("waits", {
                let inner = inner.clone();
                async move {
                    print(wait_for(inner, 100.0).await?);
                    sleep(1.0).await?;
                    print("never reached");
                    Ok(())
                }
            }))?;
            turn().await?;
            assert!(inner.done() && !waiter.done());
            waiter.cancel();
            print(format!("{:?}", raised_by(waiter.await)));
            print(inner.await?);
            Ok(())
        },
        &["0.0 done", "0.0 CancelledError()", "0.0 done"],
    );
}

/// `WaitForShieldTests.test_zero_timeout`
#[test]
fn with_no_time_only_the_shield_is_cancelled() {
    check(async {
        let task = create_task(coro!(done_after(0.01)))?;
        let shielded = shield(&task)?;
        assert!(raised_by(wait_for(shielded.clone(), 0.0).await).is(TimeoutError));
        assert!(!task.done() && shielded.cancelled());
        sleep(0.1).await?;
        assert_eq!(task.result()?, "done");
        Ok(())
    });
}

/// `WaitForShieldTests.test_none_timeout`
#[test]
fn without_a_limit_a_shielded_task_is_waited_for() {
    check(async {
        let task = create_task(coro!(done_after(0.1)))?;
        assert_eq!(wait_for(shield(&task)?, None).await?, "done");
        assert!(task.done());
        assert_eq!(task.await?, "done");
        Ok(())
    });
}

/// `WaitForShieldTests.test_shielded_timeout`
#[test]
fn a_shielded_task_outlives_the_limit() {
    check(async {
        let task = create_task(coro!(done_after(0.1)))?;
        assert!(raised_by(wait_for(shield(&task)?, 0.01).await).is(TimeoutError));
        assert_eq!(time()?, 0.01);
        assert!(!task.done() && !task.cancelled());
        assert_eq!(task.await?, "done");
        assert_eq!(time()?, 0.1);
        Ok(())
    });
}
