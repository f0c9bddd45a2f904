//! `Barrier`: filling and draining.

use super::*;

const N: i64 = 5;

/// Makes tasks of what a closure gives.
pub(super) fn tasks<F, T>(count: i64, make: impl Fn() -> F) -> Result<Vec<Task<T>>>
where
    F: std::future::Future<Output = Result<T>> + 'static,
    T: Clone + 'static,
{
    (0..count).map(|_| create_task(coro!("party", make()))).collect()
}

/// Whether nobody waits at the barrier and it is whole.
#[track_caller]
pub(super) fn check_at_rest(barrier: &Barrier) {
    assert_eq!((barrier.n_waiting(), barrier.broken()), (0, false));
}

/// A task that waits at the barrier.
fn waiter(barrier: &Barrier) -> Result<Task<i64>> {
    Ok(task!([barrier] { barrier.wait().await }))
}

/// `BarrierTests.test_repr`
#[test]
fn a_barrier_shows_its_state() {
    check(async {
        let barrier = Barrier::new(N)?;
        check_repr(&barrier, "Barrier", "filling, waiters:0/5");
        let mut all = vec![waiter(&barrier)?, waiter(&barrier)?];
        turns(1).await?;
        check_repr(&barrier, "Barrier", "filling, waiters:2/5");
        for _ in 0..barrier.parties() - barrier.n_waiting() {
            all.push(waiter(&barrier)?);
        }
        turns(1).await?;
        check_repr(&barrier, "Barrier", "draining, waiters:0/5");
        all.extend([waiter(&barrier)?, waiter(&barrier)?]);
        turns(1).await?;
        barrier.reset().await?;
        check_repr(&barrier, "Barrier", "resetting, waiters:0/5");
        all.extend([waiter(&barrier)?, waiter(&barrier)?]);
        turns(1).await?;
        barrier.abort().await?;
        check_repr(&barrier, "Barrier", "broken");
        assert!(barrier.broken());
        let ends = gather_return_exceptions(all)?.await?;
        let broken = "BrokenBarrierError('Abort or reset of barrier')";
        assert_eq!(ends.iter().map(|end| end.repr()).filter(|end| end == broken).count(), 4);
        Ok(())
    });
}

/// `BarrierTests.test_barrier_parties`
#[test]
fn a_barrier_is_for_one_at_least() {
    for parties in [0, -4] {
        let error = Barrier::new(parties).map(|barrier| barrier.repr());
        assert_eq!(error.repr(), "ValueError('parties must be >= 1')");
    }
    assert_eq!(Barrier::new(N).unwrap().parties(), N);
}

/// `BarrierTests.test_context_manager`
#[test]
fn each_party_of_a_block_has_its_number() {
    check(async {
        let (barrier, numbers) = (Barrier::new(3)?, Notes::new());
        let all = tasks(3, || {
            let (barrier, numbers) = (barrier.clone(), numbers.clone());
            async move {
                async_with(&barrier, async |number| {
                    numbers.add(number);
                    Ok(())
                })
                .await
            }
        })?;
        gather(all)?.await?;
        let mut sorted = numbers.all();
        sorted.sort();
        assert_eq!(sorted, [0, 1, 2]);
        check_at_rest(&barrier);
        Ok(())
    });
}

/// `BarrierTests.test_filling_one_task`
#[test]
fn a_barrier_for_one_keeps_nobody() {
    check(async {
        let barrier = Barrier::new(1)?;
        assert_eq!(async_with(&barrier, async |number| Ok(number)).await?, 0);
        check_at_rest(&barrier);
        Ok(())
    });
}

/// `BarrierTests.test_filling_one_task_twice`
#[test]
fn a_barrier_for_one_keeps_nobody_the_second_time_either() {
    check(async {
        let barrier = Barrier::new(1)?;
        let t1 = waiter(&barrier)?;
        turns(1).await?;
        assert_eq!(barrier.n_waiting(), 0);
        let t2 = waiter(&barrier)?;
        turns(1).await?;
        assert_eq!((t1.result()?, t2.result()?), (0, 0));
        check_at_rest(&barrier);
        Ok(())
    });
}

