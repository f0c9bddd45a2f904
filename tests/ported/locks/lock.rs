//! `Lock`

use super::*;

/// A task that takes the lock and notes its number.
fn taker(lock: &Lock, taken: &Notes<u32>, number: u32) -> Result<Task<bool>> {
    Ok(task!([lock, taken] {
        lock.acquire().await?;
        taken.add(number);
        Ok(true)
    }))
}

/// `LockTests.test_repr`
#[test]
fn a_lock_shows_its_state() {
    check(async {
        let lock = Lock::new();
        check_repr(&lock, "Lock", "unlocked");
        lock.acquire().await?;
        check_repr(&lock, "Lock", "locked");
        Ok(())
    });
}

/// `LockTests.test_acquire`
#[test]
fn a_lock_goes_to_those_who_wait_in_their_order() {
    check(async {
        let (lock, taken) = (Lock::new(), Notes::new());
        lock.acquire().await?;
        let t1 = taker(&lock, &taken, 1)?;
        let t2 = taker(&lock, &taken, 2)?;
        turns(1).await?;
        assert_eq!(taken.all(), []);
        lock.release()?;
        turns(1).await?;
        assert_eq!(taken.all(), [1]);
        turns(1).await?;
        assert_eq!(taken.all(), [1]);
        let t3 = taker(&lock, &taken, 3)?;
        lock.release()?;
        turns(1).await?;
        assert_eq!(taken.all(), [1, 2]);
        lock.release()?;
        turns(1).await?;
        assert_eq!(taken.all(), [1, 2, 3]);
        for task in [t1, t2, t3] {
            assert!(task.result()?);
        }
        Ok(())
    });
}

/// `LockTests.test_acquire_cancel`
#[test]
fn who_is_cancelled_waits_no_more() {
    check(async {
        let lock = Lock::new();
        lock.acquire().await?;
        let task = task!([lock] { lock.acquire().await });
        cancel_soon(&task)?;
        assert_eq!(raised(task.await), "CancelledError()");
        check_repr(&lock, "Lock", "locked");
        Ok(())
    });
}

/// A task that takes the lock, and keeps it until the future is done.
fn keeper(lock: &Lock, until: Option<&Future<()>>) -> Result<Task<()>> {
    let until = until.cloned();
    Ok(task!([lock, until] {
        async_with(&lock, async |()| match &until {
            Some(future) => future.wait().await,
            None => Ok(()),
        })
        .await
    }))
}

/// `LockTests.test_cancel_race`
#[test]
fn a_release_passes_over_who_was_cancelled_in_the_same_iteration() {
    check(async {
        let (lock, until) = (Lock::new(), Future::new()?);
        let ta = keeper(&lock, Some(&until))?;
        turns(1).await?;
        assert!(lock.locked());
        let tb = keeper(&lock, None)?;
        turns(1).await?;
        check_repr(&lock, "Lock", "locked, waiters:1");
        let tc = keeper(&lock, None)?;
        turns(1).await?;
        check_repr(&lock, "Lock", "locked, waiters:2");
        until.set_result(())?;
        tb.cancel();
        turns(1).await?;
        assert!(!lock.locked());
        assert!(ta.done() && tb.cancelled());
        tc.await
    });
}

/// `LockTests.test_cancel_release_race`
#[test]
fn one_release_lets_one_in_even_if_another_was_cancelled_before() {
    check(async {
        let (lock, calls, taken) = (Lock::new(), Notes::new(), Notes::new());
        lock.acquire().await?;
        let taker = || -> Result<Task<()>> {
            Ok(task!([lock, calls, taken] {
                calls.add(());
                lock.acquire().await?;
                taken.add(());
                Ok(())
            }))
        };
        let (t1, t2, t3) = (taker()?, taker()?, taker()?);
        turns(1).await?;
        let (cancelled, released) = (t1.clone(), lock.clone());
        call_soon("trigger", move || {
            cancelled.cancel();
            released.release()
        })?;
        assert_eq!(raised((&t1).await), "CancelledError()");
        assert_eq!((taken.len(), calls.len()), (1, 3));
        assert!(t1.cancelled() && t2.done());
        t3.cancel();
        turns(1).await?;
        assert!(t3.cancelled());
        Ok(())
    });
}

/// `LockTests.test_finished_waiter_cancelled`
#[test]
fn the_second_gets_the_lock_if_the_first_was_cancelled_before_the_release() {
    check(async {
        let lock = Lock::new();
        lock.acquire().await?;
        let tb = task!([lock] { lock.acquire().await });
        turns(1).await?;
        check_repr(&lock, "Lock", "locked, waiters:1");
        let tc = task!([lock] { lock.acquire().await });
        tb.cancel();
        lock.release()?;
        turns(1).await?;
        assert!(lock.locked() && tb.cancelled());
        tc.await
    });
}

/// `LockTests.test_release_not_acquired`
#[test]
fn a_free_lock_cannot_be_released() {
    assert_eq!(raised(Lock::new().release()), "RuntimeError('Lock is not acquired.')");
}

/// `LockTests.test_release_no_waiters`
#[test]
fn a_lock_for_which_nobody_waits_is_free_after_the_release() {
    check(async {
        let lock = Lock::new();
        lock.acquire().await?;
        assert!(lock.locked());
        lock.release()?;
        assert!(!lock.locked());
        Ok(())
    });
}

/// `LockTests.test_context_manager`
#[test]
fn a_lock_is_taken_for_a_block() {
    check(async {
        let lock = Lock::new();
        assert!(!lock.locked());
        async_with(&lock, async |()| {
            assert!(lock.locked());
            Ok(())
        })
        .await?;
        assert!(!lock.locked());
        Ok(())
    });
}
