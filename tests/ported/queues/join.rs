//! `task_done` and `join`, for each kind of queue.

use std::cell::Cell;
use std::rc::Rc;

use super::*;

/// `test_task_done_underflow`
#[test]
fn nothing_is_done_that_was_not_put_in() {
    for kind in KINDS {
        assert_eq!(raised(kind(0).task_done()), "ValueError('task_done() called too many times')");
    }
}

/// `test_task_done`
#[test]
fn join_waits_until_the_work_on_all_items_is_done() {
    for kind in KINDS {
        check(async move {
            let (queue, sum, running) = (kind(0), Rc::new(Cell::new(0)), Rc::new(Cell::new(true)));
            (0..100).try_for_each(|item| queue.put_nowait(item))?;
            task_group(async |tg| {
                for _ in 0..2 {
                    let (queue, sum, running) = (queue.clone(), sum.clone(), running.clone());
                    tg.create_task(coro!("worker", async move {
                        while running.get() {
                            sum.set(sum.get() + queue.get().await?);
                            queue.task_done()?;
                        }
                        Ok(())
                    }))?;
                }
                queue.join().await?;
                assert_eq!(sum.get(), (0..100).sum());
                running.set(false);
                queue.put_nowait(0)?;
                queue.put_nowait(0)
            })
            .await
        });
    }
}

/// `test_join_empty_queue`
#[test]
fn join_of_an_empty_queue_does_not_wait() {
    for kind in KINDS {
        check(async move {
            let (queue, others) = (kind(0), Notes::new());
            let other = task!([others] {
                others.add(());
                Ok(())
            });
            queue.join().await?;
            queue.join().await?;
            assert_eq!(others.len(), 0, "nothing else ran meanwhile");
            other.await
        });
    }
}

/// `_QueueJoinTestMixin.test_format`
#[test]
fn a_queue_shows_how_many_items_are_not_done() {
    for (kind, class) in KINDS.into_iter().zip(["Queue", "LifoQueue", "PriorityQueue"]) {
        let queue = kind(0);
        check_details(&queue, class, "maxsize=0");
        for item in [1, 2] {
            queue.put_nowait(item).unwrap();
            queue.get_nowait().unwrap();
        }
        check_details(&queue, class, "maxsize=0 tasks=2");
    }
}
