//! Exception groups: splitting, deriving, what the parts share with the whole, and tasks that end with one.

use super::star_clauses::tell;
use except_star::exception::{
    BaseException, BaseExceptionGroup, CancelledError, ExceptionGroup, OSError, RuntimeError, TypeError, ValueError,
    exception_group,
};
use except_star::repr::Repr;
use except_star::{Exception, Result, attempt, class, coro, create_task, print, raise, raise_from, sleep};

class! {
    /// A group of one's own that does not say how it is derived.
    Plain(ExceptionGroup);
    /// A group of one's own that does.
    Derived(ExceptionGroup) derive |group, exceptions| {
        Exception::group(Derived, &format!("part of {}", group.message()), exceptions)
    };
}

behaviours! {
    /// Parts share traceback, cause and context with the whole and have a copy of its notes. A class that matches the whole
    /// group gives that very group, a predicate that matches every leaf a new one.
    parts_share_links_with_the_whole_and_copy_its_notes {
        python: r#"
async def main():
    try:
        try:
            raise RuntimeError("context")
        except RuntimeError:
            inner = ExceptionGroup("inner", [ValueError(2), TypeError(3)])
            raise ExceptionGroup("all", [ValueError(1), inner]) from OSError("cause")
    except BaseException as e:
        whole = e
    whole.add_note("before")
    values, others = whole.split(ValueError)
    values.add_note("on the part")
    whole.add_note("after")
    for part in (values, others):
        print(repr(part), repr(part.__cause__), repr(part.__context__), part.__suppress_context__, part.__notes__)
        print(part.__cause__ is whole.__cause__, part.__traceback__ is whole.__traceback__)
    print(whole.__notes__, values.exceptions[0] is whole.exceptions[0])
    same, nothing = whole.split(ExceptionGroup)
    print(same is whole, nothing)
    every, nothing = whole.split(lambda e: isinstance(e, (ValueError, TypeError)))
    print(every is whole, repr(every), nothing, whole.subgroup(OSError))
    print(whole.split(OSError)[1] is whole)
"#,
        rust: async {
            let inner = exception_group("inner", vec![ValueError.new(2), TypeError.new(3)])?;
            let whole = exception_group("all", vec![ValueError.new(1), inner])?;
            let raised = whole.clone();
            let context = attempt(async { raise(RuntimeError.new("context")) })
                .except(RuntimeError, async |_| raise_from(raised, Some(OSError.new("cause"))));
            attempt(context).except(BaseException, async |_| Ok(())).await?;
            whole.add_note("before");
            let (values, others) = whole.split(ValueError)?;
            let (values, others) = (values.expect("there are some"), others.expect("there are some"));
            values.add_note("on the part");
            whole.add_note("after");
            let same = |one: Option<Exception>, other: Option<Exception>| one.unwrap().same(&other.unwrap());
            for part in [&values, &others] {
                let (cause, context) = (part.cause().repr(), part.context().repr());
                print(format!("{part:?} {cause} {context} {} {}", part.suppress_context().repr(), part.notes().repr()));
                let same_cause = same(part.cause(), whole.cause());
                print(format!("{} {}", same_cause.repr(), (part.traceback() == whole.traceback()).repr()));
            }
            let kept = values.exceptions()[0].same(&whole.exceptions()[0]);
            print(format!("{} {}", whole.notes().repr(), kept.repr()));
            let (all, nothing) = whole.split(ExceptionGroup)?;
            print(format!("{} {}", all.unwrap().same(&whole).repr(), nothing.repr()));
            let (every, nothing) = whole.split(|e: &Exception| e.is(ValueError) || e.is(TypeError))?;
            let every = every.unwrap();
            let none = whole.subgroup(OSError)?;
            print(format!("{} {every:?} {} {}", every.same(&whole).repr(), nothing.repr(), none.repr()));
            print(whole.split(OSError)?.1.unwrap().same(&whole).repr());
            Ok(())
        },
        console: [
            "0.0 ExceptionGroup('all', [ValueError(1), ExceptionGroup('inner', [ValueError(2)])]) OSError('cause') RuntimeError('context') True ['before', 'on the part']",
            "0.0 True True",
            "0.0 ExceptionGroup('all', [ExceptionGroup('inner', [TypeError(3)])]) OSError('cause') RuntimeError('context') True ['before']",
            "0.0 True True",
            "0.0 ['before', 'after'] True",
            "0.0 True None",
            "0.0 False ExceptionGroup('all', [ValueError(1), ExceptionGroup('inner', [ValueError(2), TypeError(3)])]) None None",
            "0.0 False",
        ],
    }

    /// A part of a group of one's own class is a plain group, unless the class says how it is derived.
    a_part_is_a_plain_group_unless_the_class_derives_its_own {
        python: r#"
class Plain(ExceptionGroup):
    pass


class Derived(ExceptionGroup):
    def derive(self, exceptions):
        return Derived(f"part of {self.message}", exceptions)


async def main():
    for cls in (Plain, Derived):
        whole = cls("whole", [ValueError(1), TypeError(2)])
        print(repr(whole), whole)
        values, others = whole.split(ValueError)
        print(repr(values), repr(others), isinstance(values, cls))
        try:
            try:
                raise whole
            except* ValueError as part:
                print(repr(part))
        except ExceptionGroup as rest:
            print("rest", repr(rest))
"#,
        rust: async {
            for class in [Plain, Derived] {
                let whole = Exception::group(&class, "whole", vec![ValueError.new(1), TypeError.new(2)])?;
                print(format!("{whole:?} {whole}"));
                let (values, others) = whole.split(ValueError)?;
                let (values, others) = (values.expect("there are some"), others.expect("there are some"));
                print(format!("{values:?} {others:?} {}", values.is(class).repr()));
                let inner = attempt(async { raise(whole) }).except_star(ValueError, async |part| {
                    print(format!("{part:?}"));
                    Ok(())
                });
                attempt(inner)
                    .except(ExceptionGroup, async |rest| {
                        print(format!("rest {rest:?}"));
                        Ok(())
                    })
                    .await?;
            }
            Ok(())
        },
        console: [
            "0.0 Plain('whole', [ValueError(1), TypeError(2)]) whole (2 sub-exceptions)",
            "0.0 ExceptionGroup('whole', [ValueError(1)]) ExceptionGroup('whole', [TypeError(2)]) False",
            "0.0 ExceptionGroup('whole', [ValueError(1)])",
            "0.0 rest ExceptionGroup('whole', [TypeError(2)])",
            "0.0 Derived('whole', [ValueError(1), TypeError(2)]) whole (2 sub-exceptions)",
            "0.0 Derived('part of whole', [ValueError(1)]) Derived('part of whole', [TypeError(2)]) True",
            "0.0 Derived('part of whole', [ValueError(1)])",
            "0.0 rest Derived('part of whole', [TypeError(2)])",
        ],
    }

    /// CancelledError is taken by `except*` like any other exception. Raised again it is inside a group, so the task is not
    /// cancelled but has failed.
    a_cancellation_that_except_star_takes_comes_out_as_a_group {
        python: r#"
def tell(name, e):
    print(
        f"{name} {e!r} context {e.__context__!r} cause {e.__cause__!r}",
        e.__suppress_context__,
        getattr(e, "__notes__", []),
    )


async def work():
    try:
        await asyncio.sleep(9)
    except* asyncio.CancelledError as part:
        tell("part", part)
        raise


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel("stop")
    try:
        await task
    except BaseExceptionGroup as e:
        tell("main", e)
    print(task.cancelled())
"#,
        rust: async {
            async fn work() -> Result<()> {
                attempt(sleep(9.0))
                    .except_star(CancelledError, async |part| {
                        tell("part", &part);
                        Err(part)
                    })
                    .await
            }
            let task = create_task(coro!(work()))?;
            sleep(1.0).await?;
            task.cancel_with("stop");
            attempt(&task)
                .except(BaseExceptionGroup, async |e| {
                    tell("main", &e);
                    Ok(())
                })
                .await?;
            print(task.cancelled().repr());
            Ok(())
        },
        console: [
            "1.0 part BaseExceptionGroup('', (CancelledError('stop'),)) context None cause None False []",
            "1.0 main BaseExceptionGroup('', (CancelledError('stop'),)) context None cause None False []",
            "1.0 False",
        ],
    }
}
