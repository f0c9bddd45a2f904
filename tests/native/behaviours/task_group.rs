//! `TaskGroup`: what is collected, in which order, and who still runs.

use except_star::exception::{BaseExceptionGroup, CancelledError, ExceptionGroup, RuntimeError, TypeError, ValueError};
use except_star::repr::Repr;
use except_star::{
    Exception, Result, attempt, class, coro, create_named_task, print, raise, raise_from, sleep, task_group,
};

use crate::check::this_task;

class!(Alarm(except_star::exception::BaseException));

/// Tells a group with all that belongs to it.
fn tell(group: &Exception) {
    let (cause, context) = (group.cause().repr(), group.context().repr());
    print(format!("{group:?} cause {cause} context {context} {}", group.suppress_context().repr()));
}

/// Sleeps, and prints when it is cancelled.
async fn sleeper(name: &str, delay: f64) -> Result<()> {
    attempt(sleep(delay))
        .except(CancelledError, async |e| {
            print(format!("{name} {e:?}"));
            Err(e)
        })
        .await?;
    print(format!("{name} ends"));
    Ok(())
}

behaviours! {
    shared: r#"
async def sleeper(name, delay):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as e:
        print(name, repr(e))
        raise
    print(name, "ends")
"#,

    /// Errors of the iteration in which the group aborts are all collected, in the order of their steps.
    failures_of_one_iteration_are_all_collected {
        python: r#"
async def fail(n):
    await asyncio.sleep(0.1)
    raise ValueError(n)


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            for n in (1, 2, 3):
                tg.create_task(fail(n))
    except* ValueError as group:
        print(repr(group))
"#,
        rust: async {
            async fn fail(n: i64) -> Result<()> {
                sleep(0.1).await?;
                raise(ValueError.new(n))
            }
            attempt(task_group(async |tg| {
                for n in [1, 2, 3] {
                    tg.create_task(coro!(fail(n)))?;
                }
                Ok(())
            }))
            .except_star(ValueError, async |group| {
                print(format!("{group:?}"));
                Ok(())
            })
            .await
        },
        console: [
            "0.1 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError(1), ValueError(2), ValueError(3)])",
        ],
    }

    /// Of failures at different times only the first is raised; it cancels the others, and the body.
    of_staggered_failures_only_the_first_is_raised {
        python: r#"
async def fail(name, delay):
    await sleeper(name, delay)
    raise ValueError(name)


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail("C", 3))
            tg.create_task(fail("A", 1))
            tg.create_task(fail("B", 2))
            await sleeper("body", 9)
    except ExceptionGroup as group:
        print(repr(group), "cause", group.__cause__, "context", repr(group.__context__), group.__suppress_context__)
"#,
        rust: async {
            async fn fail(name: &'static str, delay: f64) -> Result<()> {
                sleeper(name, delay).await?;
                raise(ValueError.new(name))
            }
            attempt(task_group(async |tg| {
                tg.create_task(coro!(fail("C", 3.0)))?;
                tg.create_task(coro!(fail("A", 1.0)))?;
                tg.create_task(coro!(fail("B", 2.0)))?;
                sleeper("body", 9.0).await
            }))
            .except(ExceptionGroup, async |group| {
                tell(&group);
                Ok(())
            })
            .await
        },
        console: [
            "1.0 A ends",
            "1.0 C CancelledError()",
            "1.0 B CancelledError()",
            "1.0 body CancelledError()",
            "1.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('A')]) cause None context CancelledError() True",
        ],
    }

    /// A sibling that steps after the failing child in that iteration is cancelled at the suspension it comes to; one that
    /// stepped before it and only gave up a turn is done before the group aborts.
    a_sibling_is_cancelled_where_it_stands_when_the_group_aborts {
        python: r#"
async def steps(name, count):
    try:
        for step in range(count):
            print(name, step)
            await asyncio.sleep(0)
        print(name, "ends")
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise


async def fail():
    await asyncio.sleep(0)
    print("fail")
    raise ValueError("fail")


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(steps("before, one more", 2))
            tg.create_task(steps("before, two more", 3))
            tg.create_task(fail())
            tg.create_task(steps("after, ends", 1))
            tg.create_task(steps("after, one more", 2))
            tg.create_task(steps("after, two more", 3))
    except* ValueError as group:
        print(repr(group))
"#,
        rust: async {
            async fn steps(name: &str, count: u32) -> Result<()> {
                attempt(async {
                    for step in 0..count {
                        print(format!("{name} {step}"));
                        sleep(0.0).await?;
                    }
                    print(format!("{name} ends"));
                    Ok(())
                })
                .except(CancelledError, async |e| {
                    print(format!("{name} cancelled"));
                    Err(e)
                })
                .await
            }
            async fn fail() -> Result<()> {
                sleep(0.0).await?;
                print("fail");
                raise(ValueError.new("fail"))
            }
            attempt(task_group(async |tg| {
                tg.create_task(coro!(steps("before, one more", 2)))?;
                tg.create_task(coro!(steps("before, two more", 3)))?;
                tg.create_task(coro!(fail()))?;
                tg.create_task(coro!(steps("after, ends", 1)))?;
                tg.create_task(coro!(steps("after, one more", 2)))?;
                tg.create_task(coro!(steps("after, two more", 3)))?;
                Ok(())
            }))
            .except_star(ValueError, async |group| {
                print(format!("{group:?}"));
                Ok(())
            })
            .await
        },
        console: [
            "0.0 before, one more 0",
            "0.0 before, two more 0",
            "0.0 after, ends 0",
            "0.0 after, one more 0",
            "0.0 after, two more 0",
            "0.0 before, one more 1",
            "0.0 before, two more 1",
            "0.0 fail",
            "0.0 after, ends ends",
            "0.0 after, one more 1",
            "0.0 after, two more 1",
            "0.0 before, one more ends",
            "0.0 before, two more 2",
            "0.0 after, one more cancelled",
            "0.0 after, two more cancelled",
            "0.0 before, two more cancelled",
            "0.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('fail')])",
        ],
    }

    /// Errors of cleanups follow the first one in the order in which they happen, and the body's own comes last. Each has the
    /// CancelledError that it took the place of as its context.
    errors_of_cleanups_follow_and_the_bodys_comes_last {
        python: r#"
async def cleanup(name, delay):
    try:
        await asyncio.sleep(9)
    finally:
        await asyncio.sleep(delay)
        print(name, "fails")
        raise TypeError(name)


async def fail():
    await asyncio.sleep(1)
    raise ValueError("first")


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(cleanup("slow", 0.3))
            tg.create_task(cleanup("quick", 0.1))
            tg.create_task(fail())
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError as e:
                print("body", repr(e))
                raise RuntimeError("body") from e
    except ExceptionGroup as group:
        print(repr(group), "cause", group.__cause__, "context", repr(group.__context__), group.__suppress_context__)
        for e in group.exceptions:
            print(repr(e), "cause", repr(e.__cause__), "context", repr(e.__context__))
    print("main", asyncio.current_task().cancelling())
"#,
        rust: async {
            async fn cleanup(name: &'static str, delay: f64) -> Result<()> {
                attempt(sleep(9.0))
                    .finally(async || {
                        sleep(delay).await?;
                        print(format!("{name} fails"));
                        raise(TypeError.new(name))
                    })
                    .await
            }
            async fn fail() -> Result<()> {
                sleep(1.0).await?;
                raise(ValueError.new("first"))
            }
            async fn main() -> Result<()> {
                attempt(task_group(async |tg| {
                    tg.create_task(coro!(cleanup("slow", 0.3)))?;
                    tg.create_task(coro!(cleanup("quick", 0.1)))?;
                    tg.create_task(coro!(fail()))?;
                    attempt(sleep(9.0))
                        .except(CancelledError, async |e| {
                            print(format!("body {e:?}"));
                            raise_from(RuntimeError.new("body"), Some(e))
                        })
                        .await
                }))
                .except(ExceptionGroup, async |group| {
                    tell(&group);
                    for e in group.exceptions() {
                        print(format!("{e:?} cause {} context {}", e.cause().repr(), e.context().repr()));
                    }
                    Ok(())
                })
                .await?;
                print(format!("main {}", this_task().cancelling()));
                Ok(())
            }
            create_named_task("main", coro!(main()))?.await
        },
        console: [
            "1.0 body CancelledError()",
            "1.1 quick fails",
            "1.3 slow fails",
            "1.3 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('first'), TypeError('quick'), TypeError('slow'), RuntimeError('body')]) cause None context RuntimeError('body') True",
            "1.3 ValueError('first') cause None context None",
            "1.3 TypeError('quick') cause None context CancelledError()",
            "1.3 TypeError('slow') cause None context CancelledError()",
            "1.3 RuntimeError('body') cause CancelledError() context CancelledError()",
            "1.3 main 0",
        ],
    }

    /// An error of the body cancels the children, and is wrapped even when it is the only one. The body's error is the
    /// context of the group.
    an_error_of_the_body_is_wrapped_even_when_alone {
        python: r#"
async def main():
    for children in (0, 2):
        try:
            async with asyncio.TaskGroup() as tg:
                for n in range(children):
                    tg.create_task(sleeper(str(n), 1))
                await asyncio.sleep(0.5)
                raise ValueError("body")
        except ExceptionGroup as group:
            print(repr(group), "cause", group.__cause__, "context", repr(group.__context__), group.__suppress_context__)
"#,
        rust: async {
            for children in [0, 2] {
                attempt(task_group(async |tg| {
                    for n in ["0", "1"].iter().take(children) {
                        tg.create_task(coro!(sleeper(n, 1.0)))?;
                    }
                    sleep(0.5).await?;
                    raise(ValueError.new("body"))
                }))
                .except(ExceptionGroup, async |group| {
                    tell(&group);
                    Ok(())
                })
                .await?;
            }
            Ok(())
        },
        console: [
            "0.5 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('body')]) cause None context ValueError('body') True",
            "1.0 0 CancelledError()",
            "1.0 1 CancelledError()",
            "1.0 ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('body')]) cause None context ValueError('body') True",
        ],
    }

    /// An exception that is no `Exception`, other than KeyboardInterrupt and SystemExit, makes it a BaseExceptionGroup, which
    /// `except ExceptionGroup` lets pass.
    an_exception_that_is_no_exception_makes_a_base_exception_group {
        python: r#"
class Alarm(BaseException):
    pass


async def fail(exception):
    await asyncio.sleep(1)
    raise exception


async def main():
    try:
        try:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(fail(ValueError("A")))
                tg.create_task(fail(Alarm("B")))
        except ExceptionGroup:
            print("no")
    except BaseExceptionGroup as group:
        print(repr(group), "cause", group.__cause__, "context", repr(group.__context__), group.__suppress_context__)
"#,
        rust: async {
            async fn fail(exception: Exception) -> Result<()> {
                sleep(1.0).await?;
                raise(exception)
            }
            let inner = attempt(task_group(async |tg| {
                tg.create_task(coro!(fail(ValueError.new("A"))))?;
                tg.create_task(coro!(fail(Alarm.new("B"))))?;
                Ok(())
            }))
            .except(ExceptionGroup, async |_| {
                print("no");
                Ok(())
            });
            attempt(inner)
                .except(BaseExceptionGroup, async |group| {
                    tell(&group);
                    Ok(())
                })
                .await
        },
        console: [
            "1.0 BaseExceptionGroup('unhandled errors in a TaskGroup', [ValueError('A'), Alarm('B')]) cause None context None True",
        ],
    }
}
