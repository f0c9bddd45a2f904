//! A paced run waits, and is otherwise the same as an instant one.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use except_star::scenario::catalogue;
use except_star::spec::RunSpec;
use except_star::{Instantly, Pace, Paced, Runner, block, coro, sleep};
use futures::FutureExt;
use futures::executor::block_on;
use futures::future::LocalBoxFuture;

use crate::cases::cases;

/// A timer that ends at once and remembers what it was asked to wait.
#[derive(Clone, Default)]
struct Timer {
    waits: Rc<RefCell<Vec<Duration>>>,
}

impl Timer {
    fn pace(&self, rate: f64) -> impl Pace + 'static {
        let waits = self.waits.clone();
        Paced::new(rate, move |duration| -> LocalBoxFuture<'static, ()> {
            waits.borrow_mut().push(duration);
            turn_of_the_host().boxed_local()
        })
    }
}

/// Suspends once, as any timer of a host does.
async fn turn_of_the_host() {
    let mut suspended = false;
    futures::future::poll_fn(|cx| {
        if std::mem::replace(&mut suspended, true) {
            return std::task::Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

#[test]
fn a_paced_run_has_the_trace_of_an_instant_one() {
    for entry in catalogue() {
        for spec in cases(entry).iter().step_by(7) {
            let checked = spec.check().expect("the cases are valid");
            let instant = block_on(checked.clone().run(Instantly));
            let timer = Timer::default();
            let paced = block_on(checked.run(timer.pace(2.0)));
            assert_eq!(instant.report.digest(), paced.report.digest(), "{spec:?}");
            assert_eq!(instant.report.console(), paced.report.console());
            let waited: Duration = timer.waits.borrow().iter().sum();
            assert!((waited.as_secs_f64() - instant.end_time / 2.0).abs() < 1e-6, "{waited:?}");
        }
    }
}

#[test]
fn each_wait_is_scaled_by_the_rate() {
    let timer = Timer::default();
    let main = coro!("main", async {
        sleep(1.0).await?;
        sleep(0.0).await?;
        sleep(0.5).await
    });
    block_on(Runner::new().pace(timer.pace(10.0)).run(main));
    assert_eq!(*timer.waits.borrow(), [Duration::from_millis(100), Duration::from_millis(50)]);
}

#[test]
fn the_host_makes_up_for_a_call_that_blocks_before_anything_else_runs() {
    let timer = Timer::default();
    let main = coro!("main", async {
        block(3.0)?;
        sleep(0.5).await?;
        block(1.0)
    });
    block_on(Runner::new().pace(timer.pace(1.0)).run(main));
    assert_eq!(*timer.waits.borrow(), [3000, 500, 1000].map(Duration::from_millis));
}

#[test]
fn a_rate_that_is_no_rate_counts_as_one() {
    for rate in [0.0, -1.0, f64::NAN] {
        let timer = Timer::default();
        block_on(Runner::new().pace(timer.pace(rate)).run(coro!("main", sleep(1.5))));
        assert_eq!(*timer.waits.borrow(), [Duration::from_millis(1500)]);
    }
}

/// A host that wants its turn each time it is asked.
struct Greedy {
    turns: Rc<Cell<usize>>,
}

impl Pace for Greedy {
    fn wait(&self, _: Duration) -> Option<LocalBoxFuture<'static, ()>> {
        None
    }

    fn turn(&self) -> Option<LocalBoxFuture<'static, ()>> {
        self.turns.set(self.turns.get() + 1);
        Some(turn_of_the_host().boxed_local())
    }
}

#[test]
fn the_host_has_its_turn_in_a_long_run_and_the_trace_is_the_same() {
    async fn long() -> except_star::Result<()> {
        for _ in 0..2000 {
            sleep(0.0).await?;
        }
        Ok(())
    }
    let turns = Rc::new(Cell::new(0));
    let greedy = block_on(Runner::new().pace(Greedy { turns: turns.clone() }).run(coro!(long())));
    let instant = block_on(Runner::new().run(coro!(long())));
    assert!(turns.get() >= 5, "{}", turns.get());
    assert_eq!(greedy.trace.digest(), instant.trace.digest());
}

#[test]
fn an_instant_run_never_waits_for_its_host() {
    let spec = RunSpec::new("task-group").check().expect("the defaults are valid");
    assert!(spec.run(Instantly).now_or_never().is_some());
}
