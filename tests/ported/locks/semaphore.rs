//! `Semaphore` and `BoundedSemaphore`

use std::cell::RefCell;
use std::rc::Rc;

use super::*;

fn taker(places: &Semaphore, taken: &Notes<u32>, number: u32) -> Result<Task<()>> {
    Ok(task!([places, taken] {
        places.acquire().await?;
        taken.add(number);
        Ok(())
    }))
}

/// `SemaphoreTests.test_initial_value_zero`
#[test]
fn a_semaphore_without_places_is_locked() {
    assert!(Semaphore::new(0).unwrap().locked());
}

/// `SemaphoreTests.test_repr`
#[test]
fn a_semaphore_shows_its_state() {
    check(async {
        let (places, taken) = (Semaphore::new(1)?, Notes::new());
        check_repr(&places, "Semaphore", "unlocked, value:1");
        places.acquire().await?;
        check_repr(&places, "Semaphore", "locked");
        let mut tasks = Vec::new();
        for count in 1..=2 {
            tasks.push(taker(&places, &taken, count)?);
            turns(1).await?;
            check_repr(&places, "Semaphore", &format!("locked, waiters:{count}"));
        }
        places.release()?;
        places.release()?;
        gather(tasks)?.await?;
        check_repr(&Semaphore::bounded(3)?, "BoundedSemaphore", "unlocked, value:3");
        Ok(())
    });
}

/// `SemaphoreTests.test_semaphore_value`
#[test]
fn a_semaphore_has_no_less_than_no_places() {
    let error = "ValueError('Semaphore initial value must be >= 0')";
    assert_eq!(Semaphore::new(-1).map(|places| places.repr()).repr(), error);
    assert_eq!(Semaphore::bounded(-1).map(|places| places.repr()).repr(), error);
}

/// `SemaphoreTests.test_acquire`
#[test]
fn as_many_get_in_as_there_are_places() {
    check(async {
        let (places, taken) = (Semaphore::new(3)?, Notes::new());
        places.acquire().await?;
        places.acquire().await?;
        assert!(!places.locked());
        let mut tasks = Vec::new();
        for number in 1..=3 {
            tasks.push(taker(&places, &taken, number)?);
        }
        turns(1).await?;
        assert_eq!(taken.all(), [1]);
        check_repr(&places, "Semaphore", "locked, waiters:2");
        tasks.push(taker(&places, &taken, 4)?);
        places.release()?;
        places.release()?;
        turns(1).await?;
        assert_eq!(taken.all(), [1, 2, 3]);
        check_repr(&places, "Semaphore", "locked, waiters:1");
        assert_eq!(tasks.iter().map(|task| task.done()).collect::<Vec<_>>(), [true, true, true, false]);
        places.release()?;
        gather(tasks)?.await?;
        check_repr(&places, "Semaphore", "locked");
        Ok(())
    });
}

/// `SemaphoreTests.test_acquire_cancel`
#[test]
fn who_is_cancelled_waits_no_more() {
    check(async {
        let places = Semaphore::new(1)?;
        places.acquire().await?;
        let task = task!([places] { places.acquire().await });
        cancel_soon(&task)?;
        assert_eq!(raised(task.await), "CancelledError()");
        check_repr(&places, "Semaphore", "locked");
        Ok(())
    });
}

/// `SemaphoreTests.test_acquire_cancel_before_awoken`
#[test]
fn a_place_goes_to_the_first_who_is_not_cancelled() {
    check(async {
        let (places, taken) = (Semaphore::new(0)?, Notes::new());
        let mut tasks = Vec::new();
        for number in 1..=4 {
            tasks.push(taker(&places, &taken, number)?);
        }
        turns(1).await?;
        tasks[0].cancel();
        tasks[1].cancel();
        places.release()?;
        turns(2).await?;
        assert_eq!(tasks.iter().map(|task| task.done()).collect::<Vec<_>>(), [true, true, true, false]);
        assert_eq!(taken.all(), [3]);
        tasks[3].cancel();
        turns(1).await
    });
}

/// `SemaphoreTests.test_acquire_hang`
#[test]
fn the_second_gets_the_place_if_the_first_was_cancelled_before_the_release() {
    check(async {
        let (places, taken) = (Semaphore::new(0)?, Notes::new());
        let (t1, t2) = (taker(&places, &taken, 1)?, taker(&places, &taken, 2)?);
        turns(1).await?;
        t1.cancel();
        places.release()?;
        turns(2).await?;
        assert!(places.locked() && t1.cancelled() && t2.done());
        Ok(())
    });
}

