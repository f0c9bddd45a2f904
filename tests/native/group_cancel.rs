//! `TaskGroup.cancel`, which CPython has from 3.15 on.
//!
//! Invariant: the console is what CPython 3.15.0rc1 prints; where a CPython that has it is found, it is run.

use except_star::exception::{CancelledError, ExceptionGroup, RuntimeError, ValueError};
use except_star::repr::{Repr, float};
use except_star::{
    Result, TaskGroup, async_with, attempt, call_later, coro, create_task, current_task, print, raise, sleep,
    task_group, time,
};

use crate::check::check;
use crate::console::texts;
use crate::python;

const PYTHON: &str = r#"import asyncio

def now():
    return asyncio.get_running_loop().time()

async def nap(name, delay):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(now(), name, "cancelled")
        raise

async def fails(delay):
    try:
        await asyncio.sleep(9)
    finally:
        await asyncio.sleep(delay)
        raise ValueError("cleanup")

def count():
    return asyncio.current_task().cancelling()

async def body_cut_off():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(nap("x", 5))
        asyncio.get_running_loop().call_later(1, tg.cancel)
        await nap("body", 9)
    print(now(), count(), repr(tg))
    tg.cancel()

async def before_the_block():
    tg = asyncio.TaskGroup()
    tg.cancel()
    async with tg:
        try:
            tg.create_task(nap("y", 5))
        except RuntimeError as e:
            print(e)
        await nap("body", 9)
    print(now(), count())

async def cleanup_fails():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails(0))
            asyncio.get_running_loop().call_later(1, tg.cancel)
    except ExceptionGroup as e:
        print(now(), repr(e), count())

async def body_ends():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(nap("z", 5))
        tg.cancel()
    print(now(), count())
    await asyncio.sleep(1)

async def limited():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(nap("w", 5))
        asyncio.get_running_loop().call_later(1, tg.cancel)
        await nap("body", 9)
    print("not reached")

async def slow():
    try:
        await asyncio.sleep(9)
    finally:
        await asyncio.sleep(2)

async def waits():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(slow())
        asyncio.get_running_loop().call_later(1, tg.cancel)
    print(now(), "swallowed", count())
    await asyncio.sleep(0)

async def from_outside(coro, delay):
    task = asyncio.create_task(coro)
    asyncio.get_running_loop().call_later(delay, task.cancel)
    try:
        await task
        print(now(), "ended")
    except asyncio.CancelledError:
        print(now(), "cancelled", task.cancelling())

async def main():
    if not hasattr(asyncio.TaskGroup, "cancel"):
        return print("absent")
    await body_cut_off()
    await before_the_block()
    await cleanup_fails()
    await body_ends()
    await from_outside(limited(), 1)
    await from_outside(waits(), 2)

asyncio.run(main())
"#;

const CONSOLE: [&str; 13] = [
    "1.0 1.0 x cancelled",
    "1.0 1.0 body cancelled",
    "1.0 1.0 0 <TaskGroup cancelling>",
    "1.0 TaskGroup <TaskGroup cancelling> is shutting down",
    "1.0 1.0 body cancelled",
    "1.0 1.0 0",
    "2.0 2.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('cleanup')]) 0",
    "2.0 2.0 0",
    "4.0 4.0 body cancelled",
    "4.0 4.0 w cancelled",
    "4.0 4.0 cancelled 1",
    "7.0 7.0 swallowed 1",
    "7.0 7.0 ended",
];

fn say(text: String) -> Result<()> {
    print(text);
    Ok(())
}

fn now() -> String {
    float(time().expect("a loop runs"))
}

fn count() -> u32 {
    current_task().expect("a loop runs").expect("a task runs").cancelling()
}

async fn nap(name: &'static str, delay: f64) -> Result<()> {
    attempt(sleep(delay))
        .except(CancelledError, async |e| {
            print(format!("{} {name} cancelled", now()));
            Err(e)
        })
        .await
}

