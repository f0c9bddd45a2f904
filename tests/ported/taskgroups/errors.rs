//! A task or the body fails: who is cancelled, and what the group holds.

use except_star::exception::{BaseException, ZeroDivisionError};
use except_star::exception::{CancelledError, Exception, KeyboardInterrupt, RuntimeError, TypeError, ValueError};
use except_star::{
    AsyncContextManager, Result, async_with, attempt, class, coro, create_task, print, raise, sleep, task_group, time,
};

use super::after;
use crate::check::this_task;
use crate::support::{check, check_console, divide_by_zero, raised_by, turn};

class! {
    MyExc(Exception);
    MyBaseExc(BaseException);
}

async fn fail_after(delay: f64) -> Result<()> {
    sleep(delay).await?;
    divide_by_zero()
}

/// Sleeps long, and prints when that is cancelled.
async fn told(name: &'static str) -> Result<()> {
    attempt(sleep(10.0))
        .except(CancelledError, async |e| {
            print(format!("{name} cancelled"));
            Err(e)
        })
        .await?;
    print(format!("{name} slept"));
    Ok(())
}

/// Sleeps long; when that is cancelled, raises another exception.
async fn raise_in_cleanup(exception: except_star::Exception) -> Result<()> {
    attempt(sleep(10.0)).finally(async || raise(exception)).await
}

/// `test_taskgroup_04`
#[test]
fn a_failure_cancels_the_sibling() {
    check_console(
        async {
            let error = raised_by(
                create_task(coro!("runner", async {
                    task_group(async |tg| {
                        tg.create_task(coro!(fail_after(0.1)))?;
                        tg.create_task(coro!(told("sibling")))
                    })
                    .await?;
                    print("never reached");
                    Ok(())
                }))?
                .await,
            );
            print(format!("{error:?}"));
            Ok(())
        },
        &[
            "0.1 sibling cancelled",
            "0.1 ExceptionGroup('unhandled errors in a TaskGroup', [ZeroDivisionError('division by zero')])",
        ],
    );
}

/// `test_cancel_children_on_child_error`
#[test]
fn failures_of_one_iteration_are_gathered_and_the_body_is_cancelled() {
    check_console(
        async {
            let error = raised_by(
                create_task(coro!("runner", async {
                    task_group(async |tg| {
                        for _ in 0..3 {
                            tg.create_task(coro!(fail_after(0.1)))?;
                        }
                        tg.create_task(coro!(told("sibling")))?;
                        told("body").await
                    })
                    .await
                }))?
                .await,
            );
            print(format!("{error} {:?}", error.exceptions()));
            Ok(())
        },
        &[
            "0.1 sibling cancelled",
            "0.1 body cancelled",
            "0.1 unhandled errors in a TaskGroup (3 sub-exceptions) [ZeroDivisionError('division by zero'), \
             ZeroDivisionError('division by zero'), ZeroDivisionError('division by zero')]",
        ],
    );
}

/// `test_taskgroup_09`, `test_taskgroup_10`: the body fails after an await, and before the tasks have begun.
#[test]
fn a_body_that_fails_cancels_all_tasks() {
    for delay in [0.1, 0.0] {
        check(async move {
            let mut tasks = Vec::new();
            let error = raised_by(
                task_group(async |tg| {
                    tasks.push(tg.create_task(coro!(after(1.0, 42)))?);
                    tasks.push(tg.create_task(coro!(after(2.0, 11)))?);
                    if delay > 0.0 {
                        sleep(delay).await?;
                    }
                    divide_by_zero::<()>()
                })
                .await,
            );
            assert_eq!(
                format!("{error:?}"),
                "ExceptionGroup('unhandled errors in a TaskGroup', [ZeroDivisionError('division by zero')])"
            );
            assert!(tasks.iter().all(|task| task.cancelled()));
            assert_eq!(time()?, delay);
            Ok(())
        });
    }
}

async fn fail_with_value(delay: f64) -> Result<()> {
    sleep(delay).await?;
    raise(ValueError.new(delay))
}

/// Two groups, a task in each; the one that fails first decides.
async fn nested(outer: f64, inner: f64) -> Result<()> {
    task_group(async |tg| {
        tg.create_task(coro!(fail_with_value(outer)))?;
        task_group(async |tg| tg.create_task(coro!(fail_with_value(inner))).map(drop)).await
    })
    .await
}

