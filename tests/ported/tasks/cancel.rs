//! Cancelling a task: where the CancelledError arrives, and what the task makes of it.

use std::cell::OnceCell;
use std::rc::Rc;

use except_star::exception::{CancelledError, SystemExit};
use except_star::repr::Repr;
use except_star::{End, Future, Result, Task, attempt, call_soon, coro, create_task, print, raise, sleep, time};

use crate::check::this_task;
use crate::support::{check, check_console, finish, raised_by, turn};

/// Checks that a task ends cancelled, and that cancelling it once more is refused.
async fn ends_cancelled<T: Clone + 'static>(task: Task<T>) -> Result<()> {
    assert_eq!(format!("{:?}", raised_by((&task).await)), "CancelledError()");
    assert!(task.done() && task.cancelled());
    assert!(!task.cancel());
    Ok(())
}

async fn await_then<T>(future: Future<()>, value: T) -> Result<T> {
    future.wait().await?;
    Ok(value)
}

/// `test_cancel`
#[test]
fn a_sleeping_task_is_cancelled_at_once() {
    check(async {
        let task = create_task(coro!("task", async {
            sleep(10.0).await?;
            Ok(12)
        }))?;
        call_soon("cancel", {
            let task = task.clone();
            move || {
                assert!(task.cancel());
                Ok(())
            }
        })?;
        ends_cancelled(task).await?;
        assert_eq!(time()?, 0.0);
        Ok(())
    });
}

/// `test_cancel_yield`
#[test]
fn a_task_that_waits_for_its_turn_is_cancelled() {
    check(async {
        let task = create_task(coro!("task", async {
            turn().await?;
            turn().await?;
            Ok(12)
        }))?;
        turn().await?;
        assert!(task.cancel());
        ends_cancelled(task).await
    });
}

/// `test_cancel_inner_future`, `test_cancel_both_task_and_inner_future`
#[test]
fn a_task_whose_future_is_cancelled_is_cancelled() {
    for cancels_task in [false, true] {
        check(async move {
            let future = Future::new()?;
            let task = create_task(coro!(await_then(future.clone(), 12)))?;
            turn().await?;
            assert!(future.cancel());
            if cancels_task {
                assert!(task.cancel());
            }
            ends_cancelled(task).await?;
            assert!(future.cancelled());
            Ok(())
        });
    }
}

/// `test_task_cancel_waiter_future`
#[test]
fn cancelling_a_task_cancels_its_future() {
    check(async {
        let future = Future::new()?;
        let task = create_task(coro!(await_then(future.clone(), ())))?;
        turn().await?;
        assert!(task.repr().contains(" wait_for=<Future pending"));
        task.cancel();
        assert!(future.cancelled());
        ends_cancelled(task.clone()).await?;
        assert!(!task.repr().contains("wait_for"));
        Ok(())
    });
}

/// `test_cancel_task_catching`
#[test]
fn a_task_that_catches_the_cancellation_has_its_result() {
    check(async {
        let (first, second) = (Future::new()?, Future::new()?);
        let task = create_task(coro!("task", {
            let (first, second) = (first.clone(), second.clone());
            async move {
                first.wait().await?;
                attempt(await_then(second, 0)).except(CancelledError, async |_| Ok(42)).await
            }
        }))?;
        turn().await?;
        first.set_result(())?;
        turn().await?;
        task.cancel();
        assert!(second.cancelled());
        assert_eq!((&task).await?, 42);
        assert!(!task.cancelled());
        Ok(())
    });
}

