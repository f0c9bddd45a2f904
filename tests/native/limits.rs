//! A run that passes a limit ends in words, and keeps what it recorded up to there.

use except_star::spec::{Run, RunSpec};
use except_star::{Event, Instantly, Limit, Limits, Result, Runner, coro, create_task, print, sleep};
use futures::executor::block_on;

use crate::check::lines_of;

async fn endless_naps() -> Result<()> {
    loop {
        sleep(1.0).await?;
        print("nap");
    }
}

async fn endless_turns() -> Result<()> {
    loop {
        sleep(0.0).await?;
    }
}

#[track_caller]
fn check<F: Future<Output = Result<()>> + 'static>(
    limits: Limits,
    main: except_star::Coro<F>,
    expected: Limit,
) -> usize {
    let finished = block_on(Runner::new().limits(limits).run(main));
    match finished.end {
        except_star::End::Limit(limit) => assert_eq!(limit, expected),
        other => panic!("{other:?}"),
    }
    assert!(!finished.trace.is_empty(), "the trace is kept");
    finished.trace.len()
}

#[test]
fn loop_time_is_limited() {
    let limits = Limits { time: 3_500_000_000, ..Limits::default() };
    check(limits, coro!(endless_naps()), Limit::Time(3_500_000_000));
    let finished = block_on(Runner::new().limits(limits).run(coro!(endless_naps())));
    assert_eq!(lines_of(&finished), ["1.0 nap", "2.0 nap", "3.0 nap"]);
    assert_eq!(finished.end_time, 3_000_000_000);
}

#[test]
fn handles_are_limited() {
    check(Limits { handles: 50, ..Limits::default() }, coro!(endless_turns()), Limit::Handles(50));
}

#[test]
fn events_are_limited() {
    let events = check(Limits { events: 50, ..Limits::default() }, coro!(endless_turns()), Limit::Events(50));
    assert!((51..60).contains(&events), "{events}");
}

#[test]
fn tasks_are_limited() {
    async fn spawner() -> Result<()> {
        loop {
            create_task(coro!(endless_naps()))?;
            sleep(0.0).await?;
        }
    }
    check(Limits { tasks: 10, ..Limits::default() }, coro!(spawner()), Limit::Tasks(10));
}

#[test]
fn a_loop_that_never_suspends_stops_at_its_next_await() {
    async fn busy() -> Result<()> {
        let done = create_task(coro!("done", async { Ok(()) }))?;
        sleep(0.0).await?;
        loop {
            (&done).await?;
            print("round");
        }
    }
    check(Limits { events: 100, ..Limits::default() }, coro!(busy()), Limit::Events(100));
}

#[test]
fn a_deadlock_is_told_and_nothing_else_runs() {
    async fn main() -> Result<()> {
        create_task(coro!("other", async { Event::new().wait().await }))?;
        print("waits");
        Event::new().wait().await
    }
    let finished = block_on(Runner::new().run(coro!(main())));
    assert!(matches!(finished.end, except_star::End::Deadlock));
    assert_eq!(lines_of(&finished), ["0.0 waits"]);
}

#[test]
fn a_scenario_that_passes_a_limit_keeps_its_console_and_its_tables() {
    let limits = Limits { handles: 12, ..Limits::default() };
    let spec = RunSpec::new("gather").check().expect("the defaults are valid").with_limits(limits);
    let run: Run = block_on(spec.run(Instantly));
    assert_eq!(run.outcome.status.name(), "limit");
    assert_eq!(run.outcome.message.as_deref(), Some("the loop ran more than 12 handles"));
    assert_eq!(run.report.console()[0].text, "gather:");
    assert_eq!(run.tables()[0].rows.len(), 4, "three tasks and the gather");
}

/// A task that waits for a task, and so on: `length` of them, the last one asleep. Gives the first.
fn chain(length: usize) -> Result<except_star::Task<()>> {
    let mut first = create_task(coro!("sleeper", sleep(1.0)))?;
    for _ in 1..length {
        let next = first;
        first = create_task(coro!("waiter", async move { next.await }))?;
    }
    Ok(first)
}

#[test]
fn a_long_chain_of_tasks_is_cancelled_and_shown_without_running_out_of_stack() {
    const LENGTH: usize = 20_000;
    let ended = except_star::run(coro!("main", async {
        let first = chain(LENGTH)?;
        sleep(0.5).await?;
        let repr = except_star::repr::Repr::repr(&first);
        assert!(repr.starts_with("<Task pending name='Task-") && repr.contains("wait_for=..."), "{}", repr.len());
        first.cancel();
        let error = first.await.expect_err("it was cancelled");
        assert!(error.is(except_star::exception::CancelledError));
        except_star::time()
    }));
    assert_eq!(ended.expect("it ends"), 0.5);
}

#[test]
fn the_requests_of_a_shutdown_are_limited_too() {
    // Each of the 20,000 requests would go down the whole chain.
    let finished = block_on(Runner::new().run(coro!("main", async {
        chain(20_000)?;
        sleep(0.5).await
    })));
    assert!(matches!(finished.end, except_star::End::Limit(Limit::Events(1_000_000))), "{:?}", finished.end);
    assert_eq!(finished.trace.len(), 1_000_001);
}

