//! Cleaning up after a cancellation: awaits in handlers and `finally`, further requests meanwhile, and what comes out.

use except_star::exception::{BaseException, CancelledError, Exception as AnyError, RuntimeError, ValueError};
use except_star::repr::Repr;
use except_star::{
    Exception, Result, Task, attempt, coro, create_named_task, create_task, print, raise, raise_from, sleep,
};

use crate::check::this_task;

/// An exception with its contexts, from the last to the first.
fn chain(exception: &Exception) -> String {
    let context = exception.context().map_or(String::new(), |context| format!(" <- {}", chain(&context)));
    format!("{exception:?}{context}")
}

behaviours! {
    shared: r#"
def chain(e):
    return repr(e) + (" <- " + chain(e.__context__) if e.__context__ else "")
"#,

    /// A second request interrupts the cleanup at its await. The second CancelledError has the first as its context.
    a_second_request_interrupts_the_cleanup {
        python: r#"
async def work():
    try:
        await asyncio.sleep(10)
    finally:
        print("cleanup begins", asyncio.current_task().cancelling())
        try:
            await asyncio.sleep(1)
            print("cleanup is done")
        except asyncio.CancelledError as e:
            print("interrupted", chain(e), asyncio.current_task().cancelling())
            raise


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel("first")
    await asyncio.sleep(0.5)
    task.cancel("second")
    try:
        await task
    except asyncio.CancelledError as e:
        print("main", chain(e), task.cancelling())
"#,
        rust: async {
            async fn work() -> Result<()> {
                attempt(sleep(10.0))
                    .finally(async || {
                        print(format!("cleanup begins {}", this_task().cancelling()));
                        attempt(async {
                            sleep(1.0).await?;
                            print("cleanup is done");
                            Ok(())
                        })
                        .except(CancelledError, async |e| {
                            print(format!("interrupted {} {}", chain(&e), this_task().cancelling()));
                            Err(e)
                        })
                        .await
                    })
                    .await
            }
            let task = create_named_task("work", coro!(work()))?;
            sleep(1.0).await?;
            task.cancel_with("first");
            sleep(0.5).await?;
            task.cancel_with("second");
            attempt(&task)
                .except(CancelledError, async |e| {
                    print(format!("main {} {}", chain(&e), task.cancelling()));
                    Ok(())
                })
                .await
        },
        console: [
            "1.0 cleanup begins 1",
            "1.5 interrupted CancelledError('second') <- CancelledError('first') 2",
            "1.5 main CancelledError('second') <- CancelledError('first') 2",
        ],
    }

    /// A `finally` or a handler that raises takes the place of CancelledError, which stays as its context. The task has
    /// then failed and is not cancelled.
    an_error_in_the_cleanup_takes_the_place_of_cancelled_error {
        python: r#"
async def work(way):
    try:
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(0)
            if way == "finally":
                raise ValueError("cleanup failed")
    except asyncio.CancelledError as e:
        if way == "handler":
            raise RuntimeError("translated")
        if way == "cause":
            raise RuntimeError("translated") from e
        if way == "cause none":
            raise RuntimeError("translated") from None
        if way == "same":
            raise e
        if way == "another":
            raise asyncio.CancelledError("my own")


async def main():
    for way in ("finally", "handler", "cause", "cause none", "same", "another", "swallow"):
        task = asyncio.create_task(work(way), name=way)
        await asyncio.sleep(1)
        task.cancel("stop")
        try:
            await task
            print(way, "returns", task.cancelled(), task.cancelling())
        except BaseException as e:
            print(way, chain(e), "cause", repr(e.__cause__), task.cancelled(), task.cancelling())
"#,
        rust: async {
            async fn work(way: &str) -> Result<()> {
                attempt(attempt(sleep(10.0)).finally(async || {
                    sleep(0.0).await?;
                    if way == "finally" { raise(ValueError.new("cleanup failed")) } else { Ok(()) }
                }))
                .except(CancelledError, async |e| match way {
                    "handler" => raise(RuntimeError.new("translated")),
                    "cause" => raise_from(RuntimeError.new("translated"), Some(e)),
                    "cause none" => raise_from(RuntimeError.new("translated"), None),
                    "same" => raise(e),
                    "another" => raise(CancelledError.new("my own")),
                    _ => Ok(()),
                })
                .await
            }
            for way in ["finally", "handler", "cause", "cause none", "same", "another", "swallow"] {
                let task = create_named_task(way, coro!(work(way)))?;
                sleep(1.0).await?;
                task.cancel_with("stop");
                attempt(&task)
                    .otherwise(async |()| {
                        print(format!("{way} returns {} {}", task.cancelled().repr(), task.cancelling()));
                        Ok(())
                    })
                    .except(BaseException, async |e| {
                        let (cause, cancelled) = (e.cause().repr(), task.cancelled().repr());
                        print(format!("{way} {} cause {cause} {cancelled} {}", chain(&e), task.cancelling()));
                        Ok(())
                    })
                    .await?;
            }
            Ok(())
        },
        console: [
            "1.0 finally ValueError('cleanup failed') <- CancelledError('stop') cause None False 1",
            "2.0 handler RuntimeError('translated') <- CancelledError('stop') cause None False 1",
            "3.0 cause RuntimeError('translated') <- CancelledError('stop') cause CancelledError('stop') False 1",
            "4.0 cause none RuntimeError('translated') <- CancelledError('stop') cause None False 1",
            "5.0 same CancelledError('stop') cause None True 1",
            "6.0 another CancelledError('my own') <- CancelledError('stop') cause None True 1",
            "7.0 swallow returns False 1",
        ],
    }

    /// CancelledError is no `Exception`: a handler of `Exception` lets it pass, and a retry loop ends as it should.
    a_handler_of_exception_lets_cancelled_error_pass {
        python: r#"
async def work():
    for attempt in range(3):
        try:
            print("attempt", attempt)
            await asyncio.sleep(1)
            raise ValueError(attempt)
        except Exception as e:
            print("retry after", repr(e), repr(e.__context__))


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(1.5)
    task.cancel()
    try:
        await task
    except Exception as e:
        print("wrong", repr(e))
    except BaseException as e:
        print("main", repr(e), repr(e.__context__))
"#,
        rust: async {
            async fn work() -> Result<()> {
                for number in 0..3 {
                    attempt(async {
                        print(format!("attempt {number}"));
                        sleep(1.0).await?;
                        raise(ValueError.new(number))
                    })
                    .except(AnyError, async |e| {
                        print(format!("retry after {e:?} {}", e.context().repr()));
                        Ok(())
                    })
                    .await?;
                }
                Ok(())
            }
            let task = create_task(coro!(work()))?;
            sleep(1.5).await?;
            task.cancel();
            attempt(task)
                .except(AnyError, async |e| {
                    print(format!("wrong {e:?}"));
                    Ok(())
                })
                .except(BaseException, async |e| {
                    print(format!("main {e:?} {}", e.context().repr()));
                    Ok(())
                })
                .await
        },
        console: [
            "0.0 attempt 0",
            "1.0 retry after ValueError(0) None",
            "1.0 attempt 1",
            "1.5 main CancelledError() None",
        ],
    }

    /// A request that is swallowed is over: the task goes on, and a later request arrives as the first one did, with a
    /// count of two.
    a_later_request_arrives_after_one_was_swallowed {
        python: r#"
async def work():
    for round in (1, 2):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as e:
            print(round, repr(e), repr(e.__context__), asyncio.current_task().cancelling())
    print("uncancel", asyncio.current_task().uncancel())
    await asyncio.sleep(1)
    print("work ends")


async def main():
    task = asyncio.create_task(work())
    for message in ("one", "two"):
        await asyncio.sleep(1)
        print(task.cancel(message))
    await task
    print(task.cancelled(), task.cancelling(), task.uncancel(), task.uncancel())
"#,
        rust: async {
            async fn work() -> Result<()> {
                for round in [1, 2] {
                    attempt(sleep(10.0))
                        .except(CancelledError, async |e| {
                            print(format!("{round} {e:?} {} {}", e.context().repr(), this_task().cancelling()));
                            Ok(())
                        })
                        .await?;
                }
                print(format!("uncancel {}", this_task().uncancel()));
                sleep(1.0).await?;
                print("work ends");
                Ok(())
            }
            let task = create_named_task("work", coro!(work()))?;
            for message in ["one", "two"] {
                sleep(1.0).await?;
                print(task.cancel_with(message).repr());
            }
            (&task).await?;
            let counts = [task.cancelling(), task.uncancel(), task.uncancel()];
            print(format!("{} {} {} {}", task.cancelled().repr(), counts[0], counts[1], counts[2]));
            Ok(())
        },
        console: [
            "1.0 True",
            "1.0 1 CancelledError('one') None 1",
            "2.0 True",
            "2.0 2 CancelledError('two') None 2",
            "2.0 uncancel 1",
            "3.0 work ends",
            "3.0 False 1 0 0",
        ],
    }

    /// An inner task that swallows its cancellation ends well, and the outer one goes on: of the request only its count
    /// of one is left.
    an_inner_task_that_swallows_leaves_the_outer_one_uncancelled {
        python: r#"
async def inner():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError as e:
        print("inner", repr(e), asyncio.current_task().cancelling())
        return "swallowed"


async def outer(task):
    print("outer", await task, asyncio.current_task().cancelling())
    await asyncio.sleep(1)
    print("outer ends", task.cancelling(), task.cancelled())


async def main():
    task = asyncio.create_task(outer(asyncio.create_task(inner())))
    await asyncio.sleep(0.5)
    print(task.cancel("stop"), task.cancelling())
    await task
    print(task.cancelled(), task.cancelling())
"#,
        rust: async {
            async fn inner() -> Result<()> {
                attempt(sleep(1.0))
                    .except(CancelledError, async |e| {
                        print(format!("inner {e:?} {}", this_task().cancelling()));
                        Ok(())
                    })
                    .await
            }
            async fn outer(task: Task<()>) -> Result<()> {
                (&task).await?;
                print(format!("outer swallowed {}", this_task().cancelling()));
                sleep(1.0).await?;
                print(format!("outer ends {} {}", task.cancelling(), task.cancelled().repr()));
                Ok(())
            }
            let inner = create_named_task("inner", coro!(inner()))?;
            let task = create_named_task("outer", coro!(outer(inner)))?;
            sleep(0.5).await?;
            print(format!("{} {}", task.cancel_with("stop").repr(), task.cancelling()));
            (&task).await?;
            print(format!("{} {}", task.cancelled().repr(), task.cancelling()));
            Ok(())
        },
        console: [
            "0.5 True 1",
            "0.5 inner CancelledError('stop') 1",
            "0.5 outer swallowed 1",
            "1.5 outer ends 1 False",
            "1.5 False 1",
        ],
    }

    /// Who awaits a task that somebody else cancels gets its CancelledError, and is cancelled with it unless it handles that,
    /// though nobody asked it.
    the_awaiter_of_a_cancelled_task_is_cancelled_with_it {
        python: r#"
async def outer(inner):
    await inner


async def main():
    inner = asyncio.create_task(asyncio.sleep(9))
    task = asyncio.create_task(outer(inner))
    await asyncio.sleep(1)
    inner.cancel("inner")
    try:
        await task
    except asyncio.CancelledError as e:
        print("main", repr(e), task.cancelled(), task.cancelling(), inner.cancelling())
    print("main goes on")
"#,
        rust: async {
            async fn outer(inner: Task<()>) -> Result<()> {
                inner.await
            }
            let inner = create_task(coro!(sleep(9.0)))?;
            let task = create_task(coro!(outer(inner.clone())))?;
            sleep(1.0).await?;
            inner.cancel_with("inner");
            attempt(&task)
                .except(CancelledError, async |e| {
                    let cancelled = task.cancelled().repr();
                    print(format!("main {e:?} {cancelled} {} {}", task.cancelling(), inner.cancelling()));
                    Ok(())
                })
                .await?;
            print("main goes on");
            Ok(())
        },
        console: [
            "1.0 main CancelledError('inner') True 0 1",
            "1.0 main goes on",
        ],
    }
}
