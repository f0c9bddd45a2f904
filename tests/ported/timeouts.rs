//! `test_timeouts.py`: when a timeout fires, how it shows itself, and how it is moved. What becomes of the exceptions of
//! its body is in a module of its own.
//!
//! Each test names the one of CPython that it ports.

mod entered;
mod exceptions;

use std::cell::RefCell;
use std::rc::Rc;

use except_star::exception::{CancelledError, RuntimeError, TimeoutError};
use except_star::repr::Repr;
use except_star::{
    Future, Result, Timeout, attempt, block, call_soon, coro, create_task, print, sleep, time, timeout, timeout_at,
};
use futures::FutureExt;

use crate::check::this_task;
use crate::support::{check, check_console, contexts, raised_by, turn};

/// Sleeps in a timeout; gives what it raises, and the timeout.
async fn sleep_within(delay: f64, nap: f64) -> (Result<()>, Timeout) {
    let mut within = None;
    let result = timeout(delay, async |timeout| {
        within = Some(timeout);
        sleep(nap).await
    })
    .await;
    (result, within.expect("the body has begun"))
}

/// `test_timeout_basic`
#[test]
fn a_body_that_takes_too_long_ends_with_a_timeout_error() {
    check(async {
        let (result, timeout) = sleep_within(0.01, 10.0).await;
        assert_eq!(format!("{:?}", raised_by(result)), "TimeoutError()");
        assert!(timeout.expired());
        assert_eq!(time()?, 0.01);
        Ok(())
    });
}

/// `test_timeout_at_basic`
#[test]
fn a_timeout_at_a_time_ends_then() {
    check(async {
        sleep(1.0).await?;
        let mut within = None;
        let deadline = time()? + 0.01;
        let result = timeout_at(deadline, async |timeout| {
            within = Some(timeout);
            sleep(10.0).await
        })
        .await;
        assert!(raised_by(result).is(TimeoutError));
        let timeout = within.expect("the body has begun");
        assert!(timeout.expired());
        assert_eq!((timeout.when(), time()?), (Some(deadline), deadline));
        Ok(())
    });
}

/// `test_nested_timeouts`
#[test]
fn of_two_timeouts_with_one_deadline_only_the_outer_one_raises() {
    check_console(
        async {
            let deadline = time()? + 0.01;
            let result = timeout_at(deadline, async |outer| {
                let within = RefCell::new(None);
                attempt(timeout_at(deadline, async |inner| {
                    within.replace(Some(inner));
                    sleep(10.0).await
                }))
                .except(CancelledError, async |e| {
                    let inner = within.take().expect("the body has begun");
                    print(format!("{e:?} {} {}", inner.expired().repr(), outer.expired().repr()));
                    Err(e)
                })
                .await
            })
            .await;
            print(format!("{:?}", raised_by(result)));
            Ok(())
        },
        &["0.01 CancelledError() True True", "0.01 TimeoutError()"],
    );
}

/// Blocks the loop in two timeouts, then sleeps; tells what the inner one raises.
async fn busy_within(outer: f64, inner: f64, busy: f64) -> Result<()> {
    timeout(outer, async |_| {
        attempt(timeout(inner, async |_| {
            block(busy)?;
            sleep(1.0).await
        }))
        .except(TimeoutError, async |_| {
            print("the inner one raises TimeoutError");
            Ok(())
        })
        .await?;
        sleep(10.0).await
    })
    .await
}

/// `test_nested_timeouts_concurrent`, `test_nested_timeouts_loop_busy`: in the first only the outer time is up when the loop
/// gets its turn; in the second both are, and the inner timeout fires first, but lets the error pass all the same.
#[test]
fn a_loop_that_was_busy_lets_the_outer_timeout_raise() {
    for (outer, inner, busy, at) in [(0.002, 0.1, 0.01, 0.01), (0.1, 0.01, 0.1, 0.1)] {
        check(async move {
            let error = raised_by(busy_within(outer, inner, busy).await);
            assert_eq!(contexts(&error), ["TimeoutError()", "CancelledError()"]);
            assert_eq!((time()?, this_task().cancelling()), (at, 0));
            Ok(())
        });
    }
}

/// `test_waiter_cancelled`
#[test]
fn what_the_body_awaits_is_cancelled() {
    check_console(
        async {
            let result = timeout(0.01, async |_| {
                attempt(sleep(10.0))
                    .except(CancelledError, async |e| {
                        print("cancelled");
                        Err(e)
                    })
                    .await
            });
            assert!(raised_by(result.await).is(TimeoutError));
            Ok(())
        },
        &["0.01 cancelled"],
    );
}

/// `test_timeout_not_called`
#[test]
fn a_body_that_is_in_time_is_left_alone() {
    check(async {
        let (result, timeout) = sleep_within(10.0, 0.01).await;
        result?;
        assert!(!timeout.expired());
        assert_eq!((timeout.when(), time()?), (Some(10.0), 0.01));
        // Nothing is left of the timeout that could fire later.
        sleep(20.0).await
    });
}

/// `test_timeout_disabled`, `test_timeout_at_disabled`
#[test]
fn no_limit_is_no_timeout() {
    check(async {
        for at in [false, true] {
            let mut within = None;
            let body = async |timeout| {
                within = Some(timeout);
                sleep(0.01).await
            };
            if at {
                timeout_at(None, body).await?
            } else {
                timeout(None, body).await?
            }
            let timeout = within.expect("the body has begun");
            assert_eq!((timeout.expired(), timeout.when()), (false, None));
        }
        Ok(())
    });
}

