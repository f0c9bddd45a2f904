//! `TaskGroup` and a request to cancel that comes from outside, from a child, or from the body itself.

use super::{Own, own_task};
use except_star::exception::{BaseException, CancelledError, ValueError};
use except_star::repr::Repr;
use except_star::{Result, attempt, coro, print, raise, sleep, task_group};

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
pub(super) async fn tell_exit(own: &Own, group: impl IntoFuture<Output = Result<()>>) -> Result<()> {
    attempt(group)
        .otherwise(async |()| {
            print(format!("left {}", own.cancelling()));
            Ok(())
        })
        .except(BaseException, async |e| {
            print(format!("raised {e:?} {} {}", e.context().repr(), own.cancelling()));
            Ok(())
        })
        .await?;
    attempt(async {
        sleep(1.0).await?;
        print("goes on");
        Ok(())
    })
    .except(CancelledError, async |e| {
        print(format!("next await {e:?} {} {}", e.context().repr(), own.cancelling()));
        Ok(())
    })
    .await
}

behaviours! {
    /// A request that comes while the group waits for its children cancels them; when all are done it goes on as it is,
    /// with its message.
    a_request_while_the_group_waits_cancels_the_children {
        python: r#"
async def sleeper(name, cleanup, fails):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        await asyncio.sleep(cleanup)
        print(name, "is clean")
        if fails:
            raise ValueError(name)
        raise


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
            async fn work(own: Own) -> Result<()> {
                let group = task_group(async |tg| {
                    tg.create_task(coro!(sleeper("slow", 0.3, false)))?;
                    tg.create_task(coro!(sleeper("quick", 0.0, false)))?;
                    Ok(())
                });
                tell_exit(&own, group).await
            }
            let task = own_task("work", |own| coro!(work(own)))?;
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
async def sleeper(name, cleanup, fails):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        await asyncio.sleep(cleanup)
        print(name, "is clean")
        if fails:
            raise ValueError(name)
        raise


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
            async fn work(own: Own) -> Result<()> {
                let group = task_group(async |tg| {
                    tg.create_task(coro!(sleeper("child", 0.3, true)))?;
                    attempt(sleep(9.0))
                        .except(CancelledError, async |e| {
                            print(format!("body {e:?}"));
                            Err(e)
                        })
                        .await
                });
                tell_exit(&own, group).await
            }
            let task = own_task("work", |own| coro!(work(own)))?;
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
async def sleeper(name, cleanup, fails):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        await asyncio.sleep(cleanup)
        print(name, "is clean")
        if fails:
            raise ValueError(name)
        raise


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
            async fn work(own: Own, children: u32) -> Result<()> {
                let group = task_group(async |tg| {
                    for _ in 0..children {
                        tg.create_task(coro!(sleeper("child", 0.0, false)))?;
                        sleep(0.0).await?;
                    }
                    own.cancel_with("self");
                    Ok(())
                });
                tell_exit(&own, group).await
            }
            for children in [0, 1] {
                print(format!("{children} children"));
                own_task("work", |own| coro!(work(own, children)))?.await?;
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
async def sleeper(name, cleanup, fails):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        await asyncio.sleep(cleanup)
        print(name, "is clean")
        if fails:
            raise ValueError(name)
        raise


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
            async fn rebel(parent: Own) -> Result<()> {
                sleep(1.0).await?;
                print(format!("rebel {}", parent.cancel_with("by a child").repr()));
                attempt(sleep(9.0))
                    .except(CancelledError, async |e| {
                        print(format!("rebel {e:?}"));
                        Err(e)
                    })
                    .await
            }
            async fn work(own: Own) -> Result<()> {
                let group = task_group(async |tg| {
                    tg.create_task(coro!(rebel(own.clone())))?;
                    tg.create_task(coro!(sleeper("child", 0.0, false)))?;
                    Ok(())
                });
                tell_exit(&own, group).await
            }
            own_task("work", |own| coro!(work(own)))?.await
        },
        console: [
            "1.0 rebel True",
            "1.0 rebel CancelledError()",
            "1.0 child is clean",
            "1.0 raised CancelledError('by a child') None 1",
            "2.0 goes on",
        ],
    }
}