fn cancel_later(tg: &TaskGroup) -> Result<()> {
    let tg = tg.clone();
    call_later(1.0, "cancel", move || {
        tg.cancel();
        Ok(())
    })
    .map(drop)
}

async fn body_cut_off() -> Result<()> {
    let tg = TaskGroup::new();
    let value = async_with(&tg, async |tg| {
        tg.create_task(coro!(nap("x", 5.0)))?;
        cancel_later(&tg)?;
        nap("body", 9.0).await
    });
    assert_eq!(value.await?, None);
    print(format!("{} {} {}", now(), count(), tg.repr()));
    tg.cancel();
    Ok(())
}

async fn before_the_block() -> Result<()> {
    let tg = TaskGroup::new();
    tg.cancel();
    async_with(&tg, async |tg| {
        attempt(async { tg.create_task(coro!(nap("y", 5.0))).map(drop) })
            .except(RuntimeError, async |e| say(e.to_string()))
            .await?;
        nap("body", 9.0).await
    })
    .await?;
    print(format!("{} {}", now(), count()));
    Ok(())
}

async fn cleanup_fails() -> Result<()> {
    attempt(task_group(async |tg| {
        tg.create_task(coro!("fails", async {
            attempt(sleep(9.0)).finally(async || raise(ValueError.new("cleanup"))).await
        }))?;
        cancel_later(&tg)
    }))
    .except(ExceptionGroup, async |e| say(format!("{} {e:?} {}", now(), count())))
    .await
}

async fn body_ends() -> Result<()> {
    let value = task_group(async |tg| {
        tg.create_task(coro!(nap("z", 5.0)))?;
        tg.cancel();
        Ok("a body that is not cut off has its value")
    });
    assert!(value.await?.ends_with("value"));
    print(format!("{} {}", now(), count()));
    sleep(1.0).await
}

async fn limited() -> Result<()> {
    async_with(&TaskGroup::new(), async |tg| {
        tg.create_task(coro!(nap("w", 5.0)))?;
        cancel_later(&tg)?;
        nap("body", 9.0).await
    })
    .await?;
    print("not reached");
    Ok(())
}

async fn waits() -> Result<()> {
    task_group(async |tg| {
        tg.create_task(coro!("slow", async { attempt(sleep(9.0)).finally(async || sleep(2.0).await).await }))?;
        cancel_later(&tg)
    })
    .await?;
    print(format!("{} swallowed {}", now(), count()));
    sleep(0.0).await
}

async fn from_outside(coro: impl except_star::Coroutine<()>, delay: f64) -> Result<()> {
    let task = create_task(coro.into_coro())?;
    let cancelled = task.clone();
    call_later(delay, "cancel", move || {
        cancelled.cancel();
        Ok(())
    })?;
    attempt(async {
        task.clone().await?;
        print(format!("{} ended", now()));
        Ok(())
    })
    .except(CancelledError, async |_| say(format!("{} cancelled {}", now(), task.cancelling())))
    .await
}

#[test]
fn a_group_that_is_cancelled_is_left_without_an_error() {
    let main = async {
        body_cut_off().await?;
        before_the_block().await?;
        cleanup_fails().await?;
        body_ends().await?;
        from_outside(coro!(limited()), 1.0).await?;
        from_outside(coro!(waits()), 2.0).await
    };
    check(coro!("main", main), &CONSOLE);
    if let Some(python) = python::find() {
        let reference = python::run(&python, &[PYTHON.to_owned()]).remove(0);
        let lines = texts(&reference.console);
        assert!(lines == ["0.0 absent"] || lines == CONSOLE, "{lines:?}");
    }
}

/// The block of `task_group` has no value to give for a body that is cut off.
#[test]
fn a_closure_that_is_cut_off_is_cancelled() {
    let main = async {
        attempt(task_group(async |tg| {
            tg.cancel();
            sleep(1.0).await
        }))
        .except(CancelledError, async |e| say(format!("{e:?} {}", count())))
        .await
    };
    check(coro!("main", main), &["0.0 CancelledError() 0"]);
}
