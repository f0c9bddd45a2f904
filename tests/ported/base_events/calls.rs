//! `call_soon`, `call_later` and `call_at`: when, in what order, how often.

use super::*;

/// A callback that notes its name.
fn noting(notes: &Notes<&'static str>, name: &'static str) -> impl FnOnce() -> Result<()> + 'static {
    let notes = notes.clone();
    move || {
        notes.add(name);
        Ok(())
    }
}

/// `test_call_soon`, `test__add_callback_handle`, `test_run_once`
#[test]
fn call_soon_calls_once_in_the_next_iteration() {
    check(async {
        let called = Notes::new();
        let handle = call_soon("callback", noting(&called, "called"))?;
        assert_eq!(handle.repr(), "<Handle callback() at …>");
        assert_eq!((handle.when(), called.len()), (None, 0));
        turns(1).await?;
        assert_eq!(called.len(), 1);
        turns(10).await?;
        assert_eq!(called.len(), 1);
        Ok(())
    });
}

/// `test__add_callback_cancelled_handle`
#[test]
fn a_cancelled_call_is_not_made() {
    check(async {
        let called = Notes::new();
        let handle = call_soon("callback", noting(&called, "called"))?;
        handle.cancel();
        assert!(handle.cancelled());
        turns(2).await?;
        assert_eq!(called.len(), 0);
        Ok(())
    });
}

/// `test_call_later`
#[test]
fn call_later_calls_at_its_time_and_not_before() {
    check(async {
        let called = Notes::new();
        let handle = call_later(10.0, "callback", noting(&called, "called"))?;
        assert_eq!(handle.repr(), "<TimerHandle when=10.0 callback() at …>");
        turns(5).await?;
        assert_eq!((called.len(), time()?), (0, 0.0));
        sleep(9.999).await?;
        assert_eq!(called.len(), 0);
        sleep(0.001).await?;
        assert_eq!((called.len(), time()?), (1, 10.0));
        Ok(())
    });
}

/// `test_call_later_negative_delays`
#[test]
fn of_two_calls_that_are_late_already_the_earlier_goes_first() {
    check(async {
        for start in [0.0, 10.0] {
            sleep(start).await?;
            let called = Notes::new();
            call_later(-1.0, "a", noting(&called, "a"))?;
            call_later(-2.0, "b", noting(&called, "b"))?;
            turns(2).await?;
            assert_eq!(called.all(), ["b", "a"]);
            assert_eq!(time()?, start, "no time has passed");
        }
        Ok(())
    });
}

/// `test_time_and_call_at`
#[test]
fn call_at_calls_at_that_loop_time() {
    check(async {
        sleep(1.0).await?;
        let (start, called) = (time()?, Future::new()?);
        let future = called.clone();
        call_at(start + 0.1, "callback", move || future.set_result(time()?))?;
        assert_eq!(called.wait().await?, 1.1);
        assert_eq!(time()? - start, 1.1 - 1.0);
        Ok(())
    });
}

/// Notes for how long the loop would wait, in seconds.
struct Waits(Notes<f64>);

impl Pace for Waits {
    fn wait(&self, duration: Duration) -> Option<LocalBoxFuture<'static, ()>> {
        self.0.add(duration.as_secs_f64());
        None
    }
}

/// `test__run_once`
#[test]
fn the_loop_does_not_wake_up_for_a_cancelled_timer() {
    let waits = Notes::new();
    let main = async {
        let end = Future::new()?;
        let future = end.clone();
        call_later(5.0, "first", || Ok(()))?.cancel();
        call_later(10.0, "second", move || future.set_result(()))?;
        end.wait().await
    };
    let finished = block_on(Runner::new().pace(Waits(waits.clone())).run(coro!("main", main)));
    assert!(matches!(finished.end, End::Ok));
    assert_eq!((waits.all(), finished.end_time), (vec![10.0], 10_000_000_000));
}

/// `test__run_once_schedule_handle`
#[test]
fn what_a_timer_makes_ready_runs_in_the_next_iteration() {
    check(async {
        let notes = Notes::new();
        let (timer, inner) = (notes.clone(), noting(&notes, "inner"));
        call_at(time()? - 1.0, "timer", move || {
            timer.add("timer");
            call_soon("inner", inner)?;
            Ok(())
        })?;
        for turn in ["turn 1", "turn 2", "turn 3"] {
            turns(1).await?;
            notes.add(turn);
        }
        assert_eq!(notes.all(), ["turn 1", "timer", "turn 2", "inner", "turn 3"]);
        Ok(())
    });
}

/// `test_create_named_task_with_default_factory`
#[test]
fn a_task_has_the_name_that_it_was_given() {
    check(async {
        let task = create_named_task("the task", coro!("test", async { Ok(()) }))?;
        assert_eq!(task.name(), "the task");
        task.await
    });
}
