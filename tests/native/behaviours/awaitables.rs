//! One kind of future: what gather and shield return, and awaitables of different types beside one another.
//!
//! Invariant: what is still running afterwards is shown to run on.

use except_star::exception::{CancelledError, InvalidStateError, RuntimeError, TimeoutError, ValueError};
use except_star::repr::Repr;
use except_star::{
    Future, Object, Result, ReturnWhen, all_tasks, as_completed, attempt, coro, create_named_task, create_task, gather,
    gather_return_exceptions, print, raise, set_exception_handler, shield, sleep, wait,
};

use crate::check::this_task;

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

fn say(text: impl AsRef<str>) -> Result<()> {
    print(text);
    Ok(())
}

async fn number(delay: f64) -> Result<i64> {
    sleep(delay).await?;
    print("number ends");
    Ok(42)
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
"#,

    /// Callbacks of a gather are called in the order of their adding, its awaiter among them; a message reaches the children
    /// and comes back with the error of the last one.
    a_gather_has_callbacks_and_takes_a_message {
        python: r#"
async def main():
    both = asyncio.gather(work("A", 1), work("B", 2))
    both.add_done_callback(lambda both: print("callback", both.result()))
    print(await both, both.result(), both.exception())
    both.add_done_callback(lambda both: print("late callback"))
    both = asyncio.gather(work("A", 1), work("B", 2), return_exceptions=True)
    taken_back = lambda both: print("taken back")
    both.add_done_callback(taken_back)
    both.add_done_callback(lambda both: print("callback", repr(both.exception())))
    print(both.remove_done_callback(taken_back))
    await asyncio.sleep(0.5)
    print(both.cancel("enough"), both.done())
    try:
        await both
    except asyncio.CancelledError as e:
        print("main", repr(e), both.cancelled(), both.cancel("again"))
"#,
        rust: async {
            let both = gather!(coro!(work("A", 1.0)), coro!(work("B", 2.0)))?;
            both.add_done_callback("callback", |both| {
                let (a, b) = both.result()?;
                print(format!("callback {}", vec![a, b].repr()));
                Ok(())
            });
            let (a, b) = (&both).await?;
            print(format!("{} {} {}", vec![a, b].repr(), vec![both.result()?.0, b].repr(), both.exception()?.repr()));
            both.add_done_callback("late", |_| say("late callback"));
            let both = gather_return_exceptions([coro!(work("A", 1.0)), coro!(work("B", 2.0))])?;
            let taken_back = both.add_done_callback("taken back", |_| say("taken back"));
            both.add_done_callback("callback", |both| say(format!("callback {}", both.exception()?.repr())));
            print(both.remove_done_callback(&taken_back).repr());
            sleep(0.5).await?;
            print(format!("{} {}", both.cancel_with("enough").repr(), both.done().repr()));
            attempt(async { (&both).await.map(drop) })
                .except(CancelledError, async |e| {
                    print(format!("main {e:?} {} {}", both.cancelled().repr(), both.cancel_with("again").repr()));
                    Ok(())
                })
                .await
        },
        console: [
            "1.0 A ends",
            "2.0 B ends",
            "2.0 callback ['A', 'B']",
            "2.0 ['A', 'B'] ['A', 'B'] None",
            "2.0 1",
            "2.0 late callback",
            "2.5 True False",
            "2.5 A CancelledError('enough')",
            "2.5 B CancelledError('enough')",
            "2.5 callback CancelledError('enough')",
            "2.5 main CancelledError('enough') False False",
        ],
    }

    /// A program may end a gather by itself. The children run on, and what they raise later is lost.
    a_result_of_the_programs_own_ends_a_gather {
        python: r#"
async def work(name, delay):
    await asyncio.sleep(delay)
    print(name, "ends")
    if name.startswith("bad"):
        raise ValueError(name)
    return name


async def main():
    both = asyncio.gather(work("A", 1), work("bad B", 2))
    await asyncio.sleep(0.5)
    both.set_result(["mine"])
    print(both)
    try:
        both.set_exception(ValueError("too late"))
    except asyncio.InvalidStateError as e:
        print(repr(e), both.cancel())
    print(await both)
    await asyncio.sleep(2)
    both = asyncio.gather(work("A", 1), work("bad B", 2))
    await asyncio.sleep(0.5)
    both.set_exception(ValueError("mine"))
    try:
        await both
    except ValueError as e:
        print(repr(e))
    await asyncio.sleep(2)
    print("main ends")
"#,
        rust: async {
            let both = || gather([coro!(work("A", 1.0)), coro!(work("bad B", 2.0))]);
            let first = both()?;
            sleep(0.5).await?;
            first.set_result(vec!["mine"])?;
            print(first.repr());
            attempt(async { first.set_exception(ValueError.new("too late")) })
                .except(InvalidStateError, async |e| {
                    print(format!("{e:?} {}", first.cancel().repr()));
                    Ok(())
                })
                .await?;
            print(first.await?.repr());
            sleep(2.0).await?;
            let second = both()?;
            sleep(0.5).await?;
            second.set_exception(ValueError.new("mine"))?;
            attempt(async { second.await.map(drop) })
                .except(ValueError, async |e| {
                    print(format!("{e:?}"));
                    Ok(())
                })
                .await?;
            sleep(2.0).await?;
            print("main ends");
            Ok(())
        },
        console: [
            "0.5 <_GatheringFuture finished result=['mine']>",
            "0.5 InvalidStateError('invalid state') False",
            "0.5 ['mine']",
            "1.0 A ends",
            "2.0 bad B ends",
            "3.0 ValueError('mine')",
            "3.5 A ends",
            "4.5 bad B ends",
            "5.0 main ends",
        ],
    }

    /// A shield takes a result of the program's own. In the iteration in which its task ends, too, that task comes too late.
    a_result_of_the_programs_own_ends_a_shield {
        python: r#"
async def work(name, delay):
    await asyncio.sleep(delay)
    print(name, "ends")
    return name


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print("handler", repr(context["exception"])))
    shielded = asyncio.shield(work("A", 1))
    shielded.add_done_callback(lambda shielded: print("callback", shielded.result()))
    shielded.set_result("mine")
    print(await shielded)
    await asyncio.sleep(2)
    shielded = asyncio.shield(asyncio.create_task(work("B", 0)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    shielded.set_result("mine")
    print(await shielded)
    await asyncio.sleep(0)
"#,
        rust: async {
            set_exception_handler(|context| say(format!("handler {}", context.exception.repr())))?;
            let shielded = shield(coro!(work("A", 1.0)))?;
            shielded.add_done_callback("callback", |shielded| say(format!("callback {}", shielded.result()?)));
            shielded.set_result("mine")?;
            print(shielded.await?);
            sleep(2.0).await?;
            let shielded = shield(create_task(coro!(work("B", 0.0)))?)?;
            sleep(0.0).await?;
            sleep(0.0).await?;
            shielded.set_result("mine")?;
            print(shielded.await?);
            sleep(0.0).await
        },
        console: [
            "0.0 mine",
            "0.0 callback mine",
            "1.0 A ends",
            "2.0 B ends",
            "2.0 mine",
            "2.0 handler InvalidStateError('invalid state')",
        ],
    }

    /// A shield of a task that is done is that task, which has no result but its own.
    a_shield_of_what_is_done_is_the_task_itself {
        python: r#"
async def work():
    return "result"


async def main():
    task = asyncio.create_task(work())
    await task
    shielded = asyncio.shield(task)
    print(shielded is task)
    for end in (lambda: shielded.set_result("other"), lambda: shielded.set_exception(ValueError())):
        try:
            end()
        except RuntimeError as e:
            print(repr(e))
    print(await shielded)
"#,
        rust: async {
            let task = create_task(coro!("work", async { Ok("result") }))?;
            (&task).await?;
            let shielded = shield(&task)?;
            print(shielded.is(&task).repr());
            for end in [shielded.set_result("other"), shielded.set_exception(ValueError.empty())] {
                attempt(async { end }).except(RuntimeError, async |e| say(format!("{e:?}"))).await?;
            }
            print(shielded.await?);
            Ok(())
        },
        console: [
            "0.0 True",
            "0.0 RuntimeError('Task does not support set_result operation')",
            "0.0 RuntimeError('Task does not support set_exception operation')",
            "0.0 result",
        ],
    }

    /// Coroutines, a task and a future under one gather: tasks are made and results come in the order of the arguments.
    different_awaitables_are_gathered_in_their_places {
        python: r#"
async def work(name, delay):
    print(name, "begins", asyncio.current_task().get_name())
    await asyncio.sleep(delay)
    return name


async def number():
    print("number begins", asyncio.current_task().get_name())
    await asyncio.sleep(1)
    return 42


async def main():
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(number())
    mixed = asyncio.gather(work("A", 2), task, future, task, work("B", 1))
    future.set_result(None)
    print(await mixed, mixed)
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ValueError("no"))
    print(await asyncio.gather(future, number(), return_exceptions=True))
    try:
        await asyncio.gather(number(), future)
    except ValueError as e:
        print(repr(e))
"#,
        rust: async {
            async fn work(name: &'static str, delay: f64) -> Result<&'static str> {
                print(format!("{name} begins {}", this_task().name()));
                sleep(delay).await?;
                Ok(name)
            }
            async fn number() -> Result<i64> {
                print(format!("number begins {}", this_task().name()));
                sleep(1.0).await?;
                Ok(42)
            }
            let future = Future::new()?;
            let task = create_task(coro!(number()))?;
            let mixed = gather!(coro!(work("A", 2.0)), &task, &future, &task, coro!(work("B", 1.0)))?;
            future.set_result(())?;
            let (a, first, nothing, second, b) = (&mixed).await?;
            let list = [a.repr(), first.repr(), nothing.repr(), second.repr(), b.repr()].join(", ");
            print(format!("[{list}] {}", mixed.repr()));
            let future: Future<()> = Future::new()?;
            future.set_exception(ValueError.new("no"))?;
            let (error, answer) = gather!(&future, coro!(number()); return_exceptions = true)?.await?;
            print(format!("[{}, {}]", error.repr(), answer.repr()));
            attempt(async { gather!(coro!(number()), future)?.await.map(drop) })
                .except(ValueError, async |e| say(format!("{e:?}")))
                .await
        },
        console: [
            "0.0 number begins Task-2",
            "0.0 A begins Task-3",
            "0.0 B begins Task-4",
            "2.0 ['A', 42, None, 42, 'B'] <_GatheringFuture finished result=['A', 42, None, 42, 'B']>",
            "2.0 number begins Task-5",
            "3.0 [ValueError('no'), 42]",
            "3.0 ValueError('no')",
            "3.0 number begins Task-6",
        ],
    }

    /// `wait` takes tasks and futures, also what gather and shield return, and gives back the very same.
    futures_and_tasks_are_waited_for_and_given_back {
        python: r#"
async def number(delay):
    await asyncio.sleep(delay)
    print("number ends")
    return 42


async def main():
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(number(1))
    both = asyncio.gather(work("A", 2), work("bad B", 2))
    shielded = asyncio.shield(work("C", 4))
    everything = [future, task, both, shielded]
    done, pending = await asyncio.wait(everything, timeout=3)
    names = {future: "future", task: "task", both: "gather", shielded: "shield"}
    for some in done, pending:
        print([names[one] for one in everything if one in some])
    print(task.result(), repr(both.exception()))
    future.set_result("done")
    done, pending = await asyncio.wait([shielded, future, future], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending), done.pop().result())
"#,
        rust: async {
            let future = Future::new()?;
            let task = create_task(coro!(number(1.0)))?;
            let both = gather([coro!(work("A", 2.0)), coro!(work("bad B", 2.0))])?;
            let shielded = shield(coro!(work("C", 4.0)))?;
            let everything = [future.erase(), task.erase(), both.erase(), shielded.erase()];
            let (done, pending) = wait(everything, 3.0, ReturnWhen::AllCompleted).await?;
            let name = |one: &Future<Object>| match one {
                _ if one.is(&future) => "future",
                _ if one.is(&task) => "task",
                _ if one.is(&both) => "gather",
                _ => "shield",
            };
            for some in [done, pending] {
                print(some.iter().map(name).collect::<Vec<_>>().repr());
            }
            print(format!("{} {}", task.result()?, both.exception()?.repr()));
            future.set_result("done")?;
            let (done, pending) = wait([&shielded, &future, &future], None, ReturnWhen::FirstCompleted).await?;
            print(format!("{} {} {}", done.len(), pending.len(), done[0].result()?));
            Ok(())
        },
        console: [
            "1.0 number ends",
            "2.0 A ends",
            "2.0 bad B ends",
            "3.0 ['task', 'gather']",
            "3.0 ['future', 'shield']",
            "3.0 42 ValueError('bad B')",
            "3.0 1 1 done",
            "3.0 C CancelledError()",
        ],
    }

    /// The asynchronous form of `as_completed` gives back tasks and futures, failed ones too, and ends at the first TimeoutError.
    as_completed_gives_back_what_it_was_given {
        python: r#"
async def main():
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(work("bad A", 1))
    slow = asyncio.create_task(work("B", 9))
    never = asyncio.get_running_loop().create_future()
    names = {future: "future", task: "task"}
    asyncio.get_running_loop().call_later(2, future.set_result, 42)
    everything = asyncio.as_completed([slow, future, task, never, task], timeout=3)
    try:
        async for one in everything:
            print(names[one], one.done(), repr(one.exception()))
    except TimeoutError as e:
        print(repr(e))
    try:
        async for one in everything:
            print("never")
    except TimeoutError as e:
        print(repr(e))
    async for one in everything:
        print("never")
    async for one in asyncio.as_completed([work("C", 1)]):
        print(one.get_name(), await one)
"#,
        rust: async {
            let future: Future<i64> = Future::new()?;
            let task = create_task(coro!(work("bad A", 1.0)))?;
            let slow = create_task(coro!(work("B", 9.0)))?;
            let never: Future<()> = Future::new()?;
            except_star::call_later(2.0, "set_result", {
                let future = future.clone();
                move || future.set_result(42)
            })?;
            let all = [slow.erase(), future.erase(), task.erase(), never.erase(), task.erase()];
            let everything = as_completed(all, 3.0)?;
            attempt(async {
                while let Some(one) = everything.next_future().await? {
                    let name = if one.is(&task) { "task" } else { "future" };
                    print(format!("{name} {} {}", one.done().repr(), one.exception()?.repr()));
                }
                Ok(())
            })
            .except(TimeoutError, async |e| say(format!("{e:?}")))
            .await?;
            attempt(async { everything.next_future().await.map(|_| print("never")) })
                .except(TimeoutError, async |e| say(format!("{e:?}")))
                .await?;
            assert!(everything.next_future().await?.is_none());
            let last = as_completed([coro!(work("C", 1.0))], None)?;
            while let Some(one) = last.next_future().await? {
                let name = one.as_task().map(|task| task.name());
                print(format!("{} {}", name.unwrap_or_default(), one.await?));
            }
            Ok(())
        },
        console: [
            "1.0 bad A ends",
            "1.0 task True ValueError('bad A')",
            "2.0 future True None",
            "3.0 TimeoutError()",
            "3.0 TimeoutError()",
            "4.0 C ends",
            "4.0 Task-4 C",
            "4.0 B CancelledError()",
        ],
    }

    /// The usual shutdown: cancel all other tasks, and gather what becomes of them.
    the_tasks_of_a_loop_are_cancelled_and_gathered {
        python: r#"
async def work(name, delay):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as e:
        print(name, repr(e))
        if name == "stubborn":
            return "stayed"
        if name == "bad":
            raise ValueError("cleanup")
        raise
    return name


async def number():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        await asyncio.sleep(1)
        return 42


async def main():
    for name in "well", "stubborn", "bad":
        asyncio.create_task(work(name, 9), name=name)
    asyncio.create_task(number(), name="number")
    await asyncio.sleep(1)
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    tasks.sort(key=lambda task: ["well", "stubborn", "bad", "number"].index(task.get_name()))
    for task in tasks:
        task.add_done_callback(lambda task: print("callback", task.get_name()))
        task.cancel("shutdown")
    print(await asyncio.gather(*tasks, return_exceptions=True))
    print(tasks[3].result(), tasks[0].cancelled(), repr(tasks[2].exception()))
    print(asyncio.all_tasks() == {asyncio.current_task()})
"#,
        rust: async {
            async fn work(name: &'static str, delay: f64) -> Result<&'static str> {
                attempt(async {
                    sleep(delay).await?;
                    Ok(name)
                })
                .except(CancelledError, async |e| {
                    print(format!("{name} {e:?}"));
                    match name {
                        "stubborn" => Ok("stayed"),
                        "bad" => raise(ValueError.new("cleanup")),
                        _ => Err(e),
                    }
                })
                .await
            }
            for name in ["well", "stubborn", "bad"] {
                create_named_task(name, coro!(work(name, 9.0)))?;
            }
            create_named_task("number", coro!("number", async {
                let _ = sleep(9.0).await;
                sleep(1.0).await?;
                Ok(42)
            }))?;
            sleep(1.0).await?;
            let tasks: Vec<_> = all_tasks()?.into_iter().filter(|task| !task.is(&this_task())).collect();
            for task in &tasks {
                task.add_done_callback("callback", |task| say(format!("callback {}", task.name())));
                task.cancel_with("shutdown");
            }
            print(gather_return_exceptions(&tasks)?.await?.repr());
            let [well, _, bad, number] = &tasks[..] else { panic!("four are left") };
            assert_eq!(number.result()?.downcast::<i32>(), Some(42));
            print(format!("{} {} {}", number.result()?.repr(), well.cancelled().repr(), bad.exception()?.repr()));
            print(matches!(&all_tasks()?[..], [one] if one.is(&this_task())).repr());
            Ok(())
        },
        console: [
            "1.0 well CancelledError('shutdown')",
            "1.0 stubborn CancelledError('shutdown')",
            "1.0 bad CancelledError('shutdown')",
            "1.0 callback well",
            "1.0 callback stubborn",
            "1.0 callback bad",
            "2.0 callback number",
            "2.0 [CancelledError(''), 'stayed', ValueError('cleanup'), 42]",
            "2.0 42 True ValueError('cleanup')",
            "2.0 True",
        ],
    }

    /// A task may be renamed while it runs; its reprs and reports have the new name.
    a_task_is_known_by_its_new_name {
        python: r#"
async def work():
    asyncio.current_task().set_name("worker")
    raise ValueError("no")


async def main():
    task = asyncio.create_task(work())
    print(task.get_name(), task.get_coro().__name__)
    await asyncio.sleep(0)
    print(task.get_name())
    task.set_name("failed worker")
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: print(context["future"].get_name()))
    del task
    await asyncio.sleep(0)
"#,
        rust: async {
            let task = create_task(coro!("work", async {
                this_task().set_name("worker");
                raise::<()>(ValueError.new("no"))
            }))?;
            print(format!("{} {}", task.name(), task.coroutine()));
            sleep(0.0).await?;
            print(task.name());
            task.set_name("failed worker");
            set_exception_handler(|context| {
                let (_, repr) = context.subject.as_ref().expect("it is about a task");
                say(repr.split('\'').nth(1).expect("its name stands in quotes"))
            })?;
            drop(task);
            sleep(0.0).await
        },
        console: [
            "0.0 Task-2 work",
            "0.0 worker",
            "0.0 failed worker",
        ],
    }
}
