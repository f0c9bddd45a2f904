//! CPython's test_queues: what a queue holds, in what order, and how it looks.

use except_star::repr::Repr;
use except_star::{
    Event, Queue, Result, Task, attempt, call_later, coro, create_task, exception, sleep, task_group, time, wait_for,
};

use crate::support::{Notes, check, raised, task, turns};

mod get;
mod join;
mod put;
mod shutdown;

/// The three kinds of queues.
const KINDS: [fn(i64) -> Queue<i64>; 3] = [Queue::new, Queue::lifo, Queue::priority];

fn getter<T: Clone + 'static>(queue: &Queue<T>) -> Result<Task<T>> {
    Ok(task!([queue] { queue.get().await }))
}

fn putter<T: Clone + 'static>(queue: &Queue<T>, item: T) -> Result<Task<()>> {
    let queue = queue.clone();
    create_task(coro!("putter", async move { queue.put(item).await }))
}

/// Compares what stands in the brackets of `str()`, and `repr()` with it.
#[track_caller]
fn check_details(queue: &Queue<i64>, class: &str, details: &str) {
    assert_eq!(queue.to_string(), format!("<{class} {details}>"));
    assert_eq!(queue.repr(), format!("<{class} at … {details}>"));
}

/// `test_repr`, `test_str`
#[test]
fn a_queue_shows_its_state_by_repr_and_str() {
    check(async {
        let queue = Queue::new(0);
        check_details(&queue, "Queue", "maxsize=0");
        let reader = getter(&queue)?;
        turns(1).await?;
        check_details(&queue, "Queue", "maxsize=0 _getters[1]");
        queue.put_nowait(0)?;
        assert_eq!(reader.await?, 0);
        let queue = Queue::new(1);
        queue.put_nowait(1)?;
        let writer = putter(&queue, 2)?;
        turns(1).await?;
        check_details(&queue, "Queue", "maxsize=1 _queue=[1] _putters[1] tasks=1");
        queue.get_nowait()?;
        writer.await?;
        for (kind, class) in KINDS.into_iter().zip(["Queue", "LifoQueue", "PriorityQueue"]) {
            let queue = kind(0);
            queue.put_nowait(1)?;
            check_details(&queue, class, "maxsize=0 _queue=[1] tasks=1");
        }
        Ok(())
    });
}

/// `test_empty`
#[test]
fn a_queue_is_empty_until_something_is_put_in_and_when_it_is_out_again() {
    check(async {
        let queue = Queue::new(0);
        assert!(queue.empty());
        queue.put(1).await?;
        assert!(!queue.empty());
        assert_eq!(queue.get().await?, 1);
        assert!(queue.empty());
        Ok(())
    });
}

/// `test_full`
#[test]
fn a_queue_is_full_when_it_has_as_many_items_as_it_may() {
    check(async {
        let unbounded = Queue::new(0);
        assert!(!unbounded.full());
        unbounded.put(1).await?;
        assert!(!unbounded.full());
        let bounded = Queue::new(1);
        bounded.put(1).await?;
        assert!(bounded.full());
        Ok(())
    });
}

/// Puts in 1, 3, 2 and compares the order in which they come out.
#[track_caller]
fn check_order(queue: Queue<i64>, expected: [i64; 3]) {
    check(async move {
        for item in [1, 3, 2] {
            queue.put(item).await?;
        }
        let items = [queue.get().await?, queue.get().await?, queue.get().await?];
        assert_eq!(items, expected);
        Ok(())
    });
}

/// `QueueBasicTests.test_order`
#[test]
fn a_queue_gives_the_oldest_item() {
    check_order(Queue::new(0), [1, 3, 2]);
}

/// `LifoQueueTests.test_order`
#[test]
fn a_lifo_queue_gives_the_newest_item() {
    check_order(Queue::lifo(0), [2, 3, 1]);
}

/// `PriorityQueueTests.test_order`
#[test]
fn a_priority_queue_gives_the_least_item() {
    check_order(Queue::priority(0), [1, 2, 3]);
}

/// `test_maxsize`
#[test]
fn a_full_queue_holds_up_who_puts() {
    check(async {
        let (queue, put) = (Queue::new(2), Notes::new());
        assert_eq!(queue.maxsize(), 2);
        let task = task!([queue, put] {
            for item in 0..3 {
                queue.put(item).await?;
                put.add(item);
            }
            Ok(true)
        });
        turns(2).await?;
        assert_eq!(put.all(), [0, 1]);
        assert_eq!(queue.get().await?, 0);
        turns(1).await?;
        assert_eq!(put.all(), [0, 1, 2]);
        assert_eq!((queue.get().await?, queue.get().await?), (1, 2));
        assert!(task.result()?);
        Ok(())
    });
}
