//! SIGINT where more than main is at work: groups, gathers, the shutdown itself.
//!
//! Invariant: everything that is cancelled tells so, with what it has for a context.

use except_star::exception::{CancelledError, KeyboardInterrupt, ValueError};
use except_star::repr::Repr;
use except_star::{
    Level, Logger, Result, Signal, attempt, call_later, coro, create_named_task, gather, print, raise, raise_signal,
    sleep, task_group,
};

use crate::check::this_task;

/// Sends SIGINT at this time.
fn interrupt_at(delay: f64) -> Result<()> {
    call_later(delay, "raise_signal", || raise_signal(Signal::Interrupt)).map(drop)
}

/// Sleeps, and cleans up for a second when it is cancelled.
async fn work(name: &'static str) -> Result<()> {
    attempt(sleep(9.0))
        .except(CancelledError, async |e| {
            print(format!("{name} {e:?} {} {}", e.context().repr(), this_task().cancelling()));
            sleep(1.0).await?;
            print(format!("{name} has cleaned up"));
            if name == "bad" { raise(ValueError.new(name)) } else { Err(e) }
        })
        .await
}

behaviours! {
    shared: r#"
async def work(name):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print(name, repr(e), repr(e.__context__), asyncio.current_task().cancelling())
        await asyncio.sleep(1)
        print(name, "has cleaned up")
        if name == "bad":
            raise ValueError(name)
        raise
"#,

    /// SIGINT while a group waits: its children are cancelled and awaited before main ends and KeyboardInterrupt follows. An
    /// error of a cleanup is raised instead, as a group.
    an_interrupt_ends_the_children_of_a_group_first {
        python: r#"
import signal


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(1, signal.raise_signal, signal.SIGINT)
    asyncio.create_task(work("left"))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work("A"))
            tg.create_task(work("bad"))
    except* ValueError as group:
        print(repr(group), asyncio.current_task().cancelling())
    print("goes on")
    await asyncio.sleep(0)
    print("never")
"#,
        rust: async {
            interrupt_at(1.0)?;
            create_named_task("left", coro!(work("left")))?;
            attempt(task_group(async |tg| {
                tg.create_task(coro!(work("A")))?;
                tg.create_task(coro!(work("bad")))?;
                Ok(())
            }))
            .except_star(ValueError, async |group| {
                print(format!("{group:?} {}", this_task().cancelling()));
                Ok(())
            })
            .await?;
            print("goes on");
            sleep(0.0).await?;
            print("never");
            Ok(())
        },
        console: [
            "1.0 A CancelledError() None 1",
            "1.0 bad CancelledError() None 1",
            "2.0 A has cleaned up",
            "2.0 bad has cleaned up",
            "2.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('bad')]) 1",
            "2.0 goes on",
            "2.0 left CancelledError() KeyboardInterrupt() 1",
            "3.0 left has cleaned up",
            "3.0 ! Traceback (most recent call last):",
            "3.0 ! asyncio.exceptions.CancelledError",
            "3.0 ! ",
            "3.0 ! During handling of the above exception, another exception occurred:",
            "3.0 ! ",
            "3.0 ! Traceback (most recent call last):",
            "3.0 ! KeyboardInterrupt",
        ],
    }

    /// SIGINT while main awaits a gather: the children are cancelled through it, and main goes on at the first that has cleaned
    /// up.
    an_interrupt_reaches_the_children_of_a_gather {
        python: r#"
import signal


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(1, signal.raise_signal, signal.SIGINT)
    await asyncio.gather(work("A"), work("bad"))
"#,
        rust: async {
            interrupt_at(1.0)?;
            gather([coro!(work("A")), coro!(work("bad"))])?.await?;
            Ok(())
        },
        console: [
            "1.0 A CancelledError() None 1",
            "1.0 bad CancelledError() None 1",
            "2.0 A has cleaned up",
            "2.0 bad has cleaned up",
            "2.0 ! Traceback (most recent call last):",
            "2.0 ! asyncio.exceptions.CancelledError",
            "2.0 ! ",
            "2.0 ! During handling of the above exception, another exception occurred:",
            "2.0 ! ",
            "2.0 ! Traceback (most recent call last):",
            "2.0 ! KeyboardInterrupt",
        ],
    }

    /// SIGINT during the shutdown is nobody's to take care of any more: the cleanups end where they are.
    ///
    /// The report of the task that is left behind is silenced, because CPython's collector decides what it looks like.
    an_interrupt_during_the_shutdown_cuts_it_short {
        python: r#"
import logging
import signal


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(1, signal.raise_signal, signal.SIGINT)
    loop.call_later(1.5, signal.raise_signal, signal.SIGINT)
    asyncio.create_task(work("left"), name="left")
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    await asyncio.sleep(9)
"#,
        rust: async {
            interrupt_at(1.0)?;
            interrupt_at(1.5)?;
            create_named_task("left", coro!(work("left")))?;
            Logger::new("asyncio").set_level(Level::Critical);
            sleep(9.0).await
        },
        console: [
            "1.0 left CancelledError() KeyboardInterrupt() 1",
            "1.5 ! Traceback (most recent call last):",
            "1.5 ! asyncio.exceptions.CancelledError",
            "1.5 ! ",
            "1.5 ! During handling of the above exception, another exception occurred:",
            "1.5 ! ",
            "1.5 ! Traceback (most recent call last):",
            "1.5 ! KeyboardInterrupt",
            "1.5 ! ",
            "1.5 ! During handling of the above exception, another exception occurred:",
            "1.5 ! ",
            "1.5 ! Traceback (most recent call last):",
            "1.5 ! KeyboardInterrupt",
        ],
    }

    /// A second SIGINT that stops the loop while a group waits: the children of the group are cancelled with everyone else in
    /// the shutdown.
    a_second_interrupt_stops_the_loop_under_a_group {
        python: r#"
import signal


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(1, signal.raise_signal, signal.SIGINT)
    loop.call_later(1.5, signal.raise_signal, signal.SIGINT)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work("A"))
            tg.create_task(work("B"))
    except BaseException as e:
        print("main", repr(e), repr(e.__context__), asyncio.current_task().cancelling())
        raise
"#,
        rust: async {
            interrupt_at(1.0)?;
            interrupt_at(1.5)?;
            attempt(task_group(async |tg| {
                tg.create_task(coro!(work("A")))?;
                tg.create_task(coro!(work("B")))?;
                Ok(())
            }))
            .except([CancelledError, KeyboardInterrupt], async |e| {
                print(format!("main {e:?} {} {}", e.context().repr(), this_task().cancelling()));
                Err(e)
            })
            .await
        },
        console: [
            "1.0 A CancelledError() None 1",
            "1.0 B CancelledError() None 1",
            "1.5 main CancelledError() KeyboardInterrupt() 2",
            "1.5 ! Traceback (most recent call last):",
            "1.5 ! KeyboardInterrupt",
        ],
    }
}
