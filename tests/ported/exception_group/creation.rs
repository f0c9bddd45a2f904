//! What can be a group, how it looks, what it holds.

use super::*;

/// `test_exception_group_types`
#[test]
fn a_group_is_an_exception_and_a_base_group() {
    assert!(ExceptionGroup.is_subclass_of(Exception));
    assert!(ExceptionGroup.is_subclass_of(BaseExceptionGroup));
    assert!(BaseExceptionGroup.is_subclass_of(BaseException));
    assert!(!BaseExceptionGroup.is_subclass_of(Exception));
}

/// Compares the error that calling a class of groups with plain values gives.
#[track_caller]
fn check_call(args: Vec<Value>, expected: &str) {
    assert_eq!(ExceptionGroup.with_args(args).repr(), expected);
}

/// `test_bad_EG_construction__too_many_args`
#[test]
fn a_group_takes_two_arguments() {
    let text = |count| format!("TypeError('BaseExceptionGroup.__new__() takes exactly 2 arguments ({count} given)')");
    check_call(vec!["no errors".into()], &text(1));
    check_call(vec![vec!["no message"].into()], &text(1));
    check_call(vec!["m".into(), vec!["too"].into(), vec!["many"].into()], &text(3));
    check_call(vec![], &text(0));
}

/// `test_bad_EG_construction__bad_message`
#[test]
fn the_message_of_a_group_is_a_string() {
    let text = |name| format!("TypeError('BaseExceptionGroup.__new__() argument 1 must be str, not {name}')");
    check_call(vec![12.into(), "bad".into()], &text("int"));
    check_call(vec![Value::None, vec![12].into()], &text("None"));
    check_call(vec![true.into(), Value::None], &text("bool"));
}

/// `test_bad_EG_construction__bad_excs_sequence`
#[test]
fn the_members_of_a_group_are_a_sequence_that_is_not_empty() {
    check_call(vec!["m".into(), 42.into()], "TypeError('second argument (exceptions) must be a sequence')");
    check_call(vec!["m".into(), Value::None], "TypeError('second argument (exceptions) must be a sequence')");
    let empty = "ValueError('second argument (exceptions) must be a non-empty sequence')";
    check_call(vec!["m".into(), Value::List(vec![])], empty);
    check_call(vec!["m".into(), "".into()], empty);
    assert_eq!(exception_group("m", vec![]).unwrap_err().repr(), empty);
}

/// `test_bad_EG_construction__nested_non_exceptions`
#[test]
fn the_members_of_a_group_are_exceptions() {
    let text = "ValueError('Item 0 of second argument (exceptions) is not an exception')";
    check_call(vec!["m".into(), vec!["not an exception"].into()], text);
    check_call(vec!["m".into(), "text".into()], text);
}

/// A member that is an `Exception`, and one that is none.
fn mixed() -> Vec<Exception> {
    vec![ValueError.new(1), KeyboardInterrupt.new(2)]
}

fn plain() -> Vec<Exception> {
    vec![ValueError.new(1), TypeError.new(2)]
}

/// `test_EG_wraps_Exceptions__creates_EG`
#[test]
fn a_group_of_exceptions_is_an_exception_group() {
    assert_eq!(exception_group("m", plain()).unwrap().class(), ExceptionGroup);
}

/// `test_BEG_wraps_Exceptions__creates_EG`
#[test]
fn a_base_group_of_exceptions_becomes_an_exception_group() {
    assert_eq!(base_exception_group("m", plain()).unwrap().class(), ExceptionGroup);
}

/// `test_EG_wraps_BaseException__raises_TypeError`
#[test]
fn an_exception_group_refuses_a_keyboard_interrupt() {
    let error = exception_group("m", mixed()).unwrap_err();
    assert_eq!(error.repr(), "TypeError('Cannot nest BaseExceptions in an ExceptionGroup')");
}

/// `test_BEG_wraps_BaseException__creates_BEG`
#[test]
fn a_base_group_with_a_keyboard_interrupt_stays_one() {
    assert_eq!(base_exception_group("m", mixed()).unwrap().class(), BaseExceptionGroup);
}

/// `test_EG_subclass_wraps_non_base_exceptions`
#[test]
fn a_subclass_of_exception_group_keeps_its_class() {
    class! { Own(ExceptionGroup) }
    assert_eq!(Exception::group(Own, "m", plain()).unwrap().class(), Own);
}

