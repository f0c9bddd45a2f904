//! Signals under `run`: what SIGINT does to main, when, and what comes out at the end.
//!
//! Invariant: a signal comes from a timer or from a task, never from outside, so its place in the order is exact.

use except_star::exception::{CancelledError, KeyboardInterrupt, ValueError};
use except_star::repr::Repr;
use except_star::{
    Result, Signal, attempt, call_later, call_soon, coro, create_named_task, print, raise, raise_signal, sleep,
    task_group,
};

use crate::check::this_task;

/// Sends SIGINT at this time.
fn interrupt_at(delay: f64) -> Result<()> {
    call_later(delay, "raise_signal", || raise_signal(Signal::Interrupt)).map(drop)
}

/// Sleeps, and prints how it is cancelled.
async fn work(name: &str) -> Result<()> {
    attempt(sleep(9.0))
        .except(CancelledError, async |e| {
            print(format!("{name} {e:?} {}", this_task().cancelling()));
            sleep(1.0).await?;
            print(format!("{name} has cleaned up"));
            Err(e)
        })
        .await
}

behaviours! {
    /// The first SIGINT cancels main, at once. When main has ended the others are cancelled, and then the program ends with
    /// KeyboardInterrupt, its context the CancelledError that ended main.
    the_first_interrupt_cancels_main_and_then_the_others {
        python: r#"
import signal


async def work(name):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print(name, repr(e), asyncio.current_task().cancelling())
        await asyncio.sleep(1)
        print(name, "has cleaned up")
        raise


async def main():
    asyncio.get_running_loop().call_later(1, signal.raise_signal, signal.SIGINT)
    asyncio.create_task(work("A"), name="A")
    asyncio.create_task(work("B"), name="B")
    await work("main")
"#,
        rust: async {
            interrupt_at(1.0)?;
            create_named_task("A", coro!(work("A")))?;
            create_named_task("B", coro!(work("B")))?;
            work("main").await
        },
        console: [
            "1.0 main CancelledError() 1",
            "2.0 main has cleaned up",
            "2.0 A CancelledError() 1",
            "2.0 B CancelledError() 1",
            "3.0 A has cleaned up",
            "3.0 B has cleaned up",
            "3.0 ! Traceback (most recent call last):",
            "3.0 ! asyncio.exceptions.CancelledError",
            "3.0 ! ",
            "3.0 ! During handling of the above exception, another exception occurred:",
            "3.0 ! ",
            "3.0 ! Traceback (most recent call last):",
            "3.0 ! KeyboardInterrupt",
        ],
    }

    /// A main that swallows its cancellation ends well, and no KeyboardInterrupt follows.
    a_main_that_swallows_the_interrupt_ends_well {
        python: r#"
import signal


async def main():
    asyncio.get_running_loop().call_later(1, signal.raise_signal, signal.SIGINT)
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print(repr(e), asyncio.current_task().cancelling())
    await asyncio.sleep(1)
    print("main ends", asyncio.current_task().cancelling())
"#,
        rust: async {
            interrupt_at(1.0)?;
            attempt(sleep(9.0))
                .except(CancelledError, async |e| {
                    print(format!("{e:?} {}", this_task().cancelling()));
                    Ok(())
                })
                .await?;
            sleep(1.0).await?;
            print(format!("main ends {}", this_task().cancelling()));
            Ok(())
        },
        console: [
            "1.0 CancelledError() 1",
            "2.0 main ends 1",
        ],
    }

    /// The second SIGINT is a KeyboardInterrupt where it comes: here in a callback, so it stops the loop, and main's
    /// cleanup is cancelled in the shutdown.
    the_second_interrupt_stops_the_loop {
        python: r#"
import signal


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(1, signal.raise_signal, signal.SIGINT)
    loop.call_later(2, signal.raise_signal, signal.SIGINT)
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print("main", repr(e), asyncio.current_task().cancelling())
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError as e:
            print("cleanup", repr(e), repr(e.__context__), asyncio.current_task().cancelling())
            raise
"#,
        rust: async {
            interrupt_at(1.0)?;
            interrupt_at(2.0)?;
            attempt(sleep(9.0))
                .except(CancelledError, async |e| {
                    print(format!("main {e:?} {}", this_task().cancelling()));
                    attempt(sleep(9.0))
                        .except(CancelledError, async |e| {
                            print(format!("cleanup {e:?} {} {}", e.context().repr(), this_task().cancelling()));
                            Err(e)
                        })
                        .await
                })
                .await
        },
        console: [
            "1.0 main CancelledError() 1",
            "2.0 cleanup CancelledError() CancelledError() 2",
            "2.0 ! Traceback (most recent call last):",
            "2.0 ! KeyboardInterrupt",
        ],
    }

    /// In a task the second SIGINT is raised where the task sends it, and may be caught there like any exception; the third
    /// one as well.
    an_interrupt_that_a_task_sends_is_raised_there {
        python: r#"
import signal


async def send(name):
    try:
        signal.raise_signal(signal.SIGINT)
        print(name, "sent")
    except KeyboardInterrupt as e:
        print(name, repr(e), repr(e.__context__))


async def main():
    try:
        for name in ["first", "second", "third"]:
            await send(name)
        await asyncio.sleep(0)
    except asyncio.CancelledError as e:
        print("main", repr(e), asyncio.current_task().cancelling())
        await send("fourth")
    print("main ends")
"#,
        rust: async {
            async fn send(name: &str) -> Result<()> {
                attempt(async {
                    raise_signal(Signal::Interrupt)?;
                    print(format!("{name} sent"));
                    Ok(())
                })
                .except(KeyboardInterrupt, async |e| {
                    print(format!("{name} {e:?} {}", e.context().repr()));
                    Ok(())
                })
                .await
            }
            attempt(async {
                for name in ["first", "second", "third"] {
                    send(name).await?;
                }
                sleep(0.0).await
            })
            .except(CancelledError, async |e| {
                print(format!("main {e:?} {}", this_task().cancelling()));
                send("fourth").await
            })
            .await?;
            print("main ends");
            Ok(())
        },
        console: [
            "0.0 first sent",
            "0.0 second KeyboardInterrupt() None",
            "0.0 third KeyboardInterrupt() None",
            "0.0 main CancelledError() 1",
            "0.0 fourth KeyboardInterrupt() CancelledError()",
            "0.0 main ends",
        ],
    }

    /// What main raises instead of CancelledError comes out, and KeyboardInterrupt does not.
    what_main_raises_after_the_interrupt_comes_out {
        python: r#"
import signal


async def main():
    asyncio.get_running_loop().call_later(1, signal.raise_signal, signal.SIGINT)
    try:
        await asyncio.sleep(9)
    finally:
        raise ValueError("cleanup")
"#,
        rust: async {
            interrupt_at(1.0)?;
            attempt(sleep(9.0)).finally(async || raise(ValueError.new("cleanup"))).await
        },
        console: [
            "1.0 ! Traceback (most recent call last):",
            "1.0 ! asyncio.exceptions.CancelledError",
            "1.0 ! ",
            "1.0 ! During handling of the above exception, another exception occurred:",
            "1.0 ! ",
            "1.0 ! Traceback (most recent call last):",
            "1.0 ! ValueError: cleanup",
        ],
    }

    /// A main that somebody else has asked to end as well leaves CancelledError.
    a_main_that_others_cancel_too_ends_with_cancelled_error {
        python: r#"
import signal


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(1, signal.raise_signal, signal.SIGINT)
    loop.call_later(1, asyncio.current_task().cancel, "other")
    try:
        await asyncio.sleep(9)
    finally:
        print("cancelling", asyncio.current_task().cancelling())
"#,
        rust: async {
            let main = this_task();
            interrupt_at(1.0)?;
            call_later(1.0, "cancel", move || {
                main.cancel_with("other");
                Ok(())
            })?;
            attempt(sleep(9.0))
                .finally(async || {
                    print(format!("cancelling {}", this_task().cancelling()));
                    Ok(())
                })
                .await
        },
        console: [
            "1.0 cancelling 2",
            "1.0 ! Traceback (most recent call last):",
            "1.0 ! asyncio.exceptions.CancelledError",
        ],
    }

    /// Interrupts that come before the first step of a task leave it pending to the end. Then its coroutine, which has never run,
    /// is neither closed nor awaited, and that is said once for all of one name, after the last task.
    a_task_that_never_ran_is_destroyed_as_it_stands {
        python: r#"
import signal


async def lost():
    print("never")


async def main():
    loop = asyncio.get_running_loop()
    for _ in range(3):
        loop.call_soon(signal.raise_signal, signal.SIGINT)
    async with asyncio.TaskGroup() as tg:
        tg.create_task(lost(), name="first")
        tg.create_task(lost(), name="second")
"#,
        rust: async {
            async fn lost() -> Result<()> {
                print("never");
                Ok(())
            }
            for _ in 0..3 {
                call_soon("raise_signal", || raise_signal(Signal::Interrupt))?;
            }
            task_group(async |tg| {
                tg.create_named_task("first", coro!(lost()))?;
                tg.create_named_task("second", coro!(lost()))?;
                Ok(())
            })
            .await
        },
        console: [
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! KeyboardInterrupt",
            "0.0 ! ",
            "0.0 ! During handling of the above exception, another exception occurred:",
            "0.0 ! ",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! KeyboardInterrupt",
            "0.0 ! Task was destroyed but it is pending!",
            "0.0 ! task: <Task cancelling name='Task-1' coro=<main() done, defined at …> wait_for=<Future cancelled> cb=[gather.<locals>._done_callback() at …]>",
            "0.0 ! Task was destroyed but it is pending!",
            "0.0 ! task: <Task cancelling name='first' coro=<lost() running at …> cb=[TaskGroup._on_task_done(), gather.<locals>._done_callback() at …]>",
            "0.0 ! Task was destroyed but it is pending!",
            "0.0 ! task: <Task cancelling name='second' coro=<lost() running at …> cb=[TaskGroup._on_task_done(), gather.<locals>._done_callback() at …]>",
            "0.0 ! RuntimeWarning: coroutine 'lost' was never awaited",
        ],
    }

    /// What an interrupted shutdown leaves is destroyed as it stands: the end meets these tasks before their coroutines. Main's
    /// coroutine is closed before its task.
    what_an_interrupted_shutdown_leaves_is_destroyed_as_it_stands {
        python: r#"
import signal


async def nap():
    await asyncio.sleep(9)


async def main():
    loop = asyncio.get_running_loop()
    for _ in range(3):
        loop.call_later(1, signal.raise_signal, signal.SIGINT)
    asyncio.create_task(nap(), name="napping")
    await asyncio.sleep(9)
"#,
        rust: async {
            async fn nap() -> Result<()> {
                sleep(9.0).await
            }
            for _ in 0..3 {
                interrupt_at(1.0)?;
            }
            create_named_task("napping", coro!(nap()))?;
            sleep(9.0).await
        },
        console: [
            "1.0 ! Traceback (most recent call last):",
            "1.0 ! KeyboardInterrupt",
            "1.0 ! ",
            "1.0 ! During handling of the above exception, another exception occurred:",
            "1.0 ! ",
            "1.0 ! Traceback (most recent call last):",
            "1.0 ! KeyboardInterrupt",
            "1.0 ! Task was destroyed but it is pending!",
            "1.0 ! task: <Task cancelling name='Task-1' coro=<main() done, defined at …> wait_for=<Future cancelled> cb=[gather.<locals>._done_callback() at …]>",
            "1.0 ! Task was destroyed but it is pending!",
            "1.0 ! task: <Task cancelling name='napping' coro=<nap() running at …> wait_for=<Future cancelled> cb=[gather.<locals>._done_callback() at …]>",
        ],
    }
}
