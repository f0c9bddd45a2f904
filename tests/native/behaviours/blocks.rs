//! Blocks whose beginning and end are called by hand, and managers that swallow.
//!
//! Invariant: each program enters what it leaves, but for those that show what comes of not doing so.

use except_star::exception::{CancelledError, KeyError, RuntimeError, TypeError, ValueError};
use except_star::repr::Repr;
use except_star::{
    AsyncContextManager, ContextManager, Exception, Result, TaskGroup, Timeout, async_with, attempt, coro, create_task,
    print, raise, sleep, time, with,
};

use crate::check::this_task;

/// Prints what must be raised.
async fn show<T>(result: impl Future<Output = Result<T>>) -> Result<()> {
    attempt(async { result.await.map(drop) })
        .except(RuntimeError, async |e| {
            print(e.to_string());
            Ok(())
        })
        .await
}

/// A manager that swallows ValueErrors, after a while.
struct Swallows;

impl AsyncContextManager for Swallows {
    type Value = &'static str;
    type Exit = bool;

    async fn enter(&self) -> Result<&'static str> {
        sleep(0.5).await?;
        Ok("entered")
    }

    async fn exit(&self, exception: Option<&Exception>) -> Result<bool> {
        sleep(0.5).await?;
        print(format!("left with {}", exception.cloned().repr()));
        Ok(exception.is_some_and(|e| e.is(ValueError)))
    }
}

/// As [`Swallows`], without awaiting; leaving it without an exception raises.
struct Strict;

impl ContextManager for Strict {
    type Value = ();
    type Exit = bool;

    fn enter(&self) -> Result<()> {
        Ok(())
    }

    fn exit(&self, exception: Option<&Exception>) -> Result<bool> {
        match exception {
            None => raise(TypeError.new("nothing was raised")),
            Some(e) if e.is(ValueError) => Ok(true),
            Some(_) => raise(TypeError.new("the wrong one")),
        }
    }
}

