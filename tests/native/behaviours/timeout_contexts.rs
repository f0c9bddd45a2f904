//! Timeouts around what raises something else: groups, cleanups, and what then stands in the contexts.
//!
//! Invariant: the whole chain of contexts is shown, and the next await proves that no request is left.

use std::cell::OnceCell;

use except_star::exception::{ExceptionGroup, KeyError, TimeoutError, ValueError};
use except_star::repr::Repr;
use except_star::{Exception, Result, Timeout, attempt, coro, print, raise, sleep, task_group, timeout};

use crate::check::this_task;

/// An exception with its contexts, from the last to the first.
fn chain(exception: &Exception) -> String {
    let context = exception.context().map_or(String::new(), |context| format!(" <- {}", chain(&context)));
    format!("{exception:?}{context}")
}

/// Runs `body` for at most 1 s and prints how it ended.
async fn limited(name: &str, body: impl IntoFuture<Output = Result<()>>) -> Result<()> {
    let limit: OnceCell<Timeout> = OnceCell::new();
    attempt(timeout(1.0, async |entered| {
        let _ = limit.set(entered);
        body.await
    }))
    .except([TimeoutError, ValueError, ExceptionGroup], async |e| {
        let expired = limit.get().map(Timeout::expired);
        print(format!("{name} {} {} {}", chain(&e), expired.repr(), this_task().cancelling()));
        for e in e.exceptions() {
            print(format!("    {}", chain(e)));
        }
        Ok(())
    })
    .await?;
    sleep(0.0).await?;
    print(format!("{name} goes on"));
    Ok(())
}

