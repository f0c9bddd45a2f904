//! `Event`: who wakes, in which order, and what a cancelled waiter leaves behind.

use except_star::exception::CancelledError;
use except_star::repr::Repr;
use except_star::{Event, Result, Task, attempt, coro, create_task, print, sleep};

/// Waits and prints what comes of it.
async fn wait(name: &str, event: Event) -> Result<()> {
    attempt(async {
        event.wait().await?;
        print(format!("{name} wakes {}", event.is_set().repr()));
        Ok(())
    })
    .except(CancelledError, async |e| {
        print(format!("{name} {e:?}"));
        Err(e)
    })
    .await
}

/// Starts a waiter for each name, and lets them begin.
async fn start(names: &[&'static str], event: &Event) -> Result<Vec<Task<()>>> {
    let tasks: Result<_> = names.iter().map(|name| create_task(coro!(wait(name, event.clone())))).collect();
    sleep(0.0).await?;
    tasks
}

behaviours! {
    shared: r#"
async def wait(name, event):
    try:
        await event.wait()
        print(name, "wakes", event.is_set())
    except asyncio.CancelledError as e:
        print(name, repr(e))
        raise


async def start(names, event):
    tasks = [asyncio.create_task(wait(name, event)) for name in names]
    await asyncio.sleep(0)
    return tasks
"#,

    /// Setting wakes all who wait, in the order in which they came, even if the event is cleared before they go on. Who
    /// comes afterwards waits for the next time.
    setting_wakes_all_who_wait_even_if_it_is_cleared_at_once {
        python: r#"
async def main():
    event = asyncio.Event()
    tasks = await start("AB", event)
    event.set()
    event.set()
    event.clear()
    tasks += await start("C", event)
    print("turn", event.is_set())
    await asyncio.sleep(1)
    event.set()
    tasks += await start("D", event)
    print(event.is_set(), [task.done() for task in tasks])
    for task in tasks:
        await task
"#,
        rust: async {
            let event = Event::new();
            let mut tasks = start(&["A", "B"], &event).await?;
            event.set();
            event.set();
            event.clear();
            tasks.extend(start(&["C"], &event).await?);
            print(format!("turn {}", event.is_set().repr()));
            sleep(1.0).await?;
            event.set();
            tasks.extend(start(&["D"], &event).await?);
            let done: Vec<_> = tasks.iter().map(|task| task.done()).collect();
            print(format!("{} {}", event.is_set().repr(), done.repr()));
            for task in tasks {
                task.await?;
            }
            Ok(())
        },
        console: [
            "0.0 A wakes False",
            "0.0 B wakes False",
            "0.0 turn False",
            "1.0 C wakes True",
            "1.0 D wakes True",
            "1.0 True [True, True, True, True]",
        ],
    }

    /// A waiter that is cancelled is gone, and the others wake as if it had never come. Cancelled after the event is set but
    /// before it goes on, it is cancelled all the same.
    a_cancelled_waiter_is_gone {
        python: r#"
async def main():
    event = asyncio.Event()
    tasks = await start("ABC", event)
    tasks[0].cancel("before")
    await asyncio.sleep(0)
    tasks[1].cancel("with the event")
    event.set()
    await asyncio.sleep(0)
    event.clear()
    tasks += await start("DE", event)
    event.set()
    tasks[3].cancel("after the event")
    for task in tasks:
        try:
            await task
        except asyncio.CancelledError as e:
            print("main", repr(e))
"#,
        rust: async {
            let event = Event::new();
            let mut tasks = start(&["A", "B", "C"], &event).await?;
            tasks[0].cancel_with("before");
            sleep(0.0).await?;
            tasks[1].cancel_with("with the event");
            event.set();
            sleep(0.0).await?;
            event.clear();
            tasks.extend(start(&["D", "E"], &event).await?);
            event.set();
            tasks[3].cancel_with("after the event");
            for task in tasks {
                attempt(task)
                    .except(CancelledError, async |e| {
                        print(format!("main {e:?}"));
                        Ok(())
                    })
                    .await?;
            }
            Ok(())
        },
        console: [
            "0.0 A CancelledError('before')",
            "0.0 B CancelledError('with the event')",
            "0.0 C wakes True",
            "0.0 main CancelledError('before')",
            "0.0 main CancelledError('with the event')",
            "0.0 D CancelledError('after the event')",
            "0.0 E wakes True",
            "0.0 main CancelledError('after the event')",
        ],
    }
}
