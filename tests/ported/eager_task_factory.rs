//! `test_eager_task_factory.py`: tasks that take their first step while they are created.
//!
//! Each test names the one of CPython that it ports.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use except_star::exception::CancelledError;
use except_star::repr::Repr;
use except_star::trace::{Awaited, Event};
use except_star::{
    ContextVar, End, Finished, Result, Runner, TaskRef, all_tasks, coro, create_task, gather, set_eager_task_factory,
    sleep, task_group,
};
use futures::future::LocalBoxFuture;

use crate::check::this_task;
use crate::support::raised_by;

/// Runs a program, whose tasks start eagerly or not.
fn run<T: Clone + 'static>(eager: bool, main: impl Future<Output = Result<T>> + 'static) -> Finished<T> {
    Runner::new().run_blocking(coro!("main", async move {
        set_eager_task_factory(eager)?;
        main.await
    }))
}

/// Runs a program whose tasks start eagerly, and which returns.
#[track_caller]
fn check(main: impl Future<Output = Result<()>> + 'static) -> Finished<()> {
    let finished = run(true, main);
    assert!(matches!(finished.end, End::Ok), "{:?}", finished.end);
    finished
}

/// `test_await_future_during_eager_step`
#[test]
fn an_eager_step_sets_a_result_that_its_creator_awaits() {
    check(async {
        let future = except_star::Future::new()?;
        let set = future.clone();
        let task = create_task(coro!("set_result", async move { set.set_result("my message") }))?;
        assert!(task.done());
        assert_eq!(future.await?, "my message");
        task.await
    });
}

/// `test_eager_completion`
#[test]
fn a_task_that_never_waits_is_done_when_it_is_created() {
    check(async {
        let task = create_task(coro!("hello", async { Ok("hello") }))?;
        assert!(task.done());
        assert_eq!((&task).await?, "hello");
        assert_eq!(task.repr(), "<Task finished name='Task-2' result='hello'>");
        Ok(())
    });
}

async fn slow() -> Result<&'static str> {
    sleep(0.1).await?;
    Ok("finished after blocking")
}

/// `test_block_after_eager_step`
#[test]
fn a_task_that_waits_is_done_later() {
    check(async {
        let task = create_task(coro!(slow()))?;
        assert!(!task.done());
        assert_eq!((&task).await?, "finished after blocking");
        assert!(task.done());
        Ok(())
    });
}

/// `test_cancellation_after_eager_completion`
#[test]
fn what_is_done_at_once_cannot_be_cancelled() {
    check(async {
        let task = create_task(coro!("fast", async { Ok("finished without blocking") }))?;
        task.cancel();
        assert_eq!((&task).await?, "finished without blocking");
        assert!(!task.cancelled());
        Ok(())
    });
}

/// `test_cancellation_after_eager_step_blocks`
#[test]
fn what_waits_after_its_eager_step_is_cancelled_there() {
    check(async {
        let task = create_task(coro!(slow()))?;
        task.cancel_with("cancellation message");
        assert!(task.cancelling() > 0);
        let error = raised_by(task.await);
        assert!(error.is(CancelledError));
        assert_eq!(error.to_string(), "cancellation message");
        Ok(())
    });
}

/// `test_current_task`
#[test]
fn the_eager_task_is_the_current_one_in_its_first_step() {
    check(async {
        let captured: Rc<RefCell<Option<TaskRef>>> = Rc::default();
        let capture = captured.clone();
        let task = create_task(coro!("capture", async move {
            let first = this_task();
            capture.replace(Some(first.clone()));
            sleep(0.1).await?;
            assert!(this_task().is(&first));
            Ok(())
        }))?;
        assert!(captured.borrow().as_ref().is_some_and(|first| first.is(&task)));
        task.await
    });
}

/// `test_all_tasks_with_eager_completion`
#[test]
fn a_task_that_is_done_at_once_is_among_all_tasks_only_in_its_step() {
    check(async {
        let task = create_task(coro!("all", async { Ok(all_tasks()?.iter().any(|task| task.is(&this_task()))) }))?;
        assert!(task.result()?);
        assert!(!all_tasks()?.iter().any(|other| other.is(&task)));
        Ok(())
    });
}

