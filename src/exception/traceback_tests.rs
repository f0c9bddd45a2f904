//! The traceback text of single exceptions and of chains, against what CPython 3.13 and 3.14 print.

use super::*;

/// Compares the lines of an exception with a text that begins on the line after the opening quote.
pub(super) fn check(exception: &Exception, expected: &str) {
    let lines = format_exception(exception).join("\n");
    assert_eq!(lines, expected.strip_prefix('\n').unwrap());
}

/// The exception after a `raise`.
pub(super) fn raised(exception: Exception) -> Exception {
    exception.mark_raised();
    exception
}

/// The exception after a `raise` during the handling of another.
fn raised_during(exception: Exception, handled: &Exception) -> Exception {
    chain_context(&exception, handled);
    raised(exception)
}

/// The exception with a cause.
pub(super) fn caused(exception: Exception, cause: &Exception) -> Exception {
    exception.set_cause(Some(cause.clone()));
    exception
}

#[test]
fn the_header_stands_only_above_what_was_raised() {
    check(
        &ValueError.new("v"),
        r"
ValueError: v",
    );
    check(
        &raised(ValueError.new("v")),
        r"
Traceback (most recent call last):
ValueError: v",
    );
}

#[test]
fn without_a_text_there_is_the_class_alone() {
    check(
        &raised(ValueError.empty()),
        r"
Traceback (most recent call last):
ValueError",
    );
}

#[test]
fn classes_of_asyncio_show_their_module_and_those_of_a_program_do_not() {
    class! { Own(Exception) }
    check(
        &raised(CancelledError.new("stop")),
        r"
Traceback (most recent call last):
asyncio.exceptions.CancelledError: stop",
    );
    check(
        &raised(Own.new("x")),
        r"
Traceback (most recent call last):
Own: x",
    );
}

#[test]
fn the_text_is_that_of_str() {
    check(
        &KeyError.new("it's"),
        r#"
KeyError: "it's""#,
    );
    let missing = OSError.with_args(vec![2.into(), "No such file".into(), "a.txt".into()]);
    check(
        &missing,
        r"
FileNotFoundError: [Errno 2] No such file: 'a.txt'",
    );
    let several = vec![1.into(), "b".into(), ().into(), 2.5.into(), vec![true].into()];
    check(
        &ValueError.with_args(several),
        r"
ValueError: (1, 'b', None, 2.5, [True])",
    );
    check(
        &raised(ValueError.new("one\n\nthree\n")),
        r"
Traceback (most recent call last):
ValueError: one

three
",
    );
}

#[test]
fn notes_follow_line_by_line() {
    let error = raised(ValueError.new("v"));
    error.add_note("first");
    error.add_note("second\nthird");
    error.add_note("");
    check(
        &error,
        r"
Traceback (most recent call last):
ValueError: v
first
second
third
",
    );
    assert_eq!(format_exception_only(&error), ["ValueError: v", "first", "second", "third", ""]);
}

#[test]
fn a_chain_begins_with_its_oldest_exception() {
    let first = raised(KeyError.new("a"));
    let second = raised_during(ValueError.new("b"), &first);
    let third = raised(caused(TypeError.new("c"), &second));
    check(
        &third,
        r"
Traceback (most recent call last):
KeyError: 'a'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
ValueError: b

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
TypeError: c",
    );
}

#[test]
fn a_suppressed_context_is_not_shown() {
    let error = ValueError.new("b");
    error.set_context(Some(KeyError.new("a")));
    error.set_suppress_context(true);
    check(
        &error,
        r"
ValueError: b",
    );
}

#[test]
fn a_cause_goes_before_a_context() {
    let error = caused(TypeError.new("c"), &ValueError.new("b"));
    error.set_context(Some(KeyError.new("a")));
    error.set_suppress_context(false);
    check(
        &error,
        r"
ValueError: b

The above exception was the direct cause of the following exception:

TypeError: c",
    );
}

#[test]
fn a_ring_ends_where_it_would_begin_again() {
    let (one, other) = (KeyError.new("a"), ValueError.new("b"));
    one.set_context(Some(other.clone()));
    other.set_context(Some(one.clone()));
    check(
        &other,
        r"
KeyError: 'a'

During handling of the above exception, another exception occurred:

ValueError: b",
    );
    one.set_context(None);

    let itself = ValueError.new("b");
    let itself = caused(itself.clone(), &itself);
    itself.set_context(Some(KeyError.new("a")));
    itself.set_suppress_context(false);
    check(
        &itself,
        r"
KeyError: 'a'

During handling of the above exception, another exception occurred:

ValueError: b",
    );
    itself.set_cause(None);
}

#[test]
fn a_ring_of_causes_ends_although_contexts_lead_on() {
    let (one, two, three) = (KeyError.new("a"), ValueError.new("b"), TypeError.new("c"));
    one.set_context(Some(three.clone()));
    two.set_context(Some(one.clone()));
    two.set_cause(Some(one.clone()));
    three.set_cause(Some(two.clone()));
    three.set_suppress_context(false);
    check(
        &three,
        r"
KeyError: 'a'

The above exception was the direct cause of the following exception:

ValueError: b

The above exception was the direct cause of the following exception:

TypeError: c",
    );
    one.set_context(None);
}
