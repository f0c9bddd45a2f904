//! Where the primitives differ from CPython, as the README beside this says.
//!
//! Invariant: each test fails if its difference goes away, and then the README is to be mended.

use std::cell::RefCell;
use std::rc::Rc;

use super::say;
use except_star::exception::{CancelledError, KeyError, ValueError};
use except_star::repr::Repr;
use except_star::{
    End, Future, Result, Runner, TaskOptions, TaskRef, attempt, copy_context, coro, create_named_task, create_task,
    create_task_with, print, raise, reset_exception_handler, set_exception_handler, sleep,
};

use crate::check::{check, lines_of, this_task};

async fn fail(name: &str) -> Result<()> {
    raise(ValueError.new(name))
}

/// The four lines that tell of a failed task.
macro_rules! lost {
    ($name:literal) => {
        [
            "0.0 ! Task exception was never retrieved",
            concat!(
                "0.0 ! future: <Task finished name='",
                $name,
                "' coro=<fail() done, defined at …> exception=ValueError('",
                $name,
                "')>"
            ),
            "0.0 ! Traceback (most recent call last):",
            concat!("0.0 ! ValueError: ", $name),
        ]
    };
}

/// CPython: B before A, the first local before the second.
#[test]
fn lost_tasks_are_reported_in_the_order_in_which_rust_drops_them() {
    check(
        coro!("main", async {
            let tasks = [create_named_task("A", coro!(fail("A")))?, create_named_task("B", coro!(fail("B")))?];
            sleep(0.0).await?;
            drop(tasks);
            let _first = create_named_task("first", coro!(fail("first")))?;
            let _second = create_named_task("second", coro!(fail("second")))?;
            sleep(0.0).await
        }),
        &[lost!("A"), lost!("B"), lost!("second"), lost!("first")].concat(),
    );
}

/// CPython: the exception of main first, because its traceback holds the task.
#[test]
fn a_failed_local_of_a_main_that_raises_is_reported_before_the_exception_of_main() {
    let main = ["0.0 ! Traceback (most recent call last):", "0.0 ! KeyError: 'main'"];
    check(
        coro!("main", async {
            let _task = create_named_task("local", coro!(fail("local")))?;
            sleep(0.0).await?;
            raise(KeyError.new("main"))
        }),
        &[&lost!("local")[..], &main].concat(),
    );
}

/// CPython: reported when the collector finds the cycle of task, exception, traceback and frame: here after main.
#[test]
fn a_failed_task_that_knows_itself_is_reported_at_once() {
    async fn fail(own: Rc<RefCell<Vec<TaskRef>>>) -> Result<()> {
        own.borrow_mut().push(this_task());
        raise(ValueError.new("cycle"))
    }
    check(
        coro!("main", async {
            create_named_task("cycle", coro!(fail(Rc::default())))?;
            sleep(0.0).await?;
            print("main ends");
            Ok(())
        }),
        &[&lost!("cycle")[..], &["0.0 main ends"]].concat(),
    );
}

/// CPython: "finally" is printed before the report.
#[test]
fn a_task_that_is_pending_at_the_very_end_runs_no_finally() {
    check(
        coro!("main", async {
            async fn work() -> Result<()> {
                attempt(sleep(9.0))
                    .finally(async || {
                        print("finally");
                        Ok(())
                    })
                    .await
            }
            create_task(coro!("cleanup", async {
                attempt(sleep(9.0))
                    .finally(async || {
                        create_named_task("left", coro!(work()))?;
                        sleep(0.0).await
                    })
                    .await
            }))?;
            sleep(0.0).await?;
            print("main ends");
            Ok(())
        }),
        &[
            "0.0 main ends",
            "0.0 ! Task was destroyed but it is pending!",
            "0.0 ! task: <Task pending name='left' coro=<work() done, defined at …> wait_for=<Future pending cb=[Task.task_wakeup()]>>",
        ],
    );
}

/// CPython: its collector finds the cycle of task and future, and reports the task as destroyed, whenever it runs.
#[test]
fn a_task_that_waits_for_what_nobody_else_knows_is_cancelled_in_the_shutdown() {
    check(
        coro!("main", async {
            let future = Future::<()>::new()?;
            create_named_task(
                "orphan",
                coro!("work", async move {
                    attempt(async { future.wait().await })
                        .finally(async || {
                            print(format!("finally {}", this_task().cancelling()));
                            Ok(())
                        })
                        .await
                }),
            )?;
            sleep(1.0).await?;
            print("main ends");
            Ok(())
        }),
        &["1.0 main ends", "1.0 finally 1"],
    );
}

/// CPython: the context is None, because the CancelledError is thrown into the coroutine `inner`, which handles nothing. Here
/// `inner` is a coroutine of its own only where it is awaited as `coro!(inner())`.
#[test]
fn a_function_awaited_without_coro_is_a_part_of_the_one_that_awaits_it() {
    async fn inner() -> Result<()> {
        attempt(sleep(9.0))
            .except(CancelledError, async |e| {
                print(format!("{e:?} {}", e.context().repr()));
                Ok(())
            })
            .await
    }
    check(
        coro!("main", async {
            let task = create_named_task(
                "outer",
                coro!("outer", async {
                    attempt(async { raise(KeyError.new("handled")) })
                        .except(KeyError, async |_| {
                            inner().await?;
                            coro!(inner()).await
                        })
                        .await
                }),
            )?;
            sleep(1.0).await?;
            task.cancel();
            sleep(1.0).await?;
            task.cancel();
            task.await
        }),
        &["1.0 CancelledError() KeyError('handled')", "2.0 CancelledError() None"],
    );
}

