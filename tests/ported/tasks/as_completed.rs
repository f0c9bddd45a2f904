//! `as_completed`, iterated plainly: results in the order of their coming; `next` waits for one result.

use except_star::exception::TimeoutError;
use except_star::repr::Repr;
use except_star::{AsCompleted, Coro, Result, ReturnWhen, as_completed, coro, create_task, print, sleep, time, wait};

use crate::support::{check, check_console, raised_by};

async fn after(delay: f64, value: &'static str) -> Result<&'static str> {
    sleep(delay).await?;
    Ok(value)
}

fn coroutines<const N: usize>(
    of: [(f64, &'static str); N],
) -> [Coro<impl Future<Output = Result<&'static str>> + 'static>; N] {
    of.map(|(delay, value)| coro!(after(delay, value)))
}

/// Prints what is still to come.
async fn print_all(results: AsCompleted<&'static str>) -> Result<()> {
    while let Some(result) = results.next().await {
        print(result.repr());
    }
    Ok(())
}

/// `test_as_completed`
#[test]
fn results_come_in_the_order_of_their_ends() {
    check_console(
        async { print_all(as_completed(coroutines([(0.01, "b"), (0.15, "c"), (0.01, "a")]), None)?).await },
        &["0.01 'b'", "0.01 'a'", "0.15 'c'"],
    );
}

/// `test_as_completed_with_timeout`
#[test]
fn what_is_not_done_in_time_counts_as_a_timeout_error_and_continues() {
    check_console(
        async {
            let tasks = [create_task(coro!(after(0.1, "a")))?, create_task(coro!(after(0.15, "b")))?];
            print_all(as_completed(&tasks, 0.12)?).await?;
            wait(tasks, None, ReturnWhen::AllCompleted).await?;
            assert_eq!(time()?, 0.15);
            Ok(())
        },
        &["0.1 'a'", "0.12 TimeoutError()"],
    );
}

/// `test_as_completed_with_unused_timeout`
#[test]
fn a_limit_that_is_not_reached_holds_no_time() {
    check_console(async { print_all(as_completed(coroutines([(0.01, "a")]), 1.0)?).await }, &["0.01 'a'"]);
}

/// `test_as_completed_resume_iterator`
#[test]
fn it_can_be_left_and_taken_up_again() {
    check_console(
        async {
            let results = as_completed(coroutines([(0.0, "0"), (0.0, "1"), (0.0, "2"), (0.0, "3")]), None)?;
            for _ in 0..2 {
                print(results.next().await.expect("two are left")?);
            }
            print("taken up again");
            print_all(results).await
        },
        &["0.0 0", "0.0 1", "0.0 taken up again", "0.0 '2'", "0.0 '3'"],
    );
}

/// `test_as_completed_reverse_wait`
#[test]
fn the_first_who_waits_gets_the_first_result() {
    check(async {
        let results = as_completed(coroutines([(0.05, "a"), (0.10, "b")]), None)?;
        let (later, first) = (results.next(), results.next());
        assert_eq!(first.await.expect("two are left")?, "a");
        assert_eq!(time()?, 0.05);
        assert_eq!(later.await.expect("one is left")?, "b");
        assert_eq!(time()?, 0.10);
        assert!(results.next().await.is_none());
        Ok(())
    });
}

/// `test_as_completed_concurrent`
#[test]
fn several_tasks_may_wait_at_once() {
    async fn one(results: AsCompleted<&'static str>) -> Result<&'static str> {
        results.next().await.expect("one is left")
    }
    check(async {
        let results = as_completed(coroutines([(0.05, "a"), (0.05, "b")]), None)?;
        let tasks = [create_task(coro!(one(results.clone())))?, create_task(coro!(one(results)))?];
        let (done, _) = wait(tasks, None, ReturnWhen::AllCompleted).await?;
        assert_eq!((done[0].result()?, done[1].result()?), ("a", "b"));
        assert_eq!(time()?, 0.05);
        Ok(())
    });
}

/// `test_as_completed_duplicate_coroutines`: a coroutine can be given once only; a task can be given twice.
#[test]
fn what_is_given_twice_comes_once() {
    check_console(
        async {
            let ham = create_task(coro!(after(0.0, "ham")))?;
            let spam = create_task(coro!(after(0.0, "spam")))?;
            print_all(as_completed([&ham, &ham, &spam], None)?).await
        },
        &["0.0 'ham'", "0.0 'spam'"],
    );
}

/// `test_as_completed_coroutine_without_loop`, `test_as_completed_coroutine_use_running_loop`
#[test]
fn it_needs_a_loop() {
    let refusal = raised_by(as_completed(coroutines([(0.0, "a")]), None));
    assert_eq!(refusal.to_string(), "There is no current event loop in thread 'MainThread'.");
    check_console(async { print_all(as_completed(coroutines([(0.0, "a")]), None)?).await }, &["0.0 'a'"]);
}

/// Every one that is late is a TimeoutError of its own.
#[test]
fn each_that_is_late_is_told() {
    check(async {
        let results = as_completed(coroutines([(1.0, "a"), (2.0, "b")]), 0.5)?;
        for _ in 0..2 {
            assert!(raised_by(results.next().await.expect("two are left")).is(TimeoutError));
            assert_eq!(time()?, 0.5);
        }
        assert!(results.next().await.is_none());
        Ok(())
    });
}