/// `test_taskgroup_13`
#[test]
fn a_failure_in_the_outer_group_cancels_the_inner_one() {
    check(async {
        let error = raised_by(create_task(coro!(nested(0.1, 10.0)))?.await);
        assert_eq!(format!("{error:?}"), "ExceptionGroup('unhandled errors in a TaskGroup', [ValueError(0.1)])");
        assert_eq!(time()?, 0.1);
        Ok(())
    });
}

/// `test_taskgroup_14`
#[test]
fn a_failure_in_the_inner_group_is_a_group_within_the_outer_one() {
    check(async {
        let error = raised_by(create_task(coro!(nested(10.0, 0.1)))?.await);
        assert_eq!(
            format!("{error:?}"),
            "ExceptionGroup('unhandled errors in a TaskGroup', \
             [ExceptionGroup('unhandled errors in a TaskGroup', [ValueError(0.1)])])"
        );
        assert_eq!(time()?, 0.1);
        Ok(())
    });
}

/// Runs a group whose task fails with `child`, and whose body, cancelled by that, raises `body`.
async fn both_fail(child: except_star::Exception, body: except_star::Exception) -> Result<()> {
    task_group(async |tg| {
        tg.create_task(coro!("child", async {
            sleep(0.1).await?;
            raise::<()>(child)
        }))?;
        raise_in_cleanup(body).await
    })
    .await
}

/// `test_taskgroup_19`, `test_taskgroup_20a`, `test_taskgroup_21a`
#[test]
fn a_body_that_turns_the_abort_into_another_error_adds_it_to_the_group() {
    let cases = [
        (ZeroDivisionError, MyExc, "ExceptionGroup"),
        (ZeroDivisionError, MyBaseExc, "BaseExceptionGroup"),
        (MyBaseExc, TypeError, "BaseExceptionGroup"),
    ];
    for (child, body, class) in cases {
        check(async move {
            let error = raised_by(create_task(coro!(both_fail(child.empty(), body.empty())))?.await);
            assert_eq!(
                format!("{error:?}"),
                format!("{class}('unhandled errors in a TaskGroup', [{}(), {}()])", child.name(), body.name())
            );
            Ok(())
        });
    }
}

/// `test_taskgroup_20`
#[test]
fn keyboard_interrupt_in_the_body_comes_out_bare() {
    check(async {
        let error = raised_by(both_fail(ZeroDivisionError.empty(), KeyboardInterrupt.empty()).await);
        assert_eq!(format!("{error:?}"), "KeyboardInterrupt()");
        Ok(())
    });
}

/// `test_taskgroup_context_manager_exit_raises`
#[test]
fn an_exit_within_the_group_that_raises_adds_to_it_and_leaves_no_request() {
    struct Database;

    impl AsyncContextManager for Database {
        type Value = ();
        type Exit = ();

        async fn enter(&self) -> Result<()> {
            Ok(())
        }

        async fn exit(&self, _: Option<&except_star::Exception>) -> Result<()> {
            raise(MyExc.new("the database"))
        }
    }

    check_console(
        async {
            attempt(task_group(async |tg| {
                async_with(&Database, async |()| {
                    tg.create_task(coro!("fail", async { raise::<()>(MyExc.new("the task")) }))?;
                    sleep(1.0).await
                })
                .await
            }))
            .except_star(MyExc, async |group| {
                print(format!("{} {:?}", this_task().cancelling(), group.exceptions()));
                Ok(())
            })
            .await
        },
        &["0.0 0 [MyExc('the task'), MyExc('the database')]"],
    );
}

/// `test_nested_groups_both_cancelled`
#[test]
fn when_both_groups_fail_each_takes_back_its_own_request() {
    async fn fail(exception: except_star::Exception) -> Result<()> {
        turn().await?;
        raise(exception)
    }
    check_console(
        async {
            attempt(task_group(async |outer| {
                attempt(task_group(async |inner| {
                    inner.create_task(coro!(fail(RuntimeError.empty())))?;
                    outer.create_task(coro!(fail(ValueError.empty())))?;
                    Ok(())
                }))
                .except_star(RuntimeError, async |group| {
                    print(format!("inner {:?}", group.exceptions()));
                    Ok(())
                })
                .await?;
                print(format!("between {}", this_task().cancelling()));
                Ok(())
            }))
            .except_star(ValueError, async |group| {
                print(format!("outer {:?}", group.exceptions()));
                Ok(())
            })
            .await?;
            print(format!("after {}", this_task().cancelling()));
            Ok(())
        },
        &["0.0 inner [RuntimeError()]", "0.0 between 1", "0.0 outer [ValueError()]", "0.0 after 0"],
    );
}
