//! The task around the group is cancelled from outside.

use except_star::exception::{CancelledError, Exception, RuntimeError};
use except_star::{Event, Result, Task, attempt, class, coro, create_task, print, raise, sleep, task_group};

use super::after;
use crate::check::this_task;
use crate::support::{check, check_console, divide_by_zero, raised_by, turn};

class! { MyExc(Exception) }

/// Cancels a task 0.1 s after its making, and prints what comes out of it.
async fn cancel_soon(task: Task<()>) -> Result<()> {
    sleep(0.1).await?;
    assert!(!task.done());
    task.cancel();
    let error = raised_by((&task).await);
    print(format!("{error:?}"));
    assert_eq!(task.cancelled(), error.is(CancelledError));
    Ok(())
}

/// Sleeps long, and prints when that is cancelled.
async fn told(name: &'static str) -> Result<()> {
    attempt(sleep(5.0))
        .except(CancelledError, async |e| {
            print(format!("{name} cancelled"));
            Err(e)
        })
        .await
}

async fn crash_in_cleanup() -> Result<()> {
    attempt(sleep(10.0)).finally(async || divide_by_zero()).await
}

/// `test_cancellation`
#[test]
fn a_cancelled_parent_that_waits_cancels_its_children_and_is_cancelled() {
    check_console(
        async {
            cancel_soon(create_task(coro!("runner", async {
                task_group(async |tg| {
                    for name in ["A", "B", "C"] {
                        tg.create_task(coro!(told(name)))?;
                    }
                    Ok(())
                })
                .await
            }))?)
            .await
        },
        &["0.1 A cancelled", "0.1 B cancelled", "0.1 C cancelled", "0.1 CancelledError()"],
    );
}

/// `test_taskgroup_07`
#[test]
fn a_cancelled_parent_in_its_body_gets_the_error_first_and_then_the_children() {
    check_console(
        async {
            cancel_soon(create_task(coro!("runner", async {
                task_group(async |tg| {
                    for name in ["A", "B", "C"] {
                        tg.create_task(coro!(told(name)))?;
                    }
                    told("body").await
                })
                .await
            }))?)
            .await
        },
        &["0.1 body cancelled", "0.1 A cancelled", "0.1 B cancelled", "0.1 C cancelled", "0.1 CancelledError()"],
    );
}

/// `test_taskgroup_08`
#[test]
fn children_that_crash_in_their_cleanup_win_over_the_cancellation() {
    check_console(
        async {
            cancel_soon(create_task(coro!("runner", async {
                task_group(async |tg| {
                    for _ in 0..2 {
                        tg.create_task(coro!(crash_in_cleanup()))?;
                    }
                    sleep(10.0).await
                })
                .await
            }))?)
            .await
        },
        &["0.1 ExceptionGroup('unhandled errors in a TaskGroup', \
           [ZeroDivisionError('division by zero'), ZeroDivisionError('division by zero')])"],
    );
}

/// `test_taskgroup_11`, `test_taskgroup_12`: without and with a task in the outer group.
#[test]
fn a_crash_in_the_inner_group_is_a_group_within_the_outer_one() {
    for with_task in [false, true] {
        check_console(
            async move {
                cancel_soon(create_task(coro!("runner", async move {
                    task_group(async |outer| {
                        if with_task {
                            outer.create_task(coro!(after(10.0, ())))?;
                        }
                        task_group(async |inner| {
                            inner.create_task(coro!(crash_in_cleanup()))?;
                            sleep(10.0).await
                        })
                        .await
                    })
                    .await
                }))?)
                .await
            },
            &["0.1 ExceptionGroup('unhandled errors in a TaskGroup', \
               [ExceptionGroup('unhandled errors in a TaskGroup', [ZeroDivisionError('division by zero')])])"],
        );
    }
}

