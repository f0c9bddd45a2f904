//! `except*`: which part each clause gets, and what comes out of the whole.

use except_star::exception::{
    BaseException, ExceptionGroup, KeyError, LookupError, OSError, RuntimeError, TypeError, ValueError, exception_group,
};
use except_star::repr::Repr;
use except_star::{Exception, Result, attempt, print, raise, raise_from, sleep};

/// Tells an exception with all that belongs to it.
pub(super) fn tell(name: &str, e: &Exception) {
    let (context, cause) = (e.context().repr(), e.cause().repr());
    print(format!("{name} {e:?} context {context} cause {cause} {} {}", e.suppress_context().repr(), e.notes().repr()));
}

behaviours! {
    shared: r#"
def tell(name, e):
    print(
        f"{name} {e!r} context {e.__context__!r} cause {e.__cause__!r}",
        e.__suppress_context__,
        getattr(e, "__notes__", []),
    )
"#,

    /// What clauses raise again bare and what no clause takes come out as one group in the shape of the original, with the
    /// original's message and notes. A note on a part alone is lost.
    what_is_raised_bare_comes_out_in_the_original_shape {
        python: r#"
async def main():
    inner = ExceptionGroup("inner", [TypeError(2), ValueError(3), OSError(4)])
    group = ExceptionGroup("all", [ValueError(1), inner, KeyError(5)])
    group.add_note("original")
    try:
        try:
            raise group
        except* ValueError as part:
            tell("values", part)
            part.add_note("on the part")
            await asyncio.sleep(1)
            raise
        except* TypeError as part:
            tell("types", part)
        except* LookupError as part:
            tell("lookups", part)
            raise
        else:
            print("never")
        finally:
            print("finally")
    except BaseException as e:
        tell("out", e)
        tell("inner", e.exceptions[1])
        print(e is group, [e.exceptions[0] is group.exceptions[0], e.exceptions[2] is group.exceptions[2]])
"#,
        rust: async {
            let inner = exception_group("inner", vec![TypeError.new(2), ValueError.new(3), OSError.new(4)])?;
            let group = exception_group("all", vec![ValueError.new(1), inner, KeyError.new(5)])?;
            group.add_note("original");
            let raised = group.clone();
            let inner = attempt(async { raise(raised) })
                .except_star(ValueError, async |part| {
                    tell("values", &part);
                    part.add_note("on the part");
                    sleep(1.0).await?;
                    Err(part)
                })
                .except_star(TypeError, async |part| {
                    tell("types", &part);
                    Ok(())
                })
                .except_star(LookupError, async |part| {
                    tell("lookups", &part);
                    Err(part)
                })
                .otherwise(async |()| {
                    print("never");
                    Ok(())
                })
                .finally(async || {
                    print("finally");
                    Ok(())
                });
            attempt(inner)
                .except(BaseException, async |e| {
                    tell("out", &e);
                    tell("inner", &e.exceptions()[1]);
                    let kept = [0, 2].map(|index: usize| e.exceptions()[index].same(&group.exceptions()[index]));
                    print(format!("{} {}", e.same(&group).repr(), kept.repr()));
                    Ok(())
                })
                .await
        },
        console: [
            "0.0 values ExceptionGroup('all', [ValueError(1), ExceptionGroup('inner', [ValueError(3)])]) context None cause None True ['original']",
            "1.0 types ExceptionGroup('all', [ExceptionGroup('inner', [TypeError(2)])]) context None cause None True ['original']",
            "1.0 lookups ExceptionGroup('all', [KeyError(5)]) context None cause None True ['original']",
            "1.0 finally",
            "1.0 out ExceptionGroup('all', [ValueError(1), ExceptionGroup('inner', [ValueError(3), OSError(4)]), KeyError(5)]) context None cause None True ['original']",
            "1.0 inner ExceptionGroup('inner', [ValueError(3), OSError(4)]) context None cause None True []",
            "1.0 False [True, True]",
        ],
    }

    /// What clauses raise anew stands beside what is left, in a group without a message; alone and with nothing left it
    /// comes out bare. `raise e` makes a part something new, a bare `raise` does not.
    what_is_raised_anew_stands_beside_what_is_left {
        python: r#"
async def run(way, rest):
    try:
        raise ExceptionGroup("all", [ValueError(1), TypeError(2)] + [OSError(3)] * rest)
    except* ValueError as part:
        match way:
            case "new" | "two new":
                raise RuntimeError("new")
            case "from":
                raise RuntimeError("from") from part
            case "raise e":
                raise part
            case "bare" | "bare and new":
                raise
    except* TypeError as part:
        match way:
            case "two new" | "bare and new":
                raise KeyError("second")
    print("goes on")


async def main():
    for way in ("swallow", "new", "two new", "from", "raise e", "bare", "bare and new"):
        for rest in (False, True):
            try:
                await run(way, rest)
            except BaseException as e:
                tell(f"{way}, {rest}:", e)
                for member in getattr(e, "exceptions", ()):
                    tell("    ", member)
"#,
        rust: async {
            async fn run(way: &str, rest: bool) -> Result<()> {
                attempt(async {
                    let mut errors = vec![ValueError.new(1), TypeError.new(2)];
                    errors.extend(rest.then(|| OSError.new(3)));
                    raise(exception_group("all", errors)?)
                })
                .except_star(ValueError, async |part| match way {
                    "new" | "two new" => raise(RuntimeError.new("new")),
                    "from" => raise_from(RuntimeError.new("from"), Some(part)),
                    "raise e" => raise(part),
                    "bare" | "bare and new" => Err(part),
                    _ => Ok(()),
                })
                .except_star(TypeError, async |_| match way {
                    "two new" | "bare and new" => raise(KeyError.new("second")),
                    _ => Ok(()),
                })
                .await?;
                print("goes on");
                Ok(())
            }
            for way in ["swallow", "new", "two new", "from", "raise e", "bare", "bare and new"] {
                for rest in [false, true] {
                    attempt(run(way, rest))
                        .except(BaseException, async |e| {
                            tell(&format!("{way}, {}:", rest.repr()), &e);
                            e.exceptions().iter().for_each(|member| tell("    ", member));
                            Ok(())
                        })
                        .await?;
                }
            }
            Ok(())
        },
        console: [
            "0.0 goes on",
            "0.0 swallow, True: ExceptionGroup('all', [OSError(3)]) context None cause None True []",
            "0.0      OSError(3) context None cause None False []",
            "0.0 new, False: RuntimeError('new') context ExceptionGroup('all', [ValueError(1)]) cause None False []",
            "0.0 new, True: ExceptionGroup('', [RuntimeError('new'), ExceptionGroup('all', [OSError(3)])]) context None cause None False []",
            "0.0      RuntimeError('new') context ExceptionGroup('all', [ValueError(1)]) cause None False []",
            "0.0      ExceptionGroup('all', [OSError(3)]) context None cause None True []",
            "0.0 two new, False: ExceptionGroup('', [RuntimeError('new'), KeyError('second')]) context None cause None False []",
            "0.0      RuntimeError('new') context ExceptionGroup('all', [ValueError(1)]) cause None False []",
            "0.0      KeyError('second') context ExceptionGroup('all', [TypeError(2)]) cause None False []",
            "0.0 two new, True: ExceptionGroup('', [RuntimeError('new'), KeyError('second'), ExceptionGroup('all', [OSError(3)])]) context None cause None False []",
            "0.0      RuntimeError('new') context ExceptionGroup('all', [ValueError(1)]) cause None False []",
            "0.0      KeyError('second') context ExceptionGroup('all', [TypeError(2)]) cause None False []",
            "0.0      ExceptionGroup('all', [OSError(3)]) context None cause None True []",
            "0.0 from, False: RuntimeError('from') context ExceptionGroup('all', [ValueError(1)]) cause ExceptionGroup('all', [ValueError(1)]) True []",
            "0.0 from, True: ExceptionGroup('', [RuntimeError('from'), ExceptionGroup('all', [OSError(3)])]) context None cause None False []",
            "0.0      RuntimeError('from') context ExceptionGroup('all', [ValueError(1)]) cause ExceptionGroup('all', [ValueError(1)]) True []",
            "0.0      ExceptionGroup('all', [OSError(3)]) context None cause None True []",
            "0.0 raise e, False: ExceptionGroup('all', [ValueError(1)]) context None cause None True []",
            "0.0      ValueError(1) context None cause None False []",
            "0.0 raise e, True: ExceptionGroup('', [ExceptionGroup('all', [ValueError(1)]), ExceptionGroup('all', [OSError(3)])]) context None cause None False []",
            "0.0      ExceptionGroup('all', [ValueError(1)]) context None cause None True []",
            "0.0      ExceptionGroup('all', [OSError(3)]) context None cause None True []",
            "0.0 bare, False: ExceptionGroup('all', [ValueError(1)]) context None cause None True []",
            "0.0      ValueError(1) context None cause None False []",
            "0.0 bare, True: ExceptionGroup('all', [ValueError(1), OSError(3)]) context None cause None True []",
            "0.0      ValueError(1) context None cause None False []",
            "0.0      OSError(3) context None cause None False []",
            "0.0 bare and new, False: ExceptionGroup('', [KeyError('second'), ExceptionGroup('all', [ValueError(1)])]) context None cause None False []",
            "0.0      KeyError('second') context ExceptionGroup('all', [TypeError(2)]) cause None False []",
            "0.0      ExceptionGroup('all', [ValueError(1)]) context None cause None True []",
            "0.0 bare and new, True: ExceptionGroup('', [KeyError('second'), ExceptionGroup('all', [ValueError(1), OSError(3)])]) context None cause None False []",
            "0.0      KeyError('second') context ExceptionGroup('all', [TypeError(2)]) cause None False []",
            "0.0      ExceptionGroup('all', [ValueError(1), OSError(3)]) context None cause None True []",
        ],
    }

    /// A naked exception that matches comes wrapped, as a group without a message, and stays wrapped when it is raised again;
    /// one that no clause takes stays as it was.
    a_naked_exception_is_wrapped_for_its_clause {
        python: r#"
async def run(way):
    try:
        raise ValueError("naked")
    except* TypeError:
        print("never")
    except* (KeyError, OSError) if way == "unmatched" else ValueError as part:
        tell("part", part)
        match way:
            case "bare":
                raise
            case "raise e":
                raise part
            case "the exception itself":
                raise part.exceptions[0]
            case "new":
                raise RuntimeError("new")
    except* TypeError as part:
        tell("second", part)


async def main():
    for way in ("swallow", "unmatched", "bare", "raise e", "the exception itself", "new"):
        try:
            await run(way)
            print(way, "goes on")
        except BaseException as e:
            tell(f"{way}:", e)
"#,
        rust: async {
            async fn run(way: &str) -> Result<()> {
                let classes: &[_] = if way == "unmatched" { &[KeyError, OSError] } else { &[ValueError] };
                attempt(async { raise(ValueError.new("naked")) })
                    .except_star(TypeError, async |_| {
                        print("never");
                        Ok(())
                    })
                    .except_star(classes, async |part| {
                        tell("part", &part);
                        match way {
                            "bare" => Err(part),
                            "raise e" => raise(part),
                            "the exception itself" => raise(part.exceptions()[0].clone()),
                            "new" => raise(RuntimeError.new("new")),
                            _ => Ok(()),
                        }
                    })
                    .except_star(TypeError, async |part| {
                        tell("second", &part);
                        Ok(())
                    })
                    .await
            }
            for way in ["swallow", "unmatched", "bare", "raise e", "the exception itself", "new"] {
                attempt(run(way))
                    .otherwise(async |()| {
                        print(format!("{way} goes on"));
                        Ok(())
                    })
                    .except(BaseException, async |e| {
                        tell(&format!("{way}:"), &e);
                        Ok(())
                    })
                    .await?;
            }
            Ok(())
        },
        console: [
            "0.0 part ExceptionGroup('', (ValueError('naked'),)) context None cause None False []",
            "0.0 swallow goes on",
            "0.0 unmatched: ValueError('naked') context None cause None False []",
            "0.0 part ExceptionGroup('', (ValueError('naked'),)) context None cause None False []",
            "0.0 bare: ExceptionGroup('', (ValueError('naked'),)) context None cause None False []",
            "0.0 part ExceptionGroup('', (ValueError('naked'),)) context None cause None False []",
            "0.0 raise e: ExceptionGroup('', (ValueError('naked'),)) context None cause None False []",
            "0.0 part ExceptionGroup('', (ValueError('naked'),)) context None cause None False []",
            "0.0 the exception itself: ValueError('naked') context ExceptionGroup('', (ValueError('naked'),)) cause None False []",
            "0.0 part ExceptionGroup('', (ValueError('naked'),)) context None cause None False []",
            "0.0 new: RuntimeError('new') context ExceptionGroup('', (ValueError('naked'),)) cause None False []",
        ],
    }

    /// `except*` of a class of groups is refused when an exception comes to that clause.
    except_star_of_a_class_of_groups_is_refused {
        python: r#"
async def run(error):
    try:
        if error:
            raise error
    except* KeyError as part:
        tell("part", part)
    except* ExceptionGroup as part:
        print("never")


async def main():
    for error in (None, ValueError(1), ExceptionGroup("all", [KeyError(1), ValueError(2)]), KeyError(3)):
        try:
            await run(error)
            print("goes on")
        except BaseException as e:
            tell("out", e)
"#,
        rust: async {
            async fn run(error: Option<Exception>) -> Result<()> {
                attempt(async { error.map_or(Ok(()), raise) })
                    .except_star(KeyError, async |part| {
                        tell("part", &part);
                        Ok(())
                    })
                    .except_star(ExceptionGroup, async |_| {
                        print("never");
                        Ok(())
                    })
                    .await
            }
            let group = exception_group("all", vec![KeyError.new(1), ValueError.new(2)])?;
            for error in [None, Some(ValueError.new(1)), Some(group), Some(KeyError.new(3))] {
                attempt(run(error))
                    .otherwise(async |()| {
                        print("goes on");
                        Ok(())
                    })
                    .except(BaseException, async |e| {
                        tell("out", &e);
                        Ok(())
                    })
                    .await?;
            }
            Ok(())
        },
        console: [
            "0.0 goes on",
            "0.0 out TypeError('catching ExceptionGroup with except* is not allowed. Use except instead.') context ValueError(1) cause None False []",
            "0.0 part ExceptionGroup('all', [KeyError(1)]) context None cause None True []",
            "0.0 out TypeError('catching ExceptionGroup with except* is not allowed. Use except instead.') context ExceptionGroup('all', [KeyError(1)]) cause None False []",
            "0.0 part ExceptionGroup('', (KeyError(3),)) context None cause None False []",
            "0.0 out TypeError('catching ExceptionGroup with except* is not allowed. Use except instead.') context ExceptionGroup('', (KeyError(3),)) cause None False []",
        ],
    }
}
