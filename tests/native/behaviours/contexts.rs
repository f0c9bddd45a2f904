//! Contexts of what comes out of an await within a handler.
//!
//! Invariant: the whole chain of contexts is shown.

use except_star::exception::{BaseException, KeyError, ValueError};
use except_star::{
    Event, Exception, Future, Queue, Result, Task, attempt, call_later, coro, create_task, gather, print, raise,
    shield, sleep,
};

/// An exception with its contexts, from the last to the first.
fn chain(exception: &Exception) -> String {
    let context = exception.context().map_or(String::new(), |context| format!(" <- {}", chain(&context)));
    format!("{exception:?}{context}")
}

/// Awaits `body` while it handles a KeyError.
async fn probe(name: &str, body: impl IntoFuture<Output = Result<()>>) -> Result<()> {
    attempt(async { raise(KeyError.new(name)) })
        .except(KeyError, async |_| {
            attempt(body)
                .except(BaseException, async |e| {
                    print(format!("{name}: {}", chain(&e)));
                    Ok(())
                })
                .await
        })
        .await
}

behaviours! {
    shared: r#"
def chain(e):
    return repr(e) + (" <- " + chain(e.__context__) if e.__context__ else "")


async def probe(name, body):
    try:
        raise KeyError(name)
    except KeyError:
        try:
            await body
        except BaseException as e:
            print(f"{name}: {chain(e)}")
"#,

    /// What an await in a handler raises has the handled exception as its context, wherever it was made: in a task, a future
    /// or a primitive. An exception that had a context already is another matter: see "Differences" in the README beside this.
    what_an_await_in_a_handler_raises_has_the_handled_exception_as_context {
        python: r#"
async def fail():
    await asyncio.sleep(1)
    raise ValueError("fail")


async def main():
    loop = asyncio.get_running_loop()
    future, queue = loop.create_future(), asyncio.Queue()
    loop.call_later(0.5, future.set_exception, ValueError("future"))
    await probe("future", future)
    await probe("coroutine", fail())
    await probe("task", asyncio.create_task(fail()))
    await probe("gather", asyncio.gather(fail(), asyncio.sleep(9)))
    await probe("shield", asyncio.shield(fail()))
    loop.call_later(1, queue.shutdown)
    await probe("queue", queue.get())
"#,
        rust: async {
            async fn fail() -> Result<()> {
                sleep(1.0).await?;
                raise(ValueError.new("fail"))
            }
            let (future, queue) = (Future::<()>::new()?, Queue::<()>::new(0));
            let failing = future.clone();
            call_later(0.5, "set_exception", move || failing.set_exception(ValueError.new("future")))?;
            probe("future", async { future.wait().await }).await?;
            probe("coroutine", fail()).await?;
            probe("task", create_task(coro!(fail()))?).await?;
            probe("gather", async { gather([coro!(fail())])?.await.map(drop) }).await?;
            probe("shield", async { shield(coro!(fail()))?.await }).await?;
            let shut = queue.clone();
            call_later(1.0, "shutdown", move || {
                shut.shutdown(false);
                Ok(())
            })?;
            probe("queue", queue.get()).await
        },
        console: [
            "0.5 future: ValueError('future') <- KeyError('future')",
            "1.5 coroutine: ValueError('fail') <- KeyError('coroutine')",
            "2.5 task: ValueError('fail') <- KeyError('task')",
            "3.5 gather: ValueError('fail') <- KeyError('gather')",
            "4.5 shield: ValueError('fail') <- KeyError('shield')",
            "5.5 queue: QueueShutDown() <- KeyError('queue')",
        ],
    }

    /// CancelledError that is thrown in has the handled exception as its context too, where the coroutine itself that handles it
    /// is suspended.
    a_cancellation_in_a_handler_has_the_handled_exception_as_context {
        python: r#"
async def nap():
    await asyncio.sleep(9)


async def pause():
    while True:
        await asyncio.sleep(0)


async def cancelled(name, body):
    task = asyncio.create_task(probe(name, body))
    await asyncio.sleep(0)
    task.cancel(name)
    await task


async def main():
    await cancelled("future", asyncio.get_running_loop().create_future())
    await cancelled("task", asyncio.create_task(nap()))
    await cancelled("gather", asyncio.gather(nap(), nap()))
    await cancelled("sleep", asyncio.sleep(9))
    await cancelled("nap", nap())
    await cancelled("pause", pause())
    await cancelled("event", asyncio.Event().wait())
"#,
        rust: async {
            async fn nap() -> Result<()> {
                sleep(9.0).await
            }
            async fn pause() -> Result<()> {
                loop {
                    sleep(0.0).await?;
                }
            }
            async fn cancelled(name: &'static str, body: impl IntoFuture<Output = Result<()>> + 'static) -> Result<()> {
                let task: Task<()> = create_task(coro!(probe(name, body)))?;
                sleep(0.0).await?;
                task.cancel_with(name);
                task.await
            }
            let future = Future::<()>::new()?;
            cancelled("future", async move { future.wait().await }).await?;
            cancelled("task", create_task(coro!(nap()))?).await?;
            let gathered = gather([coro!(nap()), coro!(nap())])?;
            cancelled("gather", async move { gathered.await.map(drop) }).await?;
            cancelled("sleep", sleep(9.0)).await?;
            cancelled("nap", nap()).await?;
            cancelled("pause", pause()).await?;
            cancelled("event", async { Event::new().wait().await }).await
        },
        console: [
            "0.0 future: CancelledError('future') <- KeyError('future')",
            "0.0 task: CancelledError('task') <- KeyError('task')",
            "0.0 gather: CancelledError('gather') <- KeyError('gather')",
            "0.0 sleep: CancelledError('sleep') <- KeyError('sleep')",
            "0.0 nap: CancelledError('nap') <- KeyError('nap')",
            "0.0 pause: CancelledError('pause') <- KeyError('pause')",
            "0.0 event: CancelledError('event') <- KeyError('event')",
        ],
    }
}
