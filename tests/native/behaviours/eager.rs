//! Eager tasks: the first step within the step of the creator.
//!
//! Invariant: a program starts its tasks eagerly one by one; those that set the task factory are in `eager_factory.rs`.

use super::{say, turns};
use crate::check::this_task;
use except_star::exception::{CancelledError, KeyError, KeyboardInterrupt, ValueError};
use except_star::repr::Repr;
use except_star::{
    Awaitable, Future, Result, Task, TaskOptions, TaskRef, all_tasks, attempt, block, coro, create_task,
    create_task_with, current_task, print, raise, sleep,
};

fn eager() -> TaskOptions {
    TaskOptions::new().eager_start(true)
}

fn start<T: 'static>(coro: impl Awaitable<T>) -> Result<Task<T>> {
    create_task_with(coro, eager())
}

/// Names, sorted, because CPython gives a set.
fn names() -> Result<String> {
    let mut names: Vec<_> = all_tasks()?.iter().map(Task::name).collect();
    names.sort();
    Ok(names.repr())
}

behaviours! {
    shared: r#"
def start(coro, **kwargs):
    return asyncio.Task(coro, loop=asyncio.get_running_loop(), eager_start=True, **kwargs)


async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)
"#,

    /// It is the current task in that step and one of all tasks, and its creator is again when it suspends. Its number is drawn
    /// like any other.
    an_eager_task_takes_its_first_step_within_that_of_its_creator {
        python: r#"
def names():
    return sorted(task.get_name() for task in asyncio.all_tasks())


async def work(seconds):
    print(asyncio.current_task().get_name(), "works among", names())
    await asyncio.sleep(seconds)
    print(asyncio.current_task().get_name(), "works on")
    return seconds


async def outer():
    print(asyncio.current_task().get_name(), "creates")
    inner = start(work(2))
    print(asyncio.current_task().get_name(), "has created", inner.get_name())
    return await inner


async def main():
    queued = asyncio.create_task(work(1))
    named = start(work(1), name="named")
    print(asyncio.current_task().get_name(), "goes on", named.done())
    task = start(outer())
    print(asyncio.current_task().get_name(), "waits for", task.get_name(), "among", names())
    print(await task, await named, await queued)
"#,
        rust: async {
            async fn work(seconds: i64) -> Result<i64> {
                print(format!("{} works among {}", this_task().name(), names()?));
                sleep(seconds as f64).await?;
                print(format!("{} works on", this_task().name()));
                Ok(seconds)
            }
            let outer = coro!("outer", async {
                print(format!("{} creates", this_task().name()));
                let inner = start(coro!(work(2)))?;
                print(format!("{} has created {}", this_task().name(), inner.name()));
                inner.await
            });
            let queued = create_task(coro!(work(1)))?;
            let named = create_task_with(coro!(work(1)), eager().name("named"))?;
            print(format!("{} goes on {}", this_task().name(), named.done().repr()));
            let task = start(outer)?;
            print(format!("{} waits for {} among {}", this_task().name(), task.name(), names()?));
            let ended = (task.await?, named.await?, queued.await?);
            print(format!("{} {} {}", ended.0, ended.1, ended.2));
            Ok(())
        },
        console: [
            "0.0 named works among ['Task-1', 'Task-2', 'named']",
            "0.0 Task-1 goes on False",
            "0.0 Task-3 creates",
            "0.0 Task-4 works among ['Task-1', 'Task-2', 'Task-3', 'Task-4', 'named']",
            "0.0 Task-3 has created Task-4",
            "0.0 Task-1 waits for Task-3 among ['Task-1', 'Task-2', 'Task-3', 'Task-4', 'named']",
            "0.0 Task-2 works among ['Task-1', 'Task-2', 'Task-3', 'Task-4', 'named']",
            "1.0 named works on",
            "1.0 Task-2 works on",
            "2.0 Task-4 works on",
            "2.0 2 1 1",
        ],
    }

    /// What ends in its first step takes no iteration, is none of all tasks, and cannot be cancelled. Its repr shows no coroutine.
    /// What suspends is resumed by the loop like any other task.
    an_eager_task_that_ends_at_once_takes_no_iteration {
        python: r#"
async def plain(value):
    return value


async def yielding(name):
    print(name, "first")
    await asyncio.sleep(0)
    print(name, "second")


async def main():
    ticking = asyncio.create_task(turns(3))
    task = start(plain(1), name="plain")
    print(task, task in asyncio.all_tasks(), task.cancel(), task.cancelling())
    print("main", await task)
    task.add_done_callback(lambda task: print("callback", task.result()))
    suspended = start(yielding("eager"))
    await suspended
    print("main", await start(plain(2)))
    await ticking
"#,
        rust: async {
            async fn plain(value: i64) -> Result<i64> {
                Ok(value)
            }
            async fn yielding(name: &str) -> Result<()> {
                print(format!("{name} first"));
                sleep(0.0).await?;
                say(format!("{name} second"))
            }
            let ticking = create_task(coro!(turns(3)))?;
            let task = create_task_with(coro!(plain(1)), eager().name("plain"))?;
            let among_all = all_tasks()?.iter().any(|other| other.name() == "plain");
            let cancelled = task.cancel();
            print(format!("{} {} {} {}", task.repr(), among_all.repr(), cancelled.repr(), task.cancelling()));
            print(format!("main {}", (&task).await?));
            task.add_done_callback("callback", |task| say(format!("callback {}", task.result()?)));
            let suspended = start(coro!(yielding("eager")))?;
            suspended.await?;
            print(format!("main {}", start(coro!(plain(2)))?.await?));
            ticking.await
        },
        console: [
            "0.0 <Task finished name='plain' result=1> False False 0",
            "0.0 main 1",
            "0.0 eager first",
            "0.0 turn 1",
            "0.0 callback 1",
            "0.0 eager second",
            "0.0 turn 2",
            "0.0 main 2",
            "0.0 turn 3",
        ],
    }

    /// What the first step raises is the task's, and not that of its creator. Its context is what the creator handles.
    what_the_first_step_raises_belongs_to_the_task {
        python: r#"
async def fail(name):
    raise ValueError(name)


async def main():
    task = start(fail("awaited"))
    print(task.done(), "is done")
    try:
        await task
    except ValueError as e:
        print(repr(e))
    try:
        raise KeyError("handled")
    except KeyError:
        task = start(fail("within"))
    print(repr(task.exception()), repr(task.exception().__context__))
    del task
    start(fail("lost"), name="lost")
    print("main goes on")
"#,
        rust: async {
            async fn fail(name: &str) -> Result<()> {
                raise(ValueError.new(name))
            }
            let task = start(coro!(fail("awaited")))?;
            print(format!("{} is done", task.done().repr()));
            attempt(task).except(ValueError, async |e| say(e.repr())).await?;
            let task = attempt(async { raise(KeyError.new("handled")) })
                .except(KeyError, async |_| start(coro!(fail("within"))))
                .await?;
            let exception = task.exception()?.expect("it has failed");
            print(format!("{} {}", exception.repr(), exception.context().expect("it is linked").repr()));
            drop(task);
            create_task_with(coro!(fail("lost")), eager().name("lost"))?;
            say("main goes on")
        },
        console: [
            "0.0 True is done",
            "0.0 ValueError('awaited')",
            "0.0 ValueError('within') KeyError('handled')",
            "0.0 ! Task exception was never retrieved",
            "0.0 ! future: <Task finished name='lost' exception=ValueError('lost')>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: lost",
            "0.0 main goes on",
        ],
    }

    /// Requests that are made in the first step: by the task to itself, before it suspends or returns, and CancelledError raised
    /// outright.
    an_eager_task_may_be_cancelled_in_its_first_step {
        python: r#"
async def suspend(seconds):
    asyncio.current_task().cancel("own")
    await asyncio.sleep(seconds)


async def swallow():
    asyncio.current_task().cancel()
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        return "swallowed"


async def finish():
    asyncio.current_task().cancel("too late")
    return "lost"


async def cancelled():
    raise asyncio.CancelledError("raised")


async def show(task):
    before = task.done()
    try:
        print(before, await task, task.cancelling())
    except asyncio.CancelledError as e:
        print(before, repr(e), task.cancelled(), task.cancelling(), asyncio.current_task().cancelling())


async def main():
    for coro in [suspend(1), suspend(0), swallow(), finish(), cancelled()]:
        await show(start(coro))
    task = start(suspend(2))
    task.cancel("creator")
    await show(task)
"#,
        rust: async {
            async fn suspend(seconds: f64) -> Result<&'static str> {
                current_task()?.expect("a task runs").cancel_with("own");
                sleep(seconds).await?;
                Ok("")
            }
            async fn swallow() -> Result<&'static str> {
                current_task()?.expect("a task runs").cancel();
                attempt(async { sleep(1.0).await.map(|()| "") })
                    .except(CancelledError, async |_| Ok("swallowed"))
                    .await
            }
            async fn finish() -> Result<&'static str> {
                current_task()?.expect("a task runs").cancel_with("too late");
                Ok("lost")
            }
            async fn cancelled() -> Result<&'static str> {
                raise(CancelledError.new("raised"))
            }
            async fn show(task: Task<&'static str>) -> Result<()> {
                let before = task.done().repr();
                match (&task).await {
                    Ok(value) => print(format!("{before} {value} {}", task.cancelling())),
                    Err(e) => print(format!(
                        "{before} {} {} {} {}",
                        e.repr(),
                        task.cancelled().repr(),
                        task.cancelling(),
                        current_task()?.expect("a task runs").cancelling()
                    )),
                }
                Ok(())
            }
            show(start(coro!(suspend(1.0)))?).await?;
            show(start(coro!(suspend(0.0)))?).await?;
            show(start(coro!(swallow()))?).await?;
            show(start(coro!(finish()))?).await?;
            show(start(coro!(cancelled()))?).await?;
            let task = start(coro!(suspend(2.0)))?;
            task.cancel_with("creator");
            show(task).await
        },
        console: [
            "0.0 False CancelledError('own') True 1 0",
            "0.0 False CancelledError('own') True 1 0",
            "0.0 False swallowed 1",
            "0.0 True CancelledError('too late') True 1 0",
            "0.0 True CancelledError('raised') True 0 0",
            "0.0 False CancelledError('own') True 2 0",
        ],
    }

    /// The creator runs when its eager task cancels it: it meets that at its next await, or its result is lost.
    a_creator_that_is_cancelled_in_the_first_step_meets_it_at_its_next_await {
        python: r#"
async def cancel(task):
    task.cancel("by its task")
    print("has cancelled", task.get_name(), task.cancelling())


async def awaits(future):
    start(cancel(asyncio.current_task()))
    print("goes on")
    try:
        await future
    except asyncio.CancelledError as e:
        print("met", repr(e), future.cancelled())
        raise


async def returns():
    start(cancel(asyncio.current_task()))
    return "lost"


async def main():
    future = asyncio.get_running_loop().create_future()
    for task in [asyncio.create_task(awaits(future)), asyncio.create_task(returns())]:
        try:
            print(await task)
        except asyncio.CancelledError as e:
            print(repr(e))
"#,
        rust: async {
            async fn cancel(task: TaskRef) -> Result<()> {
                task.cancel_with("by its task");
                say(format!("has cancelled {} {}", task.name(), task.cancelling()))
            }
            async fn awaits(future: Future<()>) -> Result<&'static str> {
                start(coro!(cancel(current_task()?.expect("a task runs"))))?;
                print("goes on");
                let cancelled = future.clone();
                attempt(async { future.wait().await.map(|()| "") })
                    .except(CancelledError, async |e| {
                        print(format!("met {} {}", e.repr(), cancelled.cancelled().repr()));
                        Err(e)
                    })
                    .await
            }
            async fn returns() -> Result<&'static str> {
                start(coro!(cancel(current_task()?.expect("a task runs"))))?;
                Ok("lost")
            }
            let future = Future::new()?;
            for task in [create_task(coro!(awaits(future)))?, create_task(coro!(returns()))?] {
                match task.await {
                    Ok(value) => print(value),
                    Err(e) => print(e.repr()),
                }
            }
            Ok(())
        },
        console: [
            "0.0 has cancelled Task-2 1",
            "0.0 goes on",
            "0.0 has cancelled Task-3 1",
            "0.0 met CancelledError('by its task') True",
            "0.0 CancelledError('by its task')",
            "0.0 CancelledError('by its task')",
        ],
    }

    /// KeyboardInterrupt does not wait for the loop: it comes out where the task is created, which then is lost.
    keyboard_interrupt_in_the_first_step_comes_out_where_the_task_is_created {
        python: r#"
async def interrupt():
    raise KeyboardInterrupt("now")


async def main():
    try:
        start(interrupt(), name="interrupt")
    except KeyboardInterrupt as e:
        print("caught", repr(e), asyncio.current_task().get_name())
    await asyncio.sleep(1)
    print("main goes on")
"#,
        rust: async {
            let interrupt = coro!("interrupt", async { raise::<()>(KeyboardInterrupt.new("now")) });
            attempt(async { create_task_with(interrupt, eager().name("interrupt")).map(drop) })
                .except(KeyboardInterrupt, async |e| {
                    say(format!("caught {} {}", e.repr(), this_task().name()))
                })
                .await?;
            sleep(1.0).await?;
            say("main goes on")
        },
        console: [
            "0.0 ! Task exception was never retrieved",
            "0.0 ! future: <Task finished name='interrupt' exception=KeyboardInterrupt('now')>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! KeyboardInterrupt: now",
            "0.0 caught KeyboardInterrupt('now') Task-1",
            "1.0 main goes on",
        ],
    }

    /// In debug mode the step counts among those of the creator.
    what_the_first_step_blocks_counts_as_the_creators {
        debug: true,
        python: r#"
import time


async def work():
    time.sleep(0.25)
    await asyncio.sleep(1)
    time.sleep(0.5)


async def main():
    task = start(work(), name="work")
    print(task)
    await task
"#,
        rust: async {
            async fn work() -> Result<()> {
                block(0.25)?;
                sleep(1.0).await?;
                block(0.5)
            }
            let task = create_task_with(coro!(work()), eager().name("work"))?;
            print(task.repr());
            task.await
        },
        console: [
            "0.25 <Task pending name='work' coro=<work() running at …> wait_for=<Future pending cb=[Task.task_wakeup()] created at …> created at …>",
            "0.25 ! Executing <Task pending name='Task-1' coro=<main() running at …> wait_for=<Task pending name='work' coro=<work() running at …> wait_for=<Future pending cb=[Task.task_wakeup()] created at …> cb=[Task.task_wakeup()] created at …> cb=[_run_until_complete_cb() at …] created at …> took 0.250 seconds",
            "1.75 ! Executing <Task finished name='work' coro=<work() done, defined at …> result=None created at …> took 0.500 seconds",
        ],
    }
}