#[test]
fn what_one_handle_does_is_limited() {
    let limits = Limits { events: 1000, ..Limits::default() };
    let finished = block_on(Runner::new().limits(limits).run(coro!("main", async {
        for number in 0..10_000 {
            print(number.to_string());
        }
        Ok(())
    })));
    assert!(matches!(finished.end, except_star::End::Limit(Limit::Events(1000))), "{:?}", finished.end);
    assert_eq!(finished.trace.len(), 1001);
}

#[test]
fn what_is_written_is_limited() {
    let limits = Limits { output: 1000, ..Limits::default() };
    let finished = block_on(Runner::new().limits(limits).run(coro!("main", async {
        for _ in 0..10_000 {
            print("123456789");
        }
        sleep(0.0).await
    })));
    assert!(matches!(finished.end, except_star::End::Limit(Limit::Output(1000))), "{:?}", finished.end);
    assert_eq!(lines_of(&finished).len(), 101);
}

#[test]
fn a_call_that_blocks_beyond_the_limit_of_time_ends_the_run() {
    let limits = Limits { time: 1_000_000_000, ..Limits::default() };
    let finished = block_on(Runner::new().limits(limits).run(coro!("main", async {
        except_star::block(2.0)?;
        sleep(0.0).await
    })));
    assert!(matches!(finished.end, except_star::End::Limit(Limit::Time(1_000_000_000))), "{:?}", finished.end);
}

#[test]
fn a_run_is_stopped_from_another_thread_while_it_waits() {
    use std::time::Duration;

    use except_star::{End, Pace, Stopper};
    use futures::future::LocalBoxFuture;

    /// Time never passes.
    struct Still;

    impl Pace for Still {
        fn wait(&self, _: Duration) -> Option<LocalBoxFuture<'static, ()>> {
            Some(Box::pin(std::future::pending()))
        }
    }

    let stopper = Stopper::new();
    let other = stopper.clone();
    let run = Runner::new().pace(Still).stopper(&stopper).run(coro!("main", async {
        print("before");
        sleep(1.0).await?;
        print("never");
        Ok(())
    }));
    // The run waits when this stops it.
    let (finished, ()) = block_on(futures::future::join(run, async { other.stop() }));
    assert!(matches!(finished.end, End::Stopped), "{:?}", finished.end);
    assert_eq!(lines_of(&finished), ["0.0 before"]);
}

#[test]
fn a_run_that_is_stopped_before_it_begins_runs_nothing() {
    let stopper = except_star::Stopper::new();
    stopper.stop();
    let finished = Runner::new().stopper(&stopper).run_blocking(coro!("main", async {
        print("never");
        Ok(())
    }));
    assert!(matches!(finished.end, except_star::End::Stopped), "{:?}", finished.end);
    assert!(lines_of(&finished).is_empty());
}

#[test]
fn a_stop_ends_the_run_before_the_next_handle() {
    let stopper = except_star::Stopper::new();
    let handle = stopper.clone();
    let finished = Runner::new().stopper(&stopper).run_blocking(coro!("main", async move {
        create_task(coro!("other", async {
            print("never");
            Ok(())
        }))?;
        handle.stop();
        print("the rest of the step");
        sleep(0.0).await
    }));
    assert!(matches!(finished.end, except_star::End::Stopped), "{:?}", finished.end);
    assert_eq!(lines_of(&finished), ["0.0 the rest of the step"]);
}

#[test]
fn a_ring_of_tasks_is_a_deadlock_and_can_be_asked_to_cancel() {
    use std::cell::RefCell;
    use std::rc::Rc;
    let finished = block_on(Runner::new().run(coro!("main", async {
        let slot: Rc<RefCell<Option<except_star::Task<()>>>> = Rc::default();
        let other = slot.clone();
        let first = except_star::create_named_task(
            "A",
            coro!("a", async move {
                let b = other.borrow().clone().expect("it is there");
                b.await
            }),
        )?;
        let a = first.clone();
        slot.replace(Some(except_star::create_named_task("B", coro!("b", async move { a.await }))?));
        sleep(1.0).await?;
        first.cancel();
        let b = slot.take().expect("it is there");
        print(format!("{} {}", first.cancelling(), b.cancelling()));
        print(except_star::repr::Repr::repr(&b));
        first.await
    })));
    assert!(matches!(finished.end, except_star::End::Deadlock), "{:?}", finished.end);
    let shown = lines_of(&finished);
    assert_eq!(shown[0], "1.0 1 1");
    assert!(shown[1].contains("name='A'") && shown[1].contains("wait_for=..."), "{}", shown[1]);
}

#[test]
fn a_ring_through_a_gather_can_be_asked_to_cancel() {
    use std::cell::RefCell;
    use std::rc::Rc;
    let finished = block_on(Runner::new().run(coro!("main", async {
        let slot: Rc<RefCell<Option<except_star::Task<()>>>> = Rc::default();
        let other = slot.clone();
        let first = create_task(coro!("a", async move {
            let b = other.borrow().clone().expect("it is there");
            except_star::gather([b])?.await.map(drop)
        }))?;
        let a = first.clone();
        slot.replace(Some(create_task(coro!("b", async move { a.await }))?));
        sleep(1.0).await?;
        print(format!("{}", first.cancel()));
        first.await
    })));
    assert!(matches!(finished.end, except_star::End::Deadlock), "{:?}", finished.end);
    assert_eq!(lines_of(&finished), ["1.0 true"]);
}
