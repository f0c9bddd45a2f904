//! Groups: what can be made, and how they are split.

use super::*;
use crate::repr::Repr;

fn group(message: &str, members: impl IntoIterator<Item = Exception>) -> Exception {
    exception_group(message, members.into_iter().collect()).unwrap()
}

/// Compares an error's class and text.
fn check_error(result: Result<Exception>, class: Class, text: &str) {
    let error = result.unwrap_err();
    assert_eq!((error.class(), error.to_string().as_str()), (&class, text));
}

/// Compares both parts of a split by their reprs, `None` for none.
fn check_split(whole: &Exception, condition: impl Condition, matching: &str, rest: &str) {
    let (got_matching, got_rest) = whole.split(condition).unwrap();
    assert_eq!((got_matching.repr().as_str(), got_rest.repr().as_str()), (matching, rest));
}

/// A value, a type and a nest of both.
fn sample() -> Exception {
    let inner = group("in", [TypeError.new(2), ValueError.new(3)]);
    group("out", [ValueError.new(1), inner])
}

#[test]
fn impossible_groups_are_refused_with_the_words_of_python() {
    class! { Own(ExceptionGroup) }
    let interrupt = || vec![ValueError.new(1), KeyboardInterrupt.empty()];
    let empty = "second argument (exceptions) must be a non-empty sequence";
    check_error(exception_group("m", vec![]), ValueError, empty);
    let text = "Cannot nest BaseExceptions in an ExceptionGroup";
    check_error(exception_group("m", interrupt()), TypeError, text);
    let text = "Cannot nest BaseExceptions in 'Own'";
    check_error(Exception::group(Own, "m", interrupt()), TypeError, text);
    let text = "ValueError is not a class of exception groups";
    check_error(Exception::group(ValueError, "m", interrupt()), TypeError, text);
}

#[test]
fn a_base_group_of_exceptions_is_an_exception_group() {
    class! { Own(BaseExceptionGroup) }
    let class = |class, member: Exception| Exception::group(class, "m", vec![member]).unwrap().class().clone();
    assert_eq!(class(BaseExceptionGroup, ValueError.new(1)), ExceptionGroup);
    assert_eq!(class(BaseExceptionGroup, SystemExit.new(1)), BaseExceptionGroup);
    let nested = base_exception_group("m", vec![SystemExit.new(1)]).unwrap();
    assert_eq!(class(BaseExceptionGroup, nested), BaseExceptionGroup);
    assert_eq!(class(Own, ValueError.new(1)), Own);
}

#[test]
fn a_group_names_the_number_of_its_members() {
    let one = group("m", [ValueError.new(1)]);
    assert_eq!((one.to_string().as_str(), one.message()), ("m (1 sub-exception)", "m"));
    let repr = "ExceptionGroup('out', [ValueError(1), ExceptionGroup('in', [TypeError(2), ValueError(3)])])";
    assert_eq!((sample().to_string().as_str(), sample().repr().as_str()), ("out (2 sub-exceptions)", repr));
    assert_eq!(Value::Tuple(sample().args()).repr(), repr.trim_start_matches("ExceptionGroup"));
}

#[test]
fn what_is_no_group_has_no_members() {
    let error = ValueError.new("m");
    assert!(!error.is_group() && error.exceptions().is_empty() && error.message().is_empty());
    assert!(error.leaves().all(|(path, leaf)| path.is_empty() && leaf.same(&error)));
    assert!(error.subgroup(ValueError).unwrap().unwrap().same(&error));
}

#[test]
fn split_keeps_the_shape_on_both_sides() {
    check_split(
        &sample(),
        ValueError,
        "ExceptionGroup('out', [ValueError(1), ExceptionGroup('in', [ValueError(3)])])",
        "ExceptionGroup('out', [ExceptionGroup('in', [TypeError(2)])])",
    );
    check_split(&sample(), [KeyError, OSError], "None", &sample().repr());
}

#[test]
fn a_class_of_the_whole_gives_the_whole_itself() {
    let whole = sample();
    let (matching, rest) = whole.split([KeyError, Exception]).unwrap();
    assert!(matching.unwrap().same(&whole) && rest.is_none());
    let inner = whole.subgroup(|error: &Exception| error.is_group() && error.message() == "in").unwrap().unwrap();
    assert!(inner.exceptions()[0].same(&whole.exceptions()[1]));
}

