//! `Condition`: who is cancelled while it waits, or while it takes the lock again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::*;

/// `ConditionTests.test_wait_cancel`
#[test]
fn who_is_cancelled_has_the_lock_again() {
    check(async {
        let condition = Condition::default();
        condition.acquire().await?;
        let task = task!([condition] { condition.wait().await });
        cancel_soon(&task)?;
        assert_eq!(raised(task.await), "CancelledError()");
        check_repr(&condition, "Condition", "locked");
        Ok(())
    });
}

/// `ConditionTests.test_wait_cancel_contested`
#[test]
fn who_is_cancelled_while_others_have_the_lock_gets_it_before_it_ends() {
    check(async {
        let condition = Condition::default();
        condition.acquire().await?;
        let task = task!([condition] { condition.wait().await });
        turns(1).await?;
        assert!(!condition.locked());
        condition.acquire().await?;
        assert!(condition.locked());
        condition.notify(1)?;
        cancel_soon(&task)?;
        let released = condition.clone();
        call_soon("release", move || released.release())?;
        let _ = task.await;
        assert!(condition.locked());
        Ok(())
    });
}

/// `ConditionTests.test_wait_cancel_after_notify`
#[test]
fn who_is_cancelled_after_its_notification_is_cancelled() {
    check(async {
        let (condition, begun) = (Condition::default(), Notes::new());
        let task = task!([condition, begun] {
            async_with(&condition, async |()| {
                begun.add(());
                condition.wait().await
            })
            .await
        });
        turns(1).await?;
        condition.acquire().await?;
        condition.notify(1)?;
        turns(1).await?;
        task.cancel();
        turns(1).await?;
        condition.release()?;
        turns(1).await?;
        assert!(task.cancelled());
        assert_eq!(begun.len(), 1);
        Ok(())
    });
}

/// What a `wait_for` raised.
type Seen = Rc<RefCell<Option<Exception>>>;

/// A task that waits until the flag is set.
fn waiter(condition: &Condition, flag: &Rc<Cell<bool>>) -> Result<(Task<()>, Seen)> {
    let seen = Seen::default();
    let task = task!([condition, flag, seen] {
        async_with(&condition, async |()| {
            attempt(condition.wait_for(|| flag.get()))
                .except(CancelledError, async |e| {
                    seen.replace(Some(e.clone()));
                    Err(e)
                })
                .await
        })
        .await
    });
    Ok((task, seen))
}

/// Awaits a task that was cancelled: the exception is the very one that its `wait_for` raised.
async fn check_same(task: Task<()>, seen: Seen) -> Result<()> {
    let error = task.await.unwrap_err();
    assert_eq!(error.repr(), "CancelledError('foo')");
    assert!(error.same(&seen.take().unwrap()));
    Ok(())
}

/// `ConditionTests.test_cancelled_error_wakeup`
#[test]
fn who_is_cancelled_before_its_notification_gets_that_very_exception() {
    check(async {
        let condition = Condition::default();
        let (task, seen) = waiter(&condition, &Rc::default())?;
        turns(1).await?;
        task.cancel_with("foo");
        check_same(task, seen).await
    });
}

/// `ConditionTests.test_cancelled_error_re_aquire`
#[test]
fn who_is_cancelled_while_it_takes_the_lock_again_gets_that_very_exception() {
    check(async {
        let (condition, flag) = (Condition::default(), Rc::new(Cell::new(false)));
        let (task, seen) = waiter(&condition, &flag)?;
        turns(1).await?;
        condition.acquire().await?;
        flag.set(true);
        condition.notify(1)?;
        turns(1).await?;
        task.cancel_with("foo");
        condition.release()?;
        check_same(task, seen).await
    });
}

/// One item is produced for two consumers; the one that is notified is cancelled, at once or some turns later. The item goes
/// to the other, so no notification is lost.
#[track_caller]
fn check_no_notification_is_lost(turns_before_the_cancel: u32) {
    check(async move {
        let (condition, items) = (Condition::default(), Rc::new(Cell::new(0)));
        let consumer = || -> Result<Task<()>> {
            Ok(task!([condition, items] {
                async_with(&condition, async |()| {
                    loop {
                        condition.wait_for(|| items.get() != 0).await?;
                        if items.get() < 0 {
                            return Ok(());
                        }
                        items.set(items.get() - 1);
                    }
                })
                .await
            }))
        };
        let (notified, other) = (consumer()?, consumer()?);
        turns(1).await?;
        async_with(&condition, async |()| {
            items.set(1);
            condition.notify(1)?;
            turns(turns_before_the_cancel).await?;
            notified.cancel();
            attempt(timeout(0.01, async |_| condition.wait_for(|| items.get() == 0).await))
                .except(TimeoutError, async |_| Ok(()))
                .await?;
            assert_eq!(items.get(), 0);
            items.set(-1);
            condition.notify_all()
        })
        .await?;
        assert!(notified.cancelled());
        other.await
    });
}

/// `ConditionTests.test_cancelled_wakeup`
#[test]
fn a_notification_of_who_is_cancelled_at_once_is_not_lost() {
    check_no_notification_is_lost(0);
}

/// `ConditionTests.test_cancelled_wakeup_relock`
#[test]
fn a_notification_of_who_is_cancelled_while_it_takes_the_lock_is_not_lost() {
    check_no_notification_is_lost(1);
}
