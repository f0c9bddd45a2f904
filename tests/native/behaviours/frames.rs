//! Contexts across coroutines: what an exception is linked to when it is thrown into frames that await one another.

use except_star::exception::{CancelledError, KeyError, RuntimeError, StopIteration, TimeoutError, ValueError};
use except_star::{
    Exception, Result, attempt, coro, create_named_task, create_task, gather_return_exceptions, print, raise, sleep,
    wait_for,
};

/// An exception with its contexts, from the last to the first.
fn chain(exception: &Exception) -> String {
    let context = exception.context().map_or(String::new(), |context| format!(" <- {}", chain(&context)));
    format!("{exception:?}{context}")
}

behaviours! {
    shared: r#"
def chain(e):
    return repr(e) + (" <- " + chain(e.__context__) if e.__context__ else "")
"#,

    /// A cancellation that arrives in an inner coroutine knows nothing of what the outer one handles, until it leaves.
    a_thrown_exception_is_linked_frame_by_frame {
        python: r#"
async def inner():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError as e:
        print("inner", chain(e))
        raise


async def work():
    try:
        raise ValueError("outer")
    except ValueError:
        await inner()


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as e:
        print("main", chain(e))
"#,
        rust: async {
            async fn inner() -> Result<()> {
                attempt(sleep(1.0))
                    .except(CancelledError, async |e| {
                        print(format!("inner {}", chain(&e)));
                        Err(e)
                    })
                    .await
            }
            async fn work() -> Result<()> {
                attempt(async { raise(ValueError.new("outer")) })
                    .except(ValueError, async |_| coro!(inner()).await)
                    .await
            }
            let task = create_task(coro!(work()))?;
            sleep(0.0).await?;
            task.cancel();
            attempt(&task)
                .except(CancelledError, async |e| {
                    print(format!("main {}", chain(&e)));
                    Ok(())
                })
                .await
        },
        console: [
            "0.0 inner CancelledError()",
            "0.0 main CancelledError() <- ValueError('outer')",
        ],
    }

    /// What each frame handles takes the place of what the frame within it handled: only the outermost link is left.
    the_outer_frame_replaces_the_context_of_the_inner_one {
        python: r#"
async def inner():
    try:
        raise KeyError("inner")
    except KeyError:
        await asyncio.sleep(1)


async def work():
    try:
        raise ValueError("outer")
    except ValueError:
        try:
            await inner()
        finally:
            print("cleanup")


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as e:
        print("main", chain(e))
"#,
        rust: async {
            async fn inner() -> Result<()> {
                attempt(async { raise(KeyError.new("inner")) }).except(KeyError, async |_| sleep(1.0).await).await
            }
            async fn work() -> Result<()> {
                attempt(async { raise(ValueError.new("outer")) })
                    .except(ValueError, async |_| {
                        attempt(async { coro!(inner()).await })
                            .finally(async || {
                                print("cleanup");
                                Ok(())
                            })
                            .await
                    })
                    .await
            }
            let task = create_task(coro!(work()))?;
            sleep(0.0).await?;
            task.cancel();
            attempt(&task)
                .except(CancelledError, async |e| {
                    print(format!("main {}", chain(&e)));
                    Ok(())
                })
                .await
        },
        console: [
            "0.0 cleanup",
            "0.0 main CancelledError() <- ValueError('outer')",
        ],
    }

    /// What comes out of a `wait_for` has the handled exception as its context, and the CancelledError as its cause alone.
    a_timeout_of_wait_for_has_the_handled_exception_as_context {
        python: r#"
async def main():
    try:
        raise KeyError("handled")
    except KeyError:
        try:
            await asyncio.wait_for(asyncio.sleep(9), 1)
        except TimeoutError as e:
            print(chain(e), "from", chain(e.__cause__))
"#,
        rust: async {
            attempt(async { raise(KeyError.new("handled")) })
                .except(KeyError, async |_| {
                    attempt(wait_for(coro!(sleep(9.0)), 1.0))
                        .except(TimeoutError, async |e| {
                            let cause = e.cause().map_or(String::new(), |cause| chain(&cause));
                            print(format!("{} from {cause}", chain(&e)));
                            Ok(())
                        })
                        .await
                })
                .await
        },
        console: [
            "1.0 TimeoutError() <- KeyError('handled') from CancelledError()",
        ],
    }

    /// StopIteration does not leave a coroutine, so who awaits it in the same task meets the RuntimeError.
    an_inner_coroutine_turns_stop_iteration_into_a_runtime_error {
        python: r#"
async def inner():
    raise StopIteration("end")


async def main():
    try:
        await inner()
    except RuntimeError as e:
        print(repr(e), "from", repr(e.__cause__))
"#,
        rust: async {
            async fn inner() -> Result<()> {
                raise(StopIteration.new("end"))
            }
            attempt(async { coro!(inner()).await })
                .except(RuntimeError, async |e| {
                    let cause = e.cause().map_or(String::new(), |cause| format!("{cause:?}"));
                    print(format!("{e:?} from {cause}"));
                    Ok(())
                })
                .await
        },
        console: [
            "0.0 RuntimeError('coroutine raised StopIteration') from StopIteration('end')",
        ],
    }

    /// Asking a task for its result raises its exception, so it is linked to what is handled there.
    a_result_is_raised_where_it_is_asked_for {
        python: r#"
async def fail():
    raise ValueError("failed")


async def main():
    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    try:
        raise KeyError("handled")
    except KeyError:
        try:
            task.result()
        except ValueError as e:
            print(repr(e), "in", repr(e.__context__))
"#,
        rust: async {
            async fn fail() -> Result<()> {
                raise(ValueError.new("failed"))
            }
            let task = create_task(coro!(fail()))?;
            sleep(0.0).await?;
            attempt(async { raise(KeyError.new("handled")) })
                .except(KeyError, async |_| {
                    attempt(async { task.result() })
                        .except(ValueError, async |e| {
                            let context = e.context().map_or(String::new(), |context| format!("{context:?}"));
                            print(format!("{e:?} in {context}"));
                            Ok(())
                        })
                        .await
                })
                .await
        },
        console: [
            "0.0 ValueError('failed') in KeyError('handled')",
        ],
    }

    /// A gather that is cancelled raises the CancelledError of its last child, also where that child failed instead.
    a_cancelled_gather_whose_last_child_fails_raises_cancelled_error {
        python: r#"
async def work():
    await asyncio.gather(fail(), return_exceptions=True)


async def fail():
    tasks["work"].cancel()
    raise ValueError("failed")


tasks = {}


async def main():
    tasks["work"] = asyncio.create_task(work(), name="work")
    await asyncio.wait(tasks.values())
    print(tasks["work"].cancelled())
"#,
        rust: async {
            use std::cell::RefCell;
            use std::rc::Rc;
            type Slot = Rc<RefCell<Option<except_star::Task<()>>>>;
            async fn fail(slot: Slot) -> Result<()> {
                slot.borrow().as_ref().map(|task| task.cancel());
                raise(ValueError.new("failed"))
            }
            async fn work(slot: Slot) -> Result<()> {
                gather_return_exceptions([coro!(fail(slot))])?.await.map(drop)
            }
            let slot = Slot::default();
            let task = create_named_task("work", coro!(work(slot.clone())))?;
            slot.replace(Some(task.clone()));
            except_star::wait([task.clone()], None, except_star::ReturnWhen::AllCompleted).await?;
            print(if task.cancelled() { "True" } else { "False" });
            Ok(())
        },
        console: [
            "0.0 True",
        ],
    }

}
