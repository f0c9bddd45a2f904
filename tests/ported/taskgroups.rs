//! `test_taskgroups.py`: tasks that succeed, names, and what a group refuses. Errors and cancellation have modules of their own.
//!
//! Each test names the one of CPython that it ports.

mod cancelled;
mod entered;
mod errors;

use std::cell::RefCell;
use std::rc::Rc;

use except_star::exception::RuntimeError;
use except_star::{
    ContextVar, Result, TaskGroup, TaskOptions, attempt, call_soon, copy_context, coro, print, sleep, task_group, time,
};
use futures::FutureExt;
use futures::future::LocalBoxFuture;

use crate::check::this_task;
use crate::support::{check, check_console, divide_by_zero, raised_by, turn};

async fn after<T>(delay: f64, value: T) -> Result<T> {
    sleep(delay).await?;
    Ok(value)
}

/// `test_taskgroup_01`
#[test]
fn the_block_ends_when_the_last_task_has_its_result() {
    check(async {
        let (first, second) =
            task_group(async |tg| Ok((tg.create_task(coro!(after(0.1, 42)))?, tg.create_task(coro!(after(0.2, 11)))?)))
                .await?;
        assert_eq!((first.result()?, second.result()?, time()?), (42, 11, 0.2));
        Ok(())
    });
}

/// `test_taskgroup_02`
#[test]
fn a_task_may_be_added_while_the_body_runs() {
    check(async {
        let (first, second) = task_group(async |tg| {
            let first = tg.create_task(coro!(after(0.1, 42)))?;
            sleep(0.15).await?;
            assert!(first.done());
            Ok((first, tg.create_task(coro!(after(0.2, 11)))?))
        })
        .await?;
        assert_eq!((first.result()?, second.result()?, time()?), (42, 11, 0.35));
        Ok(())
    });
}

/// `test_taskgroup_03`
#[test]
fn a_task_that_is_cancelled_by_itself_is_no_error_of_the_group() {
    check(async {
        let (first, second) = task_group(async |tg| {
            let first = tg.create_task(coro!(after(1.0, 42)))?;
            sleep(0.15).await?;
            first.cancel();
            Ok((first, tg.create_task(coro!(after(0.2, 11)))?))
        })
        .await?;
        assert!(first.cancelled());
        assert_eq!((second.result()?, time()?), (11, 0.35));
        Ok(())
    });
}

/// `test_taskgroup_23`: a group's list of tasks is not to be seen, but a result that nobody else holds is freed when its
/// task leaves the list.
#[test]
fn a_group_lets_go_of_a_task_that_has_ended() {
    check(async {
        let result = Rc::new(());
        task_group(async |tg| {
            for count in 0..10 {
                sleep(0.1).await?;
                tg.create_task(coro!(after(0.3, result.clone())))?;
                if count == 5 {
                    // Three run; a fourth has ended, but the group has not been told.
                    assert_eq!(Rc::strong_count(&result), 1 + 4);
                }
            }
            sleep(1.35).await?;
            assert_eq!(Rc::strong_count(&result), 1);
            Ok(())
        })
        .await
    });
}

/// `test_taskgroup_24`
#[test]
fn a_task_may_add_tasks_while_the_group_waits() {
    async fn nap(delay: f64) -> Result<()> {
        sleep(delay).await?;
        print(format!("nap of {delay} s"));
        Ok(())
    }
    async fn root(tg: TaskGroup) -> Result<()> {
        sleep(0.1).await?;
        tg.create_task(coro!(nap(0.1)))?;
        tg.create_task(coro!(nap(0.2)))?;
        Ok(())
    }
    check_console(
        async {
            task_group(async |tg| tg.create_task(coro!(root(tg.clone()))).map(drop)).await?;
            print("left");
            Ok(())
        },
        &["0.2 nap of 0.1 s", "0.3 nap of 0.2 s", "0.3 left"],
    );
}

