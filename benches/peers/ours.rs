//! The works on except-star's primitives.
//!
//! Invariant: no limit ends a run, and a run that ends otherwise than well ends the benchmark.

use std::hint::black_box;

use except_star::{
    Coro, Limits, Result, Runner, coro, create_task, gather, gather_return_exceptions, sleep, task_group,
};
use futures::executor::block_on;

fn run<F: Future<Output = Result<()>> + 'static>(traced: bool, main: Coro<F>) {
    let finished = block_on(Runner::new().traced(traced).limits(Limits::NONE).run(main));
    assert!(finished.value.is_some(), "{:?}", finished.end);
    black_box(finished.trace.len());
}

async fn trivial(n: usize) -> Result<usize> {
    Ok(black_box(n))
}

/// Tasks of one group that have nothing to wait for.
pub(crate) fn spawn(tasks: usize, traced: bool) {
    let group = task_group(async move |tg| {
        for n in 0..tasks {
            tg.create_task(coro!(trivial(n)))?;
        }
        Ok(())
    });
    run(traced, coro!("main", group));
}

/// Tasks of one group that yield often.
pub(crate) fn yields(tasks: usize, times: usize, traced: bool) {
    let group = task_group(async move |tg| {
        for _ in 0..tasks {
            tg.create_task(coro!("yielder", async move {
                for _ in 0..times {
                    sleep(0.0).await?;
                }
                Ok(())
            }))?;
        }
        Ok(())
    });
    run(traced, coro!("main", group));
}

/// Tasks that are gathered.
pub(crate) fn gathered(tasks: usize, traced: bool) {
    let main = async move {
        let results = gather((0..tasks).map(|n| coro!(trivial(n))))?.await?;
        assert_eq!(results.len(), tasks);
        Ok(())
    };
    run(traced, coro!("main", main));
}

/// Tasks that sleep, are cancelled, and are collected.
pub(crate) fn cancelled(tasks: usize, traced: bool) {
    let main = async move {
        let mut sleepers = Vec::with_capacity(tasks);
        for _ in 0..tasks {
            sleepers.push(create_task(coro!("sleeper", sleep(1.0)))?);
        }
        sleep(0.0).await?;
        for sleeper in &sleepers {
            sleeper.cancel();
        }
        let results = gather_return_exceptions(sleepers)?.await?;
        assert!(results.iter().all(std::result::Result::is_err));
        Ok(())
    };
    run(traced, coro!("main", main));
}
