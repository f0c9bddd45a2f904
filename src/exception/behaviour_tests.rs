//! Classes with behaviour of their own, in the source and created at run time, and what exceptions carry.

use std::borrow::Cow;

use super::*;
use crate::repr::{HostObject, Repr};

fn check_error(result: Result<impl Sized>, class: Class, text: &str) {
    let error = result.err().unwrap();
    assert_eq!((error.class(), error.to_string().as_str()), (&class, text));
}

#[test]
fn definitions_are_shared_by_threads() {
    fn is_sync<T: Sync>() {}
    is_sync::<ClassDef>();
}

#[test]
fn a_class_created_at_run_time_is_the_same_through_its_clones_alone() {
    let [one, other] = [(); 2].map(|()| Class::builder("Own", [ValueError]).build().unwrap());
    assert_eq!(one, one.clone());
    assert_ne!(one, other);
    assert!(one.new(1).is(&one) && one.new(1).is(ValueError) && !one.new(1).is(&other));
    assert!(!ValueError.is_subclass_of(&one) && one.new(1).class() == one);
}

#[test]
fn a_class_created_at_run_time_is_freed_with_its_last_exception() {
    let token = Rc::new(());
    let held = token.clone();
    let class = Class::builder("Own", [Exception]).str(move |_| Ok(format!("{held:?}"))).build().unwrap();
    let derived = Class::builder("Derived", [class]).build().unwrap();
    let error = derived.new(1);
    drop(derived);
    assert_eq!((error.to_string(), Rc::strong_count(&token)), ("()".into(), 2));
    drop(error);
    assert_eq!(Rc::strong_count(&token), 1);
}

#[test]
fn names_of_classes_created_at_run_time_are_shown_as_in_python() {
    let class = Class::builder("Own", [Exception]).module("app").qualname("main.<locals>.Own").build().unwrap();
    let error = class.new("m");
    assert_eq!(format_exception_only(&error), ["app.main.<locals>.Own: m"]);
    assert_eq!((error.repr(), class.repr()), ("Own('m')".into(), "<class 'app.main.<locals>.Own'>".into()));
    check_error(Class::builder("Own", []).build(), TypeError, "Own has no base, but an exception needs one");
}

#[test]
fn what_an_init_raises_is_returned_or_stands_in_place_of_the_exception() {
    class! {
        Strict(Exception) init |_, args| match args {
            [] => Ok(()),
            _ => Err(TypeError.new("no arguments, please")),
        };
        Both(KeyError, Strict);
        Reversed(Strict, KeyError);
    }
    assert!(Strict.empty().is(Strict) && Strict.new(1).is(TypeError));
    assert!(Strict.with_args(vec![1.into()]).is(TypeError));
    check_error(Strict.call(vec![1.into()]), TypeError, "no arguments, please");
    let created = Strict.create(vec![1.into()]).unwrap();
    assert_eq!(created.repr(), "Strict(1)");
    // KeyError has an `__init__` of its own in CPython, which stands before that of `Strict`.
    assert!(Both.new(1).is(Both) && Reversed.new(1).is(TypeError));
}

#[test]
fn an_init_may_raise_instead_of_a_group() {
    class! {
        Few(ExceptionGroup) init |group, args| match group.exceptions() {
            [_] => BaseException.init(group, &args[..1]),
            members => Err(ValueError.new(format!("{} are too many", members.len()))),
        }
    }
    let make = |members| exception::group_of(Few, members);
    assert_eq!(make(vec![KeyError.new(1)]).unwrap().repr(), "Few('m')");
    check_error(make(vec![KeyError.new(1), KeyError.new(2)]), ValueError, "2 are too many");
}

/// Where the type `Exception` is not hidden by the class of that name.
mod exception {
    pub(super) fn group_of(class: super::Class, members: Vec<super::Exception>) -> super::Result<super::Exception> {
        super::Exception::group(class, "m", members)
    }
}

#[test]
fn a_class_of_several_bases_in_the_source_inherits_in_order() {
    class! {
        Root(Exception) str |_| Ok("root".into());
        Left(Root);
        Right(Root) str |_| Ok("right".into());
        Both(Left, Right);
        Odd(BaseException, Exception);
    }
    assert_eq!([Left, Both].map(|class| class.empty().to_string()), ["root", "right"]);
    assert_eq!(Both.mro(), [Both, Left, Right, Root, Exception, BaseException]);
    let panic = std::panic::catch_unwind(|| Odd.mro().len()).unwrap_err();
    let text = "Cannot create a consistent method resolution order (MRO) for bases BaseException, Exception";
    assert_eq!(panic.downcast_ref::<String>().unwrap(), &format!("Odd: {text}"));
}

