//! KeyboardInterrupt and SystemExit: how they leave the loop, a group and the program.

use super::shutdown::sleeper;
use except_star::exception::{BaseException, CancelledError, KeyboardInterrupt, SystemExit, ValueError};
use except_star::repr::Repr;
use except_star::{
    Result, attempt, block, call_later, coro, create_named_task, create_task, print, raise, sleep, task_group,
};

behaviours! {
    shared: r#"
async def sleeper(name, cleanup, then):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print(name, repr(e), repr(e.__context__))
        await asyncio.sleep(cleanup)
        print(name, then)
        if then == "fails":
            raise ValueError(name)
        if then != "swallows":
            raise
"#,

    /// KeyboardInterrupt in a task stops the loop where it stands: what was ready after it waits, and main runs on only in
    /// the shutdown, cancelled.
    keyboard_interrupt_in_a_task_stops_the_loop {
        python: r#"
async def wake(name):
    await asyncio.sleep(1)
    print(name, "wakes")
    await asyncio.sleep(0)
    print(name, "goes on")


async def interrupt():
    await asyncio.sleep(1)
    print("interrupt")
    raise KeyboardInterrupt("interrupt")


async def main():
    tasks = [asyncio.create_task(coro) for coro in (wake("before"), interrupt(), wake("after"))]
    await sleeper("main", 1, "swallows")
    print("main ends")
"#,
        rust: async {
            async fn wake(name: &str) -> Result<()> {
                sleep(1.0).await?;
                print(format!("{name} wakes"));
                sleep(0.0).await?;
                print(format!("{name} goes on"));
                Ok(())
            }
            async fn interrupt() -> Result<()> {
                sleep(1.0).await?;
                print("interrupt");
                raise(KeyboardInterrupt.new("interrupt"))
            }
            let _tasks = [
                create_task(coro!(wake("before")))?,
                create_task(coro!(interrupt()))?,
                create_task(coro!(wake("after")))?,
            ];
            sleeper("main", 1.0, "swallows").await?;
            print("main ends");
            Ok(())
        },
        console: [
            "1.0 before wakes",
            "1.0 interrupt",
            "1.0 main CancelledError() KeyboardInterrupt('interrupt')",
            "2.0 main swallows",
            "2.0 main ends",
            "2.0 ! Traceback (most recent call last):",
            "2.0 ! KeyboardInterrupt: interrupt",
            "2.0 ! Task exception was never retrieved",
            "2.0 ! future: <Task finished name='Task-3' coro=<interrupt() done, defined at …> exception=KeyboardInterrupt('interrupt')>",
            "2.0 ! Traceback (most recent call last):",
            "2.0 ! KeyboardInterrupt: interrupt",
        ],
    }

    /// SystemExit in a child of a group does the same, and nothing is printed for it; the group's own handling of it takes
    /// place in the shutdown.
    system_exit_in_a_child_ends_the_program_silently {
        python: r#"
async def leave():
    await asyncio.sleep(1)
    raise SystemExit(3)


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sleeper("A", 0.5, "goes on"))
            tg.create_task(leave())
    except BaseException as e:
        print("main", repr(e), repr(e.__context__))
        raise
"#,
        rust: async {
            async fn leave() -> Result<()> {
                sleep(1.0).await?;
                raise(SystemExit.new(3))
            }
            attempt(task_group(async |tg| {
                tg.create_task(coro!(sleeper("A", 0.5, "goes on")))?;
                tg.create_task(coro!(leave()))?;
                Ok(())
            }))
            .except(BaseException, async |e| {
                print(format!("main {e:?} {}", e.context().repr()));
                Err(e)
            })
            .await
        },
        console: [
            "1.0 A CancelledError() SystemExit(3)",
            "1.5 A goes on",
            "1.5 main SystemExit(3) None",
            "1.5 ! Task exception was never retrieved",
            "1.5 ! future: <Task finished name='Task-1' coro=<main() done, defined at …> exception=SystemExit(3)>",
            "1.5 ! Traceback (most recent call last):",
            "1.5 ! SystemExit: 3",
        ],
    }

    /// KeyboardInterrupt and SystemExit that main itself raises come out, when the others are shut down.
    keyboard_interrupt_in_main_comes_out_after_the_shutdown {
        python: r#"
async def main():
    asyncio.create_task(sleeper("A", 0.5, "fails"), name="A")
    await asyncio.sleep(1)
    raise KeyboardInterrupt("main")
"#,
        rust: async {
            create_named_task("A", coro!(sleeper("A", 0.5, "fails")))?;
            sleep(1.0).await?;
            raise(KeyboardInterrupt.new("main"))
        },
        console: [
            "1.0 A CancelledError() KeyboardInterrupt('main')",
            "1.5 A fails",
            "1.5 ! unhandled exception during asyncio.run() shutdown",
            "1.5 ! task: <Task finished name='A' coro=<sleeper() done, defined at …> exception=ValueError('A')>",
            "1.5 ! Traceback (most recent call last):",
            "1.5 ! KeyboardInterrupt: main",
            "1.5 ! ",
            "1.5 ! During handling of the above exception, another exception occurred:",
            "1.5 ! ",
            "1.5 ! Traceback (most recent call last):",
            "1.5 ! asyncio.exceptions.CancelledError",
            "1.5 ! ",
            "1.5 ! During handling of the above exception, another exception occurred:",
            "1.5 ! ",
            "1.5 ! Traceback (most recent call last):",
            "1.5 ! ValueError: A",
            "1.5 ! Traceback (most recent call last):",
            "1.5 ! KeyboardInterrupt: main",
        ],
    }

    /// KeyboardInterrupt in the body comes out bare, when the children are done; their errors are lost without a word.
    a_keyboard_interrupt_in_the_body_comes_out_bare {
        python: r#"
async def cleanup():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print("child", repr(e))
        raise ValueError("lost")


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(cleanup())
            await asyncio.sleep(1)
            raise KeyboardInterrupt("body")
    except BaseException as e:
        print(repr(e), repr(e.__context__), repr(e.__cause__))
    await asyncio.sleep(1)
    print("main ends")
"#,
        rust: async {
            async fn cleanup() -> Result<()> {
                attempt(sleep(9.0))
                    .except(CancelledError, async |e| {
                        print(format!("child {e:?}"));
                        raise(ValueError.new("lost"))
                    })
                    .await
            }
            attempt(task_group(async |tg| {
                tg.create_task(coro!(cleanup()))?;
                sleep(1.0).await?;
                raise(KeyboardInterrupt.new("body"))
            }))
            .except(BaseException, async |e| {
                print(format!("{e:?} {} {}", e.context().repr(), e.cause().repr()));
                Ok(())
            })
            .await?;
            sleep(1.0).await?;
            print("main ends");
            Ok(())
        },
        console: [
            "1.0 child CancelledError()",
            "1.0 KeyboardInterrupt('body') None None",
            "2.0 main ends",
        ],
    }

    /// A KeyboardInterrupt that comes when the loop has been asked to stop, but still runs what was ready, is the end of that
    /// run. The shutdown has all the time it needs.
    an_interrupt_after_the_loop_was_stopped_leaves_the_shutdown_alone {
        python: r#"
import time


async def sleeper():
    try:
        await asyncio.sleep(9)
    finally:
        await asyncio.sleep(1)
        print("cleaned up")


def interrupt():
    raise KeyboardInterrupt


async def main():
    asyncio.create_task(sleeper(), name="sleeper")
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(1, interrupt)
    time.sleep(2)
    print("main ends")
"#,
        rust: async {
            async fn sleeper() -> Result<()> {
                attempt(sleep(9.0))
                    .finally(async || {
                        sleep(1.0).await?;
                        print("cleaned up");
                        Ok(())
                    })
                    .await
            }
            create_named_task("sleeper", coro!(sleeper()))?;
            sleep(0.0).await?;
            call_later(1.0, "interrupt", || raise(KeyboardInterrupt.empty()))?;
            block(2.0)?;
            print("main ends");
            Ok(())
        },
        console: [
            "2.0 main ends",
            "3.0 cleaned up",
            "3.0 ! Traceback (most recent call last):",
            "3.0 ! KeyboardInterrupt",
        ],
    }

    /// KeyboardInterrupt in a callback is not logged like other errors: it stops the loop.
    keyboard_interrupt_in_a_callback_stops_the_loop {
        python: r#"
async def work():
    await asyncio.sleep(1)
    print("work ends")


def callback(task):
    print("callback")
    raise KeyboardInterrupt("callback")


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    task.add_done_callback(lambda task: print("next callback"))
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print("main", repr(e), repr(e.__context__))
        raise
"#,
        rust: async {
            async fn work() -> Result<()> {
                sleep(1.0).await?;
                print("work ends");
                Ok(())
            }
            let task = create_task(coro!(work()))?;
            task.add_done_callback("callback", |_| {
                print("callback");
                raise(KeyboardInterrupt.new("callback"))
            });
            task.add_done_callback("<lambda>", |_| {
                print("next callback");
                Ok(())
            });
            attempt(sleep(9.0))
                .except(CancelledError, async |e| {
                    print(format!("main {e:?} {}", e.context().repr()));
                    Err(e)
                })
                .await
        },
        console: [
            "1.0 work ends",
            "1.0 callback",
            "1.0 next callback",
            "1.0 main CancelledError() KeyboardInterrupt('callback')",
            "1.0 ! Traceback (most recent call last):",
            "1.0 ! KeyboardInterrupt: callback",
        ],
    }
}
