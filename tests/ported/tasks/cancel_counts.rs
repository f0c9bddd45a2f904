//! Requests to cancel are counted, and taken back.

use std::cell::Cell;
use std::rc::Rc;

use except_star::exception::{CancelledError, TimeoutError};
use except_star::repr::Repr;
use except_star::{Future, Result, attempt, call_later, coro, create_task, raise, sleep};

use crate::check::this_task;
use crate::support::{check, raised_by, turn};

/// `test_cancelling`
#[test]
fn each_request_is_taken_and_the_repr_shows_it() {
    check(async {
        let task = create_task(coro!("task", sleep(10.0)))?;
        assert_eq!(task.cancelling(), 0);
        assert!(task.repr().starts_with("<Task pending "));
        assert!(task.cancel());
        assert_eq!(task.cancelling(), 1);
        assert!(task.repr().starts_with("<Task cancelling "));
        assert!(task.cancel());
        assert_eq!(task.cancelling(), 2);
        assert!(raised_by(task.await).is(CancelledError));
        Ok(())
    });
}

/// `test_uncancel_basic`
#[test]
fn a_request_that_is_taken_back_lets_the_task_live_until_the_next_one() {
    check(async {
        let task = create_task(coro!("task", async {
            attempt(sleep(10.0))
                .except(CancelledError, async |_| {
                    this_task().uncancel();
                    sleep(10.0).await
                })
                .await
        }))?;
        sleep(0.01).await?;

        assert!(task.cancel());
        assert!(task.repr().starts_with("<Task cancelling "));
        assert_eq!((task.cancelling(), task.cancelled()), (1, false));
        sleep(0.01).await?;

        assert!(task.repr().starts_with("<Task pending "));
        assert_eq!((task.cancelling(), task.cancelled()), (0, false));

        assert!(task.cancel());
        assert_eq!((task.cancelling(), task.cancelled()), (1, false));
        assert!(raised_by((&task).await).is(CancelledError));
        assert!(task.cancelled() && task.done());

        assert_eq!(task.uncancel(), 0);
        assert!(task.cancelled() && task.done());
        Ok(())
    });
}

/// A timeout made by hand: it takes back its own request, and turns the error into TimeoutError only if no other is left.
/// Gives whether the time was up and whether the block came to its end.
async fn with_timeout_by_hand(nap: f64, limit: f64) -> Result<(bool, bool)> {
    let timed_out = Rc::new(Cell::new(false));
    let timer = call_later(limit, "on_timeout", {
        let (timed_out, task) = (timed_out.clone(), this_task());
        move || {
            timed_out.set(true);
            task.cancel();
            Ok(())
        }
    })?;
    let finished = Cell::new(false);
    let block = async {
        let result = sleep(nap).await;
        finished.set(result.is_ok());
        timer.cancel();
        if timed_out.get() && this_task().uncancel() == 0 && result.as_ref().is_err_and(|e| e.is(CancelledError)) {
            return raise(TimeoutError.empty());
        }
        result
    };
    attempt(block)
        .except(TimeoutError, async |_| {
            assert!(timed_out.get());
            Ok(())
        })
        .await?;
    // What stands behind the block is not affected.
    turn().await?;
    Ok((timed_out.get(), finished.get()))
}

/// `test_uncancel_structured_blocks`
#[test]
fn a_block_that_takes_back_its_own_request_does_not_affect_what_follows() {
    for (nap, limit, expected) in [(10.0, 0.1, (true, false)), (0.0, 10.0, (false, true))] {
        check(async move {
            let task = create_task(coro!(with_timeout_by_hand(nap, limit)))?;
            assert_eq!((&task).await?, expected);
            assert_eq!(task.cancelling(), 0);
            Ok(())
        });
    }
}

/// `test_uncancel_resets_must_cancel`
#[test]
fn a_cancellation_that_is_not_delivered_can_be_taken_back() {
    check(async {
        let future = Future::new()?;
        let task = create_task(coro!("task", {
            let future = future.clone();
            async move {
                future.wait().await?;
                Ok(42)
            }
        }))?;
        turn().await?;
        future.set_result(())?;
        task.cancel();
        assert_eq!(task.cancelling(), 1);
        assert_eq!(task.uncancel(), 0);
        assert_eq!(task.cancelling(), 0);
        assert_eq!(task.await?, 42);
        Ok(())
    });
}
