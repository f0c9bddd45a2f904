//! Timeouts: who wins when several things happen at one moment, and what is left of the request to cancel.
//!
//! Invariant: every console shows, beside the exception, whether the timeout expired and how many requests remain.

use std::cell::OnceCell;

use except_star::exception::{CancelledError, TimeoutError, ValueError};
use except_star::repr::Repr;
use except_star::{
    Exception, Future, Result, Timeout, attempt, call_at, coro, create_task, print, sleep, timeout, timeout_at,
};

use crate::check::this_task;

/// Awaits `body` until 1 s and prints how that ended.
async fn limited<T: Repr>(name: &str, body: impl IntoFuture<Output = Result<T>>) -> Result<()> {
    let limit: OnceCell<Timeout> = OnceCell::new();
    attempt(timeout_at(1.0, async |entered| {
        let _ = limit.set(entered);
        print(format!("{name} {}", body.await?.repr()));
        Ok(())
    }))
    .except([CancelledError, TimeoutError], async |e| {
        let expired = limit.get().map(Timeout::expired);
        print(format!("{name} {e:?} {} {} {}", e.cause().repr(), expired.repr(), this_task().cancelling()));
        Ok(())
    })
    .await
}

behaviours! {
    shared: r#"
async def limited(name, body):
    try:
        async with asyncio.timeout_at(1) as limit:
            print(name, repr(await body))
    except (asyncio.CancelledError, TimeoutError) as e:
        print(name, repr(e), repr(e.__cause__), limit.expired(), asyncio.current_task().cancelling())
"#,

    /// What comes at the very moment at which the time is up is too late, whether it is a result, an exception or the end of
    /// a sleep; the exception is lost without a word. What was done before is not awaited, so it comes through.
    the_timeout_wins_over_what_is_ready_at_that_moment {
        python: r#"
async def nap():
    await asyncio.sleep(0.5)
    return "done"


async def main():
    loop = asyncio.get_running_loop()
    result, error = loop.create_future(), loop.create_future()
    loop.call_at(1, result.set_result, "result")
    loop.call_at(1, error.set_exception, ValueError("lost"))
    done = asyncio.create_task(nap())
    bodies = [("sleep", asyncio.sleep(1)), ("result", result), ("error", error), ("task", done)]
    tasks = [asyncio.create_task(limited(name, body)) for name, body in bodies]
    del error, bodies
    for task in tasks:
        await task
    await limited("done task", done)
"#,
        rust: async {
            async fn nap() -> Result<&'static str> {
                sleep(0.5).await?;
                Ok("done")
            }
            let result = Future::<&str>::new()?;
            let error = Future::<&str>::new()?;
            let (resolved, failed) = (result.clone(), error.clone());
            call_at(1.0, "set_result", move || resolved.set_result("result"))?;
            call_at(1.0, "set_exception", move || failed.set_exception(ValueError.new("lost")))?;
            let done = create_task(coro!(nap()))?;
            let tasks = [
                create_task(coro!(limited("sleep", sleep(1.0))))?,
                create_task(coro!(limited("result", async move { result.wait().await })))?,
                create_task(coro!(limited("error", async move { error.wait().await })))?,
                create_task(coro!(limited("task", done.clone())))?,
            ];
            for task in tasks {
                task.await?;
            }
            limited("done task", done).await
        },
        console: [
            "0.5 task 'done'",
            "1.0 result TimeoutError() CancelledError() True 0",
            "1.0 error TimeoutError() CancelledError() True 0",
            "1.0 sleep TimeoutError() CancelledError() True 0",
            "1.0 done task 'done'",
        ],
    }

    /// Two timeouts of one task that end at one moment: the inner one lets CancelledError pass, since two have asked for it,
    /// and only the outer one makes a TimeoutError of it.
    of_two_timeouts_at_one_moment_only_the_outer_one_is_told {
        python: r#"
async def main():
    task = asyncio.current_task()
    try:
        async with asyncio.timeout_at(1) as outer:
            try:
                async with asyncio.timeout_at(1) as inner:
                    try:
                        await asyncio.sleep(9)
                    except asyncio.CancelledError as e:
                        print("body", repr(e), inner.expired(), outer.expired(), task.cancelling())
                        raise
            except asyncio.CancelledError as e:
                print("between", repr(e), inner.expired(), outer.expired(), task.cancelling())
                raise
    except TimeoutError as e:
        print("outside", repr(e), inner.expired(), outer.expired(), task.cancelling())
    await asyncio.sleep(0)
    print("main goes on")
"#,
        rust: async {
            let (inner, outer) = (OnceCell::<Timeout>::new(), OnceCell::<Timeout>::new());
            let tell = |name: &str, e: &Exception| {
                let [inner, outer] = [&inner, &outer].map(|limit| limit.get().map(Timeout::expired).repr());
                print(format!("{name} {e:?} {inner} {outer} {}", this_task().cancelling()));
            };
            attempt(timeout_at(1.0, async |entered| {
                let _ = outer.set(entered);
                attempt(timeout_at(1.0, async |entered| {
                    let _ = inner.set(entered);
                    attempt(sleep(9.0))
                        .except(CancelledError, async |e| {
                            tell("body", &e);
                            Err(e)
                        })
                        .await
                }))
                .except(CancelledError, async |e| {
                    tell("between", &e);
                    Err(e)
                })
                .await
            }))
            .except(TimeoutError, async |e| {
                tell("outside", &e);
                Ok(())
            })
            .await?;
            sleep(0.0).await?;
            print("main goes on");
            Ok(())
        },
        console: [
            "1.0 body CancelledError() True True 2",
            "1.0 between CancelledError() True True 1",
            "1.0 outside TimeoutError() True True 0",
            "1.0 main goes on",
        ],
    }

    /// A request from outside in the iteration in which the time is up stays CancelledError, whichever of them is first; the
    /// message is that of the first.
    a_request_from_outside_stays_though_the_time_is_up {
        python: r#"
async def main():
    loop = asyncio.get_running_loop()
    first = asyncio.create_task(limited("first", asyncio.sleep(9)))
    loop.call_at(1, first.cancel, "outside")
    second = asyncio.create_task(limited("second", asyncio.sleep(9)))
    await asyncio.sleep(0)
    loop.call_at(1, second.cancel, "outside")
    await first
    await second
"#,
        rust: async {
            let first = create_task(coro!(limited("first", sleep(9.0))))?;
            let task = first.clone();
            call_at(1.0, "cancel", move || {
                task.cancel_with("outside");
                Ok(())
            })?;
            let second = create_task(coro!(limited("second", sleep(9.0))))?;
            sleep(0.0).await?;
            let task = second.clone();
            call_at(1.0, "cancel", move || {
                task.cancel_with("outside");
                Ok(())
            })?;
            first.await?;
            second.await
        },
        console: [
            "1.0 first CancelledError('outside') None True 1",
            "1.0 second CancelledError() None True 1",
        ],
    }

    /// A body that swallows the cancellation of its timeout ends well: the timeout has expired, and takes its request back. A
    /// request that was swallowed earlier does not keep a later timeout from its TimeoutError.
    a_swallowed_timeout_is_no_error_and_an_old_request_is_no_hindrance {
        python: r#"
async def main():
    task = asyncio.current_task()
    async with asyncio.timeout(1) as limit:
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError as e:
            print("swallows", repr(e), limit.expired(), task.cancelling())
        await asyncio.sleep(1)
        print("body ends", limit.expired(), task.cancelling())
    print("left", limit.expired(), task.cancelling())
    task.cancel("early")
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as e:
        print("swallows", repr(e), task.cancelling())
    try:
        async with asyncio.timeout(1) as limit:
            await asyncio.sleep(9)
    except TimeoutError as e:
        print("left", repr(e), limit.expired(), task.cancelling())
"#,
        rust: async {
            let task = this_task();
            let swallow = async |limit: Timeout| {
                attempt(sleep(9.0))
                    .except(CancelledError, async |e| {
                        print(format!("swallows {e:?} {} {}", limit.expired().repr(), this_task().cancelling()));
                        Ok(())
                    })
                    .await?;
                sleep(1.0).await?;
                print(format!("body ends {} {}", limit.expired().repr(), this_task().cancelling()));
                Ok(limit)
            };
            let limit = timeout(1.0, swallow).await?;
            print(format!("left {} {}", limit.expired().repr(), task.cancelling()));
            task.cancel_with("early");
            attempt(sleep(0.0))
                .except(CancelledError, async |e| {
                    print(format!("swallows {e:?} {}", this_task().cancelling()));
                    Ok(())
                })
                .await?;
            let limit: OnceCell<Timeout> = OnceCell::new();
            attempt(timeout(1.0, async |entered| {
                let _ = limit.set(entered);
                sleep(9.0).await
            }))
            .except(TimeoutError, async |e| {
                let expired = limit.get().map(Timeout::expired);
                print(format!("left {e:?} {} {}", expired.repr(), this_task().cancelling()));
                Ok(())
            })
            .await
        },
        console: [
            "1.0 swallows CancelledError() True 1",
            "2.0 body ends True 1",
            "2.0 left True 0",
            "2.0 swallows CancelledError('early') 1",
            "3.0 left TimeoutError() True 1",
        ],
    }
}
