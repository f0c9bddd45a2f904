//! `as_completed`, iterated asynchronously: `next_future` gives back what was put in.

use except_star::exception::TimeoutError;
use except_star::{
    AsCompleted, Coro, Future, Result, ReturnWhen, as_completed, coro, create_task, print, sleep, time, wait,
};

use crate::support::{check, check_console, raised_by};

async fn after(delay: f64, value: &'static str) -> Result<&'static str> {
    sleep(delay).await?;
    Ok(value)
}

fn coroutines<const N: usize>(
    of: [(f64, &'static str); N],
) -> [Coro<impl std::future::Future<Output = Result<&'static str>> + 'static>; N] {
    of.map(|(delay, value)| coro!(after(delay, value)))
}

/// Prints what is still to come.
async fn print_all(futures: &AsCompleted<&'static str>) -> Result<()> {
    while let Some(future) = futures.next_future().await? {
        print(future.await?);
    }
    Ok(())
}

/// `test_as_completed`, `test_as_completed_with_unused_timeout`
#[test]
fn they_come_in_the_order_of_their_ends() {
    check_console(
        async { print_all(&as_completed(coroutines([(0.01, "b"), (0.15, "c"), (0.01, "a")]), 1.0)?).await },
        &["0.01 b", "0.01 a", "0.15 c"],
    );
}

/// `test_as_completed_same_tasks_in_as_out`
#[test]
fn tasks_and_futures_are_the_same_that_were_put_in() {
    check(async {
        let all = as_completed(coroutines([(0.0, "0"), (0.0, "1"), (0.0, "2"), (0.0, "3")]), None)?;
        let mut names = Vec::new();
        while let Some(future) = all.next_future().await? {
            names.push(future.as_task().expect("a task is made of a coroutine").name());
        }
        assert_eq!(names, ["Task-2", "Task-3", "Task-4", "Task-5"]);

        let tasks = [create_task(coro!(after(0.0, "b")))?, create_task(coro!(after(0.0, "c")))?];
        let future = Future::new()?;
        future.set_result("d")?;
        let given = [tasks[0].erase(), tasks[1].erase(), future.erase()];
        let all = as_completed(&given, None)?;
        for expected in [&given[2], &given[0], &given[1]] {
            assert!(all.next_future().await?.expect("three were given").is(expected));
        }
        assert!(all.next_future().await?.is_none());
        Ok(())
    });
}

/// `test_as_completed_with_timeout`
#[test]
fn the_first_that_is_late_ends_the_iteration() {
    check_console(
        async {
            let tasks = [create_task(coro!(after(0.1, "a")))?, create_task(coro!(after(0.15, "b")))?];
            assert!(raised_by(print_all(&as_completed(&tasks, 0.12)?).await).is(TimeoutError));
            assert_eq!(time()?, 0.12);
            wait(tasks, None, ReturnWhen::AllCompleted).await.map(drop)
        },
        &["0.1 a"],
    );
}

/// `test_as_completed_resume_iterator`
#[test]
fn it_can_be_left_and_taken_up_again() {
    check_console(
        async {
            let all = as_completed(coroutines([(0.0, "0"), (0.0, "1"), (0.0, "2"), (0.0, "3")]), None)?;
            for _ in 0..2 {
                print(all.next_future().await?.expect("two are left").await?);
            }
            print("taken up again");
            print_all(&all).await
        },
        &["0.0 0", "0.0 1", "0.0 taken up again", "0.0 2", "0.0 3"],
    );
}

/// `test_as_completed_duplicate_coroutines`: a coroutine can be given once only; a task can be given twice.
#[test]
fn what_is_given_twice_comes_once() {
    check_console(
        async {
            let ham = create_task(coro!(after(0.0, "ham")))?;
            let spam = create_task(coro!(after(0.0, "spam")))?;
            print_all(&as_completed([&ham, &ham, &spam], None)?).await
        },
        &["0.0 ham", "0.0 spam"],
    );
}
