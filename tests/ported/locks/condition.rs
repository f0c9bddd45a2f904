//! `Condition`: waiting, notifying, its lock.

use std::cell::Cell;
use std::rc::Rc;

use super::*;

/// A task that waits for a notification, and notes its number while it has the lock, which it keeps.
fn keeper(condition: &Condition, woken: &Notes<u32>, number: u32) -> Result<Task<bool>> {
    Ok(task!([condition, woken] {
        condition.acquire().await?;
        condition.wait().await?;
        woken.add(number);
        Ok(true)
    }))
}

/// As [`keeper`], but it frees the lock.
fn waiter(condition: &Condition, woken: &Notes<u32>, number: u32) -> Result<Task<bool>> {
    Ok(task!([condition, woken] {
        condition.acquire().await?;
        condition.wait().await?;
        woken.add(number);
        condition.release()?;
        Ok(true)
    }))
}

fn check_done(tasks: impl IntoIterator<Item = Task<bool>>) -> Result<()> {
    for task in tasks {
        assert!(task.result()?);
    }
    Ok(())
}

/// `ConditionTests.test_wait`
#[test]
fn who_was_notified_continues_once_the_lock_is_free() {
    check(async {
        let (condition, woken) = (Condition::default(), Notes::new());
        let tasks = [1, 2, 3].map(|number| keeper(&condition, &woken, number));
        let step = async |expected: &[u32], locked: bool| {
            turns(1).await?;
            assert_eq!((woken.all().as_slice(), condition.locked()), (expected, locked));
            Ok::<_, except_star::Exception>(())
        };
        step(&[], false).await?;
        condition.acquire().await?;
        condition.notify(1)?;
        step(&[], true).await?;
        condition.release()?;
        step(&[1], true).await?;
        condition.notify(2)?;
        step(&[1], true).await?;
        condition.release()?;
        step(&[1, 2], true).await?;
        condition.release()?;
        step(&[1, 2, 3], true).await?;
        check_done(tasks.into_iter().collect::<Result<Vec<_>>>()?)
    });
}

/// `ConditionTests.test_wait_unacquired`
#[test]
fn waiting_needs_the_lock() {
    check(async {
        let error = raised(Condition::default().wait().await);
        assert_eq!(error, "RuntimeError('cannot wait on un-acquired lock')");
        Ok(())
    });
}

/// `ConditionTests.test_wait_for`
#[test]
fn wait_for_asks_its_predicate_after_each_notification() {
    check(async {
        let (condition, answer, woken) = (Condition::default(), Rc::new(Cell::new(false)), Notes::new());
        let task = task!([condition, answer, woken] {
            condition.acquire().await?;
            condition.wait_for(|| answer.get()).await?;
            woken.add(1);
            condition.release()?;
            Ok(true)
        });
        turns(1).await?;
        assert_eq!(woken.all(), []);
        for (holds, expected) in [(false, [].as_slice()), (true, &[1])] {
            answer.set(holds);
            condition.acquire().await?;
            condition.notify(1)?;
            condition.release()?;
            turns(1).await?;
            assert_eq!(woken.all(), expected);
        }
        check_done([task])
    });
}

/// `ConditionTests.test_wait_for_unacquired`
#[test]
fn wait_for_needs_the_lock_only_if_it_has_to_wait() {
    check(async {
        let condition = Condition::default();
        condition.wait_for(|| true).await?;
        let error = raised(condition.wait_for(|| false).await);
        assert_eq!(error, "RuntimeError('cannot wait on un-acquired lock')");
        Ok(())
    });
}

/// `ConditionTests.test_notify`
#[test]
fn notify_wakes_as_many_as_it_says_at_most_all() {
    check(async {
        let (condition, woken) = (Condition::default(), Notes::new());
        let tasks = [1, 2, 3].map(|number| waiter(&condition, &woken, number));
        turns(1).await?;
        assert_eq!(woken.all(), []);
        condition.acquire().await?;
        condition.notify(1)?;
        condition.release()?;
        turns(1).await?;
        assert_eq!(woken.all(), [1]);
        condition.acquire().await?;
        condition.notify(1)?;
        condition.notify(2048)?;
        condition.release()?;
        turns(1).await?;
        assert_eq!(woken.all(), [1, 2, 3]);
        check_done(tasks.into_iter().collect::<Result<Vec<_>>>()?)
    });
}

/// `ConditionTests.test_notify_all`
#[test]
fn notify_all_wakes_all() {
    check(async {
        let (condition, woken) = (Condition::default(), Notes::new());
        let tasks = [1, 2].map(|number| waiter(&condition, &woken, number));
        turns(1).await?;
        assert_eq!(woken.all(), []);
        condition.acquire().await?;
        condition.notify_all()?;
        condition.release()?;
        turns(1).await?;
        assert_eq!(woken.all(), [1, 2]);
        check_done(tasks.into_iter().collect::<Result<Vec<_>>>()?)
    });
}

/// `ConditionTests.test_notify_unacquired`, `ConditionTests.test_notify_all_unacquired`
#[test]
fn notifying_needs_the_lock() {
    let condition = Condition::default();
    let error = "RuntimeError('cannot notify on un-acquired lock')";
    assert_eq!(raised(condition.notify(1)), error);
    assert_eq!(raised(condition.notify_all()), error);
}

/// `ConditionTests.test_repr`
#[test]
fn a_condition_shows_its_state() {
    check(async {
        let (condition, woken) = (Condition::default(), Notes::new());
        check_repr(&condition, "Condition", "unlocked");
        condition.acquire().await?;
        check_repr(&condition, "Condition", "locked");
        condition.release()?;
        let first = waiter(&condition, &woken, 1)?;
        turns(1).await?;
        check_repr(&condition, "Condition", "unlocked, waiters:1");
        let second = waiter(&condition, &woken, 2)?;
        turns(1).await?;
        condition.acquire().await?;
        check_repr(&condition, "Condition", "locked, waiters:2");
        condition.notify_all()?;
        condition.release()?;
        gather([first, second])?.await?;
        check_repr(&condition, "Condition", "unlocked");
        Ok(())
    });
}

/// `ConditionTests.test_context_manager`
#[test]
fn a_condition_is_taken_for_a_block() {
    check(async {
        let condition = Condition::default();
        assert!(!condition.locked());
        async_with(&condition, async |()| {
            assert!(condition.locked());
            Ok(())
        })
        .await?;
        assert!(!condition.locked());
        Ok(())
    });
}

/// `ConditionTests.test_explicit_lock`
#[test]
fn a_condition_may_share_its_lock() {
    check(async {
        let lock = Lock::new();
        let condition = Condition::new(lock.clone());
        let compare = async |locked| {
            assert_eq!((lock.locked(), condition.locked()), (locked, locked));
            Ok(())
        };
        compare(false).await?;
        async_with(&condition, async |()| compare(true).await).await?;
        compare(false).await?;
        async_with(&lock, async |()| compare(true).await).await?;
        compare(false).await
    });
}

/// `ConditionTests.test_timeout_in_block`
#[test]
fn waiting_in_a_block_may_time_out() {
    check(async {
        let condition = Condition::default();
        async_with(&condition, async |()| {
            let waiting = condition.clone();
            let late = wait_for(coro!("wait", async move { waiting.wait().await }), 0.5).await;
            assert_eq!(raised(late), "TimeoutError()");
            assert!(condition.locked());
            assert_eq!(time()?, 0.5);
            Ok(())
        })
        .await
    });
}
