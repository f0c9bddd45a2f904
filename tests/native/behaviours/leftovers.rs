//! What main leaves running: its cancellation, its cleanups, and what outlives even those.

use super::shutdown::sleeper;
use except_star::exception::{CancelledError, ValueError};
use except_star::{Event, Result, attempt, coro, create_named_task, gather, print, raise, sleep};

use crate::check::this_task;

behaviours! {
    /// What is left is cancelled and waited for. Errors of the cleanups are logged when all are done, in the order of the
    /// tasks, and change nothing.
    errors_of_leftovers_cleanups_are_logged {
        python: r#"
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


async def main():
    asyncio.create_task(sleeper("A", 0.3, "fails"), name="A")
    asyncio.create_task(sleeper("B", 0.1, "goes on"), name="B")
    asyncio.create_task(sleeper("C", 0.2, "swallows"), name="C")
    asyncio.create_task(sleeper("D", 0, "fails"), name="D")
    await asyncio.sleep(1)
    print("main ends")
"#,
        rust: async {
            create_named_task("A", coro!(sleeper("A", 0.3, "fails")))?;
            create_named_task("B", coro!(sleeper("B", 0.1, "goes on")))?;
            create_named_task("C", coro!(sleeper("C", 0.2, "swallows")))?;
            create_named_task("D", coro!(sleeper("D", 0.0, "fails")))?;
            sleep(1.0).await?;
            print("main ends");
            Ok(())
        },
        console: [
            "1.0 main ends",
            "1.0 A CancelledError() None",
            "1.0 B CancelledError() None",
            "1.0 C CancelledError() None",
            "1.0 D CancelledError() None",
            "1.0 D fails",
            "1.1 B goes on",
            "1.2 C swallows",
            "1.3 A fails",
            "1.3 ! unhandled exception during asyncio.run() shutdown",
            "1.3 ! task: <Task finished name='A' coro=<sleeper() done, defined at …> exception=ValueError('A')>",
            "1.3 ! Traceback (most recent call last):",
            "1.3 ! asyncio.exceptions.CancelledError",
            "1.3 ! ",
            "1.3 ! During handling of the above exception, another exception occurred:",
            "1.3 ! ",
            "1.3 ! Traceback (most recent call last):",
            "1.3 ! ValueError: A",
            "1.3 ! unhandled exception during asyncio.run() shutdown",
            "1.3 ! task: <Task finished name='D' coro=<sleeper() done, defined at …> exception=ValueError('D')>",
            "1.3 ! Traceback (most recent call last):",
            "1.3 ! asyncio.exceptions.CancelledError",
            "1.3 ! ",
            "1.3 ! During handling of the above exception, another exception occurred:",
            "1.3 ! ",
            "1.3 ! Traceback (most recent call last):",
            "1.3 ! ValueError: D",
        ],
    }

    /// A leftover that awaits a `gather` cancels its children, which are leftovers themselves and are asked once more.
    a_leftovers_children_are_asked_twice {
        python: r#"
async def child(name):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print(name, repr(e), asyncio.current_task().cancelling())
        raise


async def parent():
    try:
        await asyncio.gather(child("A"), child("B"))
    except asyncio.CancelledError as e:
        print("parent", repr(e), asyncio.current_task().cancelling())
        raise


async def main():
    asyncio.create_task(parent())
    await asyncio.sleep(1)
    print("main ends")
"#,
        rust: async {
            async fn child(name: &str) -> Result<()> {
                attempt(sleep(9.0))
                    .except(CancelledError, async |e| {
                        print(format!("{name} {e:?} {}", this_task().cancelling()));
                        Err(e)
                    })
                    .await
            }
            async fn parent() -> Result<()> {
                let children = [
                    create_named_task("A", coro!(child("A")))?,
                    create_named_task("B", coro!(child("B")))?,
                ];
                attempt(async { gather(children)?.await.map(drop) })
                    .except(CancelledError, async |e| {
                        print(format!("parent {e:?} {}", this_task().cancelling()));
                        Err(e)
                    })
                    .await
            }
            create_named_task("parent", coro!(parent()))?;
            sleep(1.0).await?;
            print("main ends");
            Ok(())
        },
        console: [
            "1.0 main ends",
            "1.0 A CancelledError() 2",
            "1.0 B CancelledError() 2",
            "1.0 parent CancelledError() 1",
        ],
    }

    /// A task that a cleanup makes is not cancelled; it runs as long as the shutdown does. Those that are pending after that
    /// are reported at the program's very end, after what main raised, in the order in which they were made.
    a_task_that_a_cleanup_makes_is_pending_at_the_end {
        python: r#"
async def straggler(name, delay):
    print(name, "begins")
    await asyncio.sleep(delay)
    print(name, "ends")


async def work(event):
    try:
        await asyncio.sleep(9)
    finally:
        asyncio.create_task(straggler("B", 9), name="B")
        asyncio.create_task(straggler("C", 0), name="C")
        asyncio.create_task(straggler("D", 0.5), name="D")
        asyncio.create_task(event.wait(), name="E")
        await asyncio.sleep(1)
        asyncio.create_task(straggler("F", 1), name="F")


async def main():
    asyncio.create_task(work(asyncio.Event()), name="A")
    await asyncio.sleep(1)
    raise ValueError("main")
"#,
        rust: async {
            async fn straggler(name: &str, delay: f64) -> Result<()> {
                print(format!("{name} begins"));
                sleep(delay).await?;
                print(format!("{name} ends"));
                Ok(())
            }
            async fn work(event: Event) -> Result<()> {
                attempt(sleep(9.0))
                    .finally(async || {
                        create_named_task("B", coro!(straggler("B", 9.0)))?;
                        create_named_task("C", coro!(straggler("C", 0.0)))?;
                        create_named_task("D", coro!(straggler("D", 0.5)))?;
                        create_named_task("E", coro!("Event.wait", async move { event.wait().await }))?;
                        sleep(1.0).await?;
                        create_named_task("F", coro!(straggler("F", 1.0))).map(drop)
                    })
                    .await
            }
            create_named_task("A", coro!(work(Event::new())))?;
            sleep(1.0).await?;
            raise(ValueError.new("main"))
        },
        console: [
            "1.0 B begins",
            "1.0 C begins",
            "1.0 D begins",
            "1.0 C ends",
            "1.5 D ends",
            "2.0 F begins",
            "2.0 ! Traceback (most recent call last):",
            "2.0 ! ValueError: main",
            "2.0 ! Task was destroyed but it is pending!",
            "2.0 ! task: <Task pending name='B' coro=<straggler() done, defined at …> wait_for=<Future pending cb=[Task.task_wakeup()]>>",
            "2.0 ! Task was destroyed but it is pending!",
            "2.0 ! task: <Task pending name='E' coro=<Event.wait() done, defined at …> wait_for=<Future pending cb=[Task.task_wakeup()]>>",
            "2.0 ! Task was destroyed but it is pending!",
            "2.0 ! task: <Task pending name='F' coro=<straggler() done, defined at …> wait_for=<Future pending cb=[Task.task_wakeup()]>>",
        ],
    }
}
