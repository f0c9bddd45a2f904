//! Values, classes and links: what holds for every exception.

use super::*;
use crate::repr::Repr;

/// Compares `repr()` and `str()` with what CPython gives.
fn check(exception: Exception, repr: &str, str: &str) {
    assert_eq!((exception.repr().as_str(), exception.to_string().as_str()), (repr, str));
}

#[test]
fn texts_follow_the_arguments() {
    check(ValueError.empty(), "ValueError()", "");
    check(ValueError.new("bad"), "ValueError('bad')", "bad");
    check(ValueError.new(()), "ValueError(None)", "None");
    check(ValueError.with_args(vec![1.into(), "b".into()]), "ValueError(1, 'b')", "(1, 'b')");
    check(CancelledError.new("stop"), "CancelledError('stop')", "stop");
}

#[test]
fn a_key_error_shows_the_repr_of_its_key() {
    check(KeyError.new("a"), "KeyError('a')", "'a'");
    check(KeyError.empty(), "KeyError()", "");
    check(KeyError.with_args(vec!["a".into(), 1.into()]), "KeyError('a', 1)", "('a', 1)");
    class! { Missing(KeyError) }
    check(Missing.new("a"), "Missing('a')", "'a'");
}

#[test]
fn an_os_error_shows_number_text_and_files() {
    let error = |args: &[Value]| OSError.with_args(args.to_vec());
    let (two, text, none) = (Value::from(2), Value::from("m"), Value::None);
    check(OSError.new("m"), "OSError('m')", "m");
    check(error(&[999.into(), text.clone()]), "OSError(999, 'm')", "[Errno 999] m");
    let args = [two.clone(), text.clone()];
    check(error(&args), "FileNotFoundError(2, 'm')", "[Errno 2] m");
    let args = [two.clone(), text.clone(), "f".into()];
    check(error(&args), "FileNotFoundError(2, 'm')", "[Errno 2] m: 'f'");
    let args = [two.clone(), text.clone(), "f".into(), none.clone(), "g".into()];
    check(error(&args), "FileNotFoundError(2, 'm')", "[Errno 2] m: 'f' -> 'g'");
    let args = [two, text.clone(), none];
    check(error(&args), "FileNotFoundError(2, 'm', None)", "[Errno 2] m");
    let args = [11.into(), text.clone(), 5.into()];
    check(error(&args), "BlockingIOError(11, 'm', 5)", "[Errno 11] m");
    let many = vec![Value::from(1); 6];
    check(error(&many), "OSError(1, 1, 1, 1, 1, 1)", "(1, 1, 1, 1, 1, 1)");
    check(TimeoutError.with_args(vec![2.into(), text]), "TimeoutError(2, 'm')", "[Errno 2] m");
}

#[test]
fn a_group_is_not_made_from_plain_values() {
    let error = ExceptionGroup.new("m");
    let text = "BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)";
    assert!(error.is(TypeError) && !error.is_group());
    assert_eq!(error.to_string(), text);
}

#[test]
fn classes_are_told_apart_by_identity() {
    mod first {
        crate::class! { pub(super) Same(crate::exception::Exception) }
    }
    mod second {
        crate::class! { pub(super) Same(crate::exception::Exception) }
    }
    assert_eq!(first::Same, first::Same);
    assert_ne!(first::Same, second::Same);
    assert!(!first::Same.new(1).is(second::Same));
}

#[test]
fn a_class_may_have_several_bases() {
    class! { Both(KeyError, ConnectionError) }
    for base in [Both, KeyError, LookupError, ConnectionError, OSError, Exception, BaseException] {
        assert!(Both.is_subclass_of(&base), "{base:?}");
    }
    assert!(!Both.is_subclass_of(ValueError) && !KeyError.is_subclass_of(Both));
    assert!(ExceptionGroup.is_subclass_of(Exception) && !BaseExceptionGroup.is_subclass_of(Exception));
    assert!(!CancelledError.is_subclass_of(Exception));
}

#[test]
fn names_are_those_of_python() {
    class! { Own(Exception) }
    let names = [ValueError, Own, CancelledError, BrokenBarrierError, QueueFull].map(|class| class.qualified_name());
    let expected = [
        "ValueError",
        "Own",
        "asyncio.exceptions.CancelledError",
        "asyncio.exceptions.BrokenBarrierError",
        "asyncio.queues.QueueFull",
    ];
    assert_eq!(names, expected);
    assert_eq!(Own.repr(), "<class '__main__.Own'>");
    assert_eq!(ValueError.repr(), "<class 'ValueError'>");
}