#[test]
fn a_condition_of_a_host_may_raise() {
    struct Broken;
    impl Condition for Broken {
        fn holds(&self, exception: &super::Exception) -> Result<bool> {
            if exception.is_group() { Ok(false) } else { Err(ZeroDivisionError.new("division by zero")) }
        }
    }
    let whole = exception_group("m", vec![ValueError.new(1)]).unwrap();
    check_error(whole.split(Broken), ZeroDivisionError, "division by zero");
    check_error(whole.subgroup(Broken), ZeroDivisionError, "division by zero");
}

#[test]
fn a_split_of_ones_own_sees_the_classes_or_none() {
    class! {
        Seen(ExceptionGroup) split |group, condition| {
            group.add_note(condition.classes().map_or("a predicate".into(), <[Class]>::repr));
            Ok((None, None))
        }
    }
    let whole = exception::group_of(Seen, vec![ValueError.new(1)]).unwrap();
    let own = Class::builder("Own", [KeyError]).build().unwrap();
    whole.split(&own).unwrap();
    whole.split([KeyError, OSError]).unwrap();
    whole.split(|_: &super::Exception| true).unwrap();
    assert!(match_star(&whole, &[KeyError]).unwrap().0.is_none());
    let expected =
        ["[<class '__main__.Own'>]", "[<class 'KeyError'>, <class 'OSError'>]", "a predicate", "[<class 'KeyError'>]"];
    assert_eq!(whole.notes(), expected.map(Rc::from));
}

#[test]
fn a_derive_keeps_notes_and_mark_of_its_own_where_the_whole_has_none() {
    class! {
        Noted(ExceptionGroup) derive |_, members| {
            let part = exception_group("part", members)?;
            part.add_note("of derive");
            part.mark_raised();
            Ok(part)
        }
    }
    let whole = exception::group_of(Noted, vec![ValueError.new(1), KeyError.new(2)]).unwrap();
    let part = whole.subgroup(KeyError).unwrap().unwrap();
    assert!(part.notes() == ["of derive".into()] && part.has_traceback());
    whole.add_note("of the whole");
    whole.mark_raised();
    let part = whole.subgroup(KeyError).unwrap().unwrap();
    assert!(part.notes() == ["of the whole".into()] && part.traceback() == whole.traceback());
}

#[test]
fn fields_and_arguments_are_shared_by_clones() {
    let error = ValueError.new("a");
    let again = error.clone();
    again.set_args(vec!["b".into(), 1.into()]);
    again.set_field("x", KeyError.new("k"));
    again.set_field("y", ());
    assert_eq!((error.repr().as_str(), error.to_string().as_str()), ("ValueError('b', 1)", "('b', 1)"));
    assert!(error.field("x").unwrap().downcast::<super::Exception>().unwrap().is(KeyError));
    assert_eq!((error.remove_field("x").repr(), error.remove_field("x")), ("KeyError('k')".into(), None));
    assert_eq!(error.fields(), [("y".into(), Value::None)]);
    error.set_args(vec![]);
    assert_eq!(again.repr(), "ValueError()");
}

#[test]
fn a_value_may_change_the_exception_that_shows_it() {
    struct Meddler(super::Exception);
    impl Repr for Meddler {
        fn repr(&self) -> String {
            self.0.set_args(vec![]);
            self.0.set_field("seen", true);
            "meddler".to_owned()
        }
    }
    impl HostObject for Meddler {
        fn type_name(&self) -> Cow<'_, str> {
            "Meddler".into()
        }
    }
    for class in [ValueError, KeyError] {
        let error = class.empty();
        error.set_args(vec![Value::Object(Rc::new(Meddler(error.clone())))]);
        assert_eq!((error.to_string().as_str(), error.args().len()), ("meddler", 0));
        assert_eq!(error.field("seen"), Some(true.into()));
    }
}

#[test]
fn a_text_that_fails_is_shown_as_python_shows_it() {
    let str = |error: &super::Exception| Err(TypeError.new(error.args()[0].clone()));
    let class = Class::builder("Own", [Exception]).str(str).build().unwrap();
    let error = class.new("no text");
    assert_eq!(error.to_string(), "<exception str() failed>");
    check_error(error.str(), TypeError, "no text");
    assert_eq!(format_exception_only(&error), ["Own: <exception str() failed>"]);
}

#[test]
fn exceptions_in_arguments_and_fields_need_no_stack_to_be_freed() {
    super::tests::on_a_small_stack(|| {
        let last = (0..100_000).fold(ValueError.new(0), |inner, number| match number % 3 {
            0 => TypeError.new(inner),
            1 => TypeError.new(Value::List(vec![Value::Tuple(vec![1.into(), inner.into()])])),
            _ => {
                let error = KeyError.empty();
                error.set_field("inner", inner);
                error
            }
        });
        assert!(last.is(TypeError));
    });
}
