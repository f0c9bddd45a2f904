//! `wait` and `as_completed`: when they give back, what, and in which order.
//!
//! Invariant: whatever is still running afterwards is shown to run on.

use super::turns;
use except_star::exception::{CancelledError, TimeoutError, ValueError};
use except_star::repr::Repr;
use except_star::{
    Result, ReturnWhen, Task, as_completed, attempt, call_later, coro, create_named_task, create_task, print, raise,
    sleep, time, wait,
};

/// Sleeps so long, then returns the name, or fails if it is a failing one.
async fn work(name: &'static str, delay: f64) -> Result<&'static str> {
    attempt(sleep(delay))
        .except(CancelledError, async |e| {
            print(format!("{name} {e:?}"));
            Err(e)
        })
        .await?;
    print(format!("{name} ends"));
    if name.starts_with("bad") { raise(ValueError.new(name)) } else { Ok(name) }
}

/// The names of tasks.
fn names(tasks: &[Task<&'static str>]) -> String {
    tasks.iter().map(Task::name).collect::<Vec<_>>().repr()
}

/// Waits for three tasks, of which the first is cancelled, and prints what comes back.
async fn wait_for_three(limit: Option<f64>, return_when: ReturnWhen) -> Result<()> {
    let tasks = [("A", 9.0), ("bad", 2.0), ("C", 3.0)]
        .map(|(name, delay)| create_named_task(name, coro!(work(name, delay))))
        .into_iter()
        .collect::<Result<Vec<_>>>()?;
    let first = tasks[0].clone();
    call_later(1.0, "cancel", move || {
        first.cancel();
        Ok(())
    })?;
    let (done, pending) = wait(tasks, limit, return_when).await?;
    print(format!("done {} pending {}", names(&done), names(&pending)));
    sleep(5.0).await
}

behaviours! {
    shared: r#"
async def work(name, delay):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as e:
        print(name, repr(e))
        raise
    print(name, "ends")
    if name.startswith("bad"):
        raise ValueError(name)
    return name


async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)
"#,

    /// `wait` raises nothing and cancels nobody. A cancelled task is one that is done, but not one that failed. What it gives
    /// back is in the order of the arguments. Exceptions that nobody asks for are reported, except that the first
    /// one was looked at where `FIRST_EXCEPTION` needed to.
    wait_gives_back_tasks_and_neither_raises_nor_cancels {
        python: r#"
def names(tasks):
    return [task.get_name() for task in tasks]


async def wait_for_three(limit, return_when):
    tasks = [asyncio.create_task(work(name, delay), name=name) for name, delay in [("A", 9), ("bad", 2), ("C", 3)]]
    asyncio.get_running_loop().call_later(1, tasks[0].cancel)
    done, pending = await asyncio.wait(tasks, timeout=limit, return_when=return_when)
    print("done", names(done), "pending", names(pending))
    await asyncio.sleep(5)


async def main():
    await wait_for_three(None, asyncio.FIRST_COMPLETED)
    await wait_for_three(None, asyncio.FIRST_EXCEPTION)
    await wait_for_three(None, asyncio.ALL_COMPLETED)
    await wait_for_three(2.5, asyncio.ALL_COMPLETED)
    await wait_for_three(0, asyncio.ALL_COMPLETED)
"#,
        rust: async {
            wait_for_three(None, ReturnWhen::FirstCompleted).await?;
            wait_for_three(None, ReturnWhen::FirstException).await?;
            wait_for_three(None, ReturnWhen::AllCompleted).await?;
            wait_for_three(Some(2.5), ReturnWhen::AllCompleted).await?;
            wait_for_three(Some(0.0), ReturnWhen::AllCompleted).await
        },
        console: [
            "1.0 A CancelledError()",
            "1.0 done ['A'] pending ['bad', 'C']",
            "2.0 bad ends",
            "3.0 C ends",
            "6.0 ! Task exception was never retrieved",
            "6.0 ! future: <Task finished name='bad' coro=<work() done, defined at …> exception=ValueError('bad')>",
            "6.0 ! Traceback (most recent call last):",
            "6.0 ! ValueError: bad",
            "7.0 A CancelledError()",
            "8.0 bad ends",
            "8.0 done ['A', 'bad'] pending ['C']",
            "9.0 C ends",
            "14.0 A CancelledError()",
            "15.0 bad ends",
            "16.0 C ends",
            "16.0 done ['A', 'bad', 'C'] pending []",
            "21.0 ! Task exception was never retrieved",
            "21.0 ! future: <Task finished name='bad' coro=<work() done, defined at …> exception=ValueError('bad')>",
            "21.0 ! Traceback (most recent call last):",
            "21.0 ! ValueError: bad",
            "22.0 A CancelledError()",
            "23.0 bad ends",
            "23.5 done ['A', 'bad'] pending ['C']",
            "24.0 C ends",
            "28.5 ! Task exception was never retrieved",
            "28.5 ! future: <Task finished name='bad' coro=<work() done, defined at …> exception=ValueError('bad')>",
            "28.5 ! Traceback (most recent call last):",
            "28.5 ! ValueError: bad",
            "28.5 done [] pending ['A', 'bad', 'C']",
            "29.5 A CancelledError()",
            "30.5 bad ends",
            "31.5 C ends",
            "33.5 ! Task exception was never retrieved",
            "33.5 ! future: <Task finished name='bad' coro=<work() done, defined at …> exception=ValueError('bad')>",
            "33.5 ! Traceback (most recent call last):",
            "33.5 ! ValueError: bad",
        ],
    }

    /// `wait` goes on two turns after what it waits for, even when all is done before; a cancelled `wait` goes on one turn
    /// after the request and leaves the tasks alone. Without tasks it is refused.
    wait_takes_two_turns_even_when_all_is_done {
        python: r#"
async def wait(tasks):
    try:
        done, pending = await asyncio.wait(tasks)
        print("waited for", [task.get_name() for task in done], len(pending))
    except (asyncio.CancelledError, ValueError) as e:
        print("waiter", repr(e))


async def main():
    tasks = [asyncio.create_task(work("A", 0), name="A"), asyncio.create_task(work("B", 0), name="B")]
    ticking = asyncio.create_task(turns(6))
    await wait(tasks)
    await wait(tasks + tasks)
    await ticking
    task = asyncio.create_task(work("C", 2), name="C")
    waiter = asyncio.create_task(wait([task]))
    await asyncio.sleep(1)
    ticking = asyncio.create_task(turns(3))
    await asyncio.sleep(0)
    print("cancel")
    waiter.cancel("stop")
    await ticking
    await wait([])
    await task
"#,
        rust: async {
            async fn wait_for(tasks: Vec<Task<&'static str>>) -> Result<()> {
                attempt(async {
                    let (done, pending) = wait(tasks, None, ReturnWhen::AllCompleted).await?;
                    print(format!("waited for {} {}", names(&done), pending.len()));
                    Ok(())
                })
                .except([CancelledError, ValueError], async |e| {
                    print(format!("waiter {e:?}"));
                    Ok(())
                })
                .await
            }
            let first = create_named_task("A", coro!(work("A", 0.0)))?;
            let second = create_named_task("B", coro!(work("B", 0.0)))?;
            let tasks = vec![first, second];
            let ticking = create_task(coro!(turns(6)))?;
            wait_for(tasks.clone()).await?;
            wait_for([tasks.clone(), tasks].concat()).await?;
            ticking.await?;
            let task = create_named_task("C", coro!(work("C", 2.0)))?;
            let waiter = create_task(coro!(wait_for(vec![task.clone()])))?;
            sleep(1.0).await?;
            let ticking = create_task(coro!(turns(3)))?;
            sleep(0.0).await?;
            print("cancel");
            waiter.cancel_with("stop");
            ticking.await?;
            wait_for(Vec::new()).await?;
            task.await.map(drop)
        },
        console: [
            "0.0 turn 1",
            "0.0 A ends",
            "0.0 B ends",
            "0.0 turn 2",
            "0.0 turn 3",
            "0.0 waited for ['A', 'B'] 0",
            "0.0 turn 4",
            "0.0 turn 5",
            "0.0 waited for ['A', 'B'] 0",
            "0.0 turn 6",
            "1.0 turn 1",
            "1.0 cancel",
            "1.0 turn 2",
            "1.0 waiter CancelledError('stop')",
            "1.0 turn 3",
            "1.0 waiter ValueError('Set of Tasks/Futures is empty.')",
            "2.0 C ends",
        ],
    }

    /// Results and exceptions come in the order in which tasks end, and a failure ends nothing. When the time is up, each
    /// that is not done counts as one TimeoutError of its own, and runs on.
    as_completed_gives_each_its_turn_and_a_timeout_for_each_that_is_late {
        python: r#"
async def main():
    loop = asyncio.get_running_loop()
    cancelled = asyncio.create_task(work("cancelled", 9))
    loop.call_later(1, cancelled.cancel, "stop")
    bodies = [work("late A", 6), work("bad", 2), cancelled, work("first", 0.5), work("late B", 7)]
    for body in asyncio.as_completed(bodies, timeout=5):
        try:
            print("got", await body)
        except (ValueError, asyncio.CancelledError, TimeoutError) as e:
            print("got", repr(e), repr(e.__cause__), loop.time())
    print("loop ends")
    await asyncio.sleep(5)
    for body in asyncio.as_completed([]):
        print("never")
"#,
        rust: async {
            let cancelled = create_task(coro!(work("cancelled", 9.0)))?;
            let task = cancelled.clone();
            call_later(1.0, "cancel", move || {
                task.cancel_with("stop");
                Ok(())
            })?;
            let [late, bad, first, later] = [
                create_task(coro!(work("late A", 6.0)))?,
                create_task(coro!(work("bad", 2.0)))?,
                create_task(coro!(work("first", 0.5)))?,
                create_task(coro!(work("late B", 7.0)))?,
            ];
            let results = as_completed([late, bad, cancelled, first, later], 5.0)?;
            while let Some(result) = results.next().await {
                match result {
                    Ok(name) => print(format!("got {name}")),
                    Err(e) => print(format!("got {e:?} {} {}", e.cause().repr(), time()?.repr())),
                }
            }
            print("loop ends");
            sleep(5.0).await?;
            let nothing: [Task<()>; 0] = [];
            assert!(as_completed(nothing, None)?.next().await.is_none());
            Ok(())
        },
        console: [
            "0.5 first ends",
            "0.5 got first",
            "1.0 cancelled CancelledError('stop')",
            "1.0 got CancelledError('stop') None 1.0",
            "2.0 bad ends",
            "2.0 got ValueError('bad') None 2.0",
            "5.0 got TimeoutError() None 5.0",
            "5.0 got TimeoutError() None 5.0",
            "5.0 loop ends",
            "6.0 late A ends",
            "7.0 late B ends",
        ],
    }

    /// A loop that lets exceptions out, as `async for` does with the TimeoutError, ends at the first.
    a_loop_that_lets_the_timeout_out_ends_at_the_first {
        python: r#"
async def work(name, delay):
    await asyncio.sleep(delay)
    print(name, "ends")
    return name


async def main():
    tasks = [asyncio.create_task(work(name, delay)) for name, delay in [("A", 3), ("B", 1), ("C", 4)]]
    try:
        async for task in asyncio.as_completed(tasks, timeout=2):
            print("got", await task)
    except TimeoutError as e:
        print(repr(e))
    await asyncio.sleep(5)
"#,
        rust: async {
            let tasks = [
                create_task(coro!(work("A", 3.0)))?,
                create_task(coro!(work("B", 1.0)))?,
                create_task(coro!(work("C", 4.0)))?,
            ];
            attempt(async {
                let results = as_completed(tasks, 2.0)?;
                while let Some(result) = results.next().await {
                    print(format!("got {}", result?));
                }
                Ok(())
            })
            .except(TimeoutError, async |e| {
                print(format!("{e:?}"));
                Ok(())
            })
            .await?;
            sleep(5.0).await
        },
        console: [
            "1.0 B ends",
            "1.0 got B",
            "2.0 TimeoutError()",
            "3.0 A ends",
            "4.0 C ends",
        ],
    }

    /// `as_completed` gives an item two turns after its task's end; those that wait in it already come without a turn.
    as_completed_takes_two_turns_for_the_first_item {
        python: r#"
async def work(name, delay):
    print(name, "ends")
    return name


async def main():
    tasks = [asyncio.create_task(work("A", 0)), asyncio.create_task(work("B", 0))]
    ticking = asyncio.create_task(turns(6))
    for repetition in range(2):
        for body in asyncio.as_completed(tasks):
            print("got", await body)
    await ticking
"#,
        rust: async {
            async fn end(name: &'static str) -> Result<&'static str> {
                print(format!("{name} ends"));
                Ok(name)
            }
            let tasks = [create_task(coro!(end("A")))?, create_task(coro!(end("B")))?];
            let ticking = create_task(coro!(turns(6)))?;
            for _ in 0..2 {
                let results = as_completed(tasks.clone(), None)?;
                while let Some(result) = results.next().await {
                    print(format!("got {}", result?));
                }
            }
            ticking.await
        },
        console: [
            "0.0 A ends",
            "0.0 B ends",
            "0.0 turn 1",
            "0.0 turn 2",
            "0.0 got A",
            "0.0 got B",
            "0.0 turn 3",
            "0.0 turn 4",
            "0.0 got A",
            "0.0 got B",
            "0.0 turn 5",
            "0.0 turn 6",
        ],
    }
}
