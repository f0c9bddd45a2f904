//! Signal handlers of the program's own.
//!
//! Invariant: a signal comes from a timer or from a task, never from outside, so its place in the order is exact.

use super::turns;
use except_star::exception::{CancelledError, KeyboardInterrupt, ValueError};
use except_star::repr::Repr;
use except_star::{
    Event, Result, Signal, add_signal_handler, attempt, call_later, call_soon, coro, create_task, print, raise,
    raise_signal, remove_signal_handler, sleep,
};

use crate::check::this_task;

behaviours! {
    /// A handler of the program's own replaces what `run` does about SIGINT, and runs two iterations after the signal, each
    /// time it comes. Without the handler the default is back: KeyboardInterrupt.
    a_handler_replaces_what_run_does_and_runs_two_turns_later {
        python: r#"
import signal


async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)


async def main():
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, lambda: print("interrupt handler"))
    loop.add_signal_handler(signal.SIGTERM, lambda: print("terminate handler"))
    ticking = asyncio.create_task(turns(4))
    await asyncio.sleep(0)
    loop.call_soon(print, "called before")
    signal.raise_signal(signal.SIGTERM)
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGINT)
    print("sent")
    loop.call_soon(print, "called after")
    await ticking
    print(loop.remove_signal_handler(signal.SIGINT), loop.remove_signal_handler(signal.SIGINT))
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt as e:
        print(repr(e))
    await asyncio.sleep(0)
    print("main cancels itself", asyncio.current_task().cancelling())
    asyncio.current_task().cancel()
    await asyncio.sleep(0)
"#,
        rust: async {
            let say = |text: &'static str| {
                move || {
                    print(text);
                    Ok(())
                }
            };
            add_signal_handler(Signal::Interrupt, "<lambda>", say("interrupt handler"))?;
            add_signal_handler(Signal::Terminate, "<lambda>", say("terminate handler"))?;
            let ticking = create_task(coro!(turns(4)))?;
            sleep(0.0).await?;
            call_soon("print", say("called before"))?;
            raise_signal(Signal::Terminate)?;
            raise_signal(Signal::Interrupt)?;
            raise_signal(Signal::Interrupt)?;
            print("sent");
            call_soon("print", say("called after"))?;
            ticking.await?;
            let removed = [remove_signal_handler(Signal::Interrupt)?, remove_signal_handler(Signal::Interrupt)?];
            print(format!("{} {}", removed[0].repr(), removed[1].repr()));
            attempt(async { raise_signal(Signal::Interrupt) })
                .except(KeyboardInterrupt, async |e| {
                    print(format!("{e:?}"));
                    Ok(())
                })
                .await?;
            sleep(0.0).await?;
            print(format!("main cancels itself {}", this_task().cancelling()));
            this_task().cancel();
            sleep(0.0).await
        },
        console: [
            "0.0 turn 1",
            "0.0 sent",
            "0.0 turn 2",
            "0.0 called before",
            "0.0 called after",
            "0.0 turn 3",
            "0.0 terminate handler",
            "0.0 interrupt handler",
            "0.0 interrupt handler",
            "0.0 turn 4",
            "0.0 True False",
            "0.0 KeyboardInterrupt()",
            "0.0 main cancels itself 0",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! asyncio.exceptions.CancelledError",
        ],
    }

    /// The usual graceful end: the handler sets an event, main leaves, and the others are cancelled in the shutdown. What a
    /// handler raises is logged.
    a_handler_that_sets_an_event_ends_the_program_gracefully {
        python: r#"
import signal


async def work():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print("A", repr(e), asyncio.current_task().cancelling())
        await asyncio.sleep(1)
        print("A", "has cleaned up")
        raise


def fail():
    raise ValueError("handler")


async def main():
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGINT, fail)
    loop.call_later(1, signal.raise_signal, signal.SIGINT)
    loop.call_later(2, signal.raise_signal, signal.SIGTERM)
    asyncio.create_task(work())
    await stop.wait()
    print("stops")
"#,
        rust: async {
            let stop = Event::new();
            let set = stop.clone();
            add_signal_handler(Signal::Terminate, "Event.set", move || {
                set.set();
                Ok(())
            })?;
            add_signal_handler(Signal::Interrupt, "fail", || raise(ValueError.new("handler")))?;
            call_later(1.0, "raise_signal", || raise_signal(Signal::Interrupt))?;
            call_later(2.0, "raise_signal", || raise_signal(Signal::Terminate))?;
            async fn work() -> Result<()> {
                attempt(sleep(9.0))
                    .except(CancelledError, async |e| {
                        print(format!("A {e:?} {}", this_task().cancelling()));
                        sleep(1.0).await?;
                        print("A has cleaned up");
                        Err(e)
                    })
                    .await
            }
            create_task(coro!(work()))?;
            stop.wait().await?;
            print("stops");
            Ok(())
        },
        console: [
            "1.0 ! Exception in callback fail() at …",
            "1.0 ! handle: <Handle fail() at …>",
            "1.0 ! Traceback (most recent call last):",
            "1.0 ! ValueError: handler",
            "2.0 stops",
            "2.0 A CancelledError() 1",
            "3.0 A has cleaned up",
        ],
    }
}
