//! `shield`: whom a cancellation reaches, whom it does not, and when.
//!
//! Invariant: the inner task has a handle somewhere, so what becomes of it is always told.

use super::turns;
use except_star::exception::{CancelledError, ValueError};
use except_star::repr::Repr;
use except_star::{
    Event, Result, Task, attempt, call_later, coro, create_named_task, create_task, print, raise, shield, sleep,
};

use crate::check::this_task;

/// Sleeps so long, and prints when it is cancelled.
async fn operation(delay: f64) -> Result<&'static str> {
    attempt(async {
        sleep(delay).await?;
        print("operation ends");
        Ok("saved")
    })
    .except(CancelledError, async |e| {
        print(format!("operation {e:?}"));
        Err(e)
    })
    .await
}

/// Awaits a shield and prints what comes.
async fn wait(inner: Task<&'static str>) -> Result<()> {
    attempt(async {
        print(format!("waiter {}", shield(&inner)?.await?));
        Ok(())
    })
    .except([CancelledError, ValueError], async |e| {
        print(format!("waiter {e:?} {}", this_task().cancelling()));
        Ok(())
    })
    .await
}

behaviours! {
    shared: r#"
async def operation(delay):
    try:
        await asyncio.sleep(delay)
        print("operation ends")
        return "saved"
    except asyncio.CancelledError as e:
        print("operation", repr(e))
        raise


async def wait(inner):
    try:
        print("waiter", await asyncio.shield(inner))
    except (asyncio.CancelledError, ValueError) as e:
        print("waiter", repr(e), asyncio.current_task().cancelling())
"#,

    /// A cancelled waiter goes on at once, and what it has shielded runs on to its end.
    a_cancelled_waiter_goes_on_at_once_and_the_inner_task_runs_on {
        python: r#"
async def main():
    inner = asyncio.create_task(operation(2), name="inner")
    waiter = asyncio.create_task(wait(inner))
    other = asyncio.create_task(wait(inner))
    await asyncio.sleep(1)
    waiter.cancel("stop")
    await waiter
    print(inner.done(), inner.cancelling())
    await other
    print(await inner, await asyncio.shield(inner))
"#,
        rust: async {
            let inner = create_named_task("inner", coro!(operation(2.0)))?;
            let waiter = create_task(coro!(wait(inner.clone())))?;
            let other = create_task(coro!(wait(inner.clone())))?;
            sleep(1.0).await?;
            waiter.cancel_with("stop");
            waiter.await?;
            print(format!("{} {}", inner.done().repr(), inner.cancelling()));
            other.await?;
            print(format!("{} {}", (&inner).await?, shield(&inner)?.await?));
            Ok(())
        },
        console: [
            "1.0 waiter CancelledError('stop') 1",
            "1.0 False 0",
            "2.0 operation ends",
            "2.0 waiter saved",
            "2.0 saved saved",
        ],
    }

    /// When the inner task is cancelled by other means its waiter gets CancelledError, without the message, though nobody has
    /// asked the waiter. A failure comes through as it is.
    a_cancelled_inner_task_cancels_its_waiter_without_the_message {
        python: r#"
async def fail():
    await asyncio.sleep(1)
    raise ValueError("lost")


async def main():
    inner = asyncio.create_task(operation(9))
    waiter = asyncio.create_task(wait(inner))
    await asyncio.sleep(1)
    inner.cancel("stop")
    await waiter
    try:
        await inner
    except asyncio.CancelledError as e:
        print("main", repr(e))
    await wait(asyncio.create_task(fail()))
"#,
        rust: async {
            async fn fail() -> Result<&'static str> {
                sleep(1.0).await?;
                raise(ValueError.new("lost"))
            }
            let inner = create_task(coro!(operation(9.0)))?;
            let waiter = create_task(coro!(wait(inner.clone())))?;
            sleep(1.0).await?;
            inner.cancel_with("stop");
            waiter.await?;
            attempt(inner)
                .except(CancelledError, async |e| {
                    print(format!("main {e:?}"));
                    Ok("")
                })
                .await?;
            wait(create_task(coro!(fail()))?).await
        },
        console: [
            "1.0 operation CancelledError('stop')",
            "1.0 waiter CancelledError() 0",
            "1.0 main CancelledError('stop')",
            "2.0 waiter ValueError('lost') 0",
        ],
    }

    /// The failure of an inner task whose waiter has gone is nobody's, and reported when the last handle goes. Somebody who
    /// holds a handle still gets it.
    a_failure_after_the_waiter_has_gone_is_reported {
        python: r#"
async def fail(event):
    await event.wait()
    raise ValueError("lost")


async def main():
    event = asyncio.Event()
    kept = asyncio.create_task(fail(event), name="kept")
    dropped = asyncio.create_task(fail(event), name="dropped")
    waiters = [asyncio.create_task(wait(inner)) for inner in [dropped, kept]]
    del dropped
    await asyncio.sleep(1)
    for waiter in waiters:
        waiter.cancel()
        await waiter
    await asyncio.sleep(1)
    print("set")
    event.set()
    await asyncio.sleep(1)
    try:
        await kept
    except ValueError as e:
        print("main", repr(e))
"#,
        rust: async {
            async fn fail(event: Event) -> Result<&'static str> {
                event.wait().await?;
                raise(ValueError.new("lost"))
            }
            let event = Event::new();
            let kept = create_named_task("kept", coro!(fail(event.clone())))?;
            let dropped = create_named_task("dropped", coro!(fail(event.clone())))?;
            let waiters = [create_task(coro!(wait(dropped)))?, create_task(coro!(wait(kept.clone())))?];
            sleep(1.0).await?;
            for waiter in waiters {
                waiter.cancel();
                waiter.await?;
            }
            sleep(1.0).await?;
            print("set");
            event.set();
            sleep(1.0).await?;
            attempt(kept)
                .except(ValueError, async |e| {
                    print(format!("main {e:?}"));
                    Ok("")
                })
                .await
                .map(drop)
        },
        console: [
            "1.0 waiter CancelledError() 1",
            "1.0 waiter CancelledError() 1",
            "2.0 set",
            "2.0 ! Task exception was never retrieved",
            "2.0 ! future: <Task finished name='dropped' coro=<fail() done, defined at …> exception=ValueError('lost')>",
            "2.0 ! Traceback (most recent call last):",
            "2.0 ! ValueError: lost",
            "3.0 main ValueError('lost')",
        ],
    }

    /// A shield goes on two turns after its inner task, which is one more than the inner task's own awaiter needs; a
    /// cancelled waiter goes on one turn after the request. What is done already is awaited without a turn.
    a_shield_costs_one_turn_more_than_its_inner_task {
        python: r#"
async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)