/// `test_timeout_zero`, `test_timeout_zero_sleep_zero`, `test_timeout_in_the_past_sleep_zero`
#[test]
fn a_deadline_that_is_over_is_noticed_at_the_first_await() {
    check(async {
        sleep(20.0).await?;
        for (delay, nap) in [(0.0, 10.0), (0.0, 0.0), (-11.0, 0.0)] {
            let (result, timeout) = sleep_within(delay, nap).await;
            assert!(raised_by(result).is(TimeoutError));
            assert!(timeout.expired());
            assert_eq!((timeout.when(), time()?), (Some(20.0 + delay), 20.0));
        }
        Ok(())
    });
}

/// `test_outer_task_is_not_cancelled`
#[test]
fn a_timeout_that_is_handled_leaves_its_task_in_peace() {
    check(async {
        let task = create_task(coro!("outer", async {
            assert!(raised_by(sleep_within(0.001, 10.0).await.0).is(TimeoutError));
            assert_eq!(this_task().cancelling(), 0);
            turn().await
        }))?;
        (&task).await?;
        assert!(task.done() && !task.cancelled());
        Ok(())
    });
}

/// `test_reschedule`
#[test]
fn a_timeout_can_be_moved_from_outside_and_taken_away() {
    check(async {
        let handed_out = Future::new()?;
        let task = create_task(coro!("sleeper", {
            let handed_out = handed_out.clone();
            async move {
                timeout_at(10.0, async |timeout| {
                    handed_out.set_result(timeout)?;
                    sleep(50.0).await
                })
                .await
            }
        }))?;
        let timeout = handed_out.wait().await?;
        assert_eq!(timeout.when(), Some(10.0));
        timeout.reschedule(30.0)?;
        assert_eq!(timeout.when(), Some(30.0));
        timeout.reschedule(None)?;
        assert_eq!(timeout.when(), None);
        sleep(40.0).await?;
        task.cancel();
        assert!(raised_by(task.await).is(CancelledError));
        assert!(!timeout.expired());
        Ok(())
    });
}

/// `test_repr_active`, `test_repr_disabled`, `test_repr_expired`, `test_repr_finished`
#[test]
fn a_timeout_shows_its_state() {
    check(async {
        sleep(0.12345).await?;
        timeout(10.0, async |timeout| {
            assert_eq!(timeout.repr(), "<Timeout [active] when=10.123>");
            Ok(())
        })
        .await?;
        timeout(None, async |timeout| {
            assert_eq!(timeout.repr(), "<Timeout [active] when=None>");
            Ok(())
        })
        .await?;
        assert_eq!(sleep_within(0.01, 10.0).await.1.repr(), "<Timeout [expired]>");
        assert_eq!(sleep_within(10.0, 0.0).await.1.repr(), "<Timeout [finished]>");
        Ok(())
    });
}

/// The rounding in a timeout's repr is Python's `round(when, 3)`: a tie goes to the even digit, by the exact value.
#[test]
fn a_timeout_shows_its_deadline_as_python_rounds_it() {
    check(async {
        for (when, shown) in [(0.0625, "0.062"), (0.1875, "0.188"), (2.0005, "2.001"), (3.0, "3.0"), (1e16, "1e+16")] {
            timeout_at(when, async |timeout| {
                assert_eq!(timeout.repr(), format!("<Timeout [active] when={shown}>"));
                Ok(())
            })
            .await?;
        }
        Ok(())
    });
}

/// `test_timeout_finished`, `test_timeout_expired`
#[test]
fn a_timeout_that_is_over_cannot_be_moved() {
    check(async {
        for (delay, nap, state) in [(0.01, 0.0, "finished"), (0.01, 1.0, "expired")] {
            let (_, timeout) = sleep_within(delay, nap).await;
            assert_eq!(
                format!("{:?}", raised_by(timeout.reschedule(0.02))),
                format!("RuntimeError('Cannot change state of {state} Timeout')")
            );
        }
        Ok(())
    });
}

/// `test_timeout_expiring`
#[test]
fn a_timeout_that_has_fired_cannot_be_moved() {
    check(async {
        timeout(0.01, async |timeout| {
            assert!(raised_by(sleep(1.0).await).is(CancelledError));
            assert_eq!(
                format!("{:?}", raised_by(timeout.reschedule(0.02))),
                "RuntimeError('Cannot change state of expiring Timeout')"
            );
            Ok(())
        })
        .await
    });
}

/// `test_timeout_without_task`: a callback of the loop is no task.
#[test]
fn a_timeout_needs_a_task_around_it() {
    check(async {
        let refusal = Rc::new(RefCell::new(None));
        call_soon("enter", {
            let refusal = refusal.clone();
            move || {
                let entered = timeout(0.01, async |_| Ok(())).now_or_never().expect("it does not suspend");
                refusal.replace(Some(raised_by(entered)));
                Ok(())
            }
        })?;
        turn().await?;
        let refusal = refusal.take().expect("the callback has run");
        assert!(refusal.is(RuntimeError));
        assert_eq!(refusal.to_string(), "Timeout should be used inside a task");
        Ok(())
    });
}
