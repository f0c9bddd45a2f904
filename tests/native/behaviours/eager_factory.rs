//! The eager task factory: every coroutine that becomes a task starts at once.
//!
//! Invariant: the factory is set in main, which itself never starts eagerly.

use std::cell::OnceCell;

use super::{say, turns};
use crate::check::{check, this_task};
use except_star::exception::{ExceptionGroup, KeyboardInterrupt, ValueError};
use except_star::repr::Repr;
use except_star::{
    Future, Result, TaskOptions, as_completed, attempt, coro, create_task, create_task_with, gather,
    gather_return_exceptions, print, raise, set_eager_task_factory, shield, sleep, task_group, timeout, wait_for,
};

async fn plain(name: &'static str) -> Result<&'static str> {
    print(format!("{name} in {}", this_task().name()));
    Ok(name)
}

async fn nap(name: &'static str, seconds: f64) -> Result<&'static str> {
    print(format!("{name} begins"));
    sleep(seconds).await?;
    print(format!("{name} ends"));
    Ok(name)
}

async fn fail(name: &'static str) -> Result<&'static str> {
    raise(ValueError.new(name))
}

behaviours! {
    shared: r#"
def set_eager():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)


async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)


async def plain(name):
    print(name, "in", asyncio.current_task().get_name())
    return name


async def nap(name, seconds):
    print(name, "begins")
    await asyncio.sleep(seconds)
    print(name, "ends")
    return name


async def fail(name):
    raise ValueError(name)
"#,

    /// `gather` is done at once if all its children are, with results or with an exception, and so it is awaited without a turn.
    a_gather_of_eager_tasks_may_be_done_at_once {
        python: r#"
async def main():
    ticking = asyncio.create_task(turns(4))
    set_eager()
    gathered = asyncio.gather(plain("a"), plain("b"))
    print(gathered, await gathered)
    gathered = asyncio.gather(plain("c"), fail("d"), fail("e"), return_exceptions=True)
    print(gathered.done(), await gathered)
    gathered = asyncio.gather(fail("f"), plain("g"), fail("h"))
    print(gathered)
    try:
        await gathered
    except ValueError as e:
        print(repr(e))
    print(await asyncio.gather(plain("i"), nap("j", 1), plain("k")))
    try:
        await asyncio.gather(nap("l", 1), fail("m"))
    except ValueError as e:
        print(repr(e))
    await asyncio.sleep(2)
"#,
        rust: async {
            let _ticking = create_task(coro!(turns(4)))?;
            set_eager_task_factory(true)?;
            let gathered = gather([coro!("plain", plain("a")), coro!("plain", plain("b"))])?;
            print(format!("{} {}", gathered.repr(), (&gathered).await?.repr()));
            let gathered = gather_return_exceptions((
                coro!(plain("c")),
                coro!(fail("d")),
                coro!(fail("e")),
            ))?;
            let done = gathered.done().repr();
            let (c, d, e) = gathered.await?;
            print(format!("{done} ['{}', {}, {}]", c?, d.unwrap_err().repr(), e.unwrap_err().repr()));
            let gathered = gather((coro!(fail("f")), coro!(plain("g")), coro!(fail("h"))))?;
            print(gathered.repr());
            attempt(async { gathered.await.map(drop) }).except(ValueError, async |e| say(e.repr())).await?;
            let (i, j, k) = gather((coro!(plain("i")), coro!(nap("j", 1.0)), coro!(plain("k"))))?.await?;
            print(format!("['{i}', '{j}', '{k}']"));
            attempt(async { gather((coro!(nap("l", 1.0)), coro!(fail("m"))))?.await.map(drop) })
                .except(ValueError, async |e| say(e.repr()))
                .await?;
            sleep(2.0).await
        },
        console: [
            "0.0 a in Task-3",
            "0.0 b in Task-4",
            "0.0 <_GatheringFuture finished result=['a', 'b']> ['a', 'b']",
            "0.0 c in Task-5",
            "0.0 True ['c', ValueError('d'), ValueError('e')]",
            "0.0 g in Task-9",
            "0.0 <_GatheringFuture finished exception=ValueError('f')>",
            "0.0 ValueError('f')",
            "0.0 i in Task-11",
            "0.0 j begins",
            "0.0 k in Task-13",
            "0.0 turn 1",
            "0.0 turn 2",
            "0.0 turn 3",
            "0.0 turn 4",
            "1.0 j ends",
            "1.0 ['i', 'j', 'k']",
            "1.0 l begins",
            "1.0 ValueError('m')",
            "2.0 l ends",
        ],
    }

    /// Whether an argument of `gather` is done is decided when its turn comes, before the next coroutine starts: a future that a
    /// later sibling ends in its first step ends the gather one iteration later, one that an earlier sibling ended does so at once.
    a_future_that_an_eager_sibling_ends_is_done_in_its_turn {
        python: r#"
async def end(future, how):
    match how:
        case "result":
            future.set_result(how)
        case "exception":
            future.set_exception(ValueError(how))
        case "cancel":
            future.cancel()
    return "ended"


async def show(gathered):
    print(gathered.done())
    try:
        print(await gathered)
    except (ValueError, asyncio.CancelledError) as e:
        print(repr(e))


async def main():
    ticking = asyncio.create_task(turns(4))
    set_eager()
    for how in ["result", "exception", "cancel"]:
        future = asyncio.Future()
        await show(asyncio.gather(future, end(future, how)))
        future = asyncio.Future()
        await show(asyncio.gather(end(future, how), future))
    await ticking
"#,
        rust: async {
            async fn end(future: Future<&'static str>, how: &'static str) -> Result<&'static str> {
                match how {
                    "result" => future.set_result(how)?,
                    "exception" => future.set_exception(ValueError.new(how))?,
                    _ => drop(future.cancel()),
                }
                Ok("ended")
            }
            async fn show(gathered: Future<(&'static str, &'static str)>) {
                print(gathered.done().repr());
                match gathered.await {
                    Ok((first, second)) => print(format!("['{first}', '{second}']")),
                    Err(e) => print(e.repr()),
                }
            }
            let ticking = create_task(coro!(turns(4)))?;
            set_eager_task_factory(true)?;
            for how in ["result", "exception", "cancel"] {
                let future = Future::new()?;
                show(gather((&future, coro!("end", end(future.clone(), how))))?).await;
                let future = Future::new()?;
                show(gather((coro!("end", end(future.clone(), how)), &future))?).await;
            }
            ticking.await
        },
        console: [
            "0.0 False",
            "0.0 turn 1",
            "0.0 turn 2",
            "0.0 ['result', 'ended']",
            "0.0 True",
            "0.0 ['ended', 'result']",
            "0.0 False",
            "0.0 turn 3",
            "0.0 turn 4",
            "0.0 ValueError('exception')",
            "0.0 True",
            "0.0 ValueError('exception')",
            "0.0 False",
            "0.0 CancelledError()",
            "0.0 True",
            "0.0 CancelledError()",
        ],
    }

    /// A shield of what is done at once is the task itself. `wait_for` awaits a coroutine within its own task; with no time
    /// left it starts it, and gives what it has.
    shields_and_limits_of_eager_tasks {
        python: r#"
async def main():
    set_eager()
    print(repr(asyncio.shield(plain("shielded"))).split(" name")[0])
    print(await asyncio.shield(nap("napping", 1)))
    print(await asyncio.wait_for(plain("in time"), 1))
    print(await asyncio.wait_for(plain("no time"), 0))
    try:
        await asyncio.wait_for(nap("late", 1), 0)
    except TimeoutError as e:
        print(repr(e))
    try:
        async with asyncio.timeout(1):
            task = asyncio.create_task(nap("cancelled", 2))
            await task
    except TimeoutError as e:
        print(repr(e), task.cancelled())
    for next_one in asyncio.as_completed([nap("slow", 2), nap("quick", 1)]):
        print(await next_one)
"#,
        rust: async {
            set_eager_task_factory(true)?;
            print(shield(coro!(plain("shielded")))?.repr().split(" name").next().unwrap_or(""));
            print(shield(coro!(nap("napping", 1.0)))?.await?);
            print(wait_for(coro!(plain("in time")), 1.0).await?);
            print(wait_for(coro!(plain("no time")), 0.0).await?);
            match wait_for(coro!(nap("late", 1.0)), 0.0).await {
                Ok(value) => print(value),
                Err(e) => print(e.repr()),
            }
            let cancelled = OnceCell::new();
            let limited = timeout(1.0, async |_| {
                let task = create_task(coro!(nap("cancelled", 2.0)))?;
                cancelled.get_or_init(|| task).await
            });
            match limited.await {
                Ok(value) => print(value),
                Err(e) => {
                    let task = cancelled.get().expect("it was created");
                    print(format!("{} {}", e.repr(), task.cancelled().repr()));
                }
            }
            let naps = as_completed([("slow", 2.0), ("quick", 1.0)].map(|(name, seconds)| coro!(nap(name, seconds))), None)?;
            while let Some(next) = naps.next().await {
                print(next?);
            }
            Ok(())
        },
        console: [
            "0.0 shielded in Task-2",
            "0.0 <Task finished",
            "0.0 napping begins",
            "1.0 napping ends",
            "1.0 napping",
            "1.0 in time in Task-1",
            "1.0 in time",
            "1.0 no time in Task-4",
            "1.0 no time",
            "1.0 late begins",
            "1.0 TimeoutError()",
            "1.0 cancelled begins",
            "2.0 TimeoutError() True",
            "2.0 slow begins",
            "2.0 quick begins",
            "3.0 quick ends",
            "3.0 quick",
            "4.0 slow ends",
            "4.0 slow",
        ],
    }

    /// The tasks of a group start in its body, one within the other, and the group waits for those that suspend.
    a_group_of_eager_tasks_waits_for_those_that_suspend {
        python: r#"
async def outer(tg):
    print("outer begins")
    tg.create_task(nap("inner", 2))
    await asyncio.sleep(1)
    print("outer ends")


async def main():
    set_eager()
    async with asyncio.TaskGroup() as tg:
        print(await tg.create_task(plain("done")))
        tg.create_task(outer(tg))
        tg.create_task(nap("last", 1))
    print("left")
    asyncio.get_running_loop().set_task_factory(None)
    task = asyncio.create_task(plain("queued"))
    print(task.done())
    await task
"#,
        rust: async {
            set_eager_task_factory(true)?;
            task_group(async |tg| {
                print(tg.create_task(coro!(plain("done")))?.await?);
                let group = tg.clone();
                tg.create_task(coro!("outer", async move {
                    print("outer begins");
                    group.create_task(coro!(nap("inner", 2.0)))?;
                    sleep(1.0).await?;
                    say("outer ends")
                }))?;
                tg.create_task(coro!(nap("last", 1.0)))
            })
            .await?;
            print("left");
            set_eager_task_factory(false)?;
            let task = create_task(coro!(plain("queued")))?;
            print(task.done().repr());
            task.await.map(drop)
        },
        console: [
            "0.0 done in Task-2",
            "0.0 done",
            "0.0 outer begins",
            "0.0 inner begins",
            "0.0 last begins",
            "1.0 outer ends",
            "1.0 last ends",
            "2.0 inner ends",
            "2.0 left",
            "2.0 False",
            "2.0 queued in Task-6",
        ],
    }

    /// A KeyboardInterrupt comes out of whatever creates the task, which is lost.
    what_leaves_a_first_step_comes_out_of_what_creates_the_task {
        python: r#"
async def interrupt():
    raise KeyboardInterrupt


async def grouped():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(interrupt())


async def show(create):
    try:
        await create()
    except KeyboardInterrupt as e:
        text = repr(e)
    print(text)


async def main():
    set_eager()
    await show(lambda: asyncio.gather(interrupt()))
    await show(lambda: asyncio.shield(interrupt()))
    await show(lambda: asyncio.as_completed([interrupt()]))
    await show(lambda: asyncio.wait_for(interrupt(), 0))
    await show(grouped)
"#,
        rust: async {
            async fn interrupt() -> Result<()> {
                raise(KeyboardInterrupt.empty())
            }
            fn show<T>(created: Result<T>) {
                print(created.err().expect("it raises").repr());
            }
            set_eager_task_factory(true)?;
            show(gather([coro!(interrupt())]));
            show(shield(coro!(interrupt())));
            show(as_completed([coro!(interrupt())], None));
            show(wait_for(coro!(interrupt()), 0.0).await);
            show(task_group(async |tg| tg.create_task(coro!(interrupt()))).await);
            Ok(())
        },
        console: [
            "0.0 ! Task exception was never retrieved",
            "0.0 ! future: <Task finished name='Task-2' exception=KeyboardInterrupt()>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! KeyboardInterrupt",
            "0.0 KeyboardInterrupt()",
            "0.0 ! Task exception was never retrieved",
            "0.0 ! future: <Task finished name='Task-3' exception=KeyboardInterrupt()>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! KeyboardInterrupt",
            "0.0 KeyboardInterrupt()",
            "0.0 ! Task exception was never retrieved",
            "0.0 ! future: <Task finished name='Task-4' exception=KeyboardInterrupt()>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! KeyboardInterrupt",
            "0.0 KeyboardInterrupt()",
            "0.0 ! Task exception was never retrieved",
            "0.0 ! future: <Task finished name='Task-5' exception=KeyboardInterrupt()>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! KeyboardInterrupt",
            "0.0 KeyboardInterrupt()",
            "0.0 ! Task exception was never retrieved",
            "0.0 ! future: <Task finished name='Task-6' exception=KeyboardInterrupt()>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! KeyboardInterrupt",
            "0.0 KeyboardInterrupt()",
        ],
    }
}