/// CPython: RecursionError, too, at a depth of some 500 with its default limit; within its hundredth frame it makes the task first.
#[test]
fn eager_tasks_start_within_one_another_a_hundred_deep_at_most() {
    fn nested(depth: u32) -> Result<()> {
        let below = coro!("nested", async move { nested(depth + 1) });
        let created = create_task_with(below, TaskOptions::new().eager_start(true));
        if let Err(error) = &created {
            print(format!("{depth}: {}", error.repr()));
        }
        created.map(drop)
    }
    let console = [
        "0.0 ! Task was destroyed but it is pending!",
        "0.0 ! task: <Task pending name='Task-102' coro=<nested() running at …>>",
        "0.0 ! RuntimeWarning: coroutine 'nested' was never awaited",
        "0.0 ! RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
        "0.0 100: RecursionError('maximum recursion depth exceeded')",
        "0.0 ! Task exception was never retrieved",
        "0.0 ! future: <Task finished name='Task-101' exception=RecursionError('maximum recursion depth exceeded')>",
        "0.0 ! Traceback (most recent call last):",
        "0.0 ! RecursionError: maximum recursion depth exceeded",
    ];
    check(coro!("main", async { nested(0) }), &console);
}

/// CPython: the same report, with the address of the wrapper. Both leave the task as it is, so nobody can wake main any more.
#[test]
fn a_queued_step_whose_context_is_not_free_is_reported() {
    let context = copy_context();
    let there = TaskOptions::new().name("there").context(&context);
    let main = coro!("main", async {
        let task = create_task_with(coro!("never", async { say("never") }), there)?;
        sleep(1.0).await?;
        print(task.repr());
        task.await
    });
    let finished = context.run(|| Runner::new().run_blocking(main)).expect("nothing runs in it");
    assert!(matches!(finished.end, End::Deadlock), "{:?}", finished.end);
    assert_eq!(
        lines_of(&finished),
        [
            "0.0 ! Exception in callback <TaskStepMethWrapper object>()",
            "0.0 ! handle: <Handle <TaskStepMethWrapper object>()>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! RuntimeError: cannot enter context: <Context> is already entered",
            "1.0 <Task pending name='there' coro=<never() running at …>>",
        ]
    );
}

/// CPython: the same. A wake-up is named as such, and where there is an exception handler, it is not called, since it would run in
/// that context, too. The future's exception stays with the future.
#[test]
fn a_wake_up_whose_context_is_not_free_never_runs() {
    for handled in [false, true] {
        let context = copy_context();
        let there = TaskOptions::new().name("there").context(&context);
        let mut runner = Runner::new().open();
        let first = coro!("first", async move {
            let future = Future::<()>::new()?;
            let awaited = future.clone();
            let task = create_task_with(coro!("waits", async move { awaited.await }), there)?;
            sleep(0.0).await?;
            Ok((future, task))
        });
        let (future, task) = runner.run_blocking(first).expect("it returns");
        let second = coro!("second", async move {
            if handled {
                set_exception_handler(|_| say("never"))?;
            }
            future.cancel_with("lost");
            sleep(0.0).await?;
            print(format!("{} {}", task.repr(), future.repr()));
            reset_exception_handler()
        });
        let run = context.run(|| runner.run_blocking(second)).expect("nothing runs in it");
        run.expect("it returns");
        let lines = lines_of(&runner.close_blocking());
        let refused = "RuntimeError: cannot enter context: <Context> is already entered";
        let (reported, last) =
            lines.split_at(lines.iter().position(|line| line.starts_with("0.0 <")).expect("it prints"));
        if handled {
            assert_eq!(
                reported,
                [
                    "0.0 ! Unhandled error in exception handler",
                    "0.0 ! context: {'message': 'Exception in callback Task.task_wakeup()', 'exception': RuntimeError('cannot enter context: <Context> is already entered'), 'handle': <Handle Task.task_wakeup()>}",
                    "0.0 ! Traceback (most recent call last):",
                    &format!("0.0 ! {refused}"),
                    "0.0 ! ",
                    "0.0 ! During handling of the above exception, another exception occurred:",
                    "0.0 ! ",
                    "0.0 ! Traceback (most recent call last):",
                    &format!("0.0 ! {refused}"),
                ]
            );
        } else {
            assert_eq!(
                reported,
                [
                    "0.0 ! Exception in callback Task.task_wakeup()",
                    "0.0 ! handle: <Handle Task.task_wakeup()>",
                    "0.0 ! Traceback (most recent call last):",
                    &format!("0.0 ! {refused}"),
                ]
            );
        }
        let expected = "0.0 <Task pending name='there' coro=<waits() running at …> wait_for=<Future cancelled>> <Future cancelled>";
        assert_eq!(last[0], expected);
    }
}

/// CPython: the same, with the address of the context. The handler would run in the context in which the task is dropped that
/// shares it.
#[test]
fn an_exception_handler_is_not_called_in_a_context_that_is_not_free() {
    let context = copy_context();
    let there = TaskOptions::new().context(&context);
    let failing = there.clone().name("failing");
    let sharing = coro!("sharing", async move {
        set_exception_handler(|_| say("never"))?;
        let task = create_task_with(coro!(fail("lost")), failing)?;
        sleep(0.0).await?;
        drop(task);
        say("goes on")
    });
    check(
        coro!("main", async { create_task_with(sharing, there)?.await }),
        &[
            "0.0 ! Unhandled error in exception handler",
            "0.0 ! context: {'message': 'Task exception was never retrieved', 'exception': ValueError('lost'), 'future': <Task finished name='failing' coro=<fail() done, defined at …> exception=ValueError('lost')>}",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! RuntimeError: cannot enter context: <Context> is already entered",
            "0.0 goes on",
        ],
    );
}