/// A group whose body, cancelled, takes half a second to clean up, while a task of the group fails.
async fn slow_to_clean_up() -> Result<()> {
    task_group(async |tg| {
        tg.create_task(coro!("crash_soon", async {
            sleep(0.3).await?;
            divide_by_zero::<()>()
        }))?;
        attempt(sleep(10.0))
            .except(CancelledError, async |e| {
                print("cleans up");
                sleep(0.5).await?;
                print("never reached");
                Err(e)
            })
            .await
    })
    .await
}

/// `test_taskgroup_15`, `test_taskgroup_16`: directly, and with a task between.
#[test]
fn a_failure_while_the_cancelled_body_cleans_up_ends_the_cleanup_and_wins() {
    for between in [false, true] {
        check_console(
            async move {
                cancel_soon(create_task(coro!("runner", async move {
                    if between { create_task(coro!(slow_to_clean_up()))?.await } else { slow_to_clean_up().await }
                }))?)
                .await?;
                print("main goes on");
                Ok(())
            },
            &[
                "0.1 cleans up",
                "0.3 ExceptionGroup('unhandled errors in a TaskGroup', [ZeroDivisionError('division by zero')])",
                "0.3 main goes on",
            ],
        );
    }
}

/// `test_taskgroup_17`
#[test]
fn a_group_without_tasks_lets_the_cancellation_pass() {
    check_console(
        async {
            let runner = coro!("runner", async { task_group(async |_| told("body").await).await });
            cancel_soon(create_task(runner)?).await
        },
        &["0.1 body cancelled", "0.1 CancelledError()"],
    );
}

/// `test_taskgroup_18`
#[test]
fn a_body_that_turns_the_cancellation_into_an_error_has_it_wrapped() {
    check_console(
        async {
            cancel_soon(create_task(coro!("runner", async {
                task_group(async |_| attempt(sleep(10.0)).except(CancelledError, async |_| raise(MyExc.empty())).await)
                    .await
            }))?)
            .await
        },
        &["0.1 ExceptionGroup('unhandled errors in a TaskGroup', [MyExc()])"],
    );
}

/// `test_taskgroup_22`
#[test]
fn the_tasks_of_a_cancelled_parent_do_not_continue() {
    check(async {
        let runner = create_task(coro!("runner", async {
            task_group(async |tg| {
                tg.create_task(coro!(after(1.0, 42)))?;
                tg.create_task(coro!(after(2.0, 11)))?;
                Ok(())
            })
            .await
        }))?;
        sleep(0.05).await?;
        runner.cancel();
        assert_eq!(format!("{:?}", raised_by((&runner).await)), "CancelledError()");
        assert!(runner.cancelled());
        assert_eq!(except_star::time()?, 0.05);
        Ok(())
    });
}

/// `test_error_and_cancel`
#[test]
fn a_cancellation_together_with_a_failure_comes_at_the_next_await() {
    async fn fail(event: Event) -> Result<()> {
        event.set();
        turn().await?;
        raise(RuntimeError.empty())
    }
    check_console(
        async {
            let event = Event::new();
            let task = create_task(coro!("inner", {
                let event = event.clone();
                async move {
                    attempt(task_group(async |tg| {
                        tg.create_task(coro!(fail(event)))?;
                        sleep(1.0).await?;
                        print("never reached");
                        Ok(())
                    }))
                    .except_star(RuntimeError, async |group| {
                        print(format!("{:?} {}", group.exceptions(), this_task().cancelling()));
                        Ok(())
                    })
                    .await?;
                    print(format!("after the group {}", this_task().cancelling()));
                    sleep(1.0).await?;
                    print("never reached");
                    Ok(())
                }
            }))?;
            event.wait().await?;
            assert_eq!(task.cancelling(), 0);
            task.cancel();
            assert_eq!(task.cancelling(), 1);
            print(format!("{:?}", raised_by((&task).await)));
            assert!(task.cancelled());
            Ok(())
        },
        &["0.0 [RuntimeError()] 1", "0.0 after the group 1", "0.0 CancelledError()"],
    );
}
