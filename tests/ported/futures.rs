//! `test_futures.py`: the life of a future, and how it shows itself. Its callbacks, and exceptions that nobody asks for, have
//! modules of their own.
//!
//! Each test names the one of CPython that it ports.

mod callbacks;
mod unretrieved;

use std::cell::RefCell;
use std::rc::Rc;

use ::futures::FutureExt;
use except_star::exception::{CancelledError, InvalidStateError, RuntimeError, StopIteration};
use except_star::repr::Repr;
use except_star::{Future, Result, call_at, call_soon, class, coro, create_task, set_debug, sleep};

use crate::support::{check, raised_by, turn};

class! { MyStopIteration(StopIteration) }

/// Checks that a future that is done refuses to end once more.
#[track_caller]
fn refuses_another_end(future: &Future<i64>) {
    assert!(raised_by(future.set_result(0)).is(InvalidStateError));
    assert!(raised_by(future.set_exception(RuntimeError.empty())).is(InvalidStateError));
    assert!(!future.cancel());
}

/// `test_initial_state`
#[test]
fn a_new_future_is_not_done() {
    check(async {
        let future: Future<i64> = Future::new()?;
        assert!(!future.cancelled() && !future.done());
        future.cancel();
        assert!(future.cancelled());
        Ok(())
    });
}

