//! Tasks: their names, reprs, results and callbacks.

use super::turns;
use except_star::exception::{CancelledError, RuntimeError, ValueError};
use except_star::repr::Repr;
use except_star::{
    Future, Result, Task, attempt, coro, create_named_task, create_task, current_task, gather, print, raise,
    raise_from, sleep, task_group,
};

behaviours! {
    /// Tasks are numbered in creation order, main first. A name that is given uses up no number.
    tasks_without_a_name_are_numbered {
        python: r#"
async def tell():
    print(asyncio.current_task().get_name())


async def main():
    await tell()
    for task in [
        asyncio.create_task(tell()),
        asyncio.create_task(tell(), name="given"),
        asyncio.create_task(tell()),
    ]:
        await task
    async with asyncio.TaskGroup() as tg:
        tg.create_task(tell())
        tg.create_task(tell(), name="child")
    await asyncio.gather(tell(), tell())
"#,
        rust: async {
            async fn tell() -> Result<()> {
                print(current_task()?.expect("a task runs").name());
                Ok(())
            }
            tell().await?;
            for task in [
                create_task(coro!(tell()))?,
                create_named_task("given", coro!(tell()))?,
                create_task(coro!(tell()))?,
            ] {
                task.await?;
            }
            task_group(async |tg| {
                tg.create_task(coro!(tell()))?;
                tg.create_named_task("child", coro!(tell()))?;
                Ok(())
            })
            .await?;
            gather([coro!(tell()), coro!(tell())])?.await?;
            Ok(())
        },
        console: [
            "0.0 Task-1",
            "0.0 Task-2",
            "0.0 given",
            "0.0 Task-3",
            "0.0 Task-4",
            "0.0 child",
            "0.0 Task-5",
            "0.0 Task-6",
        ],
    }

    /// The repr of a task tells where it stands, what it waits for, who waits for it, and how it ended.
    a_task_shows_where_it_stands {
        python: r#"
async def work(future):
    return await future


async def main():
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(work(future), name="it's")
    print(task)
    await asyncio.sleep(0)
    print(task)
    waiting = [asyncio.create_task(work(task)) for _ in range(3)]
    await asyncio.sleep(0)
    print(waiting[0])
    print(future)
    future.set_result("the end")
    print(task)
    await asyncio.sleep(0)
    print(future, task)
    waiting[0].cancel()
    print(waiting[0])
    await waiting[1]
    print(waiting)
"#,
        rust: async {
            async fn work(future: Future<&'static str>) -> Result<&'static str> {
                future.wait().await
            }
            async fn wait(task: Task<&'static str>) -> Result<&'static str> {
                task.await
            }
            let future = Future::new()?;
            let task = create_named_task("it's", coro!(work(future.clone())))?;
            print(task.repr());
            sleep(0.0).await?;
            print(task.repr());
            let wait = || create_task(coro!("work", wait(task.clone())));
            let waiting = [wait()?, wait()?, wait()?];
            sleep(0.0).await?;
            print(waiting[0].repr());
            print(future.repr());
            future.set_result("the end")?;
            print(task.repr());
            sleep(0.0).await?;
            print(format!("{} {}", future.repr(), task.repr()));
            waiting[0].cancel();
            print(waiting[0].repr());
            (&waiting[1]).await?;
            print(waiting.repr());
            Ok(())
        },
        console: [
            r#"0.0 <Task pending name="it's" coro=<work() running at …>>"#,
            r#"0.0 <Task pending name="it's" coro=<work() running at …> wait_for=<Future pending cb=[Task.task_wakeup()]>>"#,
            r#"0.0 <Task pending name='Task-2' coro=<work() running at …> wait_for=<Task pending name="it's" coro=<work() running at …> wait_for=<Future pending cb=[Task.task_wakeup()]> cb=[Task.task_wakeup(), <1 more>, Task.task_wakeup()]>>"#,
            "0.0 <Future pending cb=[Task.task_wakeup()]>",
            r#"0.0 <Task pending name="it's" coro=<work() running at …> wait_for=<Future finished result='the end'> cb=[Task.task_wakeup(), <1 more>, Task.task_wakeup()]>"#,
            r#"0.0 <Future finished result='the end'> <Task finished name="it's" coro=<work() done, defined at …> result='the end'>"#,
            r#"0.0 <Task cancelling name='Task-2' coro=<work() running at …> wait_for=<Task finished name="it's" coro=<work() done, defined at …> result='the end'>>"#,
            "0.0 [<Task cancelled name='Task-2' coro=<work() done, defined at …>>, <Task finished name='Task-3' coro=<work() done, defined at …> result='the end'>, <Task finished name='Task-4' coro=<work() done, defined at …> result='the end'>]",
        ],
    }

    /// Every way to ask a task for its end, before it ends and after each kind of end. Whoever asks gets the same exception.
    a_task_is_asked_for_its_end {
        python: r#"
async def end(way):
    await asyncio.sleep(0)
    if way == "raises":
        raise ValueError("failed")
    if way == "cancelled":
        raise asyncio.CancelledError("by itself")
    return way


def ask(name, question):
    try:
        print(name, repr(question()))
    except BaseException as e:
        print(name, "raises", repr(e), repr(e.__context__))


async def main():
    for way in ("returns", "raises", "cancelled"):
        task = asyncio.create_task(end(way), name=way)
        ask("result", task.result)
        ask("exception", task.exception)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        print(task.get_name(), task.done(), task.cancelled(), task.cancel("too late"), task.cancelling())
        ask("result", task.result)
        ask("exception", task.exception)
        ask("result", task.result)
        if way == "raises":
            print(task.exception() is task.exception())
            try:
                await task
            except ValueError as e:
                print("await", e is task.exception(), repr(e.__context__))
"#,
        rust: async {
            async fn end(way: &'static str) -> Result<&'static str> {
                sleep(0.0).await?;
                match way {
                    "raises" => raise(ValueError.new("failed")),
                    "cancelled" => raise(CancelledError.new("by itself")),
                    _ => Ok(way),
                }
            }
            fn ask<T: Repr>(name: &str, answer: Result<T>) {
                match answer {
                    Ok(answer) => print(format!("{name} {}", answer.repr())),
                    Err(e) => print(format!("{name} raises {e:?} {}", e.context().repr())),
                }
            }
            for way in ["returns", "raises", "cancelled"] {
                let task = create_named_task(way, coro!(end(way)))?;
                ask("result", task.result());
                ask("exception", task.exception());
                sleep(0.0).await?;
                sleep(0.0).await?;
                let states = [task.done(), task.cancelled(), task.cancel_with("too late")].map(|state| state.repr());
                print(format!("{} {} {}", task.name(), states.join(" "), task.cancelling()));
                ask("result", task.result());
                ask("exception", task.exception());
                ask("result", task.result());
                if way == "raises" {
                    let error = || task.exception().map(|e| e.expect("it failed"));
                    print(error()?.same(&error()?).repr());
                    attempt(&task)
                        .except(ValueError, async |e| {
                            print(format!("await {} {}", e.same(&error()?).repr(), e.context().repr()));
                            Ok("")
                        })
                        .await?;
                }
            }
            Ok(())
        },
        console: [
            "0.0 result raises InvalidStateError('Result is not set.') None",
            "0.0 exception raises InvalidStateError('Exception is not set.') None",
            "0.0 returns True False False 0",
            "0.0 result 'returns'",
            "0.0 exception None",
            "0.0 result 'returns'",
            "0.0 result raises InvalidStateError('Result is not set.') None",
            "0.0 exception raises InvalidStateError('Exception is not set.') None",
            "0.0 raises True False False 0",
            "0.0 result raises ValueError('failed') None",
            "0.0 exception ValueError('failed')",
            "0.0 result raises ValueError('failed') None",
            "0.0 True",
            "0.0 await True None",
            "0.0 result raises InvalidStateError('Result is not set.') None",
            "0.0 exception raises InvalidStateError('Exception is not set.') None",
            "0.0 cancelled True True False 0",
            "0.0 result raises CancelledError('by itself') None",
            "0.0 exception raises CancelledError() None",
            "0.0 result raises CancelledError() None",
        ],
    }

    /// Done callbacks run in the order of their adding, among them the wake-up of who awaits; one that is added to a task
    /// that is done runs in the next iteration.
    done_callbacks_run_in_the_order_of_their_adding {
        python: r#"
async def turns(count):
    for turn in range(1, count + 1):
        print("turn", turn)
        await asyncio.sleep(0)


async def work():
    await asyncio.sleep(0)
    print("work ends")
    return 7


async def wait(task):
    print("waiter gets", await task)


async def main():
    ticking = asyncio.create_task(turns(4))
    task = asyncio.create_task(work())
    task.add_done_callback(lambda task: print("first", task.result()))
    waiting = asyncio.create_task(wait(task))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.add_done_callback(lambda task: print("second", task.done(), task.cancelled()))
    await waiting
    task.add_done_callback(lambda task: print("third"))
    print("main goes on")
    await ticking
"#,
        rust: async {
            async fn work() -> Result<i64> {
                sleep(0.0).await?;
                print("work ends");
                Ok(7)
            }
            async fn wait(task: Task<i64>) -> Result<()> {
                print(format!("waiter gets {}", task.await?));
                Ok(())
            }
            let ticking = create_task(coro!(turns(4)))?;
            let task = create_task(coro!(work()))?;
            task.add_done_callback("<lambda>", |task| {
                print(format!("first {}", task.result()?));
                Ok(())
            });
            let waiting = create_task(coro!(wait(task.clone())))?;
            sleep(0.0).await?;
            sleep(0.0).await?;
            task.add_done_callback("<lambda>", |task| {
                print(format!("second {} {}", task.done().repr(), task.cancelled().repr()));
                Ok(())
            });
            waiting.await?;
            task.add_done_callback("<lambda>", |_| {
                print("third");
                Ok(())
            });
            print("main goes on");
            ticking.await
        },
        console: [
            "0.0 turn 1",
            "0.0 turn 2",
            "0.0 work ends",
            "0.0 turn 3",
            "0.0 first 7",
            "0.0 waiter gets 7",
            "0.0 second True False",
            "0.0 turn 4",
            "0.0 main goes on",
            "0.0 third",
        ],
    }

    /// What a callback raises is told on standard error, and the loop goes on with the next one.
    an_error_in_a_callback_is_logged_and_the_loop_continues {
        python: r#"
async def work():
    raise ValueError("work")


def callback(task):
    print("callback", repr(task.exception()))
    raise RuntimeError("callback") from task.exception()


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    task.add_done_callback(lambda task: print("next callback"))
    try:
        await task
    except ValueError as e:
        print("main", repr(e))
    await asyncio.sleep(1)
    print("main goes on")
"#,
        rust: async {
            async fn work() -> Result<()> {
                raise(ValueError.new("work"))
            }
            let task = create_task(coro!(work()))?;
            task.add_done_callback("callback", |task| {
                let error = task.exception()?;
                print(format!("callback {}", error.repr()));
                raise_from(RuntimeError.new("callback"), error)
            });
            task.add_done_callback("<lambda>", |_| {
                print("next callback");
                Ok(())
            });
            attempt(task)
                .except(ValueError, async |e| {
                    print(format!("main {e:?}"));
                    Ok(())
                })
                .await?;
            sleep(1.0).await?;
            print("main goes on");
            Ok(())
        },
        console: [
            "0.0 callback ValueError('work')",
            "0.0 ! Exception in callback callback() at …",
            "0.0 ! handle: <Handle callback() at …>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: work",
            "0.0 ! ",
            "0.0 ! The above exception was the direct cause of the following exception:",
            "0.0 ! ",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! RuntimeError: callback",
            "0.0 next callback",
            "0.0 main ValueError('work')",
            "1.0 main goes on",
        ],
    }
}
