//! `try`, `except`, `else`, `finally`: which block runs, what replaces what, and which context an exception gets.

use except_star::exception::{
    BaseException, CancelledError, KeyError, LookupError, OSError, RuntimeError, TypeError, ValueError,
};
use except_star::repr::Repr;
use except_star::{Exception, Result, attempt, coro, create_task, gather, print, raise, raise_from, sleep};

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

    /// The first clause that fits takes the exception. `else` runs after a body that did not raise, and what it raises no
    /// clause takes. `finally` runs last of all, and what it raises replaces everything.
    one_clause_runs_and_then_finally {
        python: r#"
async def run(body, clause, orelse, last):
    try:
        if body:
            raise body
        print("body ends")
    except KeyError as e:
        print("KeyError clause", repr(e))
        if clause:
            raise clause
    except (LookupError, ValueError) as e:
        print("second clause", repr(e))
        if clause:
            raise clause
        raise
    else:
        print("else")
        if orelse:
            raise orelse
    finally:
        print("finally")
        if last:
            raise last
    print("goes on")


async def main():
    for blocks in (
        (None, None, None, None),
        (KeyError(1), None, None, None),
        (IndexError(1), None, None, None),
        (ValueError(1), TypeError(2), None, None),
        (OSError(1), TypeError(2), None, None),
        (None, TypeError(2), KeyError(3), None),
        (None, None, KeyError(3), RuntimeError(4)),
        (ValueError(1), TypeError(2), None, RuntimeError(4)),
        (KeyError(1), None, None, RuntimeError(4)),
    ):
        try:
            await run(*blocks)
        except BaseException as e:
            print("out", chain(e))
"#,
        rust: async {
            use except_star::exception::IndexError;
            type Block = Option<Exception>;
            async fn run(body: Block, clause: Block, orelse: Block, last: Block) -> Result<()> {
                let or_go_on = |block: Block| block.map_or(Ok(()), raise);
                attempt(async {
                    or_go_on(body)?;
                    print("body ends");
                    Ok(())
                })
                .except(KeyError, async |e| {
                    print(format!("KeyError clause {e:?}"));
                    or_go_on(clause.clone())
                })
                .except([LookupError, ValueError], async |e| {
                    print(format!("second clause {e:?}"));
                    or_go_on(clause.clone())?;
                    Err(e)
                })
                .otherwise(async |()| {
                    print("else");
                    or_go_on(orelse)
                })
                .finally(async || {
                    print("finally");
                    or_go_on(last)
                })
                .await?;
                print("goes on");
                Ok(())
            }
            for [body, clause, orelse, last] in [
                [None, None, None, None],
                [Some(KeyError.new(1)), None, None, None],
                [Some(IndexError.new(1)), None, None, None],
                [Some(ValueError.new(1)), Some(TypeError.new(2)), None, None],
                [Some(OSError.new(1)), Some(TypeError.new(2)), None, None],
                [None, Some(TypeError.new(2)), Some(KeyError.new(3)), None],
                [None, None, Some(KeyError.new(3)), Some(RuntimeError.new(4))],
                [Some(ValueError.new(1)), Some(TypeError.new(2)), None, Some(RuntimeError.new(4))],
                [Some(KeyError.new(1)), None, None, Some(RuntimeError.new(4))],
            ] {
                attempt(run(body, clause, orelse, last))
                    .except(BaseException, async |e| {
                        print(format!("out {}", chain(&e)));
                        Ok(())
                    })
                    .await?;
            }
            Ok(())
        },
        console: [
            "0.0 body ends",
            "0.0 else",
            "0.0 finally",
            "0.0 goes on",
            "0.0 KeyError clause KeyError(1)",
            "0.0 finally",
            "0.0 goes on",
            "0.0 second clause IndexError(1)",
            "0.0 finally",
            "0.0 out IndexError(1)",
            "0.0 second clause ValueError(1)",
            "0.0 finally",
            "0.0 out TypeError(2) <- ValueError(1)",
            "0.0 finally",
            "0.0 out OSError(1)",
            "0.0 body ends",
            "0.0 else",
            "0.0 finally",
            "0.0 out KeyError(3)",
            "0.0 body ends",
            "0.0 else",
            "0.0 finally",
            "0.0 out RuntimeError(4) <- KeyError(3)",
            "0.0 second clause ValueError(1)",
            "0.0 finally",
            "0.0 out RuntimeError(4) <- TypeError(2) <- ValueError(1)",
            "0.0 KeyError clause KeyError(1)",
            "0.0 finally",
            "0.0 out RuntimeError(4)",
        ],
    }

    /// The context is the exception that is handled where the new one is raised: in the coroutines that the handler awaits,
    /// but neither in a task that it makes nor after the handler. What an await in the handler raises gets it as well.
    the_context_is_what_is_handled_here {
        python: r#"
async def fail(name):
    await asyncio.sleep(0)
    raise ValueError(name)


async def main():
    task = asyncio.create_task(fail("task"))
    task.add_done_callback(lambda task: print("callback", chain(task.exception())))
    try:
        raise KeyError("handled")
    except KeyError:
        try:
            await fail("coroutine")
        except ValueError as e:
            print(chain(e))
            try:
                await fail("nested")
            except ValueError as e:
                print(chain(e))
        try:
            await task
        except ValueError as e:
            print(chain(e))
        try:
            await asyncio.gather(fail("child"))
        except ValueError as e:
            print(chain(e))
    try:
        await fail("after")
    except ValueError as e:
        print(chain(e))
"#,
        rust: async {
            async fn fail(name: &'static str) -> Result<()> {
                sleep(0.0).await?;
                raise(ValueError.new(name))
            }
            async fn tell(e: Exception) -> Result<()> {
                print(chain(&e));
                Ok(())
            }
            let task = create_task(coro!(fail("task")))?;
            task.add_done_callback("<lambda>", |task| {
                print(format!("callback {}", chain(&task.exception()?.expect("it failed"))));
                Ok(())
            });
            attempt(async { raise(KeyError.new("handled")) })
                .except(KeyError, async |_| {
                    attempt(fail("coroutine"))
                        .except(ValueError, async |e| {
                            tell(e).await?;
                            attempt(fail("nested")).except(ValueError, tell).await
                        })
                        .await?;
                    attempt(task).except(ValueError, tell).await?;
                    let gathering = gather([coro!(fail("child"))])?;
                    attempt(async { gathering.await.map(drop) }).except(ValueError, tell).await
                })
                .await?;
            attempt(fail("after")).except(ValueError, tell).await
        },
        console: [
            "0.0 ValueError('coroutine') <- KeyError('handled')",
            "0.0 ValueError('nested') <- ValueError('coroutine') <- KeyError('handled')",
            "0.0 ValueError('task') <- KeyError('handled')",
            "0.0 callback ValueError('task') <- KeyError('handled')",
            "0.0 ValueError('child') <- KeyError('handled')",
            "0.0 ValueError('after')",
        ],
    }

    /// Each task handles its own exception, however their steps interleave.
    each_task_handles_its_own_exception {
        python: r#"
async def work(name):
    try:
        await asyncio.sleep(0)
        raise KeyError(name)
    except KeyError:
        await asyncio.sleep(0)
        await asyncio.sleep(0.1)
        raise ValueError(name)


async def main():
    for error in await asyncio.gather(*(work(name) for name in "ABC"), return_exceptions=True):
        print(chain(error))
    task = asyncio.create_task(work("D"))
    await asyncio.sleep(0.05)
    task.cancel("stop")
    try:
        await task
    except asyncio.CancelledError as e:
        print(chain(e))
"#,
        rust: async {
            async fn work(name: &'static str) -> Result<()> {
                attempt(async {
                    sleep(0.0).await?;
                    raise(KeyError.new(name))
                })
                .except(KeyError, async |_| {
                    sleep(0.0).await?;
                    sleep(0.1).await?;
                    raise(ValueError.new(name))
                })
                .await
            }
            for error in except_star::gather_return_exceptions(["A", "B", "C"].map(|name| coro!(work(name))))?.await? {
                print(chain(&error.unwrap_err()));
            }
            let task = create_task(coro!(work("D")))?;
            sleep(0.05).await?;
            task.cancel_with("stop");
            attempt(task)
                .except(CancelledError, async |e| {
                    print(chain(&e));
                    Ok(())
                })
                .await
        },
        console: [
            "0.1 ValueError('A') <- KeyError('A')",
            "0.1 ValueError('B') <- KeyError('B')",
            "0.1 ValueError('C') <- KeyError('C')",
            "0.15 CancelledError('stop') <- KeyError('D')",
        ],
    }

    /// `raise … from` sets the cause and hides the context; `from None` only hides it. An exception that is raised a second
    /// time gets the new context, and a ring of contexts is cut.
    causes_hide_contexts_and_rings_are_cut {
        python: r#"
async def main():
    first, second, third = ValueError("first"), KeyError("second"), OSError("third")
    for cause in (third, None):
        try:
            try:
                raise first
            except ValueError:
                raise second from cause
        except KeyError as e:
            print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
    try:
        try:
            raise second
        except KeyError:
            raise first
    except ValueError as e:
        print(repr(e.__context__), repr(e.__context__.__context__), e.__suppress_context__)
    try:
        raise third
    except OSError as e:
        try:
            raise e
        except OSError as again:
            print(again is e, repr(again.__context__))
    raise second
"#,
        rust: async {
            let (first, second, third) = (ValueError.new("first"), KeyError.new("second"), OSError.new("third"));
            for cause in [Some(third.clone()), None] {
                let inner = attempt(async { raise(first.clone()) })
                    .except(ValueError, async |_| raise_from(second.clone(), cause));
                attempt(inner)
                    .except(KeyError, async |e| {
                        let (cause, context) = (e.cause().repr(), e.context().repr());
                        print(format!("{cause} {context} {}", e.suppress_context().repr()));
                        Ok(())
                    })
                    .await?;
            }
            let inner =
                attempt(async { raise(second.clone()) }).except(KeyError, async |_| raise(first.clone()));
            attempt(inner)
                .except(ValueError, async |e| {
                    let context = e.context().expect("it was raised while another was handled");
                    print(format!("{context:?} {} {}", context.context().repr(), e.suppress_context().repr()));
                    Ok(())
                })
                .await?;
            attempt(async { raise(third) })
                .except(OSError, async |e| {
                    attempt(async { raise(e.clone()) })
                        .except(OSError, async |again| {
                            print(format!("{} {}", again.same(&e).repr(), again.context().repr()));
                            Ok(())
                        })
                        .await
                })
                .await?;
            raise(second)
        },
        console: [
            "0.0 OSError('third') ValueError('first') True",
            "0.0 None ValueError('first') True",
            "0.0 KeyError('second') None False",
            "0.0 True None",
            "0.0 ! Traceback (most recent call last):",
            "0.0 ! KeyError: 'second'",
        ],
    }
}