behaviours! {
    /// What a cleanup raises when the time is up comes out instead of a TimeoutError, which stands among its contexts. So it is
    /// with the errors of a group; there each error has it.
    what_a_cleanup_raises_wins_over_the_timeout {
        python: r#"
def chain(e):
    return repr(e) + (" <- " + chain(e.__context__) if e.__context__ else "")


async def limited(name, body):
    try:
        async with asyncio.timeout(1) as limit:
            await body
    except (TimeoutError, ValueError, ExceptionGroup) as e:
        print(name, chain(e), limit.expired(), asyncio.current_task().cancelling())
        for e in getattr(e, "exceptions", ()):
            print("   ", chain(e))
    await asyncio.sleep(0)
    print(name, "goes on")


async def fail(cause):
    try:
        await asyncio.sleep(9)
    finally:
        if cause == "handled":
            try:
                raise KeyError("handled")
            except KeyError:
                pass
        raise ValueError(cause)


async def group():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(fail("child A"))
        tg.create_task(asyncio.sleep(9))
        tg.create_task(fail("child B"))


async def main():
    await limited("plain", asyncio.sleep(9))
    await limited("cleanup", fail("cleanup"))
    await limited("handled", fail("handled"))
    await limited("group", group())
"#,
        rust: async {
            async fn fail(cause: &str) -> Result<()> {
                attempt(sleep(9.0))
                    .finally(async || {
                        if cause == "handled" {
                            attempt(async { raise(KeyError.new("handled")) })
                                .except(KeyError, async |_| Ok(()))
                                .await?;
                        }
                        raise(ValueError.new(cause))
                    })
                    .await
            }
            async fn group() -> Result<()> {
                task_group(async |tg| {
                    tg.create_task(coro!(fail("child A")))?;
                    tg.create_task(coro!(sleep(9.0)))?;
                    tg.create_task(coro!(fail("child B")))?;
                    Ok(())
                })
                .await
            }
            limited("plain", sleep(9.0)).await?;
            limited("cleanup", fail("cleanup")).await?;
            limited("handled", fail("handled")).await?;
            limited("group", group()).await
        },
        console: [
            "1.0 plain TimeoutError() <- CancelledError() True 0",
            "1.0 plain goes on",
            "2.0 cleanup ValueError('cleanup') <- TimeoutError() <- CancelledError() True 0",
            "2.0 cleanup goes on",
            "3.0 handled ValueError('handled') <- TimeoutError() <- CancelledError() True 0",
            "3.0 handled goes on",
            "4.0 group ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('child A'), ValueError('child B')]) True 0",
            "4.0     ValueError('child A') <- TimeoutError() <- CancelledError()",
            "4.0     ValueError('child B') <- TimeoutError() <- CancelledError()",
            "4.0 group goes on",
        ],
    }

    /// The last child fails while its group waits for it, under a timeout that is not up: no request is left, neither
    /// behind the group nor behind the timeout, so a second timeout works as well.
    a_group_that_fails_under_a_timeout_leaves_no_request_behind {
        python: r#"
async def fail(delay):
    await asyncio.sleep(delay)
    raise ValueError(delay)


async def main():
    task = asyncio.current_task()
    for delay in [0.5, 2.0]:
        try:
            async with asyncio.timeout(1) as limit:
                try:
                    async with asyncio.TaskGroup() as tg:
                        tg.create_task(fail(0.25))
                        tg.create_task(asyncio.sleep(0))
                except* ValueError as group:
                    print(repr(group), limit.expired(), task.cancelling())
                await asyncio.sleep(delay)
                print("slept", delay, limit.expired(), task.cancelling())
        except TimeoutError as e:
            print(repr(e), limit.expired(), task.cancelling())
"#,
        rust: async {
            async fn fail(delay: f64) -> Result<()> {
                sleep(delay).await?;
                raise(ValueError.new(delay))
            }
            for delay in [0.5, 2.0] {
                let limit: OnceCell<Timeout> = OnceCell::new();
                let tell = |what: String| {
                    let expired = limit.get().map(Timeout::expired);
                    print(format!("{what} {} {}", expired.repr(), this_task().cancelling()));
                };
                attempt(timeout(1.0, async |entered| {
                    let _ = limit.set(entered);
                    attempt(task_group(async |tg| {
                        tg.create_task(coro!(fail(0.25)))?;
                        tg.create_task(coro!(sleep(0.0)))?;
                        Ok(())
                    }))
                    .except_star(ValueError, async |group| {
                        tell(format!("{group:?}"));
                        Ok(())
                    })
                    .await?;
                    sleep(delay).await?;
                    tell(format!("slept {}", delay.repr()));
                    Ok(())
                }))
                .except(TimeoutError, async |e| {
                    tell(format!("{e:?}"));
                    Ok(())
                })
                .await?;
            }
            Ok(())
        },
        console: [
            "0.25 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError(0.25)]) False 0",
            "0.75 slept 0.5 False 0",
            "1.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError(0.25)]) False 0",
            "1.75 TimeoutError() True 0",
        ],
    }

    /// Groups in groups under timeouts: the inner time is up first, and the inner task's TimeoutError is one of the errors of
    /// the outer group.
    a_timeout_in_a_child_is_an_error_of_the_group {
        python: r#"
async def impatient():
    async with asyncio.timeout(0.5):
        async with asyncio.TaskGroup() as tg:
            tg.create_task(asyncio.sleep(9))


async def patient():
    try:
        async with asyncio.timeout(0.75):
            await asyncio.sleep(9)
    finally:
        print("patient", asyncio.current_task().cancelling())


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(patient())
            tg.create_task(impatient())
    except* TimeoutError as group:
        print(repr(group), repr(group.exceptions[0].__cause__), asyncio.current_task().cancelling())
"#,
        rust: async {
            async fn impatient() -> Result<()> {
                timeout(0.5, async |_| {
                    task_group(async |tg| {
                        tg.create_task(coro!(sleep(9.0)))?;
                        Ok(())
                    })
                    .await
                })
                .await
            }
            async fn patient() -> Result<()> {
                attempt(timeout(0.75, async |_| sleep(9.0).await))
                    .finally(async || {
                        print(format!("patient {}", this_task().cancelling()));
                        Ok(())
                    })
                    .await
            }
            attempt(task_group(async |tg| {
                tg.create_task(coro!(patient()))?;
                tg.create_task(coro!(impatient()))?;
                Ok(())
            }))
            .except_star(TimeoutError, async |group| {
                let cause = group.exceptions()[0].cause();
                print(format!("{group:?} {} {}", cause.repr(), this_task().cancelling()));
                Ok(())
            })
            .await
        },
        console: [
            "0.5 patient 1",
            "0.5 ExceptionGroup('unhandled errors in a TaskGroup', [TimeoutError()]) CancelledError() 0",
        ],
    }
}
