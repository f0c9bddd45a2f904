//! `TaskGroup` while it aborts: requests to cancel that come meanwhile, and groups around it that abort as well.

use super::task_group_cancelled::{fail, sleeper, tell_exit};
use except_star::exception::{CancelledError, ExceptionGroup, ValueError};
use except_star::repr::Repr;
use except_star::{Future, Result, attempt, coro, create_named_task, print, raise, sleep, task_group};

use crate::check::this_task;

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


async def fail(name, delay):
    await asyncio.sleep(delay)
    raise ValueError(name)
"#,

    /// A request that comes while the group already aborts: the group is raised, and the request comes at the next await.
    a_request_during_the_abort_comes_at_the_next_await {
        python: r#"
async def work():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sleeper("child", 1, False))
            tg.create_task(fail("fail", 1))
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
    await asyncio.sleep(1.5)
    print(task.cancel("stop"), task.cancelling())
    await task
"#,
        rust: async {
            async fn work() -> Result<()> {
                let group = task_group(async |tg| {
                    tg.create_task(coro!(sleeper("child", 1.0, false)))?;
                    tg.create_task(coro!(fail("fail", 1.0)))?;
                    Ok(())
                });
                tell_exit(group).await
            }
            let task = create_named_task("work", coro!(work()))?;
            sleep(1.5).await?;
            print(format!("{} {}", task.cancel_with("stop").repr(), task.cancelling()));
            task.await
        },
        console: [
            "1.5 True 2",
            "2.0 child is clean",
            "2.0 raised ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('fail')]) None 1",
            "2.0 next await CancelledError() None 1",
        ],
    }

    /// A request and the cause of a child's failure in one step. If the request is first, the group cancels the child
    /// before it goes on, and its failure never happens; otherwise the group raises it.
    a_request_and_a_failure_in_one_iteration_depend_on_their_order {
        python: r#"
async def child(future):
    await future
    raise ValueError("child")


async def work(future):
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child(future))
        print("left", asyncio.current_task().cancelling())
    except BaseException as e:
        print("raised", repr(e), repr(e.__context__), asyncio.current_task().cancelling())
    try:
        await asyncio.sleep(1)
        print("goes on")
    except asyncio.CancelledError as e:
        print("next await", repr(e), repr(e.__context__), asyncio.current_task().cancelling())


async def main():
    for first in ("request", "failure"):
        print(first, "first")
        future = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(work(future))
        await asyncio.sleep(1)
        if first == "failure":
            future.set_result(None)
        task.cancel("stop")
        if first == "request":
            future.set_result(None)
        await task
"#,
        rust: async {
            async fn child(future: Future<()>) -> Result<()> {
                future.wait().await?;
                raise(ValueError.new("child"))
            }
            async fn work(future: Future<()>) -> Result<()> {
                let group = task_group(async |tg| tg.create_task(coro!(child(future))).map(drop));
                tell_exit(group).await
            }
            for first in ["request", "failure"] {
                print(format!("{first} first"));
                let future = Future::new()?;
                let task = create_named_task("work", coro!(work(future.clone())))?;
                sleep(1.0).await?;
                if first == "failure" {
                    future.set_result(())?;
                }
                task.cancel_with("stop");
                if first == "request" {
                    future.set_result(())?;
                }
                task.await?;
            }
            Ok(())
        },
        console: [
            "0.0 request first",
            "1.0 raised CancelledError('stop') None 1",
            "2.0 goes on",
            "2.0 failure first",
            "3.0 raised ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('child')]) None 1",
            "3.0 next await CancelledError() None 1",
        ],
    }

    /// A body that swallows the abort's CancelledError goes on and is not asked a second time, whatever fails meanwhile;
    /// the errors are raised at the exit.
    a_body_that_swallows_the_abort_is_not_asked_again {
        python: r#"
async def work():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail("first", 1))
            tg.create_task(sleeper("second", 1, True))
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError as e:
                print("body", repr(e), asyncio.current_task().cancelling())
            await asyncio.sleep(5)
            print("body ends")
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
            async fn work() -> Result<()> {
                let group = task_group(async |tg| {
                    tg.create_task(coro!(fail("first", 1.0)))?;
                    tg.create_task(coro!(sleeper("second", 1.0, true)))?;
                    attempt(sleep(9.0))
                        .except(CancelledError, async |e| {
                            print(format!("body {e:?} {}", this_task().cancelling()));
                            Ok(())
                        })
                        .await?;
                    sleep(5.0).await?;
                    print("body ends");
                    Ok(())
                });
                tell_exit(group).await
            }
            create_named_task("work", coro!(work()))?.await
        },
        console: [
            "1.0 body CancelledError() 1",
            "2.0 second is clean",
            "6.0 body ends",
            "6.0 raised ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('first'), ValueError('second')]) None 0",
            "7.0 goes on",
        ],
    }

    /// Nested groups that fail in one iteration: the inner group is one of the errors of the outer one, after the outer
    /// group's own; nobody is left with a request to cancel.
    nested_groups_that_fail_at_once_nest_their_errors {
        python: r#"
async def work():
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(fail("outer", 1))
            try:
                async with asyncio.TaskGroup() as inner:
                    inner.create_task(fail("inner", 1))
            except ExceptionGroup as group:
                print("inner", repr(group), asyncio.current_task().cancelling())
                raise
    except ExceptionGroup as group:
        print("outer", repr(group), repr(group.__context__), asyncio.current_task().cancelling())
    await asyncio.sleep(1)
    print("work ends")


async def main():
    await asyncio.create_task(work())
"#,
        rust: async {
            async fn work() -> Result<()> {
                attempt(task_group(async |outer| {
                    outer.create_task(coro!(fail("outer", 1.0)))?;
                    attempt(task_group(async |inner| inner.create_task(coro!(fail("inner", 1.0))).map(drop)))
                        .except(ExceptionGroup, async |group| {
                            print(format!("inner {group:?} {}", this_task().cancelling()));
                            Err(group)
                        })
                        .await
                }))
                .except(ExceptionGroup, async |group| {
                    print(format!("outer {group:?} {} {}", group.context().repr(), this_task().cancelling()));
                    Ok(())
                })
                .await?;
                sleep(1.0).await?;
                print("work ends");
                Ok(())
            }
            create_named_task("work", coro!(work()))?.await
        },
        console: [
            "1.0 inner ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('inner')]) 1",
            "1.0 outer ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('outer'), ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('inner')])]) ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('inner')]) 0",
            "2.0 work ends",
        ],
    }
}
