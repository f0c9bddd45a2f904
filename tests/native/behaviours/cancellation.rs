//! Cancelling a task: where CancelledError arrives, with which message, and what it takes the place of.

use except_star::exception::{BaseException, CancelledError, ValueError};
use except_star::repr::Repr;
use except_star::{Event, Future, Result, Task, attempt, coro, create_named_task, create_task, print, raise, sleep};

use crate::check::this_task;

/// Awaits a task that ends cancelled, and prints what arrives.
pub(super) async fn tell_end(task: &Task<()>) -> Result<()> {
    attempt(task)
        .otherwise(async |()| {
            print(format!("{} returns {}", task.name(), task.cancelling()));
            Ok(())
        })
        .except(BaseException, async |e| {
            let (context, cancelled) = (e.context().repr(), task.cancelled().repr());
            print(format!("{} {e:?} {context} {cancelled} {}", task.name(), task.cancelling()));
            Ok(())
        })
        .await
}

behaviours! {
    shared: r#"
async def tell_end(task):
    try:
        await task
        print(task.get_name(), "returns", task.cancelling())
    except BaseException as e:
        print(task.get_name(), repr(e), repr(e.__context__), task.cancelled(), task.cancelling())
"#,

    /// A cancellation that comes after the awaited future's result, but before the wake-up, takes the result's place. A
    /// ready exception is lost the same way and nobody is told; only a ready CancelledError stays, and keeps its message.
    a_cancellation_takes_the_place_of_what_is_ready {
        python: r#"
async def waiter(future):
    try:
        print("got", await future)
    except asyncio.CancelledError as e:
        print("cancelled", repr(e), repr(e.__context__), asyncio.current_task().cancelling())
        raise


async def main():
    for end in ("result", "exception", "cancel"):
        future = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(waiter(future), name=end)
        await asyncio.sleep(0)
        match end:
            case "result":
                future.set_result(1)
            case "exception":
                future.set_exception(ValueError("ready"))
            case "cancel":
                future.cancel("ready")
        print(task.cancel("late"), task)
        await tell_end(task)
        del future, task
        print("dropped")
"#,
        rust: async {
            async fn waiter(future: Future<i64>) -> Result<()> {
                attempt(async {
                    print(format!("got {}", future.wait().await?));
                    Ok(())
                })
                .except(CancelledError, async |e| {
                    print(format!("cancelled {e:?} {} {}", e.context().repr(), this_task().cancelling()));
                    Err(e)
                })
                .await
            }
            for end in ["result", "exception", "cancel"] {
                let future = Future::new()?;
                let task = create_named_task(end, coro!(waiter(future.clone())))?;
                sleep(0.0).await?;
                match end {
                    "result" => future.set_result(1)?,
                    "exception" => future.set_exception(ValueError.new("ready"))?,
                    _ => assert!(future.cancel_with("ready")),
                }
                print(format!("{} {}", task.cancel_with("late").repr(), task.repr()));
                tell_end(&task).await?;
                drop((future, task));
                print("dropped");
            }
            Ok(())
        },
        console: [
            "0.0 True <Task cancelling name='result' coro=<waiter() running at …> wait_for=<Future finished result=1>>",
            "0.0 cancelled CancelledError('late') None 1",
            "0.0 result CancelledError('late') None True 1",
            "0.0 dropped",
            "0.0 True <Task cancelling name='exception' coro=<waiter() running at …> wait_for=<Future finished exception=ValueError('ready')>>",
            "0.0 cancelled CancelledError('late') None 1",
            "0.0 exception CancelledError('late') None True 1",
            "0.0 dropped",
            "0.0 True <Task cancelling name='cancel' coro=<waiter() running at …> wait_for=<Future cancelled>>",
            "0.0 cancelled CancelledError('ready') None 1",
            "0.0 cancel CancelledError('ready') None True 1",
            "0.0 dropped",
        ],
    }

    /// Two requests before the first is delivered are one CancelledError. It has the first message where a future took the
    /// first request, and the last one where the task had not begun or was in `sleep(0)`.
    two_requests_before_delivery_are_one_cancelled_error {
        python: r#"
async def work(delay):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as e:
        print("cancelled", repr(e), asyncio.current_task().cancelling())
        await asyncio.sleep(0)
        print("cleaned up")
        raise


async def main():
    for name, delay, turns in (("on a future", 1, 1), ("not begun", 1, 0), ("in a turn", 0, 1)):
        task = asyncio.create_task(work(delay), name=name)
        for _ in range(turns):
            await asyncio.sleep(0)
        print(task.cancel("first"), task.cancel("second"), task)
        await tell_end(task)
"#,
        rust: async {
            async fn work(delay: f64) -> Result<()> {
                attempt(sleep(delay))
                    .except(CancelledError, async |e| {
                        print(format!("cancelled {e:?} {}", this_task().cancelling()));
                        sleep(0.0).await?;
                        print("cleaned up");
                        Err(e)
                    })
                    .await
            }
            for (name, delay, turns) in [("on a future", 1.0, 1), ("not begun", 1.0, 0), ("in a turn", 0.0, 1)] {
                let task = create_named_task(name, coro!(work(delay)))?;
                for _ in 0..turns {
                    sleep(0.0).await?;
                }
                let requests = [task.cancel_with("first"), task.cancel_with("second")].map(|known| known.repr());
                print(format!("{} {}", requests.join(" "), task.repr()));
                tell_end(&task).await?;
            }
            Ok(())
        },
        console: [
            "0.0 True True <Task cancelling name='on a future' coro=<work() running at …> wait_for=<Future cancelled>>",
            "0.0 cancelled CancelledError('first') 2",
            "0.0 cleaned up",
            "0.0 on a future CancelledError('first') None True 2",
            "0.0 True True <Task cancelling name='not begun' coro=<work() running at …>>",
            "0.0 not begun CancelledError('second') None True 2",
            "0.0 True True <Task cancelling name='in a turn' coro=<work() running at …>>",
            "0.0 cancelled CancelledError('second') 2",
            "0.0 cleaned up",
            "0.0 in a turn CancelledError('second') None True 2",
        ],
    }

    /// A task that is cancelled before its first step never begins, so its `finally` does not run either.
    a_task_that_has_not_begun_never_runs {
        python: r#"
async def work():
    try:
        print("work")
    finally:
        print("cleanup")


async def main():
    task = asyncio.create_task(work(), name="work")
    task.cancel("at once")
    print(task)
    await tell_end(task)
    print(task.cancel("again"), task.cancelling())
    await tell_end(task)
"#,
        rust: async {
            async fn work() -> Result<()> {
                attempt(async {
                    print("work");
                    Ok(())
                })
                .finally(async || {
                    print("cleanup");
                    Ok(())
                })
                .await
            }
            let task = create_named_task("work", coro!(work()))?;
            task.cancel_with("at once");
            print(task.repr());
            tell_end(&task).await?;
            print(format!("{} {}", task.cancel_with("again").repr(), task.cancelling()));
            tell_end(&task).await
        },
        console: [
            "0.0 <Task cancelling name='work' coro=<work() running at …>>",
            "0.0 work CancelledError('at once') None True 1",
            "0.0 False 1",
            "0.0 work CancelledError() None True 1",
        ],
    }

    /// A task that cancels itself meets CancelledError at its next await, unless it ends first: if it returns it is
    /// cancelled all the same, if it raises, that exception wins.
    a_pending_cancellation_meets_the_next_await_or_the_end {
        python: r#"
async def work(way):
    task = asyncio.current_task()
    task.cancel(way)
    print(way, task.cancelling())
    if way == "awaits what is done":
        event = asyncio.Event()
        event.set()
        await event.wait()
        print("no suspension, no delivery")
        await asyncio.Event().wait()
    if way == "awaits":
        await asyncio.sleep(1)
    if way == "raises":
        raise ValueError(way)
    if way == "uncancels":
        print(task.uncancel(), task.uncancel())
        await asyncio.sleep(0)
        print("nothing was delivered")


async def main():
    for way in ("awaits", "awaits what is done", "returns", "raises", "uncancels"):
        await tell_end(asyncio.create_task(work(way), name=way))
"#,
        rust: async {
            async fn work(way: &str) -> Result<()> {
                this_task().cancel_with(way);
                print(format!("{way} {}", this_task().cancelling()));
                match way {
                    "awaits what is done" => {
                        let event = Event::new();
                        event.set();
                        event.wait().await?;
                        print("no suspension, no delivery");
                        Event::new().wait().await
                    }
                    "awaits" => sleep(1.0).await,
                    "raises" => raise(ValueError.new(way)),
                    "uncancels" => {
                        print(format!("{} {}", this_task().uncancel(), this_task().uncancel()));
                        sleep(0.0).await?;
                        print("nothing was delivered");
                        Ok(())
                    }
                    _ => Ok(()),
                }
            }
            for way in ["awaits", "awaits what is done", "returns", "raises", "uncancels"] {
                tell_end(&create_named_task(way, coro!(work(way)))?).await?;
            }
            Ok(())
        },
        console: [
            "0.0 awaits 1",
            "0.0 awaits CancelledError('awaits') None True 1",
            "0.0 awaits what is done 1",
            "0.0 no suspension, no delivery",
            "0.0 awaits what is done CancelledError('awaits what is done') None True 1",
            "0.0 returns 1",
            "0.0 returns CancelledError('returns') None True 1",
            "0.0 raises 1",
            "0.0 raises ValueError('raises') None False 1",
            "0.0 uncancels 1",
            "0.0 0 0",
            "0.0 nothing was delivered",
            "0.0 uncancels returns 0",
        ],
    }

    /// Who awaits a cancelled task first gets the error that ended it; everyone later a new one without a message.
    later_awaits_of_a_cancelled_task_get_a_new_error_without_a_message {
        python: r#"
async def work():
    await asyncio.sleep(1)


async def wait(name, task, errors):
    try:
        await task
    except asyncio.CancelledError as e:
        print(name, repr(e), task.cancelled(), e in errors)
        errors.append(e)


async def main():
    task = asyncio.create_task(work())
    errors = []
    waiting = [asyncio.create_task(wait(name, task, errors)) for name in ("A", "B")]
    await asyncio.sleep(0)
    task.cancel("stop")
    for waiter in waiting:
        await waiter
    await wait("C", task, errors)
"#,
        rust: async {
            use std::{cell::RefCell, rc::Rc};
            type Errors = Rc<RefCell<Vec<except_star::Exception>>>;
            async fn wait(name: &str, task: Task<()>, errors: Errors) -> Result<()> {
                attempt(&task)
                    .except(CancelledError, async |e| {
                        let known = errors.borrow().iter().any(|error| error.same(&e));
                        print(format!("{name} {e:?} {} {}", task.cancelled().repr(), known.repr()));
                        errors.borrow_mut().push(e);
                        Ok(())
                    })
                    .await
            }
            let task = create_task(coro!("work", sleep(1.0)))?;
            let errors = Errors::default();
            let waiting = [
                create_task(coro!(wait("A", task.clone(), errors.clone())))?,
                create_task(coro!(wait("B", task.clone(), errors.clone())))?,
            ];
            sleep(0.0).await?;
            task.cancel_with("stop");
            for waiter in waiting {
                waiter.await?;
            }
            wait("C", task, errors).await
        },
        console: [
            "0.0 A CancelledError('stop') True False",
            "0.0 B CancelledError() True False",
            "0.0 C CancelledError() True False",
        ],
    }
}