#[test]
fn a_predicate_of_every_leaf_makes_a_new_group() {
    let whole = sample();
    let (matching, rest) = whole.split(|error: &Exception| !error.is_group()).unwrap();
    let matching = matching.unwrap();
    assert!(!matching.same(&whole) && rest.is_none());
    assert_eq!(matching.repr(), whole.repr());
    assert!(matching.exceptions()[0].same(&whole.exceptions()[0]));
}

#[test]
fn an_unmatched_rest_is_a_new_group() {
    let whole = sample();
    let (matching, rest) = whole.split(KeyError).unwrap();
    assert!(matching.is_none() && !rest.unwrap().same(&whole));
}

#[test]
fn parts_share_marks_and_links_but_copy_notes() {
    let whole = sample();
    whole.mark_raised();
    whole.set_context(Some(KeyError.new("context")));
    whole.add_note("n");
    let (matching, rest) = whole.split(ValueError).unwrap();
    for part in [matching.unwrap(), rest.unwrap()] {
        assert_eq!(part.traceback(), whole.traceback());
        assert!(part.context().unwrap().same(&whole.context().unwrap()));
        assert!(part.cause().is_none() && part.suppress_context());
        part.add_note("of the part");
    }
    assert_eq!(whole.notes(), ["n".into()]);
}

#[test]
fn a_class_without_derive_is_lost_in_the_parts() {
    class! { Own(ExceptionGroup) }
    let whole = Exception::group(Own, "m", vec![ValueError.new(1), TypeError.new(2)]).unwrap();
    check_split(&whole, ValueError, "ExceptionGroup('m', [ValueError(1)])", "ExceptionGroup('m', [TypeError(2)])");
    assert!(whole.subgroup(Own).unwrap().unwrap().same(&whole));
}

#[test]
fn a_derive_of_ones_own_is_inherited() {
    class! {
        Own(ExceptionGroup) derive |group, members| {
            Exception::group(group.class(), &format!("part of {}", group.message()), members)
        };
        Narrower(Own);
    }
    let whole = Exception::group(Narrower, "m", vec![ValueError.new(1), TypeError.new(2)]).unwrap();
    check_split(&whole, ValueError, "Narrower('part of m', [ValueError(1)])", "Narrower('part of m', [TypeError(2)])");
}

#[test]
fn a_derive_that_fails_or_gives_no_group_fails_the_split() {
    class! {
        Failing(ExceptionGroup) derive |_, _| Err(KeyError.new("derive"));
        Single(ExceptionGroup) derive |_, members| Ok(members[0].clone());
        Narrow(ExceptionGroup) derive |group, _| Exception::group(ExceptionGroup, group.message(), vec![]);
    }
    let no_group = "derive must return an instance of BaseExceptionGroup";
    let empty = "second argument (exceptions) must be a non-empty sequence";
    for (class, error, text) in
        [(Failing, KeyError, "'derive'"), (Single, TypeError, no_group), (Narrow, ValueError, empty)]
    {
        let whole = Exception::group(class, "m", vec![ValueError.new(1), TypeError.new(2)]).unwrap();
        let around = group("around", [whole.clone()]);
        check_error(whole.subgroup(ValueError).map(Option::unwrap), error.clone(), text);
        check_error(around.split(ValueError).map(|(part, _)| part.unwrap()), error.clone(), text);
        check_error(match_star(&around, &[ValueError]).map(|(part, _)| part.unwrap()), error, text);
        assert!(whole.split(Exception).unwrap().0.unwrap().same(&whole));
    }
}

#[test]
fn leaves_come_from_left_to_right_with_their_paths() {
    let whole = sample();
    let leaves: Vec<_> = whole.leaves().map(|(path, leaf)| (path, leaf.repr())).collect();
    let expected = [
        (vec![0], "ValueError(1)".to_owned()),
        (vec![1, 0], "TypeError(2)".to_owned()),
        (vec![1, 1], "ValueError(3)".to_owned()),
    ];
    assert_eq!(leaves, expected);
}