#[test]
fn builtin_classes_are_found_by_name_and_follow_their_bases() {
    for (index, class) in Class::builtins().iter().enumerate() {
        assert_eq!(Class::builtin(class.name()), Some(class.clone()));
        let before = &Class::builtins()[..index];
        assert!(class.bases().iter().all(|base| before.contains(base)), "{class:?}");
    }
    assert_eq!(Class::builtin("NoSuchError"), None);
}

#[test]
fn a_clone_is_the_same_exception() {
    let error = ValueError.new(1);
    let again = error.clone();
    again.add_note("n");
    again.set_cause(Some(KeyError.empty()));
    assert!(error.same(&again) && !error.same(&ValueError.new(1)));
    assert_eq!(error.notes(), ["n".into()]);
    assert!(error.suppress_context() && error.cause().unwrap().is(KeyError));
}

#[test]
fn each_raise_leaves_a_mark_of_its_own() {
    let error = ValueError.new(1);
    assert!(!error.has_traceback());
    error.mark_raised();
    let first = error.traceback();
    error.mark_raised();
    assert!(first.is_some() && error.traceback() != first);
}

#[test]
fn raising_what_is_being_handled_leaves_its_context_alone() {
    let (error, old) = (ValueError.new(1), KeyError.empty());
    error.set_context(Some(old.clone()));
    chain_context(&error, &error);
    assert!(error.context().unwrap().same(&old));
}

#[test]
fn raising_overwrites_the_context() {
    let (error, handled) = (ValueError.new(1), KeyError.empty());
    error.set_context(Some(TypeError.empty()));
    chain_context(&error, &handled);
    assert!(error.context().unwrap().same(&handled));
}

#[test]
fn raising_cuts_the_chain_where_it_would_become_a_ring() {
    let [a, b, c] = [1, 2, 3].map(|number| ValueError.new(number));
    chain_context(&b, &a);
    chain_context(&c, &b);
    chain_context(&a, &c);
    assert!(a.context().unwrap().same(&c) && c.context().unwrap().same(&b));
    assert!(b.context().is_none());
}

#[test]
fn a_ring_that_is_there_already_stops_nobody() {
    let ring = [1, 2, 3].map(|number| ValueError.new(number));
    for (index, error) in ring.iter().enumerate() {
        error.set_context(Some(ring[(index + 1) % 3].clone()));
    }
    let (entry, new) = (KeyError.empty(), TypeError.empty());
    entry.set_context(Some(ring[0].clone()));
    chain_context(&new, &entry);
    assert!(new.context().unwrap().same(&entry));
    ring[0].set_context(None);
}

/// A small stack shows recursion that a big one hides.
pub(super) fn on_a_small_stack(work: fn()) {
    let builder = std::thread::Builder::new().stack_size(128 * 1024);
    builder.spawn(work).unwrap().join().unwrap();
}

#[test]
fn long_chains_need_no_stack() {
    on_a_small_stack(|| {
        let last = (0..100_000).fold(ValueError.new(0), |before, number| {
            let error = ValueError.new(number);
            error.set_context(Some(before));
            error
        });
        assert_eq!(format_exception(&last).len(), 1 + 4 * 100_000);
        chain_context(&KeyError.empty(), &last);
    });
}

#[test]
fn deep_nests_need_no_stack() {
    on_a_small_stack(|| {
        let depth = 10_000;
        let nest = (0..depth).fold(ValueError.new("deep"), |inner, number| {
            exception_group("g", vec![inner, TypeError.new(number)]).unwrap()
        });
        assert!(nest.repr().contains("[ValueError('deep'), TypeError(0)]"));
        assert!(format_exception(&nest).iter().any(|line| line.contains("max_group_depth")));
        nest.mark_raised();
        let (values, types) = match_star(&nest, &[ValueError]).unwrap();
        let parts = [values.unwrap(), types.unwrap()];
        let together = prepare_reraise_star(&nest, &parts).unwrap().unwrap();
        assert_eq!(together.leaves().count(), depth as usize + 1);
    });
}
