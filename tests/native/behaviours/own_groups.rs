//! Groups of a program's own classes: their `__init__`, `derive` and `split`, and who asks for them.

use super::star_clauses::tell;
use except_star::exception::{
    BaseExceptionGroup, Exception as PlainException, ExceptionGroup, KeyError, RuntimeError, TypeError, ValueError,
    exception_group,
};
use except_star::repr::{Repr, Value};
use except_star::{Exception, Result, attempt, class, print, raise};

class! {
    /// Gives the rest first, and says what it is asked.
    Picky(ExceptionGroup)
        split |group, condition| {
            let names: Vec<_> = condition.classes().into_iter().flatten().map(|class| class.name()).collect();
            print(format!("split by {}", names.join(", ")));
            let (matching, rest) = ExceptionGroup.split(group, condition)?;
            Ok((rest, matching))
        },
        derive |group, exceptions| {
            print(format!("derive {}", exceptions.repr()));
            Exception::group(Picky, group.message(), exceptions)
        };
    /// Its parts fail from the one of that number on.
    Failing(ExceptionGroup)
        init |group, _| {
            group.set_field("parts", 0);
            Ok(())
        },
        derive |group, exceptions| {
            let (Some(Value::Int(parts)), Some(Value::Int(fails_from))) = (group.field("parts"), group.field("fails_from"))
            else {
                panic!("both are set");
            };
            group.set_field("parts", parts + 1);
            if parts >= fails_from {
                return raise(RuntimeError.new(format!("no part of {}", exceptions.len())));
            }
            exception_group(group.message(), exceptions)
        };
    /// Its parts are no groups.
    Single(ExceptionGroup) derive |_, exceptions| Ok(exceptions[0].clone());
}