/// `test_EG_subclass_does_not_wrap_base_exceptions`, `test_BEG_and_E_subclass_does_not_wrap_base_exceptions`
#[test]
fn a_subclass_that_is_an_exception_refuses_a_keyboard_interrupt_by_its_name() {
    class! { Own(ExceptionGroup); Mixed(BaseExceptionGroup, ValueError) }
    for (class, name) in [(Own, "Own"), (Mixed, "Mixed")] {
        let error = Exception::group(class, "m", mixed()).unwrap_err();
        assert_eq!(error.repr(), format!("TypeError(\"Cannot nest BaseExceptions in '{name}'\")"));
    }
}

/// `test_EG_and_specific_subclass_can_wrap_any_nonbase_exception`,
/// `test_BEG_and_specific_subclass_can_wrap_any_nonbase_exception`
#[test]
fn another_base_does_not_narrow_the_members() {
    class! { Narrow(ExceptionGroup, ValueError); Mixed(BaseExceptionGroup, ValueError) }
    for class in [Narrow, Mixed] {
        let group = Exception::group(&class, "m", vec![ValueError.new(12), Exception.empty()]).unwrap();
        assert!(group.class() == class && group.is(ValueError));
    }
}

/// `test_BEG_subclass_wraps_anything`
#[test]
fn a_subclass_of_the_base_group_takes_anything_and_keeps_its_class() {
    class! { Own(BaseExceptionGroup) }
    for members in [plain(), mixed()] {
        assert_eq!(Exception::group(Own, "m", members).unwrap().class(), Own);
    }
}

/// Compares `str()` and `repr()` of a flat group, and of one that holds it twice.
#[track_caller]
fn check_texts(class: Class, flat: Vec<Exception>, others: [Exception; 2], shown: &str, nested_shown: &str) {
    let flat = Exception::group(&class, "flat", flat).unwrap();
    assert_eq!((flat.to_string(), flat.repr()), ("flat (2 sub-exceptions)".to_owned(), shown.to_owned()));
    let [one, two] = others;
    let nested = Exception::group(class, "nested", vec![flat.clone(), one, flat, two]).unwrap();
    assert_eq!(nested.to_string(), "nested (4 sub-exceptions)");
    assert_eq!(nested.repr(), nested_shown.replace("FLAT", shown));
}

/// `test_ExceptionGroup`
#[test]
fn an_exception_group_shows_its_members() {
    let shown = "ExceptionGroup('flat', [ValueError(1), TypeError(2)])";
    let nested = "ExceptionGroup('nested', [FLAT, ValueError(1), FLAT, TypeError(2)])";
    check_texts(BaseExceptionGroup, plain(), [ValueError.new(1), TypeError.new(2)], shown, nested);
}

/// `test_BaseExceptionGroup`
#[test]
fn a_base_group_shows_its_members() {
    let shown = "BaseExceptionGroup('flat', [ValueError(1), KeyboardInterrupt(2)])";
    let nested = "BaseExceptionGroup('nested', [FLAT, ValueError(1), FLAT, TypeError(2)])";
    check_texts(BaseExceptionGroup, mixed(), [ValueError.new(1), TypeError.new(2)], shown, nested);
}

/// `test_custom_exception`
#[test]
fn a_group_of_ones_own_class_shows_that_class() {
    class! { Own(ExceptionGroup) }
    let shown = "Own('flat', [ValueError(1), TypeError(2)])";
    let nested = "Own('nested', [FLAT, ValueError(1), FLAT, TypeError(2)])";
    check_texts(Own, plain(), [ValueError.new(1), TypeError.new(2)], shown, nested);
}

/// `test_basics_ExceptionGroup_fields`
#[test]
fn a_group_has_a_message_and_members_with_links_of_their_own() {
    let group = simple();
    assert_eq!(
        (group.message(), Value::Tuple(group.args()).repr()),
        ("simple", simple().repr().replacen("ExceptionGroup", "", 1))
    );
    let links: Vec<_> = group
        .exceptions()
        .iter()
        .map(|member| (member.class().clone(), class_of(member.cause()), class_of(member.context())))
        .collect();
    let link = |class, cause: &str, context: &str| (class, cause.to_owned(), context.to_owned());
    assert_eq!(
        links,
        [
            link(ValueError, "'MemoryError'", "'MemoryError'"),
            link(TypeError, "None", "'OSError'"),
            link(ValueError, "None", "'ImportError'"),
        ]
    );
    let mut marks = vec![group.traceback()];
    marks.extend(group.exceptions().iter().map(|member| member.traceback()));
    for (index, mark) in marks.iter().enumerate() {
        assert!(mark.is_some() && !marks[..index].contains(mark), "each was raised by a `raise` of its own");
    }
}
