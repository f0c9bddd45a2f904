//! The works of the browser's benchmark on except-star's primitives, callable from a page. The trace is on.
//!
//! Invariant: each returns how many of its tasks ended as they should, which is all of them, so that nothing is left out.

use std::cell::Cell;

use except_star::exception::ValueError;
use except_star::{
    Coro, Limits, Result, Runner, attempt, coro, create_task, gather, gather_return_exceptions, raise, sleep,
    task_group,
};
use futures::executor::block_on;
use wasm_bindgen::prelude::wasm_bindgen;

fn run<F: Future<Output = Result<usize>> + 'static>(main: Coro<F>) -> usize {
    let finished = block_on(Runner::new().limits(Limits::NONE).run(main));
    finished.value.unwrap_or_else(|| panic!("{:?}", finished.end))
}

async fn child(n: usize) -> Result<usize> {
    sleep(0.0).await?;
    Ok(n)
}

async fn yielder(times: usize) -> Result<usize> {
    for _ in 0..times {
        sleep(0.0).await?;
    }
    Ok(times)
}

async fn failing(n: usize) -> Result<()> {
    sleep(0.0).await?;
    raise(ValueError.new(n as i64))
}

/// Tasks of one group, each of which yields once.
#[wasm_bindgen]
pub fn group(tasks: usize) -> usize {
    let main = async move {
        let tasks =
            task_group(async move |tg| (0..tasks).map(|n| tg.create_task(coro!(child(n)))).collect::<Result<Vec<_>>>());
        Ok(tasks.await?.iter().filter(|task| task.result().is_ok()).count())
    };
    run(coro!("main", main))
}

/// A hundred tasks that yield this often together.
#[wasm_bindgen]
pub fn yields(times: usize) -> usize {
    let main = async move {
        let counts = gather((0..100).map(|_| coro!(yielder(times / 100))))?.await?;
        Ok(counts.iter().sum())
    };
    run(coro!("main", main))
}

/// Gathered tasks, each of which yields once.
#[wasm_bindgen]
pub fn gathered(tasks: usize) -> usize {
    run(coro!("main", async move { Ok(gather((0..tasks).map(|n| coro!(child(n))))?.await?.len()) }))
}

/// Tasks of one group that fail after they have yielded, collected by `except*`.
#[wasm_bindgen]
pub fn fail(tasks: usize) -> usize {
    let main = async move {
        let collected = Cell::new(0);
        attempt(task_group(async move |tg| {
            for n in 0..tasks {
                tg.create_task(coro!(failing(n)))?;
            }
            Ok(())
        }))
        .except_star(ValueError, async |group| {
            collected.set(group.exceptions().len());
            Ok(())
        })
        .await?;
        Ok(collected.get())
    };
    run(coro!("main", main))
}

/// Tasks that sleep for an hour, are cancelled one by one, and collected.
#[wasm_bindgen]
pub fn cancel(tasks: usize) -> usize {
    let main = async move {
        let sleepers: Result<Vec<_>> = (0..tasks).map(|_| create_task(coro!("sleeper", sleep(3600.0)))).collect();
        let sleepers = sleepers?;
        sleep(0.0).await?;
        for sleeper in &sleepers {
            sleeper.cancel();
        }
        let results = gather_return_exceptions(sleepers)?.await?;
        Ok(results.iter().filter(|result| result.is_err()).count())
    };
    run(coro!("main", main))
}