/// `test_taskgroup_25`
#[test]
fn tasks_that_multiply_are_ended_by_one_failure() {
    fn hydra(tg: TaskGroup, heads: Rc<RefCell<u32>>) -> LocalBoxFuture<'static, Result<()>> {
        Box::pin(async move {
            *heads.borrow_mut() += 1;
            sleep(0.01).await?;
            tg.create_task(coro!(hydra(tg.clone(), heads.clone())))?;
            tg.create_task(coro!(hydra(tg.clone(), heads.clone())))?;
            Ok(())
        })
    }
    async fn hercules(heads: Rc<RefCell<u32>>) -> Result<()> {
        while *heads.borrow() < 10 {
            sleep(0.015).await?;
        }
        divide_by_zero()
    }
    check(async {
        let heads = Rc::new(RefCell::new(0));
        let error = raised_by(
            task_group(async |tg| {
                tg.create_task(coro!(hydra(tg.clone(), heads.clone())))?;
                tg.create_task(coro!(hercules(heads.clone())))
            })
            .await,
        );
        assert_eq!(
            format!("{error:?}"),
            "ExceptionGroup('unhandled errors in a TaskGroup', [ZeroDivisionError('division by zero')])"
        );
        // 1 + 2 + 4 + 8 heads at 0.03 s, which Hercules sees in the same moment, or at 0.045 s.
        assert!(*heads.borrow() >= 10);
        Ok(())
    });
}

/// `test_taskgroup_task_name`
#[test]
fn a_task_has_the_name_that_it_is_given() {
    check(async {
        task_group(async |tg| {
            assert_eq!(tg.create_named_task("yolo", coro!(turn()))?.name(), "yolo");
            Ok(())
        })
        .await
    });
}

/// `test_taskgroup_no_create_task_after_failure`
#[test]
fn a_group_that_aborts_takes_no_task() {
    async fn fail() -> Result<()> {
        sleep(0.001).await?;
        divide_by_zero()
    }
    async fn late(tg: TaskGroup) -> Result<()> {
        attempt(sleep(1.0))
            .except(except_star::exception::CancelledError, async |_| {
                let refusal = raised_by(tg.create_task(coro!(fail())));
                print(format!("{refusal:?}"));
                Ok(())
            })
            .await
    }
    check_console(
        async {
            let error = raised_by(
                task_group(async |tg| {
                    tg.create_task(coro!(fail()))?;
                    tg.create_task(coro!(late(tg.clone())))
                })
                .await,
            );
            print(format!("{error:?}"));
            Ok(())
        },
        &[
            "0.001 RuntimeError('TaskGroup <TaskGroup tasks=1 errors=1 cancelling> is shutting down')",
            "0.001 ExceptionGroup('unhandled errors in a TaskGroup', [ZeroDivisionError('division by zero')])",
        ],
    );
}

/// `test_taskgroup_task_context`
#[test]
fn a_task_of_a_group_runs_in_the_context_that_it_is_given() {
    check(async {
        let var = ContextVar::new("cvar");
        task_group(async |tg| {
            let context = copy_context();
            assert_eq!(context.get(&var), None);
            for value in [1, 2] {
                let of_task = var.clone();
                let set = coro!("coro", async move {
                    turn().await?;
                    drop(of_task.set(value));
                    Ok(())
                });
                tg.create_task_with(set, TaskOptions::new().context(&context))?.await?;
                assert_eq!(context.get(&var), Some(value));
            }
            Ok(())
        })
        .await
    });
}

/// `test_taskgroup_finished`, `test_coro_closed_when_tg_closed`: no warning that the coroutine was never awaited, either.
#[test]
fn a_group_that_has_finished_takes_no_task_and_closes_the_coroutine() {
    check(async {
        let tg = task_group(async |tg| Ok(tg)).await?;
        let refusal = raised_by(tg.create_task(coro!(turn())));
        assert_eq!(format!("{refusal:?}"), "RuntimeError('TaskGroup <TaskGroup entered> is finished')");
        Ok(())
    });
}

/// `test_taskgroup_without_parent_task`: a callback of the loop is no task.
#[test]
fn a_group_needs_a_task_around_it() {
    check(async {
        let refusal = Rc::new(RefCell::new(None));
        call_soon("enter", {
            let refusal = refusal.clone();
            move || {
                let entered = task_group(async |_| Ok(())).now_or_never().expect("it does not suspend");
                refusal.replace(Some(raised_by(entered)));
                Ok(())
            }
        })?;
        turn().await?;
        let refusal = refusal.take().expect("the callback has run");
        assert!(refusal.is(RuntimeError));
        assert_eq!(refusal.to_string(), "TaskGroup <TaskGroup> cannot determine the parent task");
        Ok(())
    });
}

/// `test_cancelling_level_preserved`
#[test]
fn the_count_of_requests_is_as_before_after_a_failure() {
    check(async {
        attempt(task_group(async |tg| {
            tg.create_task(coro!("fail", async {
                turn().await?;
                except_star::raise::<()>(RuntimeError.empty())
            }))?;
            Ok(())
        }))
        .except_star(RuntimeError, async |_| Ok(()))
        .await?;
        assert_eq!(this_task().cancelling(), 0);
        Ok(())
    });
}
