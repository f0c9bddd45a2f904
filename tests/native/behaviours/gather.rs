//! `gather`: who runs on, what is raised, and what is lost.

use except_star::exception::{self, CancelledError, ValueError};
use except_star::repr::Repr;
use except_star::{
    Future, Result, Task, attempt, coro, create_named_task, create_task, gather, gather_return_exceptions, print,
    raise, sleep,
};

use crate::check::this_task;

behaviours! {
    /// The first failure ends the waiting; nobody is cancelled. Siblings run on, and what they raise later is lost without
    /// a word.
    a_failure_cancels_no_sibling_and_later_errors_are_lost {
        python: r#"
async def child(name, delay, fails):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    print(name, "fails" if fails else "ends")
    if fails:
        raise ValueError(name)


async def main():
    try:
        await asyncio.gather(child("A", 3, False), child("B", 1, True), child("C", 2, True), child("D", 9, False))
    except ValueError as e:
        print("main", repr(e), repr(e.__context__))
    await asyncio.sleep(3)
    print("main ends")
"#,
        rust: async {
            async fn child(name: &str, delay: f64, fails: bool) -> Result<()> {
                attempt(sleep(delay))
                    .except(CancelledError, async |e| {
                        print(format!("{name} cancelled"));
                        Err(e)
                    })
                    .await?;
                print(format!("{name} {}", if fails { "fails" } else { "ends" }));
                if fails { raise(ValueError.new(name)) } else { Ok(()) }
            }
            let children = [("A", 3.0, false), ("B", 1.0, true), ("C", 2.0, true), ("D", 9.0, false)];
            attempt(async {
                gather(children.map(|(name, delay, fails)| coro!(child(name, delay, fails))))?.await?;
                Ok(())
            })
            .except(ValueError, async |e| {
                print(format!("main {e:?} {}", e.context().repr()));
                Ok(())
            })
            .await?;
            sleep(3.0).await?;
            print("main ends");
            Ok(())
        },
        console: [
            "1.0 B fails",
            "1.0 main ValueError('B') None",
            "2.0 C fails",
            "3.0 A ends",
            "4.0 main ends",
            "4.0 D cancelled",
        ],
    }

    /// Failures of one iteration: the one that steps first is raised, and with `return_exceptions` each is an entry.
    the_failure_that_steps_first_is_raised {
        python: r#"
async def child(n):
    await asyncio.sleep(1)
    if n % 2:
        raise ValueError(n)
    return n


async def main():
    later = [asyncio.create_task(child(n)) for n in (3, 4)]
    try:
        await asyncio.gather(*(child(n) for n in (1, 2)), *reversed(later))
    except ValueError as e:
        print("main", repr(e))
    print(await asyncio.gather(*(child(n) for n in (1, 2)), *reversed(later), return_exceptions=True))
"#,
        rust: async {
            async fn child(n: i64) -> Result<i64> {
                sleep(1.0).await?;
                if n % 2 == 1 { raise(ValueError.new(n)) } else { Ok(n) }
            }
            let later = [create_task(coro!(child(3)))?, create_task(coro!(child(4)))?];
            let all = || -> Result<_> {
                Ok([create_task(coro!(child(1)))?, create_task(coro!(child(2)))?, later[1].clone(), later[0].clone()])
            };
            attempt(async { gather(all()?)?.await.map(drop) })
                .except(ValueError, async |e| {
                    print(format!("main {e:?}"));
                    Ok(())
                })
                .await?;
            print(gather_return_exceptions(all()?)?.await?.repr());
            Ok(())
        },
        console: [
            "1.0 main ValueError(3)",
            "2.0 [ValueError(1), 2, 4, ValueError(3)]",
        ],
    }

    /// An awaitable that is given several times runs once, and its result stands at each of its places. Cancelling
    /// asks it once for each of them.
    what_is_given_twice_runs_once {
        python: r#"
async def child(name):
    print(name, "runs")
    await asyncio.sleep(1)
    return name


async def main():
    task = asyncio.create_task(child("task"))
    another = asyncio.create_task(child("another"))
    print(await asyncio.gather(task, another, task, task))
    again = asyncio.create_task(child("again"))
    gathering = asyncio.gather(again, again)
    await asyncio.sleep(0.5)
    print(gathering.cancel(), again.cancelling())
"#,
        rust: async {
            async fn child(name: &'static str) -> Result<&'static str> {
                print(format!("{name} runs"));
                sleep(1.0).await?;
                Ok(name)
            }
            let task = create_task(coro!(child("task")))?;
            let another = create_task(coro!(child("another")))?;
            print(gather([&task, &another, &task, &task])?.await?.repr());
            let again = create_task(coro!(child("again")))?;
            let gathering = gather([&again, &again])?;
            sleep(0.5).await?;
            print(format!("{} {}", gathering.cancel().repr(), again.cancelling()));
            Ok(())
        },
        console: [
            "0.0 task runs",
            "0.0 another runs",
            "1.0 ['task', 'another', 'task', 'task']",
            "1.0 again runs",
            "1.5 True 2",
            "1.5 ! _GatheringFuture exception was never retrieved",
            "1.5 ! future: <_GatheringFuture finished exception=CancelledError()>",
            "1.5 ! Traceback (most recent call last):",
            "1.5 ! asyncio.exceptions.CancelledError",
        ],
    }

    /// A child that somebody cancels counts as one that raised CancelledError: the parent gets it, though nobody asked the
    /// parent, and the siblings run on.
    a_cancelled_child_raises_in_the_parent_and_siblings_run_on {
        python: r#"
async def child(name):
    await asyncio.sleep(1)
    print(name, "ends")


async def parent(children):
    try:
        await asyncio.gather(*children)
    except asyncio.CancelledError as e:
        print("parent", repr(e), repr(e.__context__), asyncio.current_task().cancelling())


async def main():
    children = [asyncio.create_task(child(name)) for name in "AB"]
    task = asyncio.create_task(parent(children))
    await asyncio.sleep(0.5)
    children[0].cancel("only A")
    await task
    print(task.cancelled(), children[1].done())
    await children[1]
"#,
        rust: async {
            async fn child(name: &str) -> Result<()> {
                sleep(1.0).await?;
                print(format!("{name} ends"));
                Ok(())
            }
            async fn parent(children: Vec<Task<()>>) -> Result<()> {
                attempt(async { gather(children)?.await.map(drop) })
                    .except(CancelledError, async |e| {
                        print(format!("parent {e:?} {} {}", e.context().repr(), this_task().cancelling()));
                        Ok(())
                    })
                    .await
            }
            let children = vec![create_task(coro!(child("A")))?, create_task(coro!(child("B")))?];
            let task = create_named_task("parent", coro!(parent(children.clone())))?;
            sleep(0.5).await?;
            children[0].cancel_with("only A");
            (&task).await?;
            print(format!("{} {}", task.cancelled().repr(), children[1].done().repr()));
            (&children[1]).await
        },
        console: [
            "0.5 parent CancelledError('only A') None 0",
            "0.5 False False",
            "1.0 B ends",
        ],
    }

    /// With `return_exceptions` a cancelled child is an entry. A task's has lost its message, a bare future's keeps it;
    /// whoever awaits the child itself later still gets the error that ended it.
    the_entry_of_a_cancelled_task_has_no_message {
        python: r#"
async def child(way):
    await asyncio.sleep(0)
    if way == "raises":
        raise asyncio.CancelledError("raised")
    await asyncio.sleep(1)


async def main():
    tasks = [asyncio.create_task(child(way)) for way in ("is cancelled", "raises")]
    await asyncio.sleep(0)
    tasks[0].cancel("asked")
    entries = await asyncio.gather(*tasks, return_exceptions=True)
    print(entries, [isinstance(entry, Exception) for entry in entries])
    for task in tasks:
        try:
            await task
        except asyncio.CancelledError as e:
            print(repr(e))
    future = asyncio.get_running_loop().create_future()
    future.cancel("future")
    print(await asyncio.gather(future, return_exceptions=True))
"#,
        rust: async {
            async fn child(way: &str) -> Result<()> {
                sleep(0.0).await?;
                match way {
                    "raises" => raise(CancelledError.new("raised")),
                    _ => sleep(1.0).await,
                }
            }
            let tasks = [create_task(coro!(child("is cancelled")))?, create_task(coro!(child("raises")))?];
            sleep(0.0).await?;
            tasks[0].cancel_with("asked");
            let entries = gather_return_exceptions(&tasks)?.await?;
            let errors: Vec<bool> = entries
                .iter()
                .map(|entry| entry.as_ref().is_err_and(|e| e.is(exception::Exception)))
                .collect();
            print(format!("{} {}", entries.repr(), errors.repr()));
            for task in tasks {
                attempt(task)
                    .except(CancelledError, async |e| {
                        print(format!("{e:?}"));
                        Ok(())
                    })
                    .await?;
            }
            let future: Future<()> = Future::new()?;
            future.cancel_with("future");
            print(gather_return_exceptions([future])?.await?.repr());
            Ok(())
        },
        console: [
            "0.0 [CancelledError(''), CancelledError('')] [False, False]",
            "0.0 CancelledError('asked')",
            "0.0 CancelledError('raised')",
            "0.0 [CancelledError('future')]",
        ],
    }

    /// Cancelling what `gather` gave cancels the children; once it is done it has no hold on them any more.
    cancelling_a_gather_works_until_it_is_done {
        python: r#"
async def child(name, delay):
    try:
        await asyncio.sleep(delay)
        print(name, "ends")
    except asyncio.CancelledError as e:
        print(name, repr(e))
        raise


async def fail():
    await asyncio.sleep(1)
    raise ValueError("fail")


async def main():
    gathering = asyncio.gather(child("A", 1), child("B", 2))
    await asyncio.sleep(0)
    print(gathering.cancel(), gathering.done())
    try:
        await gathering
    except asyncio.CancelledError as e:
        print("main", repr(e), gathering.done(), gathering.cancel())
    gathering = asyncio.gather(fail(), child("C", 2))
    try:
        await gathering
    except ValueError as e:
        print("main", repr(e), gathering.done(), gathering.cancel())
    await asyncio.sleep(1)
"#,
        rust: async {
            async fn child(name: &str, delay: f64) -> Result<()> {
                attempt(async {
                    sleep(delay).await?;
                    print(format!("{name} ends"));
                    Ok(())
                })
                .except(CancelledError, async |e| {
                    print(format!("{name} {e:?}"));
                    Err(e)
                })
                .await
            }
            async fn fail() -> Result<()> {
                sleep(1.0).await?;
                raise(ValueError.new("fail"))
            }
            let gathering = gather([coro!(child("A", 1.0)), coro!(child("B", 2.0))])?;
            sleep(0.0).await?;
            print(format!("{} {}", gathering.cancel().repr(), gathering.done().repr()));
            let outcome = (&gathering).await.map(drop);
            let states = || format!("{} {}", gathering.done().repr(), gathering.cancel().repr());
            attempt(async { outcome })
                .except(CancelledError, async |e| {
                    print(format!("main {e:?} {}", states()));
                    Ok(())
                })
                .await?;
            let children = [create_task(coro!(fail()))?, create_task(coro!(child("C", 2.0)))?];
            let gathering = gather(children)?;
            let outcome = (&gathering).await.map(drop);
            let states = || format!("{} {}", gathering.done().repr(), gathering.cancel().repr());
            attempt(async { outcome })
                .except(ValueError, async |e| {
                    print(format!("main {e:?} {}", states()));
                    Ok(())
                })
                .await?;
            sleep(1.0).await
        },
        console: [
            "0.0 True False",
            "0.0 A CancelledError()",
            "0.0 B CancelledError()",
            "0.0 main CancelledError() True False",
            "1.0 main ValueError('fail') True False",
            "2.0 C ends",
        ],
    }
}
