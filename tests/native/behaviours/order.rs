//! The order of handles: what one iteration of the loop runs, and when timers fire.
//!
//! Invariant: turns are counted by a task that does nothing else, so one handle too many or too few moves a line.

use super::turns;
use except_star::exception::CancelledError;
use except_star::repr::Repr;
use except_star::{Result, Task, attempt, coro, create_named_task, create_task, print, sleep};

behaviours! {
    shared: r#"
async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)
"#,

    /// `sleep(0)` is one turn: everyone else who is ready runs once, and main is one of them.
    sleep_of_zero_is_one_turn_for_everyone_else {
        python: r#"
async def worker(name, count):
    for turn in range(count):
        print(name, turn)
        await asyncio.sleep(0 if turn % 2 else -1)
    print(name, "ends")


async def main():
    tasks = [asyncio.create_task(worker(name, count)) for name, count in (("A", 3), ("B", 0), ("C", 1), ("D", 2))]
    print("main goes on")
    await asyncio.sleep(0)
    print("main after a turn")
    for task in tasks:
        await task
    print("main ends")
"#,
        rust: async {
            async fn worker(name: &str, count: i32) -> Result<()> {
                for turn in 0..count {
                    print(format!("{name} {turn}"));
                    sleep(if turn % 2 == 1 { 0.0 } else { -1.0 }).await?;
                }
                print(format!("{name} ends"));
                Ok(())
            }
            let mut tasks = Vec::new();
            for (name, count) in [("A", 3), ("B", 0), ("C", 1), ("D", 2)] {
                tasks.push(create_task(coro!(worker(name, count)))?);
            }
            print("main goes on");
            sleep(0.0).await?;
            print("main after a turn");
            for task in tasks {
                task.await?;
            }
            print("main ends");
            Ok(())
        },
        console: [
            "0.0 main goes on",
            "0.0 A 0",
            "0.0 B ends",
            "0.0 C 0",
            "0.0 D 0",
            "0.0 main after a turn",
            "0.0 A 1",
            "0.0 C ends",
            "0.0 D 1",
            "0.0 A 2",
            "0.0 D ends",
            "0.0 A ends",
            "0.0 main ends",
        ],
    }

    /// An iteration runs what was ready when it began. A task that it makes waits for the next one, and each end of a task
    /// is known to its awaiter one iteration later.
    what_an_iteration_makes_ready_runs_in_the_next_one {
        python: r#"
async def link(number):
    print("link", number)
    if number < 3:
        await asyncio.create_task(link(number + 1))
    print("link", number, "ends")


async def main():
    ticking = asyncio.create_task(turns(7))
    await asyncio.create_task(link(1))
    print("main goes on")
    await ticking
"#,
        rust: async {
            fn link(number: u32) -> futures::future::LocalBoxFuture<'static, Result<()>> {
                Box::pin(async move {
                    print(format!("link {number}"));
                    if number < 3 {
                        create_task(coro!(link(number + 1)))?.await?;
                    }
                    print(format!("link {number} ends"));
                    Ok(())
                })
            }
            let ticking = create_task(coro!(turns(7)))?;
            create_task(coro!(link(1)))?.await?;
            print("main goes on");
            ticking.await
        },
        console: [
            "0.0 turn 1",
            "0.0 link 1",
            "0.0 turn 2",
            "0.0 link 2",
            "0.0 turn 3",
            "0.0 link 3",
            "0.0 link 3 ends",
            "0.0 turn 4",
            "0.0 link 2 ends",
            "0.0 turn 5",
            "0.0 link 1 ends",
            "0.0 turn 6",
            "0.0 main goes on",
            "0.0 turn 7",
        ],
    }

    /// Whoever sleeps until the same nanosecond wakes in the order in which the deadlines were set, however the time was
    /// put together.
    equal_deadlines_end_in_the_order_in_which_they_were_set {
        python: r#"
async def sleeper(name, *delays):
    for delay in delays:
        await asyncio.sleep(delay)
    print(name, delays)


async def main():
    tasks = [
        asyncio.create_task(sleeper("A", 0.1, 0.2)),
        asyncio.create_task(sleeper("B", 0.3)),
        asyncio.create_task(sleeper("C", 0.15, 0.15)),
        asyncio.create_task(sleeper("D", 0.2, 0.1)),
        asyncio.create_task(sleeper("E", 0.2999999999)),
        asyncio.create_task(sleeper("F", 0.299999999)),
    ]
    tasks += [asyncio.create_task(sleeper(str(n), 0.3)) for n in range(8)]
    for task in tasks:
        await task
"#,
        rust: async {
            async fn sleeper(name: String, delays: &[f64]) -> Result<()> {
                for delay in delays {
                    sleep(*delay).await?;
                }
                let separator = if delays.len() == 1 { "," } else { "" };
                print(format!("{name} ({}{separator})", delays.repr().trim_matches(['[', ']'])));
                Ok(())
            }
            let mut tasks = vec![
                create_task(coro!(sleeper("A".into(), &[0.1, 0.2])))?,
                create_task(coro!(sleeper("B".into(), &[0.3])))?,
                create_task(coro!(sleeper("C".into(), &[0.15, 0.15])))?,
                create_task(coro!(sleeper("D".into(), &[0.2, 0.1])))?,
                create_task(coro!(sleeper("E".into(), &[0.2999999999])))?,
                create_task(coro!(sleeper("F".into(), &[0.299999999])))?,
            ];
            for n in 0..8 {
                tasks.push(create_task(coro!(sleeper(n.to_string(), &[0.3])))?);
            }
            for task in tasks {
                task.await?;
            }
            Ok(())
        },
        console: [
            "0.299999999 F (0.299999999,)",
            "0.3 B (0.3,)",
            "0.3 E (0.2999999999,)",
            "0.3 0 (0.3,)",
            "0.3 1 (0.3,)",
            "0.3 2 (0.3,)",
            "0.3 3 (0.3,)",
            "0.3 4 (0.3,)",
            "0.3 5 (0.3,)",
            "0.3 6 (0.3,)",
            "0.3 7 (0.3,)",
            "0.3 A (0.1, 0.2)",
            "0.3 C (0.15, 0.15)",
            "0.3 D (0.2, 0.1)",
        ],
    }

    /// A delay below half a nanosecond is due at once, yet its timer runs behind all that is ready, and wakes the sleeper one
    /// iteration later. What was made ready later without a timer overtakes it.
    a_timer_that_is_due_runs_behind_what_is_ready {
        python: r#"
async def nap(name, delay):
    print(name, "lies down")
    await asyncio.sleep(delay)
    print(name, "wakes")


async def main():
    tasks = [
        asyncio.create_task(nap("timer", 1e-10)),
        asyncio.create_task(turns(4)),
        asyncio.create_task(nap("turn", 0)),
        asyncio.create_task(nap("later timer", 1e-9)),
    ]
    for task in tasks:
        await task
"#,
        rust: async {
            async fn nap(name: &str, delay: f64) -> Result<()> {
                print(format!("{name} lies down"));
                sleep(delay).await?;
                print(format!("{name} wakes"));
                Ok(())
            }
            let tasks = [
                create_task(coro!(nap("timer", 1e-10)))?,
                create_task(coro!(turns(4)))?,
                create_task(coro!(nap("turn", 0.0)))?,
                create_task(coro!(nap("later timer", 1e-9)))?,
            ];
            for task in tasks {
                task.await?;
            }
            Ok(())
        },
        console: [
            "0.0 timer lies down",
            "0.0 turn 1",
            "0.0 turn lies down",
            "0.0 later timer lies down",
            "0.0 turn 2",
            "0.0 turn wakes",
            "0.0 turn 3",
            "0.0 timer wakes",
            "0.0 turn 4",
            "1e-09 later timer wakes",
        ],
    }

    /// Timers of one instant all fire in one iteration, before the first of their sleepers wakes. One whose timer has fired
    /// still loses its wake-up when another sleeper of that instant cancels it first.
    timers_of_one_instant_fire_before_the_first_sleeper_wakes {
        python: r#"
async def sleeper(name, turns, victim=None):
    for _ in range(turns):
        await asyncio.sleep(0)
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError as e:
        print(name, repr(e))
        raise
    print(name, "wakes")
    if victim:
        print(name, "cancels", victim.get_name(), victim.cancel("too late"))
    await asyncio.sleep(0)
    print(name, "after a turn")


async def main():
    second = asyncio.create_task(sleeper("second", 1), name="second")
    first = asyncio.create_task(sleeper("first", 0, second), name="first")
    third = asyncio.create_task(sleeper("third", 2, first), name="third")
    for task in (second, first, third):
        try:
            await task
        except asyncio.CancelledError as e:
            print("main", task.get_name(), repr(e))
"#,
        rust: async {
            async fn sleeper(name: &str, turns: u32, victim: Option<Task<()>>) -> Result<()> {
                for _ in 0..turns {
                    sleep(0.0).await?;
                }
                attempt(sleep(1.0))
                    .except(CancelledError, async |e| {
                        print(format!("{name} {e:?}"));
                        Err(e)
                    })
                    .await?;
                print(format!("{name} wakes"));
                if let Some(victim) = victim {
                    print(format!("{name} cancels {} {}", victim.name(), victim.cancel_with("too late").repr()));
                }
                sleep(0.0).await?;
                print(format!("{name} after a turn"));
                Ok(())
            }
            let second = create_named_task("second", coro!(sleeper("second", 1, None)))?;
            let first = create_named_task("first", coro!(sleeper("first", 0, Some(second.clone()))))?;
            let third = create_named_task("third", coro!(sleeper("third", 2, Some(first.clone()))))?;
            for task in [second, first, third] {
                attempt(&task)
                    .except(CancelledError, async |e| {
                        print(format!("main {} {e:?}", task.name()));
                        Ok(())
                    })
                    .await?;
            }
            Ok(())
        },
        console: [
            "1.0 first wakes",
            "1.0 first cancels second True",
            "1.0 second CancelledError('too late')",
            "1.0 third wakes",
            "1.0 third cancels first True",
            "1.0 main second CancelledError('too late')",
            "1.0 main first CancelledError('too late')",
            "1.0 third after a turn",
        ],
    }
}