/// `SemaphoreTests.test_acquire_no_hang`
///
/// Who was given a place and is cancelled before it could use it gives it back.
#[test]
fn a_place_of_who_is_cancelled_is_not_lost() {
    check(async {
        let (places, second) = (Semaphore::new(1)?, Rc::new(RefCell::new(None::<Task<()>>)));
        let t1 = task!([places, second] {
            async_with(&places, async |()| sleep(0.0).await).await?;
            second.borrow().as_ref().expect("it was made").cancel();
            Ok(())
        });
        let t2: Task<()> = task!([places] { async_with(&places, async |()| panic!("nobody gets here")).await });
        second.replace(Some(t2.clone()));
        let ends = gather_return_exceptions([t1, t2])?.await?;
        assert_eq!(ends.repr(), "[None, CancelledError('')]");
        let free = places.clone();
        wait_for(coro!("acquire", async move { free.acquire().await }), 1.0).await?;
        assert_eq!(time()?, 0.0);
        Ok(())
    });
}

/// `SemaphoreTests.test_release_not_acquired`
#[test]
fn a_bounded_semaphore_takes_back_no_more_places_than_it_had() {
    let error = "ValueError('BoundedSemaphore released too many times')";
    assert_eq!(raised(Semaphore::bounded(1).unwrap().release()), error);
}

/// `SemaphoreTests.test_release_no_waiters`
#[test]
fn a_place_for_which_nobody_waits_is_free_after_the_release() {
    check(async {
        let places = Semaphore::new(1)?;
        places.acquire().await?;
        assert!(places.locked());
        places.release()?;
        assert!(!places.locked());
        Ok(())
    });
}

/// `SemaphoreTests.test_acquire_fifo_order`
#[test]
fn who_comes_again_stands_behind_those_who_wait() {
    check(async {
        let (places, taken) = (Semaphore::new(1)?, Notes::new());
        task_group(async |tg| {
            for name in ["c1", "c2", "c3"] {
                let (places, taken) = (places.clone(), taken.clone());
                tg.create_task(coro!("coro", async move {
                    for round in [1, 2] {
                        places.acquire().await?;
                        taken.add(format!("{name}_{round}"));
                        sleep(0.01).await?;
                        places.release()?;
                    }
                    Ok(())
                }))?;
            }
            Ok(())
        })
        .await?;
        assert_eq!(taken.all(), ["c1_1", "c2_1", "c3_1", "c1_2", "c2_2", "c3_2"]);
        Ok(())
    });
}

/// `SemaphoreTests.test_acquire_fifo_order_2`
#[test]
fn who_releases_and_acquires_at_once_stands_behind_those_who_wait() {
    check(async {
        let (places, taken) = (Semaphore::new(1)?, Notes::new());
        let t1 = taker(&places, &taken, 1)?;
        let t2 = task!([places, taken] {
            places.acquire().await?;
            taken.add(2);
            places.release()?;
            places.acquire().await?;
            taken.add(4);
            Ok(())
        });
        let t3 = taker(&places, &taken, 3)?;
        turns(1).await?;
        places.release()?;
        places.release()?;
        gather([t1, t2, t3])?.await?;
        assert_eq!(taken.all(), [1, 2, 3, 4]);
        Ok(())
    });
}

/// `SemaphoreTests.test_acquire_fifo_order_3`
#[test]
fn the_order_stays_when_the_first_is_cancelled() {
    check(async {
        let (places, taken) = (Semaphore::new(0)?, Notes::new());
        let tasks = [taker(&places, &taken, 1)?, taker(&places, &taken, 2)?, taker(&places, &taken, 3)?];
        turns(1).await?;
        tasks[0].cancel();
        turns(1).await?;
        places.release()?;
        places.release()?;
        let ends = gather_return_exceptions(tasks)?.await?;
        assert_eq!(ends.repr(), "[CancelledError(''), None, None]");
        assert_eq!(taken.all(), [2, 3]);
        Ok(())
    });
}

/// `SemaphoreTests.test_acquire_fifo_order_4`
///
/// The second finds places, but has to wait because the first has not gone on yet; so the first, going on, wakes the others.
#[test]
fn a_task_that_resumes_wakes_all_for_which_there_are_places() {
    check(async {
        let (places, taken) = (Semaphore::new(0)?, Notes::new());
        let fourth: Rc<RefCell<Option<Task<()>>>> = Rc::default();
        let t1 = task!([places, taken, fourth] {
            places.acquire().await?;
            let late = taken.clone();
            fourth.replace(Some(task!([late] {
                late.add(4);
                Ok(())
            })));
            taken.add(1);
            Ok(())
        });
        let t2 = task!([places, taken] {
            for _ in 0..3 {
                places.release()?;
            }
            assert!(places.locked(), "the first has not gone on yet");
            places.acquire().await?;
            taken.add(2);
            Ok(())
        });
        let t3 = task!([places, taken] {
            places.acquire().await?;
            assert!(places.locked());
            taken.add(3);
            Ok(())
        });
        turns(1).await?;
        check_repr(&places, "Semaphore", "locked, waiters:3");
        turns(1).await?;
        let t4 = fourth.take().expect("the first has made it");
        gather([t1, t2, t3, t4])?.await?;
        assert_eq!(taken.all(), [1, 2, 3, 4]);
        check_repr(&places, "Semaphore", "locked");
        Ok(())
    });
}
