//! The part of CPython's test_traceback that is about groups; without the lines that name files and quote sources.

use except_star::exception::*;
use except_star::repr::Repr;
use except_star::{Result, attempt, raise, raise_from};
use futures::executor::block_on;

fn group(message: &str, members: impl IntoIterator<Item = Exception>) -> Exception {
    exception_group(message, members.into_iter().collect()).expect("all members are `Exception`s")
}

/// The exception that a program ends with.
fn caught(program: impl IntoFuture<Output = Result<()>>) -> Exception {
    block_on(async { program.await }).expect_err("it raises")
}

/// Compares the lines of an exception with a text that begins on the line after the opening quote.
#[track_caller]
fn check_report(exception: &Exception, expected: &str) {
    let report = format_exception(exception).join("\n");
    let expected = expected.trim_start_matches('\n');
    assert!(report == expected, "expected:\n{expected}\ngot:\n{report}");
}

/// `test_exception_group_basic`
#[test]
fn a_group_shows_its_members_in_a_box() {
    check_report(
        &caught(async { raise(group("m", [ValueError.new(1), TypeError.new(2)])) }),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +---------------- 2 ----------------
    | TypeError: 2
    +------------------------------------",
    );
}

/// `test_exception_group_cause`
#[test]
fn a_group_stands_below_the_group_that_is_its_cause() {
    let error = caught(
        attempt(async { raise(group("first", [ValueError.new(1), TypeError.new(2)])) })
            .except(Exception, async |e| raise_from(group("second", [ValueError.new(3), TypeError.new(4)]), Some(e))),
    );
    check_report(
        &error,
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: first (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +---------------- 2 ----------------
    | TypeError: 2
    +------------------------------------

The above exception was the direct cause of the following exception:

  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: second (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: 3
    +---------------- 2 ----------------
    | TypeError: 4
    +------------------------------------",
    );
}

/// `test_exception_group_context_with_context`
#[test]
fn a_plain_exception_stands_below_the_groups_that_are_its_contexts() {
    let second = attempt(async { raise(group("first", [ValueError.new(1), TypeError.new(2)])) })
        .except(BaseException, async |_| raise(group("second", [ValueError.new(3), TypeError.new(4)])));
    let error = caught(attempt(second).except(BaseException, async |_| raise(ImportError.new(5))));
    check_report(
        &error,
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: first (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +---------------- 2 ----------------
    | TypeError: 2
    +------------------------------------

During handling of the above exception, another exception occurred:

  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: second (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: 3
    +---------------- 2 ----------------
    | TypeError: 4
    +------------------------------------

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
ImportError: 5",
    );
}

/// `test_exception_group_nested`
#[test]
fn a_group_in_a_group_is_a_box_in_a_box() {
    let inner = caught(async { raise(group("nested", [TypeError.new(2), TypeError.new(3)])) });
    let error = caught(
        attempt(async { raise(group("m", [ValueError.new(1), inner, ValueError.new(4)])) })
            .except(BaseException, async |_| raise(group("top", [ValueError.new(5)]))),
    );
    check_report(
        &error,
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m (3 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +---------------- 2 ----------------
    | Exception Group Traceback (most recent call last):
    | ExceptionGroup: nested (2 sub-exceptions)
    +-+---------------- 1 ----------------
      | TypeError: 2
      +---------------- 2 ----------------
      | TypeError: 3
      +------------------------------------
    +---------------- 3 ----------------
    | ValueError: 4
    +------------------------------------

During handling of the above exception, another exception occurred:

  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: top (1 sub-exception)
  +-+---------------- 1 ----------------
    | ValueError: 5
    +------------------------------------",
    );
}

/// The members `first` to `last` of a box at this depth, as they are shown.
fn members(depth: usize, class: &str, count: usize) -> String {
    let indent = "  ".repeat(depth);
    (0..count)
        .map(|index| {
            let corner = if index == 0 { "+-" } else { "  " };
            let title = index + 1;
            format!("{indent}{corner}+---------------- {title} ----------------\n{indent}  | {class}: {index}\n")
        })
        .collect()
}

/// `test_exception_group_width_limit`
#[test]
fn fifteen_of_a_thousand_members_are_shown() {
    let expected = format!(
        "  | ExceptionGroup: m (1000 sub-exceptions)\n{}    +---------------- ... ----------------\n    \
         | and 985 more exceptions\n    +------------------------------------",
        members(1, "ValueError", 15)
    );
    check_report(&group("m", (0..1000).map(|i| ValueError.new(i))), &expected);
}

/// `test_max_group_width`
///
/// CPython's test sets a narrower limit; this is the standard one.
#[test]
fn each_group_in_a_group_is_cut_by_itself() {
    let inner = [("m1", ValueError, 16), ("m2", TypeError, 25)]
        .map(|(message, class, count)| group(message, (0..count).map(|i| class.new(i))));
    let (first, second) = (members(2, "ValueError", 15), members(2, "TypeError", 15));
    let cut = "      +---------------- ... ----------------\n      | and";
    let close = "      +------------------------------------";
    let expected = format!(
        "  | ExceptionGroup: m (2 sub-exceptions)\n  +-+---------------- 1 ----------------\n    \
         | ExceptionGroup: m1 (16 sub-exceptions)\n{first}{cut} 1 more exception\n{close}\n    \
         +---------------- 2 ----------------\n    \
         | ExceptionGroup: m2 (25 sub-exceptions)\n{second}{cut} 10 more exceptions\n{close}"
    );
    check_report(&group("m", inner), &expected);
}

/// `test_exception_group_depth_limit`
#[test]
fn ten_of_a_thousand_levels_are_shown() {
    let mut nest = TypeError.new("bad type");
    for i in 0..1000_i64 {
        nest = group(&format!("m{i}"), [ValueError.new(i), nest, ValueError.new(-i)]);
    }
    let mut expected = String::new();
    for depth in 1..=10 {
        let (level, indent) = (1000 - depth, "  ".repeat(depth));
        expected += &format!(
            "{indent}| ExceptionGroup: m{level} (3 sub-exceptions)\n\
             {indent}+-+---------------- 1 ----------------\n\
             {indent}  | ValueError: {level}\n\
             {indent}  +---------------- 2 ----------------\n"
        );
    }
    expected += &format!("{}| ... (max_group_depth is 10)\n", "  ".repeat(11));
    for depth in (1..=10).rev() {
        let (level, indent) = (1000 - depth, "  ".repeat(depth + 1));
        expected += &format!(
            "{indent}+---------------- 3 ----------------\n\
             {indent}| ValueError: -{level}\n\
             {indent}+------------------------------------\n"
        );
    }
    check_report(&nest, expected.trim_end());
}

/// `test_exception_group_deep_recursion_capi`, `test_exception_group_deep_recursion_traceback`
#[test]
fn a_nest_of_two_thousand_levels_is_reported() {
    let mut nest = TypeError.new(1);
    for _ in 0..2000 {
        nest = group("m", [nest]);
    }
    let report = format_exception(&caught(async { raise(nest) })).join("\n");
    assert_eq!(report.matches("ExceptionGroup").count(), 10);
}

/// A raised group of two raised values, with so many notes on each value and on the group.
fn noted(notes: &[&str], more: &[&str]) -> Exception {
    let members = ["bad value", "terrible value"].map(|text| {
        let member = caught(async { raise(ValueError.new(text)) });
        notes.iter().for_each(|note| member.add_note(format!("{note} {text}")));
        member
    });
    caught(attempt(async { raise(group("nested", members)) }).except(ExceptionGroup, async |e| {
        e.add_note(">> A note of two lines,\n>> and of more:\n\n(that one was empty)");
        more.iter().for_each(|note| e.add_note(*note));
        Err(e)
    }))
}

/// `test_exception_group_with_notes`
#[test]
fn notes_stand_below_their_exception_within_its_box() {
    check_report(
        &noted(&["the"], &[]),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: nested (2 sub-exceptions)
  | >> A note of two lines,
  | >> and of more:
  | 
  | (that one was empty)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    | ValueError: bad value
    | the bad value
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    | ValueError: terrible value
    | the terrible value
    +------------------------------------",
    );
}

/// `test_exception_group_with_multiple_notes`
#[test]
fn several_notes_stand_one_below_the_other() {
    check_report(
        &noted(&["the", "Goodbye"], &["Goodbye!"]),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: nested (2 sub-exceptions)
  | >> A note of two lines,
  | >> and of more:
  | 
  | (that one was empty)
  | Goodbye!
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    | ValueError: bad value
    | the bad value
    | Goodbye bad value
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    | ValueError: terrible value
    | the terrible value
    | Goodbye terrible value
    +------------------------------------",
    );
}

/// A raised group of a raised group and a raised value.
fn raised_at_every_level() -> Exception {
    let raised = |exception: Exception| caught(async { raise(exception) });
    let inner = [raised(ZeroDivisionError.new("division by zero")), raised(ValueError.new(42))];
    raised(group("m2", [raised(group("m1", inner)), raised(ValueError.new(24))]))
}

/// `test_exception_group_format`
#[test]
fn every_level_has_a_header_of_its_own() {
    check_report(
        &raised_at_every_level(),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m2 (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Exception Group Traceback (most recent call last):
    | ExceptionGroup: m1 (2 sub-exceptions)
    +-+---------------- 1 ----------------
      | Traceback (most recent call last):
      | ZeroDivisionError: division by zero
      +---------------- 2 ----------------
      | Traceback (most recent call last):
      | ValueError: 42
      +------------------------------------
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    | ValueError: 24
    +------------------------------------",
    );
}

/// `test_exception_group_format_exception_only`, `test_format_exception_group_without_show_group`
#[test]
fn a_group_alone_is_one_line() {
    assert_eq!(format_exception_only(&raised_at_every_level()), ["ExceptionGroup: m2 (2 sub-exceptions)"]);
    assert_eq!(format_exception_only(&group("A", [ValueError.new("B")])), ["ExceptionGroup: A (1 sub-exception)"]);
    assert_eq!(group("A", [ValueError.new("B")]).repr(), "ExceptionGroup('A', [ValueError('B')])");
}
