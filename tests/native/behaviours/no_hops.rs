//! Awaits that take no iteration of the loop, because what they await is done already.

use super::turns;
use except_star::exception::ValueError;
use except_star::repr::Repr;
use except_star::{
    Event, Future, Result, Task, attempt, coro, create_task, gather, gather_return_exceptions, print, raise, sleep,
    task_group,
};

behaviours! {
    shared: r#"
async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)
"#,

    /// What is done already is awaited without giving up the turn.
    what_is_done_already_is_awaited_without_a_turn {
        python: r#"
async def plain(value):
    return value


async def main():
    ticking = asyncio.create_task(turns(3))
    finished = asyncio.create_task(plain("task"))
    await asyncio.sleep(0)
    print("main", await finished)
    print("main", await plain("coroutine"))
    future = asyncio.get_running_loop().create_future()
    future.set_result("future")
    print("main", await future)
    event = asyncio.Event()
    event.set()
    await event.wait()
    print("main event")
    async with asyncio.TaskGroup():
        pass
    print("main empty group")
    print("main", await asyncio.gather())
    print("main", await asyncio.gather(finished, finished))
    print("main", await asyncio.gather(finished, return_exceptions=True))
    await ticking
"#,
        rust: async {
            async fn plain(value: &'static str) -> Result<&'static str> {
                Ok(value)
            }
            let ticking = create_task(coro!(turns(3)))?;
            let finished = create_task(coro!(plain("task")))?;
            sleep(0.0).await?;
            print(format!("main {}", (&finished).await?));
            print(format!("main {}", coro!(plain("coroutine")).await?));
            let future = Future::new()?;
            future.set_result("future")?;
            print(format!("main {}", future.wait().await?));
            let event = Event::new();
            event.set();
            event.wait().await?;
            print("main event");
            task_group(async |_| Ok(())).await?;
            print("main empty group");
            print(format!("main {}", gather([] as [Task<()>; 0])?.await?.repr()));
            print(format!("main {}", gather([&finished, &finished])?.await?.repr()));
            let entries = gather_return_exceptions([&finished])?.await?;
            print(format!("main {}", entries.repr()));
            ticking.await
        },
        console: [
            "0.0 turn 1",
            "0.0 main task",
            "0.0 main coroutine",
            "0.0 main future",
            "0.0 main event",
            "0.0 main empty group",
            "0.0 main []",
            "0.0 main ['task', 'task']",
            "0.0 main ['task']",
            "0.0 turn 2",
            "0.0 turn 3",
        ],
    }

    /// A `gather` of which one child has failed already raises at once, whatever stands before it.
    a_gather_of_a_failed_task_raises_without_a_turn {
        python: r#"
async def fail(name):
    raise ValueError(name)


async def main():
    pending = asyncio.create_task(asyncio.sleep(1))
    failed = [asyncio.create_task(fail(name)) for name in ("A", "B")]
    await asyncio.sleep(0)
    asyncio.create_task(turns(1))
    try:
        await asyncio.gather(pending, *reversed(failed))
    except ValueError as e:
        print("main", repr(e), pending.done())
"#,
        rust: async {
            async fn fail(name: &str) -> Result<()> {
                raise(ValueError.new(name))
            }
            let pending = create_task(coro!(sleep(1.0)))?;
            let failed = [create_task(coro!(fail("A")))?, create_task(coro!(fail("B")))?];
            sleep(0.0).await?;
            create_task(coro!(turns(1)))?;
            attempt(async { gather([&pending, &failed[1], &failed[0]])?.await.map(drop) })
                .except(ValueError, async |e| {
                    print(format!("main {e:?} {}", pending.done().repr()));
                    Ok(())
                })
                .await
        },
        console: [
            "0.0 main ValueError('B') False",
            "0.0 turn 1",
        ],
    }
}
