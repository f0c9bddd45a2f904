//! Debug mode: what the loop reports of steps and calls that block it, and what reprs tell beside.
//!
//! Invariant: a program blocks loop time itself, so what "took" says is exact.

use except_star::exception::ValueError;
use except_star::repr::Repr;
use except_star::{
    Future, Result, attempt, block, call_later, call_soon, coro, create_named_task, create_task, get_debug, print,
    raise, set_debug, set_slow_callback_duration, sleep,
};

behaviours! {
    /// A step, a callback or a timer that takes a tenth of a second or more is reported when it is over, with the task as it
    /// is then. What is late because of it comes as soon as it can.
    what_blocks_the_loop_is_reported_when_it_is_over {
        debug: true,
        python: r#"
import time


async def work(name, seconds):
    time.sleep(seconds)
    print(name, "has blocked")
    await asyncio.sleep(0)
    return name


async def nap():
    time.sleep(0.2)
    await asyncio.sleep(1)
    time.sleep(0.2)
    raise ValueError("nap")


def slow():
    time.sleep(0.5)
    print("slow call")


async def main():
    loop = asyncio.get_running_loop()
    for name, seconds in [("A", 0.1), ("B", 0.0999), ("C", 0.25)]:
        print(await asyncio.create_task(work(name, seconds), name=name))
    loop.call_soon(slow)
    loop.call_later(1, slow)
    loop.call_later(1.25, print, "late")
    await asyncio.sleep(4)
    task = asyncio.create_task(nap(), name="nap")
    try:
        await task
    except ValueError as e:
        print(repr(e))
    time.sleep(1)
"#,
        rust: async {
            async fn work(name: &'static str, seconds: f64) -> Result<&'static str> {
                block(seconds)?;
                print(format!("{name} has blocked"));
                sleep(0.0).await?;
                Ok(name)
            }
            async fn nap() -> Result<()> {
                block(0.2)?;
                sleep(1.0).await?;
                block(0.2)?;
                raise(ValueError.new("nap"))
            }
            fn slow() -> Result<()> {
                block(0.5)?;
                print("slow call");
                Ok(())
            }
            for (name, seconds) in [("A", 0.1), ("B", 0.0999), ("C", 0.25)] {
                print(create_named_task(name, coro!(work(name, seconds)))?.await?);
            }
            call_soon("slow", slow)?;
            call_later(1.0, "slow", slow)?;
            call_later(1.25, "print", || {
                print("late");
                Ok(())
            })?;
            sleep(4.0).await?;
            let task = create_named_task("nap", coro!(nap()))?;
            attempt(task)
                .except(ValueError, async |e| {
                    print(format!("{e:?}"));
                    Ok(())
                })
                .await?;
            block(1.0)
        },
        console: [
            "0.1 A has blocked",
            "0.1 ! Executing <Task pending name='A' coro=<work() running at …> cb=[Task.task_wakeup()] created at …> took 0.100 seconds",
            "0.1 A",
            "0.1999 B has blocked",
            "0.1999 B",
            "0.4499 C has blocked",
            "0.4499 ! Executing <Task pending name='C' coro=<work() running at …> cb=[Task.task_wakeup()] created at …> took 0.250 seconds",
            "0.4499 C",
            "0.9499 slow call",
            "0.9499 ! Executing <Handle slow() at … created at …> took 0.500 seconds",
            "1.9499 slow call",
            "1.9499 ! Executing <TimerHandle when=1.4499 slow() at … created at …> took 0.500 seconds",
            "1.9499 late",
            "4.6499 ! Executing <Task pending name='nap' coro=<nap() running at …> wait_for=<Future pending cb=[Task.task_wakeup()] created at …> cb=[Task.task_wakeup()] created at …> took 0.200 seconds",
            "5.8499 ! Executing <Task finished name='nap' coro=<nap() done, defined at …> exception=ValueError('nap') created at …> took 0.200 seconds",
            "5.8499 ValueError('nap')",
            "6.8499 ! Executing <Task finished name='Task-1' coro=<main() done, defined at …> result=None created at …> took 1.000 seconds",
        ],
    }

    /// Debug mode may be turned on and off while the program runs, and so may the limit. Off is the default.
    debug_mode_is_turned_on_while_the_program_runs {
        python: r#"
import time


async def step(seconds):
    await asyncio.sleep(0)
    time.sleep(seconds)
    await asyncio.sleep(0)


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug(), loop.slow_callback_duration)
    await step(9)
    loop.set_debug(True)
    print(loop.get_debug())
    await step(0.25)
    loop.slow_callback_duration = 2.5
    await step(2)
    await step(3)
    print(asyncio.create_task(step(0), name="T"))
    loop.set_debug(False)
    await step(3)
"#,
        rust: async {
            async fn step(seconds: f64) -> Result<()> {
                sleep(0.0).await?;
                block(seconds)?;
                sleep(0.0).await
            }
            print(format!("{} 0.1", get_debug()?.repr()));
            step(9.0).await?;
            set_debug(true)?;
            print(get_debug()?.repr());
            step(0.25).await?;
            set_slow_callback_duration(2.5)?;
            step(2.0).await?;
            step(3.0).await?;
            print(create_named_task("T", coro!(step(0.0)))?.repr());
            set_debug(false)?;
            step(3.0).await
        },
        console: [
            "0.0 False 0.1",
            "9.0 True",
            "9.25 ! Executing <Task pending name='Task-1' coro=<main() running at …> cb=[_run_until_complete_cb() at …]> took 0.250 seconds",
            "14.25 ! Executing <Task pending name='Task-1' coro=<main() running at …> cb=[_run_until_complete_cb() at …]> took 3.000 seconds",
            "14.25 <Task pending name='T' coro=<step() running at …> created at …>",
        ],
    }

    /// In debug mode a task, a future and a call tell where they were made.
    in_debug_mode_everything_tells_where_it_was_made {
        debug: true,
        python: r#"
async def fail():
    raise ValueError("lost")


async def nap():
    await asyncio.sleep(1)


def broken():
    raise ValueError("broken")


async def main():
    loop = asyncio.get_running_loop()
    print(loop.create_future())
    task = asyncio.create_task(nap(), name="nap")
    print(task)
    await asyncio.sleep(0)
    print(task)
    asyncio.create_task(fail(), name="fail")
    loop.call_soon(broken)
    loop.call_later(1, broken)
    await task
    print(task)
    nap()
"#,
        rust: async {
            async fn fail() -> Result<()> {
                raise(ValueError.new("lost"))
            }
            async fn nap() -> Result<()> {
                sleep(1.0).await
            }
            fn broken() -> Result<()> {
                raise(ValueError.new("broken"))
            }
            print(Future::<i64>::new()?.repr());
            let task = create_named_task("nap", coro!(nap()))?;
            print(task.repr());
            sleep(0.0).await?;
            print(task.repr());
            create_named_task("fail", coro!(fail()))?;
            call_soon("broken", broken)?;
            call_later(1.0, "broken", broken)?;
            (&task).await?;
            print(task.repr());
            drop(coro!(nap()));
            Ok(())
        },
        console: [
            "0.0 <Future pending created at …>",
            "0.0 <Task pending name='nap' coro=<nap() running at …> created at …>",
            "0.0 <Task pending name='nap' coro=<nap() running at …> wait_for=<Future pending cb=[Task.task_wakeup()] created at …> created at …>",
            "0.0 ! Task exception was never retrieved",
            "0.0 ! future: <Task finished name='fail' coro=<fail() done, defined at …> exception=ValueError('lost') created at …>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: lost",
            "0.0 ! Exception in callback broken() at …",
            "0.0 ! handle: <Handle broken() at … created at …>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: broken",
            "1.0 ! Exception in callback broken() at …",
            "1.0 ! handle: <TimerHandle when=1.0 broken() at … created at …>",
            "1.0 ! Traceback (most recent call last):",
            "1.0 ! ValueError: broken",
            "1.0 <Task finished name='nap' coro=<nap() done, defined at …> result=None created at …>",
            "1.0 ! RuntimeWarning: coroutine 'nap' was never awaited",
            "1.0 ! RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
        ],
    }

    /// So does a task that is pending when the program has ended.
    a_task_that_is_pending_at_the_end_tells_where_it_was_made {
        debug: true,
        python: r#"
async def straggler():
    await asyncio.sleep(9)


async def work():
    try:
        await asyncio.sleep(9)
    finally:
        asyncio.create_task(straggler(), name="straggler")
        await asyncio.sleep(1)


async def main():
    asyncio.create_task(work())
    await asyncio.sleep(1)
    print("main ends")
"#,
        rust: async {
            async fn straggler() -> Result<()> {
                sleep(9.0).await
            }
            async fn work() -> Result<()> {
                attempt(sleep(9.0))
                    .finally(async || {
                        create_named_task("straggler", coro!(straggler()))?;
                        sleep(1.0).await
                    })
                    .await
            }
            create_task(coro!(work()))?;
            sleep(1.0).await?;
            print("main ends");
            Ok(())
        },
        console: [
            "1.0 main ends",
            "2.0 ! Task was destroyed but it is pending!",
            "2.0 ! task: <Task pending name='straggler' coro=<straggler() done, defined at …> wait_for=<Future pending cb=[Task.task_wakeup()] created at …> created at …>",
        ],
    }
}