/// A child that fails in its first step aborts the group through its done callback, one iteration later, so the body runs on to
/// its next await. Up to CPython 3.13.1 the group was aborted at once (gh-128550, gh-128588).
#[test]
fn a_child_that_fails_in_its_first_step_aborts_the_group_one_iteration_later() {
    check(
        coro!("main", async {
            set_eager_task_factory(true)?;
            let end = task_group(async |tg| {
                let group = tg.clone();
                tg.create_task(coro!("sibling", async {
                    attempt(sleep(9.0)).finally(async || say("sibling is cancelled")).await
                }))?;
                tg.create_task(coro!(fail("first")))?;
                print(group.repr());
                tg.create_task(coro!(plain("still accepted")))?;
                tg.create_task(coro!(fail("second")))?;
                attempt(sleep(9.0)).finally(async || say("body is cancelled")).await
            });
            attempt(end).except(ExceptionGroup, async |group| say(group.repr())).await
        }),
        &[
            "0.0 <TaskGroup tasks=2 entered>",
            "0.0 still accepted in Task-4",
            "0.0 sibling is cancelled",
            "0.0 body is cancelled",
            "0.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('first'), ValueError('second')])",
        ],
    );
}

/// A child that aborts its group in its first step is not one of the group's tasks yet; it is cancelled when it becomes one. CPython
/// does so since 3.15 (gh-155418), which has `TaskGroup.cancel`.
#[test]
fn a_child_that_cancels_its_group_in_its_first_step_is_cancelled_with_it() {
    check(
        coro!("main", async {
            task_group(async |tg| {
                let group = tg.clone();
                let child = coro!("child", async move {
                    group.cancel();
                    attempt(sleep(9.0)).finally(async || say("child is cancelled")).await
                });
                tg.create_task_with(child, TaskOptions::new().eager_start(true))?;
                Ok(())
            })
            .await
        }),
        &["0.0 child is cancelled"],
    );
}