async def direct(inner):
    print("direct", await inner)


async def main():
    loop = asyncio.get_running_loop()
    inner = asyncio.create_task(operation(1))
    waiters = [asyncio.create_task(wait(inner)), asyncio.create_task(direct(inner)), asyncio.create_task(wait(inner))]
    loop.call_later(1, lambda: asyncio.create_task(turns(5)))
    for waiter in waiters:
        await waiter
    await wait(inner)
    await asyncio.sleep(1)
    inner = asyncio.create_task(operation(2))
    waiter = asyncio.create_task(wait(inner))
    await asyncio.sleep(1)
    ticking = asyncio.create_task(turns(4))
    await asyncio.sleep(0)
    print("cancel")
    waiter.cancel()
    await ticking
    await inner
"#,
        rust: async {
            async fn direct(inner: Task<&'static str>) -> Result<()> {
                print(format!("direct {}", inner.await?));
                Ok(())
            }
            let inner = create_task(coro!(operation(1.0)))?;
            let waiters = [
                create_task(coro!(wait(inner.clone())))?,
                create_task(coro!(direct(inner.clone())))?,
                create_task(coro!(wait(inner.clone())))?,
            ];
            call_later(1.0, "<lambda>", || create_task(coro!(turns(5))).map(drop))?;
            for waiter in waiters {
                waiter.await?;
            }
            wait(inner).await?;
            sleep(1.0).await?;
            let inner = create_task(coro!(operation(2.0)))?;
            let waiter = create_task(coro!(wait(inner.clone())))?;
            sleep(1.0).await?;
            let ticking = create_task(coro!(turns(4)))?;
            sleep(0.0).await?;
            print("cancel");
            waiter.cancel();
            ticking.await?;
            inner.await.map(drop)
        },
        console: [
            "1.0 turn 1",
            "1.0 operation ends",
            "1.0 turn 2",
            "1.0 direct saved",
            "1.0 turn 3",
            "1.0 waiter saved",
            "1.0 waiter saved",
            "1.0 turn 4",
            "1.0 waiter saved",
            "1.0 turn 5",
            "3.0 turn 1",
            "3.0 cancel",
            "3.0 turn 2",
            "3.0 waiter CancelledError() 1",
            "3.0 turn 3",
            "3.0 turn 4",
            "4.0 operation ends",
        ],
    }
}

/// The inner task fails, and its waiter is cancelled in the same iteration: the failure is nobody's and is reported. CPython
/// does so since 3.14; before that the shield took note of the exception, and it was lost without a word.
#[test]
fn a_failure_in_the_iteration_of_the_request_is_reported() {
    crate::check::check(
        coro!("main", async {
            async fn fail(event: Event) -> Result<&'static str> {
                event.wait().await?;
                raise(ValueError.new("lost"))
            }
            let event = Event::new();
            let waiter = create_task(coro!(wait(create_named_task("inner", coro!(fail(event.clone())))?)))?;
            sleep(1.0).await?;
            event.set();
            create_task(coro!("cancel", {
                let waiter = waiter.clone();
                async move {
                    waiter.cancel();
                    Ok(())
                }
            }))?;
            waiter.await
        }),
        &[
            "1.0 waiter CancelledError() 1",
            "1.0 ! Task exception was never retrieved",
            "1.0 ! future: <Task finished name='inner' coro=<fail() done, defined at …> exception=ValueError('lost')>",
            "1.0 ! Traceback (most recent call last):",
            "1.0 ! ValueError: lost",
        ],
    );
}
