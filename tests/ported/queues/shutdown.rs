//! `shutdown`, for each kind of queue.

use super::*;

const SHUT_DOWN: &str = "QueueShutDown()";

/// Nobody can put in or get.
async fn check_shut_down(queue: &Queue<i64>) {
    assert_eq!(raised(queue.put(9).await), SHUT_DOWN);
    assert_eq!(raised(queue.put_nowait(9)), SHUT_DOWN);
    assert_eq!(raised(queue.get().await), SHUT_DOWN);
    assert_eq!(raised(queue.get_nowait()), SHUT_DOWN);
}

fn check_all_done(queue: &Queue<i64>) {
    assert_eq!(raised(queue.task_done()), "ValueError('task_done() called too many times')");
}

fn joiner(queue: &Queue<i64>) -> Result<Task<()>> {
    Ok(task!([queue] { queue.join().await }))
}

/// `_QueueShutdownTestMixin.test_format`
#[test]
fn a_queue_shows_that_it_is_shut_down() {
    for (kind, class) in KINDS.into_iter().zip(["Queue", "LifoQueue", "PriorityQueue"]) {
        let queue = kind(0);
        queue.shutdown(false);
        check_details(&queue, class, "maxsize=0 shutdown");
    }
}

/// `test_shutdown_empty`
#[test]
fn who_waits_at_an_empty_queue_hears_of_its_shutdown() {
    for kind in KINDS {
        check(async move {
            let queue = kind(0);
            let reader = getter(&queue)?;
            turns(1).await?;
            queue.shutdown(false);
            assert_eq!(queue.qsize(), 0);
            queue.join().await?;
            turns(1).await?;
            assert!(reader.done());
            assert_eq!(raised(reader.await), SHUT_DOWN);
            check_shut_down(&queue).await;
            Ok(())
        });
    }
}

/// `test_shutdown_nonempty`
#[test]
fn what_is_in_a_queue_comes_out_after_its_shutdown() {
    for kind in KINDS {
        check(async move {
            let queue = kind(1);
            queue.put_nowait(1)?;
            let (join, writer) = (joiner(&queue)?, putter(&queue, 2)?);
            turns(1).await?;
            assert!(!writer.done());
            queue.shutdown(false);
            assert_eq!(queue.qsize(), 1);
            turns(1).await?;
            assert!(writer.done());
            assert_eq!(raised(writer.await), SHUT_DOWN);
            assert_eq!(queue.get().await?, 1);
            turns(1).await?;
            assert!(!join.done());
            check_shut_down(&queue).await;
            queue.task_done()?;
            turns(1).await?;
            assert!(join.done());
            check_all_done(&queue);
            join.await
        });
    }
}

/// `test_shutdown_immediate`
#[test]
fn an_immediate_shutdown_drops_the_items() {
    for kind in KINDS {
        check(async move {
            let queue = kind(0);
            queue.put_nowait(1)?;
            let join = joiner(&queue)?;
            queue.shutdown(true);
            assert_eq!(queue.qsize(), 0);
            turns(1).await?;
            assert!(join.done());
            check_shut_down(&queue).await;
            check_all_done(&queue);
            join.await
        });
    }
}

/// `test_shutdown_immediate_with_unfinished`
#[test]
fn an_immediate_shutdown_leaves_the_work_on_what_was_taken_out() {
    for kind in KINDS {
        check(async move {
            let queue = kind(0);
            queue.put_nowait(1)?;
            queue.put_nowait(1)?;
            let join = joiner(&queue)?;
            assert_eq!(queue.get().await?, 1);
            queue.shutdown(true);
            assert_eq!(queue.qsize(), 0);
            turns(1).await?;
            assert!(!join.done());
            check_shut_down(&queue).await;
            queue.task_done()?;
            check_all_done(&queue);
            turns(1).await?;
            assert!(join.done());
            join.await
        });
    }
}