behaviours! {
    /// `except*` asks the group's own `split` where a part of the group may match, and its own `derive` for parts. `subgroup`
    /// and groups around it ask for parts alone.
    except_star_asks_a_group_for_its_own_split {
        python: r#"
class Picky(ExceptionGroup):
    def split(self, condition):
        print("split by", condition.__name__)
        matching, rest = super().split(condition)
        return rest, matching

    def derive(self, exceptions):
        print("derive", exceptions)
        return Picky(self.message, exceptions)


async def main():
    group = Picky("all", [ValueError(1), KeyError(2)])
    try:
        try:
            raise group
        except* ValueError as part:
            print("part", repr(part))
    except ExceptionGroup as rest:
        print("rest", repr(rest))
    try:
        raise group
    except* Exception as part:
        print(part is group)
    print(repr(group.subgroup(KeyError)))
    around = ExceptionGroup("around", [group])
    matching, rest = around.split(ValueError)
    print(repr(matching), repr(rest))
    matching, rest = group.split(ValueError)
    print(repr(matching), repr(rest))
"#,
        rust: async {
            let group = Exception::group(Picky, "all", vec![ValueError.new(1), KeyError.new(2)])?;
            let inner = attempt(async { raise(group.clone()) }).except_star(ValueError, async |part| {
                print(format!("part {part:?}"));
                Ok(())
            });
            attempt(inner)
                .except(ExceptionGroup, async |rest| {
                    print(format!("rest {rest:?}"));
                    Ok(())
                })
                .await?;
            attempt(async { raise(group.clone()) })
                .except_star(PlainException, async |part| {
                    print(part.same(&group).repr());
                    Ok(())
                })
                .await?;
            print(group.subgroup(KeyError)?.repr());
            let around = exception_group("around", vec![group.clone()])?;
            for whole in [around, group] {
                let (matching, rest) = whole.split(ValueError)?;
                print(format!("{} {}", matching.repr(), rest.repr()));
            }
            Ok(())
        },
        console: [
            "0.0 split by ValueError",
            "0.0 derive [ValueError(1)]",
            "0.0 derive [KeyError(2)]",
            "0.0 part Picky('all', [KeyError(2)])",
            "0.0 derive [ValueError(1)]",
            "0.0 rest Picky('all', [ValueError(1)])",
            "0.0 True",
            "0.0 derive [KeyError(2)]",
            "0.0 Picky('all', [KeyError(2)])",
            "0.0 derive [ValueError(1)]",
            "0.0 derive [KeyError(2)]",
            "0.0 ExceptionGroup('around', [Picky('all', [ValueError(1)])]) ExceptionGroup('around', [Picky('all', [KeyError(2)])])",
            "0.0 split by ValueError",
            "0.0 derive [ValueError(1)]",
            "0.0 derive [KeyError(2)]",
            "0.0 Picky('all', [KeyError(2)]) Picky('all', [ValueError(1)])",
        ],
    }

    /// What a `derive` raises takes the place of the group: before the first clause, or at the end of the statement, with the
    /// part that was handled last as its context.
    a_derive_that_fails_takes_the_place_of_the_group {
        python: r#"
def tell(name, e):
    print(
        f"{name} {e!r} context {e.__context__!r} cause {e.__cause__!r}",
        e.__suppress_context__,
        getattr(e, "__notes__", []),
    )


class Failing(ExceptionGroup):
    def __init__(self, message, exceptions):
        self.parts = 0

    def derive(self, exceptions):
        self.parts += 1
        if self.parts > self.fails_from:
            raise RuntimeError(f"no part of {len(exceptions)}")
        return ExceptionGroup(self.message, exceptions)


class Single(ExceptionGroup):
    def derive(self, exceptions):
        return exceptions[0]


async def main():
    for fails_from in range(4):
        group = Failing("all", [ValueError(1), KeyError(2), KeyError(3)])
        group.fails_from = fails_from
        try:
            try:
                raise group
            except* ValueError as part:
                tell("part", part)
        except Exception as e:
            tell("out", e)
    group = Single("all", [ValueError(1), KeyError(2)])
    try:
        try:
            raise group
        except* ValueError as part:
            tell("part", part)
    except TypeError as e:
        tell("out", e)
    try:
        group.split(lambda e: e.args == (1,))
    except TypeError as e:
        print(e)
"#,
        rust: async {
            let told = async |name: &str, e: Exception| -> Result<()> {
                tell(name, &e);
                Ok(())
            };
            for fails_from in 0..4 {
                let members = vec![ValueError.new(1), KeyError.new(2), KeyError.new(3)];
                let group = Exception::group(Failing, "all", members)?;
                group.set_field("fails_from", fails_from);
                let inner = attempt(async { raise(group) }).except_star(ValueError, async |e| told("part", e).await);
                attempt(inner).except(PlainException, async |e| told("out", e).await).await?;
            }
            let group = Exception::group(Single, "all", vec![ValueError.new(1), KeyError.new(2)])?;
            let raised = group.clone();
            let inner = attempt(async { raise(raised) }).except_star(ValueError, async |e| told("part", e).await);
            attempt(inner).except(TypeError, async |e| told("out", e).await).await?;
            let one = |e: &Exception| e.args() == [Value::from(1)];
            print(group.split(one).unwrap_err().to_string());
            Ok(())
        },
        console: [
            "0.0 out RuntimeError('no part of 1') context Failing('all', [ValueError(1), KeyError(2), KeyError(3)]) cause None False []",
            "0.0 out RuntimeError('no part of 2') context Failing('all', [ValueError(1), KeyError(2), KeyError(3)]) cause None False []",
            "0.0 part ExceptionGroup('all', [ValueError(1)]) context None cause None True []",
            "0.0 out RuntimeError('no part of 2') context ExceptionGroup('all', [ValueError(1)]) cause None False []",
            "0.0 part ExceptionGroup('all', [ValueError(1)]) context None cause None True []",
            "0.0 out ExceptionGroup('all', [KeyError(2), KeyError(3)]) context None cause None True []",
            "0.0 out TypeError('derive must return an instance of BaseExceptionGroup') context Single('all', [ValueError(1), KeyError(2)]) cause None False []",
            "0.0 derive must return an instance of BaseExceptionGroup",
        ],
    }

    /// Calling a class of groups takes the exceptions as a list or a tuple, which the repr shows; `args` may be set to
    /// something else, which does not change the group.
    a_group_is_what_it_was_made_with_whatever_its_args_are {
        python: r#"
class Failing(ExceptionGroup):
    def __init__(self, message, exceptions):
        self.parts = 0


def show(group):
    print(repr(group), group, group.args, group.message, list(vars(group).items()))


async def main():
    show(BaseExceptionGroup("list", [ValueError(1)]))
    group = Failing("tuple", (ValueError(1), KeyError(2)))
    show(group)
    group.args = (1, 2)
    show(group)
    print([repr(e) for e in group.exceptions], repr(group.subgroup(KeyError)))
    for args in (("m", 5), ("m", [ValueError(1), 5]), ("m", ()), (5, [ValueError(1)]), ("m",)):
        try:
            ExceptionGroup(*args)
        except Exception as e:
            print(repr(e))
"#,
        rust: async {
            fn show(group: &Exception) {
                let (args, message) = (Value::Tuple(group.args()).repr(), group.message());
                print(format!("{group:?} {group} {args} {message} {}", group.fields().repr()));
            }
            let list = || Value::List(vec![ValueError.new(1).into()]);
            show(&BaseExceptionGroup.call(vec!["list".into(), list()])?);
            let members = vec![ValueError.new(1).into(), KeyError.new(2).into()];
            class! { Failing(ExceptionGroup) init |group, _| {
                group.set_field("parts", 0);
                Ok(())
            } }
            let group = Failing.call(vec!["tuple".into(), Value::Tuple(members)])?;
            show(&group);
            group.set_args(vec![1.into(), 2.into()]);
            show(&group);
            let reprs: Vec<_> = group.exceptions().iter().map(Repr::repr).collect();
            print(format!("{} {}", reprs.repr(), group.subgroup(KeyError)?.repr()));
            let mixed = Value::List(vec![ValueError.new(1).into(), 5.into()]);
            for args in [
                vec!["m".into(), 5.into()],
                vec!["m".into(), mixed],
                vec!["m".into(), Value::Tuple(vec![])],
                vec![5.into(), list()],
                vec!["m".into()],
            ] {
                print(ExceptionGroup.call(args).unwrap_err().repr());
            }
            Ok(())
        },
        console: [
            "0.0 ExceptionGroup('list', [ValueError(1)]) list (1 sub-exception) ('list', [ValueError(1)]) list []",
            "0.0 Failing('tuple', (ValueError(1), KeyError(2))) tuple (2 sub-exceptions) ('tuple', (ValueError(1), KeyError(2))) tuple [('parts', 0)]",
            "0.0 Failing(1, 2) tuple (2 sub-exceptions) (1, 2) tuple [('parts', 0)]",
            "0.0 ['ValueError(1)', 'KeyError(2)'] ExceptionGroup('tuple', [KeyError(2)])",
            "0.0 TypeError('second argument (exceptions) must be a sequence')",
            "0.0 ValueError('Item 1 of second argument (exceptions) is not an exception')",
            "0.0 ValueError('second argument (exceptions) must be a non-empty sequence')",
            "0.0 TypeError('BaseExceptionGroup.__new__() argument 1 must be str, not int')",
            "0.0 TypeError('BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)')",
        ],
    }

    /// A class of groups whose call takes other arguments, as in the documentation of `ExceptionGroup`: its `__new__` hands on what makes a
    /// group, and `__init__` gets what was called with. Parts are made by `derive`.
    a_group_may_be_created_with_other_arguments_than_its_call {
        python: r#"
class Errors(ExceptionGroup):
    def __new__(cls, errors, exit_code):
        self = super().__new__(Errors, f"exit code: {exit_code}", errors)
        self.exit_code = exit_code
        return self

    def derive(self, excs):
        return Errors(excs, self.exit_code)


async def main():
    group = Errors([ValueError(1), KeyError(2)], 3)
    print(repr(group), group, group.args, group.exit_code)
    for part in group.split(KeyError):
        print(repr(part), part, part.exit_code, isinstance(part, Errors))
    try:
        raise group
    except* KeyError as part:
        print(part, part.exit_code)
    except* ValueError as part:
        print(part, part.exit_code)
"#,
        rust: async {
            fn errors(errors: Vec<Exception>, exit_code: Value) -> Result<Exception> {
                let errors = Value::List(errors.into_iter().map(Value::from).collect());
                let group = Errors.create(vec![format!("exit code: {exit_code}").into(), errors.clone()])?;
                group.set_field("exit_code", exit_code.clone());
                Errors.init(&group, &[errors, exit_code])?;
                Ok(group)
            }
            class! {
                Errors(ExceptionGroup) derive |group, exceptions| {
                    errors(exceptions, group.field("exit_code").unwrap_or_default())
                }
            }
            let exit_code = |group: &Exception| group.field("exit_code").repr();
            let group = errors(vec![ValueError.new(1), KeyError.new(2)], 3.into())?;
            print(format!("{group:?} {group} {} {}", Value::Tuple(group.args()).repr(), exit_code(&group)));
            let (matching, rest) = group.split(KeyError)?;
            for part in [matching, rest].into_iter().flatten() {
                print(format!("{part:?} {part} {} {}", exit_code(&part), part.is(Errors).repr()));
            }
            let show = async |part: Exception| {
                print(format!("{part} {}", exit_code(&part)));
                Ok(())
            };
            attempt(async { raise(group) }).except_star(KeyError, show).except_star(ValueError, show).await
        },
        console: [
            "0.0 Errors([ValueError(1), KeyError(2)], 3) exit code: 3 (2 sub-exceptions) ([ValueError(1), KeyError(2)], 3) 3",
            "0.0 Errors([KeyError(2)], 3) exit code: 3 (1 sub-exception) 3 True",
            "0.0 Errors([ValueError(1)], 3) exit code: 3 (1 sub-exception) 3 True",
            "0.0 exit code: 3 (1 sub-exception) 3",
            "0.0 exit code: 3 (1 sub-exception) 3",
        ],
    }
}
