//! `sleep`: how long it takes, and what is left of one that is cancelled.

use std::cell::Cell;
use std::rc::Rc;

use except_star::exception::{CancelledError, ValueError};
use except_star::{Result, attempt, call_later, call_soon, coro, create_task, sleep, time};

use crate::support::{check, finish, raised_by, turn};

/// `test_sleep`: the result that CPython's `sleep` can give is that of the block here.
#[test]
fn sleeps_add_up() {
    check(async {
        let task = create_task(coro!("sleeper", async {
            sleep(0.05).await?;
            assert_eq!(time()?, 0.05);
            sleep(0.05).await?;
            Ok("yeah")
        }))?;
        assert_eq!((task.await?, time()?), ("yeah", 0.1));
        Ok(())
    });
}

/// `test_sleep_when_delay_is_nan`
#[test]
fn a_delay_must_be_a_number() {
    check(async {
        let error = raised_by(create_task(coro!("sleeper", sleep(f64::NAN)))?.await);
        assert_eq!(format!("{error:?}"), "ValueError('Invalid delay: NaN (not a number)')");
        assert!(error.is(ValueError));
        Ok(())
    });
}

/// `SleepTests.test_sleep_zero`
#[test]
fn sleep_zero_lets_what_is_ready_run() {
    check(async {
        let result = Rc::new(Cell::new(0));
        call_soon("increment", {
            let result = result.clone();
            move || {
                result.set(result.get() + 1);
                Ok(())
            }
        })?;
        assert_eq!(result.get(), 0);
        turn().await?;
        assert_eq!((result.get(), time()?), (1, 0.0));
        Ok(())
    });
}

/// `test_sleep_cancel`: the timer is cancelled too, so a main that waits for nothing else does not wait for it.
#[test]
fn a_cancelled_sleep_leaves_no_timer() {
    let finished = finish(async {
        let sleeper = create_task(coro!("sleeper", sleep(10.0)))?;
        turn().await?;
        sleeper.cancel();
        turn().await?;
        assert!(sleeper.cancelled());
        sleep(20.0).await
    });
    let moments: Vec<u64> = finished.trace.events().map(|entry| entry.time).collect();
    assert_eq!(finished.end_time, 20_000_000_000);
    assert!(!moments.contains(&10_000_000_000), "nothing happens where the sleep would have ended");
}

/// `test_task_cancel_sleeping_task`
#[test]
fn a_sleeping_task_is_cancelled_by_a_timer() {
    check(async {
        let sleeper = create_task(coro!("sleeper", sleep(5000.0)))?;
        call_later(0.1, "cancel", {
            let sleeper = sleeper.clone();
            move || {
                sleeper.cancel();
                Ok(())
            }
        })?;
        let result: Result<&str> = attempt(async { sleeper.await.map(|()| "slept in") })
            .except(CancelledError, async |_| Ok("cancelled"))
            .await;
        assert_eq!((result?, time()?), ("cancelled", 0.1));
        Ok(())
    });
}
