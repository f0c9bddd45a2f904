//! Putting items in.

use super::*;

/// `test_blocking_put`
#[test]
fn who_puts_does_not_wait_if_there_is_room() {
    check(async {
        let queue = Queue::new(0);
        queue.put(1).await?;
        assert_eq!(queue.get().await?, 1);
        Ok(())
    });
}

/// `test_blocking_put_wait`
#[test]
fn who_puts_waits_until_there_is_room() {
    check(async {
        let (queue, started, finished) = (Queue::new(1), Event::new(), Notes::new());
        let late = queue.clone();
        call_later(0.01, "get", move || {
            assert_eq!(late.get_nowait()?, 1);
            Ok(())
        })?;
        let task = task!([queue, started, finished] {
            started.set();
            queue.put(1).await?;
            queue.put(2).await?;
            finished.add(());
            Ok(())
        });
        started.wait().await?;
        assert_eq!(finished.len(), 0);
        task.await?;
        assert_eq!((finished.len(), time()?), (1, 0.01));
        Ok(())
    });
}

/// `test_nonblocking_put`
#[test]
fn who_puts_without_waiting_needs_no_run() {
    let queue = Queue::new(0);
    queue.put_nowait(1).unwrap();
    assert_eq!((queue.qsize(), queue.get_nowait().unwrap()), (1, 1));
}

/// `test_put_cancel_drop`
#[test]
fn a_putter_that_is_cancelled_has_put_nothing_in() {
    check(async {
        let queue = Queue::new(1);
        queue.put_nowait(1)?;
        let writer = putter(&queue, 2)?;
        turns(1).await?;
        assert_eq!(queue.get_nowait()?, 1);
        writer.cancel();
        attempt(writer).except(exception::CancelledError, async |_| putter(&queue, 2)?.await).await?;
        assert_eq!((queue.get_nowait()?, queue.qsize()), (2, 0));
        Ok(())
    });
}

/// `test_nonblocking_put_exception`
#[test]
fn a_full_queue_takes_nothing_without_waiting() {
    let queue = Queue::new(1);
    queue.put_nowait(1).unwrap();
    assert_eq!(raised(queue.put_nowait(2)), "QueueFull()");
}

/// `test_put_cancelled`
#[test]
fn who_puts_is_done_when_its_item_comes_out() {
    check(async {
        let queue = Queue::new(0);
        let writer = putter(&queue, 1)?;
        assert_eq!(queue.get().await?, 1);
        assert!(writer.done());
        writer.result()
    });
}

/// `test_put_cancelled_race`
#[test]
fn room_goes_to_the_first_who_is_not_cancelled() {
    check(async {
        let queue = Queue::new(1);
        let (a, b, c) = (putter(&queue, "a")?, putter(&queue, "b")?, putter(&queue, "X")?);
        turns(1).await?;
        assert!(a.done() && !b.done());
        c.cancel();
        turns(1).await?;
        assert!(c.done());
        assert_eq!(queue.get_nowait()?, "a");
        turns(1).await?;
        assert_eq!(queue.get_nowait()?, "b");
        b.await
    });
}

/// `test_put_with_waiting_getters`
#[test]
fn who_puts_wakes_who_waits_to_get() {
    check(async {
        let queue = Queue::new(0);
        let reader = getter(&queue)?;
        turns(1).await?;
        queue.put("a").await?;
        assert_eq!(reader.await?, "a");
        Ok(())
    });
}

/// `test_why_are_putters_waiting`
#[test]
fn who_empties_a_queue_wakes_as_many_as_there_is_room_for() {
    check(async {
        let queue = Queue::new(2);
        task_group(async |tg| {
            let getter = queue.clone();
            tg.create_task(coro!("getter", async move {
                sleep(0.0).await?;
                for _ in 0..getter.qsize() {
                    getter.get_nowait()?;
                }
                Ok(())
            }))?;
            for item in 0..4 {
                let queue = queue.clone();
                tg.create_task(coro!("putter", async move { queue.put(item).await }))?;
            }
            Ok(())
        })
        .await?;
        assert_eq!((queue.get_nowait()?, queue.get_nowait()?, queue.qsize()), (2, 3, 0));
        Ok(())
    });
}

/// `test_cancelled_puts_not_being_held_in_self_putters`
#[test]
fn a_putter_that_is_cancelled_waits_no_more() {
    check(async {
        let queue = Queue::new(1);
        queue.put_nowait(1)?;
        let writer = putter(&queue, 1)?;
        turns(1).await?;
        check_details(&queue, "Queue", "maxsize=1 _queue=[1] _putters[1] tasks=1");
        writer.cancel();
        assert_eq!(raised(writer.await), "CancelledError()");
        check_details(&queue, "Queue", "maxsize=1 _queue=[1] tasks=1");
        Ok(())
    });
}

/// `test_cancelled_put_silence_value_error_exception`
#[test]
fn a_putter_that_was_called_and_is_cancelled_is_cancelled() {
    check(async {
        let queue = Queue::new(1);
        queue.put_nowait(1)?;
        let writer = putter(&queue, 1)?;
        turns(1).await?;
        queue.get_nowait()?;
        writer.cancel();
        assert_eq!(raised(writer.await), "CancelledError()");
        assert!(queue.empty());
        Ok(())
    });
}