/// `BarrierTests.test_filling_task_by_task`
#[test]
fn a_barrier_fills_party_by_party() {
    check(async {
        let barrier = Barrier::new(3)?;
        let mut all = Vec::new();
        for count in 1..=2 {
            all.push(waiter(&barrier)?);
            turns(1).await?;
            assert_eq!(barrier.n_waiting(), count);
            check_repr(&barrier, "Barrier", &format!("filling, waiters:{count}/3"));
        }
        all.push(waiter(&barrier)?);
        turns(1).await?;
        gather(all)?.await?;
        check_at_rest(&barrier);
        Ok(())
    });
}

/// `BarrierTests.test_filling_tasks_wait_twice`, `BarrierTests.test_filling_tasks_check_return_value`
#[test]
fn all_parties_may_wait_again_at_once() {
    check(async {
        let (barrier, rounds) = (Barrier::new(N)?, Notes::new());
        let all = tasks(N, || {
            let (barrier, rounds) = (barrier.clone(), rounds.clone());
            async move {
                async_with(&barrier, async |_| {
                    rounds.add(1);
                    async_with(&barrier, async |number| {
                        rounds.add(2);
                        Ok(number)
                    })
                    .await
                })
                .await
            }
        })?;
        let mut numbers = gather(all)?.await?;
        numbers.sort();
        assert_eq!(numbers, [0, 1, 2, 3, 4]);
        let count = |round| rounds.all().iter().filter(|other| **other == round).count();
        assert_eq!((count(1), count(2)), (5, 5));
        check_at_rest(&barrier);
        Ok(())
    });
}

/// `BarrierTests.test_draining_state`
#[test]
fn a_barrier_drains_until_the_last_party_has_left() {
    check(async {
        let (barrier, states) = (Barrier::new(N)?, Notes::new());
        let all = tasks(N, || {
            let (barrier, states) = (barrier.clone(), states.clone());
            async move {
                async_with(&barrier, async |_| {
                    states.add(barrier.repr().contains("draining"));
                    Ok(())
                })
                .await
            }
        })?;
        gather(all)?.await?;
        assert_eq!(states.all(), [true, true, true, true, false]);
        check_at_rest(&barrier);
        Ok(())
    });
}

/// `BarrierTests.test_blocking_tasks_while_draining`
///
/// Two come again while it drains and have to wait until it has; the others wait for each other first.
#[test]
fn who_comes_while_a_barrier_drains_waits_for_the_next_filling() {
    check(async {
        let again = Notes::new();
        let (barrier, others) = (Barrier::new(N)?, Barrier::new(N - 2)?);
        let all = tasks(N, || {
            let (barrier, others, again) = (barrier.clone(), others.clone(), again.clone());
            async move {
                barrier.wait().await?;
                if again.len() < 2 {
                    again.add(());
                } else {
                    others.wait().await?;
                }
                barrier.wait().await
            }
        })?;
        assert_eq!(gather(all)?.await?.len(), 5);
        check_at_rest(&barrier);
        Ok(())
    });
}

/// `BarrierTests.test_filling_tasks_cancel_one`
#[test]
fn who_is_cancelled_does_not_count() {
    check(async {
        let (barrier, passed) = (Barrier::new(3)?, Notes::new());
        let party = || -> Result<Task<()>> {
            Ok(task!([barrier, passed] {
                barrier.wait().await?;
                passed.add(());
                Ok(())
            }))
        };
        let t1 = party()?;
        turns(1).await?;
        assert_eq!(barrier.n_waiting(), 1);
        let t2 = party()?;
        turns(1).await?;
        assert_eq!(barrier.n_waiting(), 2);
        t1.cancel();
        turns(1).await?;
        assert_eq!(barrier.n_waiting(), 1);
        assert_eq!(raised((&t1).await), "CancelledError()");
        assert!(t1.cancelled());
        let t3 = party()?;
        turns(1).await?;
        assert_eq!(barrier.n_waiting(), 2);
        gather([t2, t3, party()?])?.await?;
        assert_eq!(passed.len(), 3);
        check_at_rest(&barrier);
        Ok(())
    });
}