/// `test_cancel_task_ignoring`
#[test]
fn a_task_that_ignores_the_cancellation_continues() {
    check(async {
        let (first, second, third) = (Future::new()?, Future::new()?, Future::new()?);
        let task = create_task(coro!("task", {
            let (first, second, third) = (first.clone(), second.clone(), third.clone());
            async move {
                first.wait().await?;
                attempt(await_then(second, ())).except(CancelledError, async |_| Ok(())).await?;
                third.wait().await
            }
        }))?;
        turn().await?;
        first.set_result(())?;
        turn().await?;
        task.cancel();
        assert!(second.cancelled());
        turn().await?;
        third.set_result(42)?;
        assert_eq!((&task).await?, 42);
        assert!(!third.cancelled() && !task.cancelled());
        Ok(())
    });
}

/// `test_cancel_current_task`
#[test]
fn a_task_that_cancels_itself_is_cancelled_at_its_next_await() {
    check(async {
        let task = create_task(coro!("task", async {
            assert!(this_task().cancel());
            sleep(100.0).await?;
            Ok(12)
        }))?;
        assert!(!task.cancelled());
        ends_cancelled(task).await?;
        assert_eq!(time()?, 0.0);
        Ok(())
    });
}

/// `test_cancel_at_end`
#[test]
fn a_task_that_cancels_itself_and_returns_is_cancelled() {
    check(async {
        let task = create_task(coro!("task", async {
            assert!(this_task().cancel());
            Ok(12)
        }))?;
        assert!(!task.cancelled());
        ends_cancelled(task).await
    });
}

/// `test_cancel_awaited_task`
#[test]
fn the_cancellation_of_a_running_task_reaches_the_task_that_it_awaits_next() {
    check(async {
        let future = Future::new()?;
        let nested: Rc<OnceCell<Task<()>>> = Rc::default();
        let task = create_task(coro!("task", {
            let (future, nested) = (future.clone(), nested.clone());
            async move {
                let inner = create_task(coro!(await_then(future, ())))?;
                nested.get_or_init(|| inner.clone());
                turn().await?;
                this_task().cancel();
                inner.await
            }
        }))?;
        ends_cancelled(task).await?;
        assert!(nested.get().expect("it was made").cancelled());
        assert!(future.cancelled());
        Ok(())
    });
}

/// `test_yield_future_passes_cancel`
#[test]
fn a_cancellation_passes_through_coroutines() {
    check_console(
        async {
            let waiter: Future<()> = Future::new()?;
            let task = create_task(coro!("outer", {
                let waiter = waiter.clone();
                async move {
                    let inner = async {
                        attempt(waiter.wait())
                            .except(CancelledError, async |e| {
                                print("inner");
                                Err(e)
                            })
                            .otherwise(async |()| {
                                print("never reached");
                                Ok(())
                            })
                            .await
                    };
                    attempt(inner)
                        .except(CancelledError, async |_| {
                            print("outer");
                            Ok(())
                        })
                        .await
                }
            }))?;
            turn().await?;
            task.cancel();
            task.await?;
            assert!(waiter.cancelled());
            Ok(())
        },
        &["0.0 inner", "0.0 outer"],
    );
}

/// `test_baseexception_during_cancel`
#[test]
fn system_exit_in_the_cleanup_leaves_the_loop_and_is_the_tasks_exception() {
    let cleaning: Rc<OnceCell<Task<()>>> = Rc::default();
    let finished = finish({
        let cleaning = cleaning.clone();
        async move {
            let task = create_task(coro!("task", async {
                attempt(sleep(10.0)).except(CancelledError, async |_| raise(SystemExit.new(3))).await
            }))?;
            cleaning.get_or_init(|| task.clone());
            turn().await?;
            task.cancel();
            assert!(!task.done());
            turn().await?;
            print("never reached");
            Ok(())
        }
    });
    let End::Raised(exit) = &finished.end else { panic!("{:?}", finished.end) };
    assert_eq!(format!("{exit:?}"), "SystemExit(3)");
    assert!(crate::check::lines_of(&finished).is_empty());
    let task = cleaning.get().expect("it was made");
    assert!(task.done() && !task.cancelled());
    assert!(task.exception().expect("it failed").expect("it failed").same(exit));
}
