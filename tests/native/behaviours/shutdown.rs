//! The end of a run: the last iterations, and what is told after them.

use except_star::exception::{CancelledError, ValueError};
use except_star::repr::Repr;
use except_star::{Result, attempt, coro, create_named_task, create_task, print, raise, sleep, task_group};

use crate::check::this_task;

/// Sleeps, and prints each thing that happens to it.
pub(super) async fn sleeper(name: &'static str, cleanup: f64, then: &'static str) -> Result<()> {
    attempt(sleep(9.0))
        .except(CancelledError, async |e| {
            print(format!("{name} {e:?} {}", e.context().repr()));
            sleep(cleanup).await?;
            print(format!("{name} {then}"));
            match then {
                "fails" => raise(ValueError.new(name)),
                "swallows" => Ok(()),
                _ => Err(e),
            }
        })
        .await
}

behaviours! {
    /// After main's last step one more whole iteration runs; then the others are cancelled, in the order in which they were
    /// made.
    one_more_iteration_runs_after_mains_last_step {
        python: r#"
async def turns(name):
    try:
        for turn in range(9):
            print(name, turn)
            await asyncio.sleep(0)
    except asyncio.CancelledError as e:
        print(name, repr(e), asyncio.current_task().cancelling())
        await asyncio.sleep(1)
        print(name, "is clean")
        raise


async def starter():
    await asyncio.sleep(0)
    print("starter")
    asyncio.create_task(turns("E"))


async def main():
    asyncio.create_task(turns("A"))
    asyncio.create_task(turns("B"))
    asyncio.create_task(starter())
    await asyncio.sleep(0)
    asyncio.create_task(turns("C"))
    await asyncio.sleep(0)
    asyncio.create_task(turns("D"))
    print("main ends")
"#,
        rust: async {
            async fn turns(name: &str) -> Result<()> {
                attempt(async {
                    for turn in 0..9 {
                        print(format!("{name} {turn}"));
                        sleep(0.0).await?;
                    }
                    Ok(())
                })
                .except(CancelledError, async |e| {
                    print(format!("{name} {e:?} {}", this_task().cancelling()));
                    sleep(1.0).await?;
                    print(format!("{name} is clean"));
                    Err(e)
                })
                .await
            }
            async fn starter() -> Result<()> {
                sleep(0.0).await?;
                print("starter");
                create_task(coro!(turns("E"))).map(drop)
            }
            create_task(coro!(turns("A")))?;
            create_task(coro!(turns("B")))?;
            create_task(coro!(starter()))?;
            sleep(0.0).await?;
            create_task(coro!(turns("C")))?;
            sleep(0.0).await?;
            create_task(coro!(turns("D")))?;
            print("main ends");
            Ok(())
        },
        console: [
            "0.0 A 0",
            "0.0 B 0",
            "0.0 A 1",
            "0.0 B 1",
            "0.0 starter",
            "0.0 C 0",
            "0.0 main ends",
            "0.0 A 2",
            "0.0 B 2",
            "0.0 E 0",
            "0.0 C 1",
            "0.0 D 0",
            "0.0 A CancelledError() 1",
            "0.0 B CancelledError() 1",
            "0.0 E CancelledError() 1",
            "0.0 C CancelledError() 1",
            "0.0 D CancelledError() 1",
            "1.0 A is clean",
            "1.0 B is clean",
            "1.0 E is clean",
            "1.0 C is clean",
            "1.0 D is clean",
        ],
    }

    /// What main raises leaves the program when all is shut down, with its causes and contexts.
    what_main_raises_is_told_after_the_shutdown {
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
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sleeper("B", 0.1, "fails"))
            await asyncio.sleep(1)
            raise ValueError("body")
    finally:
        print("main ends")
"#,
        rust: async {
            create_named_task("A", coro!(sleeper("A", 0.3, "fails")))?;
            attempt(task_group(async |tg| {
                tg.create_task(coro!(sleeper("B", 0.1, "fails")))?;
                sleep(1.0).await?;
                raise(ValueError.new("body"))
            }))
            .finally(async || {
                print("main ends");
                Ok(())
            })
            .await
        },
        console: [
            "1.0 B CancelledError() None",
            "1.1 B fails",
            "1.1 main ends",
            "1.1 A CancelledError() ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('B'), ValueError('body')])",
            "1.4 A fails",
            "1.4 ! unhandled exception during asyncio.run() shutdown",
            "1.4 ! task: <Task finished name='A' coro=<sleeper() done, defined at …> exception=ValueError('A')>",
            "1.4 !   + Exception Group Traceback (most recent call last):",
            "1.4 !   | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)",
            "1.4 !   +-+---------------- 1 ----------------",
            "1.4 !     | Traceback (most recent call last):",
            "1.4 !     | asyncio.exceptions.CancelledError",
            "1.4 !     | ",
            "1.4 !     | During handling of the above exception, another exception occurred:",
            "1.4 !     | ",
            "1.4 !     | Traceback (most recent call last):",
            "1.4 !     | ValueError: B",
            "1.4 !     +---------------- 2 ----------------",
            "1.4 !     | Traceback (most recent call last):",
            "1.4 !     | ValueError: body",
            "1.4 !     +------------------------------------",
            "1.4 ! ",
            "1.4 ! During handling of the above exception, another exception occurred:",
            "1.4 ! ",
            "1.4 ! Traceback (most recent call last):",
            "1.4 ! asyncio.exceptions.CancelledError",
            "1.4 ! ",
            "1.4 ! During handling of the above exception, another exception occurred:",
            "1.4 ! ",
            "1.4 ! Traceback (most recent call last):",
            "1.4 ! ValueError: A",
            "1.4 !   + Exception Group Traceback (most recent call last):",
            "1.4 !   | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)",
            "1.4 !   +-+---------------- 1 ----------------",
            "1.4 !     | Traceback (most recent call last):",
            "1.4 !     | asyncio.exceptions.CancelledError",
            "1.4 !     | ",
            "1.4 !     | During handling of the above exception, another exception occurred:",
            "1.4 !     | ",
            "1.4 !     | Traceback (most recent call last):",
            "1.4 !     | ValueError: B",
            "1.4 !     +---------------- 2 ----------------",
            "1.4 !     | Traceback (most recent call last):",
            "1.4 !     | ValueError: body",
            "1.4 !     +------------------------------------",
        ],
    }

    /// What is still queued when nothing is left to wait for goes on in the iterations of the loop's own shutdown, which
    /// uses up two numbers of tasks. What has not come to its turn by then is lost, and the program is told so before it is
    /// told main's exception.
    what_is_queued_goes_on_until_the_loop_closes {
        python: r#"
import itertools

numbers = itertools.count(1)


async def link(number):
    print("link", number, asyncio.current_task().get_name())
    if number == 2:
        await asyncio.sleep(0)


def add():
    task = asyncio.create_task(link(next(numbers)))
    task.add_done_callback(callback)


def callback(task):
    print("callback", task.get_name())
    add()


async def main():
    add()
    raise ValueError("main")
"#,
        rust: async {
            async fn link(number: u32) -> Result<()> {
                print(format!("link {number} {}", this_task().name()));
                if number == 2 { sleep(0.0).await } else { Ok(()) }
            }
            fn add(number: u32) -> Result<()> {
                let task = create_task(coro!(link(number)))?;
                task.add_done_callback("callback", move |task| {
                    print(format!("callback {}", task.name()));
                    add(number + 1)
                });
                Ok(())
            }
            add(1)?;
            raise(ValueError.new("main"))
        },
        console: [
            "0.0 link 1 Task-2",
            "0.0 callback Task-2",
            "0.0 link 2 Task-4",
            "0.0 callback Task-4",
            "0.0 ! Task was destroyed but it is pending!",
            "0.0 ! task: <Task pending name='Task-6' coro=<link() running at …> cb=[callback() at …]>",
            "0.0 ! RuntimeWarning: coroutine 'link' was never awaited",
            "0.0 ! RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: main",
        ],
    }
}