/// Tasks that were created within one another are cancelled in the order of their creation, the outer one first.
#[test]
fn children_that_were_created_within_one_another_are_cancelled_in_creation_order() {
    check(
        coro!("main", async {
            set_eager_task_factory(true)?;
            async fn child(name: &'static str) -> Result<()> {
                attempt(sleep(9.0)).finally(async || say(format!("{name} is cancelled"))).await
            }
            let end = task_group(async |tg| {
                let group = tg.clone();
                tg.create_task(coro!("outer", async move {
                    group.create_task(coro!(child("inner")))?;
                    child("outer").await
                }))?;
                tg.create_task(coro!(child("last")))?;
                sleep(1.0).await?;
                raise::<()>(ValueError.new("body"))
            });
            attempt(end).except(ExceptionGroup, async |group| say(group.repr())).await
        }),
        &[
            "1.0 outer is cancelled",
            "1.0 inner is cancelled",
            "1.0 last is cancelled",
            "1.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('body')])",
        ],
    );
}

/// Options win over the factory; CPython passes them on to the factory since 3.14.
#[test]
fn the_options_of_a_task_win_over_the_factory() {
    let main = coro!("main", async {
        set_eager_task_factory(true)?;
        let queued = create_task_with(coro!(plain("queued")), TaskOptions::new().eager_start(false))?;
        create_task(coro!(plain("eager")))?;
        set_eager_task_factory(false)?;
        create_task_with(coro!(plain("eager, too")), TaskOptions::new().eager_start(true))?;
        queued.await.map(drop)
    });
    let console = ["0.0 eager in Task-3", "0.0 eager, too in Task-4", "0.0 queued in Task-2"];
    check(main, &console);
}
