//! Getting items.

use super::*;

/// `test_blocking_get`
#[test]
fn who_gets_does_not_wait_if_there_is_something() {
    check(async {
        let queue = Queue::new(0);
        queue.put_nowait(1)?;
        assert_eq!(queue.get().await?, 1);
        queue.put_nowait(2)?;
        assert_eq!(queue.get_nowait()?, 2);
        Ok(())
    });
}

/// `test_nonblocking_get`
#[test]
fn who_gets_without_waiting_needs_no_run() {
    let queue = Queue::new(0);
    queue.put_nowait(1).unwrap();
    assert_eq!(queue.get_nowait().unwrap(), 1);
}

/// `test_get_with_putters`
#[test]
fn who_gets_wakes_who_waits_to_put() {
    check(async {
        let queue = Queue::new(1);
        queue.put(1).await?;
        let writer = putter(&queue, 2)?;
        turns(1).await?;
        assert!(!writer.done());
        assert_eq!(queue.get().await?, 1);
        turns(1).await?;
        assert!(writer.done());
        writer.result()
    });
}

/// `test_blocking_get_wait`
#[test]
fn who_gets_waits_until_there_is_something() {
    check(async {
        let (queue, started, finished) = (Queue::new(0), Event::new(), Notes::new());
        let task = task!([queue, started, finished] {
            started.set();
            let item = queue.get().await?;
            finished.add(());
            Ok(item)
        });
        started.wait().await?;
        assert_eq!(finished.len(), 0);
        let late = queue.clone();
        call_later(0.01, "put", move || late.put_nowait(1))?;
        assert_eq!(task.await?, 1);
        assert_eq!((finished.len(), time()?), (1, 0.01));
        Ok(())
    });
}

/// `test_nonblocking_get_exception`
#[test]
fn an_empty_queue_gives_nothing_without_waiting() {
    assert_eq!(raised(Queue::<i64>::new(0).get_nowait()), "QueueEmpty()");
}

/// `test_get_cancelled_race`
#[test]
fn an_item_goes_to_the_first_who_is_not_cancelled() {
    check(async {
        let queue = Queue::new(0);
        let (t1, t2) = (getter(&queue)?, getter(&queue)?);
        turns(1).await?;
        t1.cancel();
        turns(1).await?;
        assert!(t1.done());
        queue.put("a").await?;
        turns(1).await?;
        assert_eq!(t2.await?, "a");
        Ok(())
    });
}

/// `test_get_with_waiting_putters`
#[test]
fn items_of_those_who_wait_to_put_come_in_their_order() {
    check(async {
        let queue = Queue::new(1);
        let writers = [putter(&queue, "a")?, putter(&queue, "b")?];
        assert_eq!((queue.get().await?, queue.get().await?), ("a", "b"));
        assert!(writers.iter().all(|task| task.done()));
        Ok(())
    });
}

/// `test_why_are_getters_waiting`
#[test]
fn a_producer_and_a_consumer_take_turns_at_a_queue_of_one() {
    check(async {
        let (queue, got) = (Queue::new(1), Notes::new());
        task_group(async |tg| {
            let (full, items) = (queue.clone(), got.clone());
            tg.create_task(coro!("producer", async move {
                for item in 0..5 {
                    full.put(item).await?;
                }
                Ok(())
            }))?;
            let empty = queue.clone();
            tg.create_task(coro!("consumer", async move {
                for _ in 0..5 {
                    items.add(empty.get().await?);
                }
                Ok(())
            }))?;
            Ok(())
        })
        .await?;
        assert_eq!(got.all(), [0, 1, 2, 3, 4]);
        Ok(())
    });
}

/// `test_cancelled_getters_not_being_held_in_self_getters`
#[test]
fn who_gets_and_runs_out_of_time_waits_no_more() {
    check(async {
        let queue: Queue<i64> = Queue::new(5);
        let reader = queue.clone();
        let late = wait_for(coro!("get", async move { reader.get().await }), 0.1).await;
        assert_eq!(raised(late), "TimeoutError()");
        check_details(&queue, "Queue", "maxsize=5");
        assert_eq!(time()?, 0.1);
        Ok(())
    });
}

/// `test_get_cancel_drop_one_pending_reader`
#[test]
fn the_item_of_a_getter_that_is_cancelled_stays() {
    check(async {
        let queue = Queue::new(0);
        let reader = getter(&queue)?;
        turns(1).await?;
        queue.put_nowait(1)?;
        queue.put_nowait(2)?;
        reader.cancel();
        let item = attempt(reader).except(exception::CancelledError, async |_| getter(&queue)?.await).await?;
        assert_eq!(item, 1);
        Ok(())
    });
}

/// `test_get_cancel_drop_many_pending_readers`
#[test]
fn the_item_of_a_getter_that_is_cancelled_goes_to_the_others() {
    check(async {
        let queue = Queue::new(0);
        let items = task_group(async |tg| {
            let get = || {
                let queue = queue.clone();
                tg.create_task(coro!("get", async move { queue.get().await }))
            };
            let (reader1, reader2, reader3) = (get()?, get()?, get()?);
            turns(1).await?;
            queue.put_nowait(1)?;
            queue.put_nowait(2)?;
            reader1.cancel();
            assert_eq!(raised(reader1.await), "CancelledError()");
            reader3.clone().await?;
            Ok([reader2.result()?, reader3.result()?])
        })
        .await?;
        assert_eq!(items, [1, 2]);
        Ok(())
    });
}