/// Python does not compile it: SyntaxError. Here it is known only when it runs.
#[test]
fn except_and_except_star_do_not_mix() {
    crate::check::check(
        coro!("main", async {
            let mixed = attempt(async {
                print("the body runs");
                Ok(())
            })
            .except(KeyError, async |_| Ok(()))
            .except_star(ValueError, async |_| Ok(()));
            print(format!("{:?}", mixed.await.unwrap_err()));
            Ok(())
        }),
        &[r#"0.0 TypeError("cannot have both 'except' and 'except*' on the same 'try'")"#],
    );
}

#[test]
fn what_a_plain_function_raises_as_a_handler_has_the_handled_exception_as_its_context() {
    let error = except_star::run(coro!("main", async {
        attempt(async { raise::<()>(ValueError.new(1)) })
            .except(ValueError, |_| {
                // Before the future that it gives is polled.
                let raised = raise(KeyError.new(2));
                async move { raised }
            })
            .await
    }));
    assert_eq!(chain(&error.unwrap_err()), "KeyError(2) <- ValueError(1)");
}

#[test]
fn a_coroutine_in_an_attempt_that_is_never_awaited_warns() {
    let finished = futures::executor::block_on(except_star::Runner::new().run(coro!("main", async {
        drop(attempt(coro!(sleep(1.0))));
        Ok(())
    })));
    let report = except_star::report::Report::of(&finished.trace);
    let warnings: Vec<_> = report.console().iter().map(|line| line.text.as_str()).collect();
    assert!(warnings.concat().contains("RuntimeWarning: coroutine 'sleep' was never awaited"), "{warnings:?}");
}
