//! Awaiting what is external to the loop: when the task resumes, what a cancellation does, how loop time passes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use except_star::exception::{CancelledError, TimeoutError, ValueError};
use except_star::{
    End, Pace, Runner, TaskOptions, coro, create_task, create_task_with, external, gather, print, raise, sleep, time,
    timeout,
};
use futures::channel::oneshot;
use futures::executor::{LocalPool, block_on};
use futures::future::LocalBoxFuture;
use futures::task::LocalSpawnExt;

use crate::check::lines_of;

/// A host with a clock of its own: each wait is a channel that the test completes.
#[derive(Clone, Default)]
struct Host {
    waits: Rc<RefCell<Vec<Waiting>>>,
    clock: Rc<Cell<Duration>>,
}

/// How long the loop waits, and what ends the waiting.
type Waiting = (Duration, oneshot::Sender<()>);

impl Pace for Host {
    fn wait(&self, duration: Duration) -> Option<LocalBoxFuture<'static, ()>> {
        let (sender, receiver) = oneshot::channel();
        self.waits.borrow_mut().push((duration, sender));
        Some(Box::pin(async { receiver.await.unwrap_or(()) }))
    }

    fn elapsed(&self) -> Option<Duration> {
        Some(self.clock.get())
    }
}

#[test]
fn a_task_continues_when_its_waker_is_called_and_the_others_run_meanwhile() {
    let (sender, receiver) = oneshot::channel();
    let finished = block_on(Runner::new().run(coro!("main", async {
        let other = create_task(coro!("other", async {
            print("other runs");
            sender.send("answer").expect("main waits for it");
            Ok(())
        }))?;
        let answer = external(receiver).await?.expect("it was sent");
        print(answer);
        other.await
    })));
    assert_eq!(lines_of(&finished), ["0.0 other runs", "0.0 answer"]);
    assert!(!finished.trace.is_reproducible());
}

#[test]
fn what_is_done_already_does_not_suspend() {
    let finished = block_on(Runner::new().run(coro!("main", async { external(async { 1 }).await })));
    assert_eq!(finished.value, Some(1));
    assert!(finished.trace.is_reproducible());
}

#[test]
fn a_cancellation_drops_the_future_and_arrives_at_the_await() {
    struct Guard;
    impl Drop for Guard {
        fn drop(&mut self) {
            print("dropped");
        }
    }
    let finished = block_on(Runner::new().run(coro!("main", async {
        let task = create_task(coro!("waiter", async {
            let guard = Guard;
            let never = async move {
                let _guard = guard;
                futures::future::pending::<()>().await;
            };
            let error = external(never).await.expect_err("it never ends");
            print(format!("{error:?}"));
            Err::<(), _>(error)
        }))?;
        sleep(1.0).await?;
        task.cancel_with("enough");
        let error = task.await.expect_err("it was cancelled");
        assert!(error.is(CancelledError));
        Ok(())
    })));
    assert!(matches!(finished.end, End::Ok), "{:?}", finished.end);
    assert_eq!(lines_of(&finished), ["1.0 dropped", "1.0 CancelledError('enough')"]);
}

#[test]
fn a_timeout_ends_the_waiting() {
    let finished =
        block_on(Runner::new().run(coro!("main", async {
            timeout(2.0, async |_| external(futures::future::pending::<()>()).await).await
        })));
    match finished.end {
        End::Raised(error) => assert!(error.is(TimeoutError)),
        other => panic!("{other:?}"),
    }
    assert_eq!(finished.end_time, 2_000_000_000);
}

#[test]
fn something_external_may_be_faster_than_the_next_timer() {
    let host = Host::default();
    let (sender, receiver) = oneshot::channel::<()>();
    let ended = Rc::new(RefCell::new(None));
    let mut pool = LocalPool::new();
    let run = {
        let (host, ended) = (host.clone(), ended.clone());
        async move {
            let finished = Runner::new().pace(host).run(coro!("main", async {
                let answer = async |_| external(receiver).await;
                timeout(1.0, answer).await?.expect("it was sent");
                let answered = time()?;
                sleep(0.5).await?;
                Ok((answered, time()?))
            }));
            ended.replace(finished.await.value);
        }
    };
    pool.spawner().spawn_local(run).expect("the pool is there");
    pool.run_until_stalled();
    assert_eq!(host.waits.borrow()[0].0, Duration::from_secs(1), "it waits for the timeout");
    host.clock.set(Duration::from_millis(250));
    sender.send(()).expect("main waits for it");
    pool.run_until_stalled();
    let (wait, timer) = host.waits.borrow_mut().pop().expect("it waits for the sleep");
    assert_eq!(wait, Duration::from_millis(500));
    timer.send(()).expect("the loop waits for it");
    pool.run_until_stalled();
    assert_eq!(*ended.borrow(), Some((0.25, 0.75)), "as much loop time has passed as the host's clock said");
}

#[test]
fn a_stale_waker_wakes_nobody() {
    let kept = Rc::new(RefCell::new(None));
    let keep = kept.clone();
    let finished = block_on(Runner::new().run(coro!("main", async move {
        external(futures::future::poll_fn(move |cx| {
            keep.replace(Some(cx.waker().clone()));
            std::task::Poll::Ready(())
        }))
        .await?;
        Ok(())
    })));
    assert!(matches!(finished.end, End::Ok));
    // The run is over; nothing may happen, least of all in another run.
    kept.take().expect("it was kept").wake();
    let again = block_on(Runner::new().run(coro!("main", sleep(1.0))));
    assert_eq!(again.end_time, 1_000_000_000);
}

#[test]
fn a_lost_task_that_waited_outside_does_not_keep_the_loop_waiting() {
    let finished = block_on(Runner::new().run(coro!("main", async {
        drop(create_task(coro!("lost", async { external(futures::future::pending::<()>()).await }))?);
        sleep(1.0).await?;
        except_star::Event::new().wait().await
    })));
    assert!(matches!(finished.end, End::Deadlock), "{:?}", finished.end);
}

/// Nothing but the gather knows a child that waits for something outside the loop.
#[test]
fn a_child_of_a_gather_that_has_failed_continues() {
    let finished = block_on(Runner::new().run(coro!("main", async {
        let (sender, receiver) = oneshot::channel();
        let fails = async {
            sleep(1.0).await?;
            raise(ValueError.new("no"))
        };
        let waits = async {
            external(receiver).await?.expect("it was sent");
            print("the sibling runs on");
            Ok(())
        };
        let gathered = gather!(coro!("fails", fails), coro!("waits", waits))?.await;
        print(gathered.map(|((), ())| ()).unwrap_err().to_string());
        sleep(1.0).await?;
        sender.send(()).expect("the sibling waits for it");
        sleep(1.0).await
    })));
    assert_eq!(lines_of(&finished), ["1.0 no", "2.0 the sibling runs on"]);
}

/// The receiver's waker is that of main, which is being polled while its eager task sends.
#[test]
fn a_waker_is_heard_that_an_eager_task_calls_within_the_poll_of_its_creator() {
    let (sender, receiver) = oneshot::channel();
    let finished = block_on(Runner::new().run(coro!("main", async {
        let start = async {
            let send = coro!("send", async {
                print(format!("sent: {}", sender.send("answer").is_ok()));
                sleep(1.0).await
            });
            create_task_with(send, TaskOptions::new().eager_start(true))
        };
        let (answer, task) = futures::join!(receiver, start);
        print(answer.expect("it was sent"));
        task?.await
    })));
    assert_eq!(lines_of(&finished), ["0.0 sent: true", "0.0 answer"]);
    assert_eq!(finished.end_time, 1_000_000_000);
}