behaviours! {
    /// A group refuses what comes before its block, after it, and a second block, each with its reason.
    a_group_says_why_it_refuses {
        python: r#"
async def nap():
    await asyncio.sleep(1)


def add(tg):
    try:
        tg.create_task(nap())
    except RuntimeError as e:
        print(e)


async def main():
    tg = asyncio.TaskGroup()
    add(tg)
    await tg.__aenter__()
    try:
        await tg.__aenter__()
    except RuntimeError as e:
        print(e)
    tg.create_task(nap())
    print(repr(tg))
    await tg.__aexit__(None, None, None)
    add(tg)
    try:
        await tg.__aenter__()
    except RuntimeError as e:
        print(e)
    print(asyncio.get_running_loop().time(), repr(tg))
"#,
        rust: async {
            let nap = || coro!("nap", sleep(1.0));
            let tg = TaskGroup::new();
            show(async { tg.create_task(nap()) }).await?;
            tg.enter().await?;
            show(tg.enter()).await?;
            tg.create_task(nap())?;
            print(tg.repr());
            tg.exit(None).await?;
            show(async { tg.create_task(nap()) }).await?;
            show(tg.enter()).await?;
            print(format!("{} {}", time()?.repr(), tg.repr()));
            Ok(())
        },
        console: [
            "0.0 TaskGroup <TaskGroup> has not been entered",
            "0.0 TaskGroup <TaskGroup entered> has already been entered",
            "0.0 <TaskGroup tasks=1 entered>",
            "1.0 TaskGroup <TaskGroup entered> is finished",
            "1.0 TaskGroup <TaskGroup entered> has already been entered",
            "1.0 1.0 <TaskGroup entered>",
        ],
    }

    /// Leaving a group by hand does what leaving its block does: it waits, collects, and takes back its own request to cancel.
    a_group_is_left_by_hand {
        python: r#"
async def fail():
    await asyncio.sleep(1)
    raise ValueError("failed")


async def main():
    tg = asyncio.TaskGroup()
    await tg.__aenter__()
    tg.create_task(fail())
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError as e:
        error = e
    print(repr(tg), asyncio.current_task().cancelling())
    try:
        await tg.__aexit__(type(error), error, None)
    except ExceptionGroup as e:
        print(repr(e), asyncio.current_task().cancelling())
"#,
        rust: async {
            let tg = TaskGroup::new();
            tg.enter().await?;
            tg.create_task(coro!("fail", async {
                sleep(1.0).await?;
                raise::<()>(ValueError.new("failed"))
            }))?;
            let error = sleep(5.0).await.unwrap_err();
            assert!(error.is(CancelledError));
            print(format!("{} {}", tg.repr(), this_task().cancelling()));
            let error = tg.exit(Some(&error)).await.unwrap_err();
            print(format!("{error:?} {}", this_task().cancelling()));
            Ok(())
        },
        console: [
            "1.0 <TaskGroup errors=1 cancelling> 1",
            "1.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('failed')]) 0",
        ],
    }

    /// A timeout says in which state it is, and refuses what that state does not allow.
    a_timeout_says_why_it_refuses {
        python: r#"
async def main():
    limit = asyncio.Timeout(1.5)
    print(repr(limit))
    try:
        limit.reschedule(2)
    except RuntimeError as e:
        print(e)
    await limit.__aenter__()
    try:
        await limit.__aenter__()
    except RuntimeError as e:
        print(e)
    print(repr(limit))
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError as e:
        error = e
    try:
        await limit.__aexit__(type(error), error, None)
    except TimeoutError as e:
        print(repr(e), repr(e.__cause__), repr(limit))
    try:
        limit.reschedule(2)
    except RuntimeError as e:
        print(e)
"#,
        rust: async {
            let limit = Timeout::new(1.5);
            print(limit.repr());
            show(async { limit.reschedule(2.0) }).await?;
            limit.enter().await?;
            show(limit.enter()).await?;
            print(limit.repr());
            let error = sleep(5.0).await.unwrap_err();
            let e = limit.exit(Some(&error)).await.unwrap_err();
            print(format!("{e:?} {} {}", e.cause().repr(), limit.repr()));
            show(async { limit.reschedule(2.0) }).await
        },
        console: [
            "0.0 <Timeout [created]>",
            "0.0 Timeout has not been entered",
            "0.0 Timeout has already been entered",
            "0.0 <Timeout [active] when=1.5>",
            "1.5 TimeoutError() CancelledError() <Timeout [expired]>",
            "1.5 Cannot change state of expired Timeout",
        ],
    }

    /// What an `__aexit__` swallows is gone, and what the body would have given is not there.
    a_manager_may_swallow_what_the_body_raises {
        python: r#"
class Swallows:
    async def __aenter__(self):
        await asyncio.sleep(0.5)
        return "entered"

    async def __aexit__(self, et, exc, tb):
        await asyncio.sleep(0.5)
        print(f"left with {exc!r}")
        return isinstance(exc, ValueError)


async def block(error):
    value = None
    async with Swallows() as text:
        if error:
            raise error
        value = text
    print(repr(value))


async def main():
    await block(None)
    await block(ValueError("bad"))
    try:
        await block(KeyError("key"))
    except KeyError as e:
        print(repr(e))
"#,
        rust: async {
            let block = async |error: Option<Exception>| {
                let value = async_with(&Swallows, async |text| match error {
                    Some(error) => raise(error),
                    None => Ok(text),
                });
                print(value.await?.map(str::to_owned).repr());
                Ok(())
            };
            block(None).await?;
            block(Some(ValueError.new("bad"))).await?;
            attempt(block(Some(KeyError.new("key"))))
                .except(KeyError, async |e| {
                    print(format!("{e:?}"));
                    Ok(())
                })
                .await
        },
        console: [
            "1.0 left with None",
            "1.0 'entered'",
            "2.0 left with ValueError('bad')",
            "2.0 None",
            "3.0 left with KeyError('key')",
            "3.0 KeyError('key')",
        ],
    }

    /// A cancellation that a manager swallows is over, but for the count of requests.
    a_manager_may_swallow_a_cancellation {
        python: r#"
class Swallows:
    async def __aenter__(self):
        pass

    async def __aexit__(self, et, exc, tb):
        return True


async def work():
    async with Swallows():
        await asyncio.sleep(5)
    print("goes on", asyncio.current_task().cancelling())
    await asyncio.sleep(1)


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel()
    await task
"#,
        rust: async {
            struct Swallows;
            impl AsyncContextManager for Swallows {
                type Value = ();
                type Exit = bool;

                async fn enter(&self) -> Result<()> {
                    Ok(())
                }

                async fn exit(&self, _: Option<&Exception>) -> Result<bool> {
                    Ok(true)
                }
            }
            let task = create_task(coro!("work", async {
                let value = async_with(&Swallows, async |()| sleep(5.0).await).await?;
                assert_eq!(value, None);
                print(format!("goes on {}", this_task().cancelling()));
                sleep(1.0).await
            }))?;
            sleep(1.0).await?;
            task.cancel();
            task.await
        },
        console: ["1.0 goes on 1"],
    }

    /// What `__exit__` raises has the body's exception as its context and replaces it.
    a_manager_without_await_swallows_or_replaces {
        python: r#"
class Strict:
    def __enter__(self):
        pass

    def __exit__(self, et, exc, tb):
        if exc is None:
            raise TypeError("nothing was raised")
        if isinstance(exc, ValueError):
            return True
        raise TypeError("the wrong one")


def block(error):
    with Strict():
        if error:
            raise error
    print("swallowed")


async def main():
    for error in [ValueError(1), RuntimeError(2), None]:
        try:
            block(error)
        except TypeError as e:
            print(repr(e), repr(e.__context__))
"#,
        rust: async {
            for error in [Some(ValueError.new(1)), Some(RuntimeError.new(2)), None] {
                attempt(async {
                    with(&Strict, async |()| error.map_or(Ok(()), raise)).await?;
                    print("swallowed");
                    Ok(())
                })
                .except(TypeError, async |e| {
                    print(format!("{e:?} {}", e.context().repr()));
                    Ok(())
                })
                .await?;
            }
            Ok(())
        },
        console: [
            "0.0 swallowed",
            "0.0 TypeError('the wrong one') RuntimeError(2)",
            "0.0 TypeError('nothing was raised') None",
        ],
    }
}
