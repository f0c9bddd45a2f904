//! `TaskGroup` and a request to cancel that comes from outside, from a child, or from the body itself.

use except_star::exception::{BaseException, CancelledError, ValueError};
use except_star::repr::Repr;
use except_star::{Result, TaskRef, attempt, coro, create_named_task, print, raise, sleep, task_group};

use crate::check::this_task;

/// Sleeps, and cleans up for a while when it is cancelled.
pub(super) async fn sleeper(name: &'static str, cleanup: f64, fails: bool) -> Result<()> {
    attempt(sleep(9.0))
        .except(CancelledError, async |e| {
            sleep(cleanup).await?;
            print(format!("{name} is clean"));
            if fails { raise(ValueError.new(name)) } else { Err(e) }
        })
        .await
}

/// Fails after a while.
pub(super) async fn fail(name: &'static str, delay: f64) -> Result<()> {
    sleep(delay).await?;
    raise(ValueError.new(name))
}

/// Tells what leaves a group, with the task's own count, and what the next await brings.
pub(super) async fn tell_exit(group: impl IntoFuture<Output = Result<()>>) -> Result<()> {
    attempt(group)
        .otherwise(async |()| {
            print(format!("left {}", this_task().cancelling()));
            Ok(())
        })
        .except(BaseException, async |e| {
            print(format!("raised {e:?} {} {}", e.context().repr(), this_task().cancelling()));
            Ok(())
        })
        .await?;
    attempt(async {
        sleep(1.0).await?;
        print("goes on");
        Ok(())
    })
    .except(CancelledError, async |e| {
        print(format!("next await {e:?} {} {}", e.context().repr(), this_task().cancelling()));
        Ok(())
    })
    .await
}

behaviours! {
    shared: r#"
async def sleeper(name, cleanup, fails):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        await asyncio.sleep(cleanup)
        print(name, "is clean")
        if fails:
            raise ValueError(name)
        raise
"#,

    /// A request that comes while the group waits for its children cancels them; when all are done it goes on as it is,
    /// with its message.
    a_request_while_the_group_waits_cancels_the_children {
        python: r#"
async def work():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sleeper("slow", 0.3, False))
            tg.create_task(sleeper("quick", 0, False))
        print("left", asyncio.current_task().cancelling())
    except BaseException as e:
        print("raised", repr(e), repr(e.__context__), asyncio.current_task().cancelling())
    try:
        await asyncio.sleep(1)
        print("goes on")
    except asyncio.CancelledError as e:
        print("next await", repr(e), repr(e.__context__), asyncio.current_task().cancelling())


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel("stop")
    await task
"#,
        rust: async {
            async fn work() -> Result<()> {
                let group = task_group(async |tg| {
                    tg.create_task(coro!(sleeper("slow", 0.3, false)))?;
                    tg.create_task(coro!(sleeper("quick", 0.0, false)))?;
                    Ok(())
                });
                tell_exit(group).await
            }
            let task = create_named_task("work", coro!(work()))?;
            sleep(1.0).await?;
            task.cancel_with("stop");
            task.await
        },
        console: [
            "1.0 quick is clean",
            "1.3 slow is clean",
            "1.3 raised CancelledError('stop') None 1",
            "2.3 goes on",
        ],
    }

    /// A request that meets the body ends it, and with it the group. Errors of the children's cleanups take its place;
    /// then it comes again at the next await, without its message.
    a_request_gives_way_to_the_childrens_errors_and_comes_again {
        python: r#"
async def work():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sleeper("child", 0.3, True))
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError as e:
                print("body", repr(e))
                raise
        print("left", asyncio.current_task().cancelling())
    except BaseException as e:
        print("raised", repr(e), repr(e.__context__), asyncio.current_task().cancelling())
    try:
        await asyncio.sleep(1)
        print("goes on")
    except asyncio.CancelledError as e:
        print("next await", repr(e), repr(e.__context__), asyncio.current_task().cancelling())


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel("stop")
    await task
