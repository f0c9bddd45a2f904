//! `Barrier`: reset and abort.

use std::cell::Cell;
use std::rc::Rc;

use except_star::exception::{BrokenBarrierError, RuntimeError};

use super::barrier::{check_at_rest, tasks};
use super::*;

const N: i64 = 5;

/// Waits at the barrier; true if it got through, false if the barrier was reset or broken.
async fn passes(barrier: &Barrier) -> Result<bool> {
    attempt(async { barrier.wait().await.map(|_| true) }).except(BrokenBarrierError, async |_| Ok(false)).await
}

/// Counts by one and gives the new count.
fn count(counter: &Cell<i64>) -> i64 {
    counter.set(counter.get() + 1);
    counter.get()
}

/// `BarrierTests.test_reset_barrier`
#[test]
fn a_barrier_at_which_nobody_waits_is_reset() {
    check(async {
        let barrier = Barrier::new(1)?;
        let task = task!([barrier] { barrier.reset().await });
        turns(1).await?;
        check_at_rest(&barrier);
        task.await
    });
}

/// `BarrierTests.test_reset_barrier_while_tasks_waiting`
#[test]
fn a_reset_ends_the_waiting_of_all() {
    check(async {
        let barrier = Barrier::new(N)?;
        let all = tasks(N - 1, || {
            let barrier = barrier.clone();
            async move { passes(&barrier).await }
        })?;
        turns(1).await?;
        let reset = task!([barrier] { barrier.reset().await });
        assert_eq!(gather(all)?.await?, [false; 4]);
        check_repr(&barrier, "Barrier", "filling, waiters:0/5");
        check_at_rest(&barrier);
        reset.await
    });
}

/// `BarrierTests.test_reset_barrier_when_tasks_half_draining`
#[test]
fn a_reset_while_a_barrier_drains_stops_those_who_have_not_left() {
    check(async {
        let barrier = Barrier::new(N)?;
        let left = Rc::new(Cell::new(0));
        let all = tasks(N, || {
            let (barrier, left) = (barrier.clone(), left.clone());
            async move {
                let passed = passes(&barrier).await?;
                // Two are still inside.
                if passed && count(&left) == N - 2 {
                    barrier.reset().await?;
                }
                Ok(passed)
            }
        })?;
        let stopped = gather(all)?.await?.into_iter().filter(|passed| !passed).count();
        assert_eq!(stopped, 2);
        check_repr(&barrier, "Barrier", "filling, waiters:0/5");
        check_at_rest(&barrier);
        Ok(())
    });
}

/// `BarrierTests.test_reset_barrier_when_tasks_half_draining_half_blocking`
#[test]
fn a_reset_does_not_stop_those_who_wait_for_the_barrier_to_drain() {
    check(async {
        let (barrier, stopped, blocked) = (Barrier::new(N)?, Notes::new(), Notes::new());
        let left = Rc::new(Cell::new(0));
        let all = tasks(N, || {
            let (barrier, stopped, blocked, left) = (barrier.clone(), stopped.clone(), blocked.clone(), left.clone());
            async move {
                if !passes(&barrier).await? {
                    stopped.add(());
                    barrier.wait().await?;
                } else if count(&left) > N / 2 {
                    barrier.reset().await?;
                    barrier.wait().await?;
                } else if !passes(&barrier).await? {
                    blocked.add(());
                }
                Ok(())
            }
        })?;
        gather(all)?.await?;
        assert_eq!((stopped.len(), blocked.len()), (2, 0));
        check_repr(&barrier, "Barrier", "filling, waiters:0/5");
        check_at_rest(&barrier);
        Ok(())
    });
}

/// `BarrierTests.test_reset_barrier_while_tasks_waiting_and_waiting_again`
#[test]
fn who_was_stopped_by_a_reset_may_wait_again() {
    check(async {
        let (barrier, stopped, passed) = (Barrier::new(N)?, Notes::new(), Notes::new());
        let all = tasks(N - 1, || {
            let (barrier, stopped, passed) = (barrier.clone(), stopped.clone(), passed.clone());
            async move {
                if !passes(&barrier).await? {
                    stopped.add(());
                }
                barrier.wait().await?;
                passed.add(());
                Ok(())
            }
        })?;
        let reset = task!([barrier] { barrier.reset().await });
        turns(1).await?;
        let last = task!([barrier, passed] {
            async_with(&barrier, async |_| {
                passed.add(());
                Ok(())
            })
            .await
        });
        gather(all)?.await?;
        assert_eq!((stopped.len(), passed.len()), (4, 5));
        check_at_rest(&barrier);
        reset.await?;
        last.await
    });
}