/// `test_all_tasks_with_blocking`
#[test]
fn a_task_that_waits_is_among_all_tasks_until_it_is_done() {
    check(async {
        let (first, second) = (except_star::Future::new()?, except_star::Future::new()?);
        let in_step = Rc::new(Cell::new(false));
        let (awaits, sets, seen) = (first.clone(), second.clone(), in_step.clone());
        let task = create_task(coro!("task", async move {
            seen.set(all_tasks()?.iter().any(|task| task.is(&this_task())));
            awaits.await?;
            sets.set_result(())
        }))?;
        let is_there = || all_tasks().map(|tasks| tasks.iter().any(|other| other.is(&task)));
        assert!(in_step.get());
        assert!(is_there()?);
        first.set_result(())?;
        second.await?;
        assert!(!is_there()?);
        Ok(())
    });
}

/// `test_context_vars`
#[test]
fn an_eager_step_runs_in_the_context_of_its_task() {
    check(async {
        let var = ContextVar::with_default("cv", 0);
        let steps = Rc::new(Cell::new(0));
        let (of_task, count) = (var.clone(), steps.clone());
        drop(var.set(1));
        let task = create_task(coro!("coro", async move {
            assert_eq!(of_task.get()?, 1);
            drop(of_task.set(2));
            assert_eq!(of_task.get()?, 2);
            count.set(1);
            sleep(0.1).await?;
            assert_eq!(of_task.get()?, 2);
            drop(of_task.set(3));
            assert_eq!(of_task.get()?, 3);
            count.set(2);
            Ok(())
        }))?;
        assert_eq!(steps.get(), 1);
        assert_eq!(var.get()?, 1);
        task.await?;
        assert_eq!(steps.get(), 2);
        assert_eq!(var.get()?, 1);
        Ok(())
    });
}

fn awaitable_chain(depth: u32) -> LocalBoxFuture<'static, Result<u32>> {
    Box::pin(async move { Ok(if depth == 0 { 0 } else { 1 + coro!(awaitable_chain(depth - 1)).await? }) })
}

fn recursive_gather(width: u32, depth: u32) -> LocalBoxFuture<'static, Result<()>> {
    Box::pin(async move {
        if depth == 0 {
            return Ok(());
        }
        gather((0..width).map(|_| coro!(recursive_gather(width, depth - 1))))?.await.map(drop)
    })
}

fn recursive_task_groups(width: u32, depth: u32) -> LocalBoxFuture<'static, Result<()>> {
    Box::pin(async move {
        if depth == 0 {
            return Ok(());
        }
        task_group(async |tg| {
            for _ in 0..width {
                tg.create_task(coro!(recursive_task_groups(width, depth - 1)))?;
            }
            Ok(())
        })
        .await
    })
}

/// How many tasks a run created, main included, and how many of them have waited for anything.
fn tasks_and_waiters<T>(finished: &Finished<T>) -> (usize, usize) {
    let trace = &finished.trace;
    let waits = |task: u32| {
        let waits = |event| matches!(event, Event::Suspend { on } if on != Awaited::NextIteration);
        trace.events().any(|entry| entry.task == task && waits(entry.event))
    };
    (trace.tasks().len(), (1..=trace.tasks().len() as u32).filter(|&task| waits(task)).count())
}

/// `test_awaitables_chain`
#[test]
fn a_chain_of_coroutines_is_one_task() {
    for eager in [false, true] {
        let finished = run(eager, awaitable_chain(100));
        assert_eq!(finished.value, Some(100));
        assert_eq!(tasks_and_waiters(&finished), (1, 0));
    }
}

/// `test_recursive_gather`: 781 is 1 + 5 + 5² + 5³ + 5⁴. Eager tasks end without the loop.
#[test]
fn gathers_within_gathers_wait_for_nothing_if_their_tasks_are_eager() {
    for (eager, expected) in [(false, (781, 156)), (true, (781, 0))] {
        assert_eq!(tasks_and_waiters(&run(eager, recursive_gather(5, 4))), expected);
    }
}

/// `test_recursive_taskgroups`: since CPython 3.14 a group waits for the done callbacks of its eager tasks.
#[test]
fn groups_within_groups_wait_for_the_callbacks_of_their_tasks() {
    for eager in [false, true] {
        assert_eq!(tasks_and_waiters(&run(eager, recursive_task_groups(5, 4))), (781, 156));
    }
}
