//! `wait`: when it returns, what is done by then and what is not.

use except_star::exception::{CancelledError, ValueError, ZeroDivisionError};
use except_star::{Future, Result, ReturnWhen, Task, coro, create_task, print, raise, sleep, time, wait};

use crate::support::{check, check_console, raised_by, turn};

use ReturnWhen::{AllCompleted, FirstCompleted, FirstException};

fn napping(delay: f64) -> Result<Task<()>> {
    create_task(coro!("nap", sleep(delay)))
}

fn failing(delay: Option<f64>) -> Result<Task<()>> {
    create_task(coro!("fail", async move {
        if let Some(delay) = delay {
            sleep(delay).await?;
        }
        raise(ZeroDivisionError.new("err"))
    }))
}

/// Waits for tasks, and checks which are done then, by their places, and at what time that is.
async fn check_wait(
    tasks: &[Task<()>],
    limit: Option<f64>,
    return_when: ReturnWhen,
    (expected, at): (&[usize], f64),
) -> Result<()> {
    let place = |task: &Task<()>| tasks.iter().position(|other| other.is(task)).expect("it was given");
    let (done, pending) = wait(tasks.to_vec(), limit, return_when).await?;
    assert_eq!(done.iter().map(place).collect::<Vec<_>>(), expected);
    assert_eq!(done.len() + pending.len(), tasks.len());
    assert!(done.iter().all(|task| task.done()) && !pending.iter().any(|task| task.done()));
    assert_eq!(time()?, at);
    Ok(())
}

/// `test_wait`
#[test]
fn it_waits_for_all_and_a_second_time_takes_no_time() {
    check(async {
        let tasks = [napping(0.15)?, napping(0.1)?];
        for _ in 0..2 {
            check_wait(&tasks, None, AllCompleted, (&[0, 1], 0.15)).await?;
        }
        Ok(())
    });
}

/// `test_wait_duplicate_coroutines`
#[test]
fn a_task_that_is_given_twice_counts_once() {
    check(async {
        let test = create_task(coro!("test", async { Ok("test") }))?;
        let spam = create_task(coro!("spam", async { Ok("spam") }))?;
        let (done, pending) = wait([test.clone(), test, spam], None, AllCompleted).await?;
        assert!(pending.is_empty());
        assert_eq!(done.iter().map(|task| task.result()).collect::<Result<Vec<_>>>()?, ["test", "spam"]);
        Ok(())
    });
}

/// `test_wait_errors`; that what to wait for is one of three is a matter of types here.
#[test]
fn there_must_be_something_to_wait_for() {
    check(async {
        let nothing: [Task<()>; 0] = [];
        let error = raised_by(wait(nothing, None, AllCompleted).await);
        assert_eq!(format!("{error:?}"), "ValueError('Set of Tasks/Futures is empty.')");
        assert!(error.is(ValueError));
        Ok(())
    });
}

/// `test_wait_first_completed`
#[test]
fn it_returns_when_the_first_is_done() {
    check(async {
        let tasks = [napping(0.1)?, napping(10.0)?];
        check_wait(&tasks, None, FirstCompleted, (&[0], 0.1)).await?;
        tasks[0].result()?;
        check_wait(&tasks, None, AllCompleted, (&[0, 1], 10.0)).await
    });
}

/// `test_wait_really_done`
#[test]
fn what_ends_while_it_wakes_up_is_done_too() {
    check(async {
        let two_turns = create_task(coro!("two turns", async {
            turn().await?;
            turn().await
        }))?;
        let one_turn = create_task(coro!("one turn", turn()))?;
        check_wait(&[two_turns, one_turn], None, FirstCompleted, (&[0, 1], 0.0)).await
    });
}

/// `test_wait_first_exception`
#[test]
fn it_returns_when_the_first_has_failed() {
    check(async {
        let tasks = [failing(None)?, napping(10.0)?];
        check_wait(&tasks, None, FirstException, (&[0], 0.0)).await?;
        check_wait(&tasks, None, AllCompleted, (&[0, 1], 10.0)).await
    });
}

/// `test_wait_first_exception_in_wait`
#[test]
fn it_returns_when_the_first_fails_meanwhile() {
    check(async {
        let tasks = [failing(Some(0.01))?, napping(10.0)?];
        check_wait(&tasks, None, FirstException, (&[0], 0.01)).await?;
        check_wait(&tasks, None, AllCompleted, (&[0, 1], 10.0)).await
    });
}

/// `test_wait_with_exception`
#[test]
fn it_raises_nothing_that_a_task_raises() {
    check(async {
        let tasks = [failing(Some(0.15))?, napping(0.1)?];
        for _ in 0..2 {
            check_wait(&tasks, None, AllCompleted, (&[0, 1], 0.15)).await?;
            assert!(tasks[0].exception()?.is_some() && tasks[1].exception()?.is_none());
        }
        Ok(())
    });
}

/// `test_wait_with_timeout`
#[test]
fn it_returns_when_its_time_is_up() {
    check(async {
        let tasks = [napping(0.15)?, napping(0.1)?];
        check_wait(&tasks, Some(0.11), AllCompleted, (&[1], 0.11)).await?;
        check_wait(&tasks, None, AllCompleted, (&[0, 1], 0.15)).await
    });
}

/// `test_wait_concurrent_complete`
#[test]
fn what_ends_in_the_moment_in_which_its_time_is_up_is_done() {
    check(async {
        let tasks = [napping(0.15)?, napping(0.1)?];
        // The naps begin first, as they do in CPython's test.
        turn().await?;
        check_wait(&tasks, Some(0.1), AllCompleted, (&[1], 0.1)).await?;
        check_wait(&tasks, None, AllCompleted, (&[0, 1], 0.15)).await
    });
}

/// `test_wait_with_iterator_of_tasks`, `test_wait_generator`
#[test]
fn tasks_may_come_from_an_iterator() {
    async fn give(n: i64) -> Result<i64> {
        Ok(n)
    }
    check(async {
        let tasks = (0..10).map(|n| create_task(coro!(give(n))).expect("a loop runs"));
        let (done, pending) = wait(tasks, None, AllCompleted).await?;
        assert_eq!((done.len(), pending.len()), (10, 0));
        assert_eq!(done[9].result()?, 9);
        Ok(())
    });
}

/// `test_yield_wait_does_not_shield_cancel`: it does shield, in fact.
#[test]
fn cancelled_it_returns_early_and_the_tasks_continue() {
    check_console(
        async {
            let waiter = Future::new()?;
            let outer = create_task(coro!("outer", {
                let waiter = waiter.clone();
                async move {
                    let inner = create_task(coro!("inner", async move {
                        waiter.wait().await?;
                        print("inner");
                        Ok(())
                    }))?;
                    wait([inner], None, AllCompleted).await?;
                    print("never reached");
                    Ok(())
                }
            }))?;
            turn().await?;
            turn().await?;
            outer.cancel();
            assert!(raised_by(outer.await).is(CancelledError));
            waiter.set_result(())?;
            turn().await
        },
        &["0.0 inner"],
    );
}
