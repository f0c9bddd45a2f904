//! Hops: how many iterations of the loop pass between a cause and the task that it wakes.
//!
//! Invariant: turns are counted by a task that does nothing else, so one handle too many or too few moves a line.

use super::turns;
use except_star::exception::{CancelledError, ValueError};
use except_star::repr::Repr;
use except_star::{
    Event, Future, Result, Task, attempt, coro, create_named_task, create_task, gather, print, raise, sleep, task_group,
};

use crate::check::this_task;

behaviours! {
    shared: r#"
async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)
"#,

    /// A future, a task and an event wake who waits in the next iteration, in the order in which they came to wait.
    waiters_go_on_one_turn_after_the_cause_in_order {
        python: r#"
async def cause(future, event):
    await asyncio.sleep(0)
    event.set()
    future.set_result("future")
    print("cause ends")
    return "task"


async def wait_for_future(name, future):
    print(name, await future)


async def wait_for_event(name, event):
    await event.wait()
    print(name, "event")


async def main():
    future = asyncio.get_running_loop().create_future()
    event = asyncio.Event()
    causing = asyncio.create_task(cause(future, event))
    tasks = [
        asyncio.create_task(wait_for_future("A", causing)),
        asyncio.create_task(wait_for_future("B", future)),
        asyncio.create_task(wait_for_event("C", event)),
        asyncio.create_task(turns(5)),
        asyncio.create_task(wait_for_event("D", event)),
        asyncio.create_task(wait_for_future("E", future)),
        asyncio.create_task(wait_for_future("F", causing)),
    ]
    for task in tasks:
        await task
"#,
        rust: async {
            async fn cause(future: Future<&'static str>, event: Event) -> Result<&'static str> {
                sleep(0.0).await?;
                event.set();
                future.set_result("future")?;
                print("cause ends");
                Ok("task")
            }
            async fn wait_for_task(name: &str, task: Task<&'static str>) -> Result<()> {
                print(format!("{name} {}", task.await?));
                Ok(())
            }
            async fn wait_for_future(name: &str, future: Future<&'static str>) -> Result<()> {
                print(format!("{name} {}", future.wait().await?));
                Ok(())
            }
            async fn wait_for_event(name: &str, event: Event) -> Result<()> {
                event.wait().await?;
                print(format!("{name} event"));
                Ok(())
            }
            let future = Future::new()?;
            let event = Event::new();
            let causing = create_task(coro!(cause(future.clone(), event.clone())))?;
            let tasks = [
                create_task(coro!(wait_for_task("A", causing.clone())))?,
                create_task(coro!(wait_for_future("B", future.clone())))?,
                create_task(coro!(wait_for_event("C", event.clone())))?,
                create_task(coro!(turns(5)))?,
                create_task(coro!(wait_for_event("D", event)))?,
                create_task(coro!(wait_for_future("E", future)))?,
                create_task(coro!(wait_for_task("F", causing)))?,
            ];
            for task in tasks {
                task.await?;
            }
            Ok(())
        },
        console: [
            "0.0 turn 1",
            "0.0 cause ends",
            "0.0 turn 2",
            "0.0 C event",
            "0.0 D event",
            "0.0 B future",
            "0.0 E future",
            "0.0 A task",
            "0.0 F task",
            "0.0 turn 3",
            "0.0 turn 4",
            "0.0 turn 5",
        ],
    }

    /// A cancellation goes straight down to what the innermost task waits for; each level on the way up takes one turn.
    a_cancellation_comes_up_one_level_a_turn {
        python: r#"
async def level(name, below):
    try:
        await below
    except asyncio.CancelledError as e:
        print(name, repr(e), asyncio.current_task().cancelling())
        raise


async def main():
    future = asyncio.get_running_loop().create_future()
    inner = asyncio.create_task(level("inner", future), name="inner")
    middle = asyncio.create_task(level("middle", inner), name="middle")
    outer = asyncio.create_task(level("outer", middle), name="outer")
    await asyncio.sleep(1)
    ticking = asyncio.create_task(turns(5))
    await asyncio.sleep(0)
    print("cancel", outer.cancel("stop"), future.cancelled(), inner.done())
    try:
        await outer
    except asyncio.CancelledError as e:
        print("main", repr(e), repr(e.__context__))
    await ticking
"#,
        rust: async {
            async fn level(name: &str, below: impl IntoFuture<Output = Result<()>>) -> Result<()> {
                attempt(below)
                    .except(CancelledError, async |e| {
                        print(format!("{name} {e:?} {}", this_task().cancelling()));
                        Err(e)
                    })
                    .await
            }
            let future = Future::new()?;
            let leaf = future.clone();
            let inner = create_named_task("inner", coro!(level("inner", async move { leaf.wait().await })))?;
            let middle = create_named_task("middle", coro!(level("middle", inner.clone())))?;
            let outer = create_named_task("outer", coro!(level("outer", middle)))?;
            sleep(1.0).await?;
            let ticking = create_task(coro!(turns(5)))?;
            sleep(0.0).await?;
            let cancelled = outer.cancel_with("stop");
            print(format!("cancel {} {} {}", cancelled.repr(), future.cancelled().repr(), inner.done().repr()));
            attempt(outer)
                .except(CancelledError, async |e| {
                    print(format!("main {e:?} {}", e.context().repr()));
                    Ok(())
                })
                .await?;
            ticking.await
        },
        console: [
            "1.0 turn 1",
            "1.0 cancel True True False",
            "1.0 turn 2",
            "1.0 inner CancelledError('stop') 1",
            "1.0 turn 3",
            "1.0 middle CancelledError('stop') 1",
            "1.0 turn 4",
            "1.0 outer CancelledError('stop') 1",
            "1.0 turn 5",
            "1.0 main CancelledError('stop') None",
        ],
    }

    /// `gather` and the exit of a group go on two turns after the last child: its done callback, then the wake-up.
    gather_and_group_go_on_two_turns_after_the_last_child {
        python: r#"
async def child(name, count):
    for _ in range(count):
        await asyncio.sleep(0)
    print(name, "ends")
    return name


async def main():
    ticking = asyncio.create_task(turns(11))
    print("gather", await asyncio.gather(child("A", 1), child("B", 0)))
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child("C", 0))
        tg.create_task(child("D", 1))
    print("group is left")
    await ticking
"#,
        rust: async {
            async fn child(name: &'static str, count: u32) -> Result<&'static str> {
                for _ in 0..count {
                    sleep(0.0).await?;
                }
                print(format!("{name} ends"));
                Ok(name)
            }
            let ticking = create_task(coro!(turns(11)))?;
            let results = gather([coro!(child("A", 1)), coro!(child("B", 0))])?.await?;
            print(format!("gather {}", results.repr()));
            task_group(async |tg| {
                tg.create_task(coro!(child("C", 0)))?;
                tg.create_task(coro!(child("D", 1)))?;
                Ok(())
            })
            .await?;
            print("group is left");
            ticking.await
        },
        console: [
            "0.0 turn 1",
            "0.0 B ends",
            "0.0 turn 2",
            "0.0 A ends",
            "0.0 turn 3",
            "0.0 turn 4",
            "0.0 gather ['A', 'B']",
            "0.0 turn 5",
            "0.0 C ends",
            "0.0 turn 6",
            "0.0 D ends",
            "0.0 turn 7",
            "0.0 turn 8",
            "0.0 group is left",
            "0.0 turn 9",
            "0.0 turn 10",
            "0.0 turn 11",
        ],
    }

    /// Cancelled through its awaiter, `gather` takes three turns: the first child wakes, its done callback runs, the awaiter
    /// wakes. A group whose child fails takes the same way.
    a_cancelled_gather_and_a_failed_group_take_three_turns {
        python: r#"
async def child(name):
    try:
        await asyncio.sleep(9)
    finally:
        print(name, "cleans up")


async def fail():
    await asyncio.sleep(0)
    print("fail")
    raise ValueError(1)


async def gathering():
    try:
        await asyncio.gather(child("A"), child("B"))
    except asyncio.CancelledError as e:
        print("gathering", repr(e))


async def main():
    task = asyncio.create_task(gathering())
    await asyncio.sleep(1)
    ticking = asyncio.create_task(turns(10))
    await asyncio.sleep(0)
    print("cancel")
    task.cancel("stop")
    await task
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child("C"))
            tg.create_task(fail())
            tg.create_task(child("D"))
    except* ValueError as group:
        print(repr(group))
    await ticking
"#,
        rust: async {
            async fn child(name: &str) -> Result<()> {
                attempt(sleep(9.0))
                    .finally(async || {
                        print(format!("{name} cleans up"));
                        Ok(())
                    })
                    .await
            }
            async fn fail() -> Result<()> {
                sleep(0.0).await?;
                print("fail");
                raise(ValueError.new(1))
            }
            async fn gathering() -> Result<()> {
                attempt(async {
                    gather([coro!(child("A")), coro!(child("B"))])?.await?;
                    Ok(())
                })
                .except(CancelledError, async |e| {
                    print(format!("gathering {e:?}"));
                    Ok(())
                })
                .await
            }
            let task = create_task(coro!(gathering()))?;
            sleep(1.0).await?;
            let ticking = create_task(coro!(turns(10)))?;
            sleep(0.0).await?;
            print("cancel");
            task.cancel_with("stop");
            task.await?;
            attempt(task_group(async |tg| {
                tg.create_task(coro!(child("C")))?;
                tg.create_task(coro!(fail()))?;
                tg.create_task(coro!(child("D")))?;
                Ok(())
            }))
            .except_star(ValueError, async |group| {
                print(format!("{group:?}"));
                Ok(())
            })
            .await?;
            ticking.await
        },
        console: [
            "1.0 turn 1",
            "1.0 cancel",
            "1.0 turn 2",
            "1.0 A cleans up",
            "1.0 B cleans up",
            "1.0 turn 3",
            "1.0 turn 4",
            "1.0 gathering CancelledError('stop')",
            "1.0 turn 5",
            "1.0 turn 6",
            "1.0 turn 7",
            "1.0 fail",
            "1.0 turn 8",
            "1.0 turn 9",
            "1.0 C cleans up",
            "1.0 D cleans up",
            "1.0 turn 10",
            "1.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError(1)])",
        ],
    }
}