"#,
        rust: async {
            async fn work() -> Result<()> {
                let group = task_group(async |tg| {
                    tg.create_task(coro!(sleeper("child", 0.3, true)))?;
                    attempt(sleep(9.0))
                        .except(CancelledError, async |e| {
                            print(format!("body {e:?}"));
                            Err(e)
                        })
                        .await
                });
                tell_exit(group).await
            }
            let task = create_named_task("work", coro!(work()))?;
            sleep(1.0).await?;
            task.cancel_with("stop");
            task.await
        },
        console: [
            "1.0 body CancelledError('stop')",
            "1.3 child is clean",
            "1.3 raised ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('child')]) CancelledError('stop') 1",
            "1.3 next await CancelledError() None 1",
        ],
    }

    /// A task that cancels itself and leaves the body without an await: without unfinished children the group is left as
    /// usual and the next await raises; with some, the exit cancels them and raises.
    a_task_that_cancels_itself_in_the_body_meets_it_at_the_next_suspension {
        python: r#"
async def work(children):
    try:
        async with asyncio.TaskGroup() as tg:
            for n in range(children):
                tg.create_task(sleeper("child", 0, False))
                await asyncio.sleep(0)
            asyncio.current_task().cancel("self")
        print("left", asyncio.current_task().cancelling())
    except BaseException as e:
        print("raised", repr(e), repr(e.__context__), asyncio.current_task().cancelling())
    try:
        await asyncio.sleep(1)
        print("goes on")
    except asyncio.CancelledError as e:
        print("next await", repr(e), repr(e.__context__), asyncio.current_task().cancelling())


async def main():
    for children in (0, 1):
        print(children, "children")
        await asyncio.create_task(work(children))
"#,
        rust: async {
            async fn work(children: u32) -> Result<()> {
                let group = task_group(async |tg| {
                    for _ in 0..children {
                        tg.create_task(coro!(sleeper("child", 0.0, false)))?;
                        sleep(0.0).await?;
                    }
                    this_task().cancel_with("self");
                    Ok(())
                });
                tell_exit(group).await
            }
            for children in [0, 1] {
                print(format!("{children} children"));
                create_named_task("work", coro!(work(children)))?.await?;
            }
            Ok(())
        },
        console: [
            "0.0 0 children",
            "0.0 left 1",
            "0.0 next await CancelledError('self') None 1",
            "0.0 1 children",
            "0.0 child is clean",
            "0.0 raised CancelledError('self') None 1",
            "1.0 goes on",
        ],
    }

    /// A child that cancels its parent is an outside request like any other.
    a_child_that_cancels_the_parent_is_an_outside_request {
        python: r#"
async def rebel(parent):
    await asyncio.sleep(1)
    print("rebel", parent.cancel("by a child"))
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print("rebel", repr(e))
        raise


async def work():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(rebel(asyncio.current_task()))
            tg.create_task(sleeper("child", 0, False))
        print("left", asyncio.current_task().cancelling())
    except BaseException as e:
        print("raised", repr(e), repr(e.__context__), asyncio.current_task().cancelling())
    try:
        await asyncio.sleep(1)
        print("goes on")
    except asyncio.CancelledError as e:
        print("next await", repr(e), repr(e.__context__), asyncio.current_task().cancelling())


async def main():
    await asyncio.create_task(work())
"#,
        rust: async {
            async fn rebel(parent: TaskRef) -> Result<()> {
                sleep(1.0).await?;
                print(format!("rebel {}", parent.cancel_with("by a child").repr()));
                attempt(sleep(9.0))
                    .except(CancelledError, async |e| {
                        print(format!("rebel {e:?}"));
                        Err(e)
                    })
                    .await
            }
            async fn work() -> Result<()> {
                let group = task_group(async |tg| {
                    tg.create_task(coro!(rebel(this_task())))?;
                    tg.create_task(coro!(sleeper("child", 0.0, false)))?;
                    Ok(())
                });
                tell_exit(group).await
            }
            create_named_task("work", coro!(work()))?.await
        },
        console: [
            "1.0 rebel True",
            "1.0 rebel CancelledError()",
            "1.0 child is clean",
            "1.0 raised CancelledError('by a child') None 1",
            "2.0 goes on",
        ],
    }

    /// CancelledError that the body raises by itself ends the group as a request does, though nobody has made one.
    a_body_that_raises_cancelled_error_ends_the_group {
        python: r#"
async def work(fails):
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sleeper("child", 0, fails))
            await asyncio.sleep(1)
            raise asyncio.CancelledError("body")
        print("left", asyncio.current_task().cancelling())
    except BaseException as e:
        print("raised", repr(e), repr(e.__context__), asyncio.current_task().cancelling())
    try:
        await asyncio.sleep(1)
        print("goes on")
    except asyncio.CancelledError as e:
        print("next await", repr(e), repr(e.__context__), asyncio.current_task().cancelling())


async def main():
    for fails in (False, True):
        await asyncio.create_task(work(fails))
"#,
        rust: async {
            async fn work(fails: bool) -> Result<()> {
                let group = task_group(async |tg| {
                    tg.create_task(coro!(sleeper("child", 0.0, fails)))?;
                    sleep(1.0).await?;
                    raise(CancelledError.new("body"))
                });
                tell_exit(group).await
            }
            for fails in [false, true] {
                create_named_task("work", coro!(work(fails)))?.await?;
            }
            Ok(())
        },
        console: [
            "1.0 child is clean",
            "1.0 raised CancelledError('body') None 0",
            "2.0 goes on",
            "3.0 child is clean",
            "3.0 raised ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('child')]) CancelledError('body') 0",
            "4.0 goes on",
        ],
    }
}
