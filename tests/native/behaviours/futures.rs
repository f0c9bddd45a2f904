//! Futures, and exceptions that nobody asks for or that no future can hold.

use std::cell::OnceCell;
use std::rc::Rc;

use super::cancellation::tell_end;
use except_star::exception::{RuntimeError, StopIteration, ValueError};
use except_star::repr::Repr;
use except_star::{
    Exception, Future, Result, Task, attempt, coro, create_named_task, create_task, print, raise, sleep,
};

behaviours! {
    /// A future ends once; what comes later is refused.
    a_future_ends_once {
        python: r#"
def ask(name, question, *args):
    try:
        print(name, repr(question(*args)))
    except BaseException as e:
        print(name, "raises", repr(e))


async def main():
    for end in ("result", "exception", "cancel"):
        future = asyncio.get_running_loop().create_future()
        print(end, future)
        ask("result", future.result)
        ask("exception", future.exception)
        match end:
            case "result":
                future.set_result(1)
            case "exception":
                future.set_exception(ValueError(1))
            case "cancel":
                print(future.cancel("stop"))
        print(future, future.done(), future.cancelled())
        ask("set_result", future.set_result, 2)
        ask("set_exception", future.set_exception, ValueError(2))
        ask("cancel", future.cancel, "too late")
        ask("result", future.result)
        ask("exception", future.exception)
"#,
        rust: async {
            fn ask<T: Repr>(name: &str, answer: Result<T>) {
                match answer {
                    Ok(answer) => print(format!("{name} {}", answer.repr())),
                    Err(e) => print(format!("{name} raises {e:?}")),
                }
            }
            for end in ["result", "exception", "cancel"] {
                let future: Future<i64> = Future::new()?;
                print(format!("{end} {}", future.repr()));
                ask("result", future.result());
                ask("exception", future.exception());
                match end {
                    "result" => future.set_result(1)?,
                    "exception" => future.set_exception(ValueError.new(1))?,
                    _ => print(future.cancel_with("stop").repr()),
                }
                print(format!("{} {} {}", future.repr(), future.done().repr(), future.cancelled().repr()));
                ask("set_result", future.set_result(2));
                ask("set_exception", future.set_exception(ValueError.new(2)));
                ask("cancel", Ok(future.cancel_with("too late")));
                ask("result", future.result());
                ask("exception", future.exception());
            }
            Ok(())
        },
        console: [
            "0.0 result <Future pending>",
            "0.0 result raises InvalidStateError('Result is not set.')",
            "0.0 exception raises InvalidStateError('Exception is not set.')",
            "0.0 <Future finished result=1> True False",
            "0.0 set_result raises InvalidStateError('invalid state')",
            "0.0 set_exception raises InvalidStateError('invalid state')",
            "0.0 cancel False",
            "0.0 result 1",
            "0.0 exception None",
            "0.0 exception <Future pending>",
            "0.0 result raises InvalidStateError('Result is not set.')",
            "0.0 exception raises InvalidStateError('Exception is not set.')",
            "0.0 <Future finished exception=ValueError(1)> True False",
            "0.0 set_result raises InvalidStateError('invalid state')",
            "0.0 set_exception raises InvalidStateError('invalid state')",
            "0.0 cancel False",
            "0.0 result raises ValueError(1)",
            "0.0 exception ValueError(1)",
            "0.0 cancel <Future pending>",
            "0.0 result raises InvalidStateError('Result is not set.')",
            "0.0 exception raises InvalidStateError('Exception is not set.')",
            "0.0 True",
            "0.0 <Future cancelled> True True",
            "0.0 set_result raises InvalidStateError('invalid state')",
            "0.0 set_exception raises InvalidStateError('invalid state')",
            "0.0 cancel False",
            "0.0 result raises CancelledError('stop')",
            "0.0 exception raises CancelledError('stop')",
        ],
    }

    /// StopIteration would end the generator inside a coroutine, so it comes out as a RuntimeError.
    stop_iteration_comes_out_of_a_task_as_a_runtime_error {
        python: r#"
async def work():
    try:
        raise ValueError("first")
    except ValueError:
        raise StopIteration("end")


async def main():
    try:
        await asyncio.create_task(work())
    except RuntimeError as e:
        print(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
        print(repr(e.__cause__.__context__))
    future = asyncio.get_running_loop().create_future()
    future.set_exception(StopIteration("end"))
    try:
        await future
    except RuntimeError as e:
        print(repr(e), repr(e.__cause__), repr(e.__context__))
"#,
        rust: async {
            async fn work() -> Result<()> {
                attempt(async { raise(ValueError.new("first")) })
                    .except(ValueError, async |_| raise(StopIteration.new("end")))
                    .await
            }
            let of = |e: Option<Exception>| e.expect("it is linked");
            attempt(create_task(coro!(work()))?)
                .except(RuntimeError, async |e| {
                    let suppressed = e.suppress_context().repr();
                    print(format!("{e:?} {:?} {:?} {suppressed}", of(e.cause()), of(e.context())));
                    print(format!("{:?}", of(of(e.cause()).context())));
                    Ok(())
                })
                .await?;
            let future = Future::new()?;
            future.set_exception(StopIteration.new("end"))?;
            attempt(async { future.wait().await })
                .except(RuntimeError, async |e| {
                    print(format!("{e:?} {} {}", e.cause().repr(), e.context().repr()));
                    Ok(())
                })
                .await
        },
        console: [
            "0.0 RuntimeError('coroutine raised StopIteration') StopIteration('end') StopIteration('end') True",
            "0.0 ValueError('first')",
            "0.0 RuntimeError('StopIteration interacts badly with generators and cannot be raised into a Future') StopIteration('end') StopIteration('end')",
        ],
    }

    /// A task that awaits itself is told so, at that await.
    a_task_cannot_await_itself {
        python: r#"
async def selfish():
    try:
        await asyncio.current_task()
    except RuntimeError as e:
        print(repr(e), repr(e.__context__))
    await asyncio.sleep(0)
    print("goes on")


async def main():
    await asyncio.create_task(selfish(), name="selfish")
"#,
        rust: async {
            async fn selfish(own: Rc<OnceCell<Task<()>>>) -> Result<()> {
                attempt(async { own.get().expect("main has put it there").await })
                    .except(RuntimeError, async |e| {
                        print(format!("{e:?} {}", e.context().repr()));
                        Ok(())
                    })
                    .await?;
                sleep(0.0).await?;
                print("goes on");
                Ok(())
            }
            let own = Rc::new(OnceCell::new());
            let task = create_named_task("selfish", coro!(selfish(own.clone())))?;
            own.get_or_init(|| task.clone());
            task.await
        },
        console: [
            r#"0.0 RuntimeError("Task cannot await on itself: <Task pending name='selfish' coro=<selfish() running at …> cb=[Task.task_wakeup()]>") None"#,
            "0.0 goes on",
        ],
    }

    /// An exception that nobody has asked for is told when the last handle goes: at once for a task without a handle,
    /// before the next one runs. `exception()` counts as asking, looking at the repr does not.
    an_exception_that_nobody_asks_for_is_logged_when_the_task_goes {
        python: r#"
async def fail(text):
    print("fail", text)
    raise ValueError(text)


async def tell(text):
    print("tell", text)


async def main():
    asyncio.create_task(fail("nobody has it"), name="lost")
    asyncio.create_task(tell("between"))
    held = asyncio.create_task(fail("held"), name="held")
    asked = asyncio.create_task(fail("asked"), name="asked")
    await asyncio.sleep(1)
    print(held)
    print(repr(asked.exception()))
    del asked
    print("dropped what was asked")
    del held
    print("dropped what was held")
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ValueError("future"))
    del future
    asyncio.create_task(fail("at the end"), name="late")
"#,
        rust: async {
            async fn fail(text: &'static str) -> Result<()> {
                print(format!("fail {text}"));
                raise(ValueError.new(text))
            }
            async fn tell(text: &str) -> Result<()> {
                print(format!("tell {text}"));
                Ok(())
            }
            create_named_task("lost", coro!(fail("nobody has it")))?;
            create_task(coro!(tell("between")))?;
            let held = create_named_task("held", coro!(fail("held")))?;
            let asked = create_named_task("asked", coro!(fail("asked")))?;
            sleep(1.0).await?;
            print(held.repr());
            print(asked.exception()?.repr());
            drop(asked);
            print("dropped what was asked");
            drop(held);
            print("dropped what was held");
            let future: Future<()> = Future::new()?;
            future.set_exception(ValueError.new("future"))?;
            drop(future);
            create_named_task("late", coro!(fail("at the end")))?;
            Ok(())
        },
        console: [
            "0.0 fail nobody has it",
            "0.0 ! Task exception was never retrieved",
            "0.0 ! future: <Task finished name='lost' coro=<fail() done, defined at …> exception=ValueError('nobody has it')>",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! ValueError: nobody has it",
            "0.0 tell between",
            "0.0 fail held",
            "0.0 fail asked",
            "1.0 <Task finished name='held' coro=<fail() done, defined at …> exception=ValueError('held')>",
            "1.0 ValueError('asked')",
            "1.0 dropped what was asked",
            "1.0 ! Task exception was never retrieved",
            "1.0 ! future: <Task finished name='held' coro=<fail() done, defined at …> exception=ValueError('held')>",
            "1.0 ! Traceback (most recent call last):",
            "1.0 ! ValueError: held",
            "1.0 dropped what was held",
            "1.0 ! Future exception was never retrieved",
            "1.0 ! future: <Future finished exception=ValueError('future')>",
            "1.0 ! ValueError: future",
            "1.0 fail at the end",
            "1.0 ! Task exception was never retrieved",
            "1.0 ! future: <Task finished name='late' coro=<fail() done, defined at …> exception=ValueError('at the end')>",
            "1.0 ! Traceback (most recent call last):",
            "1.0 ! ValueError: at the end",
        ],
    }

    /// A coroutine that is dropped without having been awaited is warned of, once a place.
    a_coroutine_that_is_never_awaited_is_warned_of {
        python: r#"
async def work():
    print("never")


async def main():
    for _ in range(3):
        work()
    print("main ends")
"#,
        rust: async {
            async fn work() -> Result<()> {
                print("never");
                Ok(())
            }
            for _ in 0..3 {
                drop(coro!(work()));
            }
            print("main ends");
            Ok(())
        },
        console: [
            "0.0 ! RuntimeWarning: coroutine 'work' was never awaited",
            "0.0 ! RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
            "0.0 main ends",
        ],
    }

    /// A future that is cancelled cancels whoever awaits it, though nobody asked the task.
    a_cancelled_future_cancels_the_task_that_awaits_it {
        python: r#"
async def wait(future):
    await future


async def tell_end(task):
    try:
        await task
        print(task.get_name(), "returns", task.cancelling())
    except BaseException as e:
        print(task.get_name(), repr(e), repr(e.__context__), task.cancelled(), task.cancelling())


async def main():
    future = asyncio.get_running_loop().create_future()
    first = asyncio.create_task(wait(future), name="first")
    second = asyncio.create_task(wait(future), name="second")
    await asyncio.sleep(0)
    print(future.cancel("no"), future.cancel("again"))
    await tell_end(first)
    await tell_end(second)
    third = asyncio.create_task(wait(future), name="third")
    await tell_end(third)
"#,
        rust: async {
            async fn wait(future: Future<()>) -> Result<()> {
                future.wait().await
            }
            let future = Future::new()?;
            let first = create_named_task("first", coro!(wait(future.clone())))?;
            let second = create_named_task("second", coro!(wait(future.clone())))?;
            sleep(0.0).await?;
            print(format!("{} {}", future.cancel_with("no").repr(), future.cancel_with("again").repr()));
            tell_end(&first).await?;
            tell_end(&second).await?;
            let third = create_named_task("third", coro!(wait(future)))?;
            tell_end(&third).await
        },
        console: [
            "0.0 True False",
            "0.0 first CancelledError('no') None True 0",
            "0.0 second CancelledError('no') None True 0",
            "0.0 third CancelledError('no') None True 0",
        ],
    }
}