/// `BarrierTests.test_reset_barrier_while_tasks_draining`
#[test]
fn a_reset_after_the_last_has_left_stops_nobody() {
    check(async {
        let (barrier, second, third) = (Barrier::new(N)?, Notes::new(), Notes::new());
        let left = Rc::new(Cell::new(0));
        let all = tasks(N, || {
            let (barrier, second, third, left) = (barrier.clone(), second.clone(), third.clone(), left.clone());
            async move {
                barrier.wait().await?;
                if count(&left) == N {
                    barrier.reset().await?;
                    barrier.wait().await?;
                } else {
                    second.add(passes(&barrier).await?);
                }
                barrier.wait().await?;
                third.add(());
                Ok(())
            }
        })?;
        gather(all)?.await?;
        assert_eq!((second.all().as_slice(), third.len()), ([true; 4].as_slice(), 5));
        check_at_rest(&barrier);
        Ok(())
    });
}

/// `BarrierTests.test_abort_barrier`
#[test]
fn a_barrier_at_which_nobody_waits_is_broken_by_abort() {
    check(async {
        let barrier = Barrier::new(1)?;
        let task = task!([barrier] { barrier.abort().await });
        turns(1).await?;
        assert_eq!((barrier.n_waiting(), barrier.broken()), (0, true));
        task.await
    });
}

/// `BarrierTests.test_abort_barrier_when_tasks_half_draining_half_blocking`
#[test]
fn an_abort_stops_those_who_drain_and_those_who_wait_for_it() {
    check(async {
        let (barrier, stopped, blocked) = (Barrier::new(N)?, Notes::new(), Notes::new());
        let left = Rc::new(Cell::new(0));
        let all = tasks(N, || {
            let (barrier, stopped, blocked, left) = (barrier.clone(), stopped.clone(), blocked.clone(), left.clone());
            async move {
                if !passes(&barrier).await? {
                    stopped.add(());
                } else if count(&left) > N / 2 {
                    barrier.abort().await?;
                } else if !passes(&barrier).await? {
                    blocked.add(());
                }
                Ok(())
            }
        })?;
        gather(all)?.await?;
        assert!(barrier.broken());
        assert_eq!((stopped.len(), blocked.len(), barrier.n_waiting()), (2, 2, 0));
        check_repr(&barrier, "Barrier", "broken");
        Ok(())
    });
}

/// `BarrierTests.test_abort_barrier_when_exception`
#[test]
fn a_party_that_fails_may_break_the_barrier_for_the_others() {
    check(async {
        let (barrier, passed, stopped) = (Barrier::new(N)?, Notes::new(), Notes::new());
        let all = tasks(N, || {
            let (barrier, passed, stopped) = (barrier.clone(), passed.clone(), stopped.clone());
            async move {
                let body = async {
                    async_with(&barrier, async |number| match number {
                        2 => raise(RuntimeError.empty()),
                        _ => Ok(()),
                    })
                    .await?;
                    async_with(&barrier, async |_| {
                        passed.add(());
                        Ok(())
                    })
                    .await
                };
                attempt(body)
                    .except(BrokenBarrierError, async |_| {
                        stopped.add(());
                        Ok(())
                    })
                    .except(RuntimeError, async |_| barrier.abort().await)
                    .await
            }
        })?;
        gather(all)?.await?;
        assert!(barrier.broken());
        assert_eq!((passed.len(), stopped.len(), barrier.n_waiting()), (0, 4, 0));
        Ok(())
    });
}

/// `BarrierTests.test_abort_barrier_when_exception_then_resetting`
#[test]
fn a_broken_barrier_is_mended_by_a_reset() {
    check(async {
        let (barrier, meeting) = (Barrier::new(N)?, Barrier::new(N)?);
        let (first, second, stopped) = (Notes::new(), Notes::new(), Notes::new());
        let all = tasks(N, || {
            let (barrier, meeting) = (barrier.clone(), meeting.clone());
            let (first, second, stopped) = (first.clone(), second.clone(), stopped.clone());
            async move {
                let body = async {
                    if barrier.wait().await? == 2 {
                        return raise(RuntimeError.empty());
                    }
                    barrier.wait().await?;
                    first.add(());
                    Ok(())
                };
                attempt(body)
                    .except(BrokenBarrierError, async |_| {
                        stopped.add(());
                        Ok(())
                    })
                    .except(RuntimeError, async |_| barrier.abort().await)
                    .await?;
                // All have left it when one resets it, and nobody comes again before.
                if meeting.wait().await? == 2 {
                    barrier.reset().await?;
                }
                meeting.wait().await?;
                barrier.wait().await?;
                second.add(());
                Ok(())
            }
        })?;
        gather(all)?.await?;
        assert_eq!((first.len(), stopped.len(), second.len()), (0, 4, 5));
        check_at_rest(&barrier);
        Ok(())
    });
}
