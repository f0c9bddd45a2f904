//! `wait_for`: what it waits for when the time is up, and what comes out.
//!
//! Invariant: a coroutine runs within the caller's task, so a name that a body prints is that of the caller.

use super::turns;
use except_star::exception::{CancelledError, TimeoutError, ValueError};
use except_star::repr::Repr;
use except_star::{
    Awaitable, Result, attempt, call_later, coro, create_named_task, create_task, print, raise, sleep, wait_for,
};

use crate::check::this_task;

/// Sleeps, and meets its cancellation as `manner` says, after a cleanup of a second.
async fn work(manner: &'static str) -> Result<&'static str> {
    attempt(async {
        sleep(9.0).await?;
        Ok("in time")
    })
    .except(CancelledError, async |e| {
        print(format!("{manner} cleans up in {} {e:?}", this_task().name()));
        sleep(1.0).await?;
        match manner {
            "swallows" => Ok("swallowed"),
            "fails" => raise(ValueError.new("cleanup")),
            _ => Err(e),
        }
    })
    .await
}

/// Tells what comes out.
async fn tell(name: &str, body: impl IntoFuture<Output = Result<&'static str>>) -> Result<()> {
    attempt(async {
        print(format!("{name} {} {}", body.await?, this_task().cancelling()));
        Ok(())
    })
    .except([CancelledError, TimeoutError, ValueError], async |e| {
        let (cause, context) = (e.cause().repr(), e.context().repr());
        print(format!("{name} {e:?} {cause} {context} {}", this_task().cancelling()));
        Ok(())
    })
    .await
}

behaviours! {
    shared: r#"
async def work(manner):
    try:
        await asyncio.sleep(9)
        return "in time"
    except asyncio.CancelledError as e:
        print(manner, "cleans up in", asyncio.current_task().get_name(), repr(e))
        await asyncio.sleep(1)
        if manner == "swallows":
            return "swallowed"
        if manner == "fails":
            raise ValueError("cleanup")
        raise


async def tell(name, body):
    try:
        print(name, await body, asyncio.current_task().cancelling())
    except (asyncio.CancelledError, TimeoutError, ValueError) as e:
        print(name, repr(e), repr(e.__cause__), repr(e.__context__), asyncio.current_task().cancelling())
"#,

    /// When the time is up the body's cleanup is awaited, however long it takes. A body that swallows its cancellation
    /// returns its value, and an error of the cleanup wins over TimeoutError. A task is treated like a coroutine.
    the_cleanup_is_awaited_and_decides_what_comes_out {
        python: r#"
async def main():
    for manner in ["obeys", "swallows", "fails"]:
        await tell("coroutine", asyncio.wait_for(work(manner), 1))
        await tell("task", asyncio.wait_for(asyncio.create_task(work(manner), name="T"), 1))
    await tell("coroutine", asyncio.wait_for(work("late"), 20))
    await tell("coroutine", asyncio.wait_for(work("unlimited"), None))
"#,
        rust: async {
            for manner in ["obeys", "swallows", "fails"] {
                tell("coroutine", wait_for(coro!(work(manner)), 1.0)).await?;
                tell("task", wait_for(create_named_task("T", coro!(work(manner)))?, 1.0)).await?;
            }
            tell("coroutine", wait_for(coro!(work("late")), 20.0)).await?;
            tell("coroutine", wait_for(coro!(work("unlimited")), None)).await
        },
        console: [
            "1.0 obeys cleans up in Task-1 CancelledError()",
            "2.0 coroutine TimeoutError() CancelledError() CancelledError() 0",
            "3.0 obeys cleans up in T CancelledError()",
            "4.0 task TimeoutError() CancelledError() CancelledError() 0",
            "5.0 swallows cleans up in Task-1 CancelledError()",
            "6.0 coroutine swallowed 0",
            "7.0 swallows cleans up in T CancelledError()",
            "8.0 task swallowed 0",
            "9.0 fails cleans up in Task-1 CancelledError()",
            "10.0 coroutine ValueError('cleanup') None TimeoutError() 0",
            "11.0 fails cleans up in T CancelledError()",
            "12.0 task ValueError('cleanup') None TimeoutError() 0",
            "21.0 coroutine in time 0",
            "30.0 coroutine in time 0",
        ],
    }

    /// With nothing left of the time a coroutine never starts, and nobody is warned of it. A task is cancelled, which one
    /// that has begun notices, and one that is done already gives its result.
    with_no_time_left_a_coroutine_never_starts {
        python: r#"
async def work(manner):
    print(manner, "begins")
    try:
        await asyncio.sleep(9)
        return "in time"
    except asyncio.CancelledError as e:
        print(manner, "cleans up in", asyncio.current_task().get_name(), repr(e))
        await asyncio.sleep(1)
        if manner == "swallows":
            return "swallowed"
        if manner == "fails":
            raise ValueError("cleanup")
        raise


async def ready():
    return "ready"


async def main():
    for limit in [0, -1]:
        await tell("coroutine", asyncio.wait_for(work("coroutine"), limit))
    await tell("new", asyncio.wait_for(asyncio.create_task(work("new"), name="T"), 0))
    for manner in ["obeys", "swallows", "fails"]:
        task = asyncio.create_task(work(manner), name="T")
        await asyncio.sleep(0)
        await tell("task", asyncio.wait_for(task, 0))
    task = asyncio.create_task(ready())
    await task
    await tell("done", asyncio.wait_for(task, 0))
"#,
        rust: async {
            async fn begin(manner: &'static str) -> Result<&'static str> {
                print(format!("{manner} begins"));
                work(manner).await
            }
            async fn ready() -> Result<&'static str> {
                Ok("ready")
            }
            for limit in [0.0, -1.0] {
                tell("coroutine", wait_for(coro!(begin("coroutine")), limit)).await?;
            }
            tell("new", wait_for(create_named_task("T", coro!(begin("new")))?, 0.0)).await?;
            for manner in ["obeys", "swallows", "fails"] {
                let task = create_named_task("T", coro!(begin(manner)))?;
                sleep(0.0).await?;
                tell("task", wait_for(task, 0.0)).await?;
            }
            let task = create_task(coro!(ready()))?;
            (&task).await?;
            tell("done", wait_for(task, 0.0)).await
        },
        console: [
            "0.0 coroutine TimeoutError() CancelledError() CancelledError() 0",
            "0.0 coroutine TimeoutError() CancelledError() CancelledError() 0",
            "0.0 new TimeoutError() CancelledError() CancelledError() 0",
            "0.0 obeys begins",
            "0.0 obeys cleans up in T CancelledError()",
            "1.0 task TimeoutError() CancelledError() CancelledError() 0",
            "1.0 swallows begins",
            "1.0 swallows cleans up in T CancelledError()",
            "2.0 task swallowed 0",
            "2.0 fails begins",
            "2.0 fails cleans up in T CancelledError()",
            "3.0 task ValueError('cleanup') None CancelledError() 0",
            "3.0 done ready 0",
        ],
    }

    /// A request to the caller goes to what it waits for. CancelledError comes out with its message when that has cleaned up;
    /// what swallows the request gives its value, and the request is left as a count.
    a_request_to_the_caller_reaches_what_it_waits_for {
        python: r#"
async def main():
    for manner in ["obeys", "swallows", "fails"]:
        inner = asyncio.create_task(work(manner), name="inner")
        for name, body in [("coroutine", work(manner)), ("task", inner)]:
            caller = asyncio.create_task(tell(name, asyncio.wait_for(body, 20)), name="caller")
            await asyncio.sleep(0.5)
            caller.cancel("stop")
            await caller
"#,
        rust: async {
            async fn cancelled(body: impl Future<Output = Result<()>> + 'static) -> Result<()> {
                let caller = create_named_task("caller", coro!("tell", body))?;
                sleep(0.5).await?;
                caller.cancel_with("stop");
                caller.await
            }
            for manner in ["obeys", "swallows", "fails"] {
                let inner = create_named_task("inner", coro!(work(manner)))?;
                cancelled(tell("coroutine", wait_for(coro!(work(manner)), 20.0))).await?;
                cancelled(tell("task", wait_for(inner, 20.0))).await?;
            }
            Ok(())
        },
        console: [
            "0.5 obeys cleans up in caller CancelledError('stop')",
            "1.5 coroutine CancelledError('stop') None None 1",
            "2.0 obeys cleans up in inner CancelledError('stop')",
            "3.0 task CancelledError('stop') None None 1",
            "3.5 swallows cleans up in caller CancelledError('stop')",
            "4.5 coroutine swallowed 1",
            "5.0 swallows cleans up in inner CancelledError('stop')",
            "6.0 task swallowed 1",
            "6.5 fails cleans up in caller CancelledError('stop')",
            "7.5 coroutine ValueError('cleanup') None CancelledError('stop') 1",
            "8.0 fails cleans up in inner CancelledError('stop')",
            "9.0 task ValueError('cleanup') None CancelledError('stop') 1",
        ],
    }

    /// A coroutine costs no turn of its own. When the time is up it wakes one turn after the timer; a task takes one more
    /// turn, for the caller to wake.
    a_coroutine_takes_no_turn_and_a_timeout_one_a_level {
        python: r#"
async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)


async def pause(count):
    for _ in range(count):
        await asyncio.sleep(0)
    return count


async def work(name):
    try:
        await asyncio.sleep(9)
    finally:
        print(name, "is cancelled")


async def limited(name, body):
    try:
        await asyncio.wait_for(body, 1)
    except TimeoutError as e:
        print(name, repr(e))


async def main():
    loop = asyncio.get_running_loop()
    ticking = asyncio.create_task(turns(4))
    print(await asyncio.wait_for(pause(0), 1))
    print(await asyncio.wait_for(pause(1), 1))
    print(await asyncio.wait_for(asyncio.create_task(pause(0)), 1))
    await ticking
    bodies = [("A", work("A")), ("B", asyncio.create_task(work("B")))]
    tasks = [asyncio.create_task(limited(name, body)) for name, body in bodies]
    loop.call_later(1, lambda: asyncio.create_task(turns(4)))
    await tasks[0]
    await tasks[1]
    await asyncio.sleep(1)
"#,
        rust: async {
            async fn pause(count: i64) -> Result<i64> {
                for _ in 0..count {
                    sleep(0.0).await?;
                }
                Ok(count)
            }
            async fn work(name: &'static str) -> Result<()> {
                attempt(sleep(9.0))
                    .finally(async || {
                        print(format!("{name} is cancelled"));
                        Ok(())
                    })
                    .await
            }
            async fn limited(name: &str, body: impl Awaitable<()>) -> Result<()> {
                attempt(wait_for(body, 1.0))
                    .except(TimeoutError, async |e| {
                        print(format!("{name} {e:?}"));
                        Ok(())
                    })
                    .await
            }
            let ticking = create_task(coro!(turns(4)))?;
            print(format!("{}", wait_for(coro!(pause(0)), 1.0).await?));
            print(format!("{}", wait_for(coro!(pause(1)), 1.0).await?));
            print(format!("{}", wait_for(create_task(coro!(pause(0)))?, 1.0).await?));
            ticking.await?;
            let inner = create_task(coro!(work("B")))?;
            let first = create_task(coro!(limited("A", coro!(work("A")))))?;
            let second = create_task(coro!(limited("B", inner)))?;
            call_later(1.0, "<lambda>", || create_task(coro!(turns(4))).map(drop))?;
            first.await?;
            second.await?;
            sleep(1.0).await
        },
        console: [
            "0.0 0",
            "0.0 turn 1",
            "0.0 1",
            "0.0 turn 2",
            "0.0 turn 3",
            "0.0 0",
            "0.0 turn 4",
            "1.0 turn 1",
            "1.0 A is cancelled",
            "1.0 A TimeoutError()",
            "1.0 B is cancelled",
            "1.0 turn 2",
            "1.0 B TimeoutError()",
            "1.0 turn 3",
            "1.0 turn 4",
        ],
    }
}
