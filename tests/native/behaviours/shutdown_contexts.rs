//! Contexts at the end of a run: what the shutdown raises has main's exception as its context.

use except_star::exception::{BaseException, CancelledError, KeyError, KeyboardInterrupt, ValueError};
use except_star::{Result, attempt, coro, create_task, gather, print, raise, sleep};

behaviours! {
    /// The shutdown runs while main's exception is on its way out, so the CancelledErrors that it causes have it as context.
    a_cancellation_by_the_shutdown_has_mains_exception_as_context {
        python: r#"
async def work():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError as e:
        print("work", repr(e.__context__))
        raise


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    raise ValueError("main")
"#,
        rust: async {
            async fn work() -> Result<()> {
                attempt(sleep(1.0))
                    .except(CancelledError, async |e| {
                        let context = e.context().map_or(String::new(), |context| format!("{context:?}"));
                        print(format!("work {context}"));
                        Err(e)
                    })
                    .await
            }
            let _task = create_task(coro!(work()))?;
            sleep(0.0).await?;
            raise(ValueError.new("main"))
        },
        console: [
            "0.0 work ValueError('main')",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: main",
        ],
    }

    /// Main's end stops the loop in the next iteration. A KeyboardInterrupt that comes before that leaves the request to the
    /// shutdown, which is stopped before its time.
    an_interrupt_before_the_loop_stops_breaks_the_shutdown {
        python: r#"
async def interrupt():
    raise KeyboardInterrupt


async def wait():
    await asyncio.sleep(1)


async def main():
    asyncio.create_task(interrupt())
    asyncio.create_task(wait())
"#,
        rust: async {
            async fn interrupt() -> Result<()> {
                raise(KeyboardInterrupt.empty())
            }
            drop(create_task(coro!(interrupt()))?);
            drop(create_task(coro!("wait", sleep(1.0)))?);
            Ok(())
        },
        console: [
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! KeyboardInterrupt",
            "0.0 ! ",
            "0.0 ! During handling of the above exception, another exception occurred:",
            "0.0 ! ",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! RuntimeError: Event loop stopped before Future completed.",
            "0.0 ! Task exception was never retrieved",
            "0.0 ! future: <Task finished name='Task-2' coro=<interrupt() done, defined at …> exception=KeyboardInterrupt()>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! KeyboardInterrupt",
        ],
    }

    /// A gather is no plain future: CPython calls its `result`, and what that raises is linked outside the task first.
    what_a_gather_raises_in_the_shutdown_has_mains_exception_as_context {
        python: r#"
async def fail():
    try:
        await asyncio.sleep(1)
    finally:
        raise KeyError("cleanup")


async def work():
    try:
        await asyncio.gather(fail())
    except BaseException as e:
        print(repr(e), "in", repr(e.__context__))


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    raise ValueError("main")
"#,
        rust: async {
            async fn fail() -> Result<()> {
                attempt(sleep(1.0)).finally(async || raise(KeyError.new("cleanup"))).await
            }
            async fn work() -> Result<()> {
                attempt(async { gather([coro!(fail())])?.await.map(drop) })
                    .except(BaseException, async |e| {
                        let context = e.context().map_or(String::new(), |context| format!("{context:?}"));
                        print(format!("{e:?} in {context}"));
                        Ok(())
                    })
                    .await
            }
            let _task = create_task(coro!(work()))?;
            sleep(0.0).await?;
            sleep(0.0).await?;
            raise(ValueError.new("main"))
        },
        console: [
            "0.0 KeyError('cleanup') in ValueError('main')",
            "0.0 ! unhandled exception during asyncio.run() shutdown",
            "0.0 ! task: <Task finished name='Task-3' coro=<fail() done, defined at …> exception=KeyError('cleanup')>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: main",
            "0.0 ! ",
            "0.0 ! During handling of the above exception, another exception occurred:",
            "0.0 ! ",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! KeyError: 'cleanup'",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: main",
        ],
    }
}
