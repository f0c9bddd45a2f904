//! `TaskGroup` from its entry to its exit: who may still be added, who is waited for, and what a closed one says.

use std::cell::OnceCell;

use except_star::exception::{CancelledError, RuntimeError, ValueError};
use except_star::repr::Repr;
use except_star::{Result, TaskGroup, attempt, coro, print, raise, sleep, task_group};

/// Fails after a while.
async fn fail(name: &'static str, delay: f64) -> Result<()> {
    sleep(delay).await?;
    raise(ValueError.new(name))
}

/// Sleeps, and prints when it is cancelled.
async fn sleeper(name: &str, delay: f64) -> Result<()> {
    attempt(sleep(delay))
        .except(CancelledError, async |e| {
            print(format!("{name} {e:?}"));
            Err(e)
        })
        .await?;
    print(format!("{name} ends"));
    Ok(())
}

behaviours! {
    shared: r#"
async def fail(name, delay):
    await asyncio.sleep(delay)
    raise ValueError(name)


async def child():
    print("never")
"#,

    /// A child that swallows its cancellation is waited for, however long it takes.
    a_child_that_swallows_its_cancellation_is_waited_for {
        python: r#"
async def stubborn():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        print("stubborn goes on")
    await asyncio.sleep(5)
    print("stubborn ends")
    return "done"


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            task = tg.create_task(stubborn())
            tg.create_task(fail("fail", 1))
    except* ValueError as group:
        print(repr(group), task.result(), task.cancelling())
"#,
        rust: async {
            async fn stubborn() -> Result<&'static str> {
                attempt(sleep(9.0))
                    .except(CancelledError, async |_| {
                        print("stubborn goes on");
                        Ok(())
                    })
                    .await?;
                sleep(5.0).await?;
                print("stubborn ends");
                Ok("done")
            }
            let made = OnceCell::new();
            attempt(task_group(async |tg| {
                let task = tg.create_task(coro!(stubborn()))?;
                made.get_or_init(|| task);
                tg.create_task(coro!(fail("fail", 1.0)))?;
                Ok(())
            }))
            .except_star(ValueError, async |group| {
                let task = made.get().expect("it was made");
                print(format!("{group:?} {} {}", task.result()?, task.cancelling()));
                Ok(())
            })
            .await
        },
        console: [
            "1.0 stubborn goes on",
            "6.0 stubborn ends",
            "6.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('fail')]) done 1",
        ],
    }

    /// A child that has not begun when the group aborts never runs.
    a_child_that_has_not_begun_when_the_group_aborts_never_runs {
        python: r#"
async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            task = tg.create_task(child())
            raise ValueError("body")
    except* ValueError as group:
        print(repr(group), task.cancelled())
"#,
        rust: async {
            async fn child() -> Result<()> {
                print("never");
                Ok(())
            }
            let made = OnceCell::new();
            attempt(task_group(async |tg| {
                let task = tg.create_task(coro!(child()))?;
                made.get_or_init(|| task);
                raise(ValueError.new("body"))
            }))
            .except_star(ValueError, async |group| {
                let task = made.get().expect("it was made");
                print(format!("{group:?} {}", task.cancelled().repr()));
                Ok(())
            })
            .await
        },
        console: [
            "0.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('body')]) True",
        ],
    }

    /// While tasks remain, a child may add to the group, also when the body has ended; all are waited for.
    a_child_may_add_to_the_group_while_tasks_remain {
        python: r#"
async def grow(tg, depth):
    await asyncio.sleep(1)
    print("depth", depth)
    if depth < 3:
        tg.create_task(grow(tg, depth + 1), name=f"depth {depth + 1}")


async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(grow(tg, 1))
        print("body ends")
    print("left")
"#,
        rust: async {
            fn grow(tg: TaskGroup, depth: u32) -> futures::future::LocalBoxFuture<'static, Result<()>> {
                Box::pin(async move {
                    sleep(1.0).await?;
                    print(format!("depth {depth}"));
                    if depth < 3 {
                        let child = coro!("grow", grow(tg.clone(), depth + 1));
                        tg.create_named_task(&format!("depth {}", depth + 1), child)?;
                    }
                    Ok(())
                })
            }
            task_group(async |tg| {
                tg.create_task(coro!(grow(tg.clone(), 1)))?;
                print("body ends");
                Ok(())
            })
            .await?;
            print("left");
            Ok(())
        },
        console: [
            "0.0 body ends",
            "1.0 depth 1",
            "2.0 depth 2",
            "3.0 depth 3",
            "3.0 left",
        ],
    }

    /// A group that is aborting or finished takes no more tasks and says so. It closes the coroutine, so no warning follows.
    a_group_that_is_over_refuses_tasks {
        python: r#"
def add(tg):
    try:
        tg.create_task(child())
    except RuntimeError as e:
        print(repr(e), repr(e.__context__))


async def adder(tg):
    try:
        await asyncio.sleep(9)
    finally:
        add(tg)


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(adder(tg))
            tg.create_task(adder(tg))
            tg.create_task(fail("fail", 1))
            try:
                await asyncio.sleep(9)
            finally:
                add(tg)
    except* ValueError as group:
        print(repr(group))
        add(tg)
    async with asyncio.TaskGroup() as tg:
        pass
    add(tg)
"#,
        rust: async {
            async fn child() -> Result<()> {
                print("never");
                Ok(())
            }
            async fn add(tg: &TaskGroup) -> Result<()> {
                attempt(async { tg.create_task(coro!(child())).map(drop) })
                    .except(RuntimeError, async |e| {
                        print(format!("{e:?} {}", e.context().repr()));
                        Ok(())
                    })
                    .await
            }
            async fn adder(tg: TaskGroup) -> Result<()> {
                attempt(sleep(9.0)).finally(async || add(&tg).await).await
            }
            let over = OnceCell::new();
            attempt(task_group(async |tg| {
                over.get_or_init(|| tg.clone());
                tg.create_task(coro!(adder(tg.clone())))?;
                tg.create_task(coro!(adder(tg.clone())))?;
                tg.create_task(coro!(fail("fail", 1.0)))?;
                attempt(sleep(9.0)).finally(async || add(&tg).await).await
            }))
            .except_star(ValueError, async |group| {
                print(format!("{group:?}"));
                add(over.get().expect("it was entered")).await
            })
            .await?;
            let tg = task_group(async |tg| Ok(tg)).await?;
            add(&tg).await
        },
        console: [
            "1.0 RuntimeError('TaskGroup <TaskGroup tasks=2 errors=1 cancelling> is shutting down') CancelledError()",
            "1.0 RuntimeError('TaskGroup <TaskGroup tasks=2 errors=1 cancelling> is shutting down') CancelledError()",
            "1.0 RuntimeError('TaskGroup <TaskGroup tasks=2 errors=1 cancelling> is shutting down') CancelledError()",
            "1.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('fail')])",
            "1.0 RuntimeError('TaskGroup <TaskGroup cancelling> is finished') ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('fail')])",
            "1.0 RuntimeError('TaskGroup <TaskGroup entered> is finished') None",
        ],
    }

    /// A child that is cancelled, or that raises CancelledError by itself, is no error of the group and cancels nobody.
    a_cancelled_child_is_no_error_of_the_group {
        python: r#"
async def sleeper(name, delay):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as e:
        print(name, repr(e))
        raise
    print(name, "ends")


async def give_up():
    raise asyncio.CancelledError("by itself")


async def main():
    async with asyncio.TaskGroup() as tg:
        first = tg.create_task(sleeper("first", 2))
        tg.create_task(sleeper("second", 1))
        second = tg.create_task(give_up())
        await asyncio.sleep(0.5)
        first.cancel("not needed")
    print(first.cancelled(), second.cancelled())
"#,
        rust: async {
            async fn give_up() -> Result<()> {
                raise(CancelledError.new("by itself"))
            }
            let (first, second) = task_group(async |tg| {
                let first = tg.create_task(coro!(sleeper("first", 2.0)))?;
                tg.create_task(coro!(sleeper("second", 1.0)))?;
                let second = tg.create_task(coro!(give_up()))?;
                sleep(0.5).await?;
                first.cancel_with("not needed");
                Ok((first, second))
            })
            .await?;
            print(format!("{} {}", first.cancelled().repr(), second.cancelled().repr()));
            Ok(())
        },
        console: [
            "0.5 first CancelledError('not needed')",
            "1.0 second ends",
            "1.0 True True",
        ],
    }
}