/// `test_constructor_without_loop`
#[test]
fn a_future_needs_a_loop() {
    let refusal = raised_by(Future::<()>::new());
    assert_eq!(format!("{refusal:?}"), r#"RuntimeError("There is no current event loop in thread 'MainThread'.")"#);
}

/// `test_future_cancel_message_getter`
#[test]
fn a_cancelled_future_keeps_its_message() {
    check(async {
        let future: Future<i64> = Future::new()?;
        future.cancel_with("my message");
        for _ in 0..2 {
            assert_eq!(format!("{:?}", raised_by(future.wait().await)), "CancelledError('my message')");
        }
        Ok(())
    });
}

/// `test_cancel`
#[test]
fn a_future_that_is_cancelled_stays_so() {
    check(async {
        let future: Future<i64> = Future::new()?;
        assert!(future.cancel());
        assert!(future.cancelled() && future.done());
        assert!(raised_by(future.result()).is(CancelledError));
        assert!(raised_by(future.exception()).is(CancelledError));
        refuses_another_end(&future);
        Ok(())
    });
}

/// `test_result`
#[test]
fn a_future_that_has_a_result_keeps_it() {
    check(async {
        let future: Future<i64> = Future::new()?;
        assert!(raised_by(future.result()).is(InvalidStateError));
        future.set_result(42)?;
        assert!(!future.cancelled() && future.done());
        assert_eq!(future.result()?, 42);
        assert!(future.exception()?.is_none());
        refuses_another_end(&future);
        Ok(())
    });
}

/// `test_exception`
#[test]
fn a_future_that_has_an_exception_keeps_it() {
    check(async {
        let exception = RuntimeError.empty();
        let future: Future<i64> = Future::new()?;
        assert!(raised_by(future.exception()).is(InvalidStateError));
        future.set_exception(exception.clone())?;
        assert!(!future.cancelled() && future.done());
        assert!(raised_by(future.result()).same(&exception));
        assert!(future.exception()?.expect("it failed").same(&exception));
        refuses_another_end(&future);
        Ok(())
    });
}

/// `test_stop_iteration_exception`, `test_stop_iteration_subclass_exception`
#[test]
fn stop_iteration_becomes_a_runtime_error() {
    for class in [StopIteration, MyStopIteration] {
        check(async move {
            let future: Future<i64> = Future::new()?;
            future.set_exception(class.empty())?;
            assert!(!future.cancelled() && future.done());
            assert!(raised_by(future.result()).is(RuntimeError));
            let error = future.exception()?.expect("it failed");
            assert_eq!(
                error.to_string(),
                "StopIteration interacts badly with generators and cannot be raised into a Future"
            );
            assert!(error.cause().expect("a cause").class() == class);
            Ok(())
        });
    }
}

/// `test_yield_from_twice`
#[test]
fn the_second_await_does_not_suspend() {
    check(async {
        let future = Future::new()?;
        let seen = Rc::new(RefCell::new(Vec::new()));
        let task = create_task(coro!("awaits twice", {
            let (future, seen) = (future.clone(), seen.clone());
            async move {
                seen.borrow_mut().push(("A", 0));
                let first = future.wait().await?;
                seen.borrow_mut().push(("B", first));
                let second = future.wait().await?;
                seen.borrow_mut().push(("C", second));
                Ok(())
            }
        }))?;
        turn().await?;
        assert_eq!(*seen.borrow(), [("A", 0)]);
        future.set_result(42)?;
        turn().await?;
        assert_eq!(*seen.borrow(), [("A", 0), ("B", 42), ("C", 42)]);
        task.await
    });
}

/// `test_future_repr`
#[test]
fn a_future_shows_its_state_and_who_waits() {
    check(async {
        let future = || Future::<i64>::new();
        set_debug(true)?;
        assert_eq!(future()?.repr(), "<Future pending created at …>");
        set_debug(false)?;
        assert_eq!(future()?.repr(), "<Future pending>");

        let cancelled = future()?;
        cancelled.cancel();
        assert_eq!(cancelled.repr(), "<Future cancelled>");

        let finished = future()?;
        finished.set_result(4)?;
        assert_eq!(finished.repr(), "<Future finished result=4>");
        assert_eq!(finished.result()?, 4);

        let exception = RuntimeError.empty();
        let failed = future()?;
        failed.set_exception(exception.clone())?;
        assert_eq!(failed.repr(), "<Future finished exception=RuntimeError()>");
        assert!(failed.exception()?.expect("it failed").same(&exception));

        for (between, callbacks) in [
            (None, "first_cb() at …"),
            (Some(0), "first_cb() at …, last_cb() at …"),
            (Some(8), "first_cb() at …, <8 more>, last_cb() at …"),
        ] {
            let future = future()?;
            future.add_done_callback("first_cb", |_| Ok(()));
            if let Some(between) = between {
                for _ in 0..between {
                    future.add_done_callback("_fakefunc", |_| Ok(()));
                }
                future.add_done_callback("last_cb", |_| Ok(()));
            }
            assert_eq!(future.repr(), format!("<Future pending cb=[{callbacks}]>"));
            future.cancel();
            assert_eq!(future.repr(), "<Future cancelled>");
        }
        Ok(())
    });
}

/// `test_iter`: a callback of the loop is no task that could be suspended.
#[test]
fn a_future_is_awaited_in_a_task() {
    check(async {
        let refusal = Rc::new(RefCell::new(None));
        let future: Future<()> = Future::new()?;
        call_soon("await it", {
            let refusal = refusal.clone();
            move || {
                let awaited = future.wait().now_or_never().expect("it does not suspend");
                refusal.replace(Some(raised_by(awaited)));
                Ok(())
            }
        })?;
        turn().await?;
        let refusal = refusal.take().expect("the callback has run");
        assert_eq!(format!("{refusal:?}"), r#"RuntimeError("await wasn't used with future")"#);
        Ok(())
    });
}

/// `test_set_result_unless_cancelled`: what `sleep` calls when its time is up. Here that comes after the cancellation, and
/// before the sleeper has heard of it.
#[test]
fn a_sleep_that_is_cancelled_in_the_moment_of_its_end_stays_cancelled() {
    check(async {
        let sleeper = create_task(coro!("sleeper", sleep(1.0)))?;
        call_at(1.0, "cancel", {
            let sleeper = sleeper.clone();
            move || {
                assert!(sleeper.cancel());
                Ok(())
            }
        })?;
        let error = raised_by((&sleeper).await);
        assert!(error.is(CancelledError) && sleeper.cancelled());
        Ok(())
    });
}

/// `test_future_stop_iteration_args`
#[test]
fn a_result_that_is_a_tuple_comes_as_one() {
    async fn await_it(future: Future<(i64, i64)>) -> Result<(i64, i64)> {
        future.wait().await
    }
    check(async {
        let future = Future::new()?;
        future.set_result((1, 2))?;
        assert_eq!(future.wait().await?, (1, 2));
        assert_eq!(create_task(coro!(await_it(future)))?.await?, (1, 2));
        Ok(())
    });
}
