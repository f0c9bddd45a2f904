//! The traceback text of groups, against what CPython 3.13 and 3.14 print.

use super::traceback_tests::{caused, check, raised};
use super::*;

fn group(message: &str, members: impl IntoIterator<Item = Exception>) -> Exception {
    exception_group(message, members.into_iter().collect()).unwrap()
}

/// `ValueError(0)` and so on.
fn values(count: i64) -> Vec<Exception> {
    (0..count).map(|number| ValueError.new(number)).collect()
}

#[test]
fn a_group_has_a_header_only_if_it_was_raised() {
    check(
        &group("m", [ValueError.new(1)]),
        r"
  | ExceptionGroup: m (1 sub-exception)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +------------------------------------",
    );
    let members = [raised(ValueError.new(1)), TypeError.new("t")];
    check(
        &raised(group("m", members)),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    | ValueError: 1
    +---------------- 2 ----------------
    | TypeError: t
    +------------------------------------",
    );
    let members = vec![KeyboardInterrupt.empty(), ValueError.new(1)];
    check(
        &raised(base_exception_group("m", members).unwrap()),
        r"
  + Exception Group Traceback (most recent call last):
  | BaseExceptionGroup: m (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | KeyboardInterrupt
    +---------------- 2 ----------------
    | ValueError: 1
    +------------------------------------",
    );
}

#[test]
fn a_group_at_the_end_closes_the_box_around_it() {
    let inner = raised(group("inner", [TypeError.new("t")]));
    check(
        &raised(group("m", [ValueError.new(1), inner])),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +---------------- 2 ----------------
    | Exception Group Traceback (most recent call last):
    | ExceptionGroup: inner (1 sub-exception)
    +-+---------------- 1 ----------------
      | TypeError: t
      +------------------------------------",
    );
    let innermost = group("j", [ValueError.new(1)]);
    check(
        &group("m", [group("i", [innermost])]),
        r"
  | ExceptionGroup: m (1 sub-exception)
  +-+---------------- 1 ----------------
    | ExceptionGroup: i (1 sub-exception)
    +-+---------------- 1 ----------------
      | ExceptionGroup: j (1 sub-exception)
      +-+---------------- 1 ----------------
        | ValueError: 1
        +------------------------------------",
    );
}

#[test]
fn a_group_in_front_does_not() {
    let inner = group("inner", [TypeError.new("t"), KeyError.new("k")]);
    check(
        &raised(group("m", [inner, ValueError.new(1)])),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ExceptionGroup: inner (2 sub-exceptions)
    +-+---------------- 1 ----------------
      | TypeError: t
      +---------------- 2 ----------------
      | KeyError: 'k'
      +------------------------------------
    +---------------- 2 ----------------
    | ValueError: 1
    +------------------------------------",
    );
}

#[test]
fn fifteen_members_are_shown_and_the_rest_is_counted() {
    let shown = format_exception(&group("m", values(15))).join("\n");
    assert!(shown.contains("+---------------- 15 -") && !shown.contains("..."));
    let cut = format_exception(&group("m", values(16))).join("\n");
    assert!(cut.contains("and 1 more exception\n"));
    let members = [group("m", values(17)), TypeError.empty()];
    let inside = format_exception(&group("o", members)).join("\n");
    let end = r"
      +---------------- ... ----------------
      | and 2 more exceptions
      +------------------------------------
    +---------------- 2 ----------------
    | TypeError
    +------------------------------------";
    assert!(inside.ends_with(end), "{inside}");
}

#[test]
fn ten_levels_are_shown() {
    let nest =
        |levels: i64| (0..levels).fold(ValueError.new("deep"), |inner, level| group(&format!("g{level}"), [inner]));
    let all = format_exception(&nest(10)).join("\n");
    assert!(all.contains("ValueError: deep"));
    check(
        &nest(12),
        r"
  | ExceptionGroup: g11 (1 sub-exception)
  +-+---------------- 1 ----------------
    | ExceptionGroup: g10 (1 sub-exception)
    +-+---------------- 1 ----------------
      | ExceptionGroup: g9 (1 sub-exception)
      +-+---------------- 1 ----------------
        | ExceptionGroup: g8 (1 sub-exception)
        +-+---------------- 1 ----------------
          | ExceptionGroup: g7 (1 sub-exception)
          +-+---------------- 1 ----------------
            | ExceptionGroup: g6 (1 sub-exception)
            +-+---------------- 1 ----------------
              | ExceptionGroup: g5 (1 sub-exception)
              +-+---------------- 1 ----------------
                | ExceptionGroup: g4 (1 sub-exception)
                +-+---------------- 1 ----------------
                  | ExceptionGroup: g3 (1 sub-exception)
                  +-+---------------- 1 ----------------
                    | ExceptionGroup: g2 (1 sub-exception)
                    +-+---------------- 1 ----------------
                      | ... (max_group_depth is 10)
                      +------------------------------------",
    );
}

#[test]
fn lines_inside_a_box_keep_its_margin() {
    let member = ValueError.new("x\n\ny");
    member.add_note("m1\nm2");
    let lines = group("a\n\nb", [member]);
    lines.add_note("n1\n\nn2");
    check(
        &raised(lines),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: a
  | 
  | b (1 sub-exception)
  | n1
  | 
  | n2
  +-+---------------- 1 ----------------
    | ValueError: x
    | 
    | y
    | m1
    | m2
    +------------------------------------",
    );
    let ends = group("g", [ValueError.new("a\rb\r\nc\x0bd\x1ce\u{85}f\u{2028}g")]);
    let text = format_exception(&ends).join("\n");
    let member = "    | ValueError: a\r    | b\r\n    | c\x0b    | d\x1c    | e\u{85}    | f\u{2028}    | g\n";
    assert!(text.contains(member), "{text:?}");
}

#[test]
fn members_show_their_own_chains() {
    let key = raised(KeyError.new("k"));
    let value = ValueError.new("v");
    chain_context(&value, &key);
    let value = raised(value);
    check(
        &raised(group("m", [value.clone(), TypeError.empty()])),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    | KeyError: 'k'
    | 
    | During handling of the above exception, another exception occurred:
    | 
    | Traceback (most recent call last):
    | ValueError: v
    +---------------- 2 ----------------
    | TypeError
    +------------------------------------",
    );
    let system = caused(OSError.new("w"), &key);
    check(
        &raised(group("m", [value, system])),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    | ValueError: v
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    | KeyError: 'k'
    | 
    | The above exception was the direct cause of the following exception:
    | 
    | OSError: w
    +------------------------------------",
    );
}

#[test]
fn groups_are_chained_like_any_exception() {
    let first = raised(group("first", [ValueError.new(1)]));
    let second = group("second", [TypeError.new(2)]);
    chain_context(&second, &first);
    check(
        &raised(second),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: first (1 sub-exception)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +------------------------------------

During handling of the above exception, another exception occurred:

  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: second (1 sub-exception)
  +-+---------------- 1 ----------------
    | TypeError: 2
    +------------------------------------",
    );
    check(
        &raised(caused(RuntimeError.new("after"), &first)),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: first (1 sub-exception)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +------------------------------------

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
RuntimeError: after",
    );
    let late = group("g", [TypeError.new(1)]);
    chain_context(&late, &raised(ValueError.new("x")));
    check(
        &raised(late),
        r"
Traceback (most recent call last):
ValueError: x

During handling of the above exception, another exception occurred:

  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: g (1 sub-exception)
  +-+---------------- 1 ----------------
    | TypeError: 1
    +------------------------------------",
    );
}

#[test]
fn chained_groups_inside_a_group_close_the_first_box() {
    let first = raised(group("i1", [ValueError.new(1)]));
    let second = raised(caused(group("i2", [TypeError.new(2)]), &first));
    let front = [second.clone(), KeyError.new("k")];
    check(
        &raised(group("m", front)),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Exception Group Traceback (most recent call last):
    | ExceptionGroup: i1 (1 sub-exception)
    +-+---------------- 1 ----------------
      | ValueError: 1
      +------------------------------------
    | 
    | The above exception was the direct cause of the following exception:
    | 
    | Exception Group Traceback (most recent call last):
    | ExceptionGroup: i2 (1 sub-exception)
    +-+---------------- 1 ----------------
      | TypeError: 2
      +------------------------------------
    +---------------- 2 ----------------
    | KeyError: 'k'
    +------------------------------------",
    );
    let last = [KeyError.new("k"), second];
    check(
        &raised(group("m", last)),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | KeyError: 'k'
    +---------------- 2 ----------------
    | Exception Group Traceback (most recent call last):
    | ExceptionGroup: i1 (1 sub-exception)
    +-+---------------- 1 ----------------
      | ValueError: 1
      +------------------------------------
    | 
    | The above exception was the direct cause of the following exception:
    | 
    | Exception Group Traceback (most recent call last):
    | ExceptionGroup: i2 (1 sub-exception)
    +-+---------------- 1 ----------------
      | TypeError: 2
      +------------------------------------",
    );
}

#[test]
fn members_are_shown_again_but_chains_are_not() {
    let member = ValueError.new("m");
    let around = group("g", [member.clone()]);
    member.set_context(Some(around.clone()));
    check(
        &around,
        r"
  | ExceptionGroup: g (1 sub-exception)
  +-+---------------- 1 ----------------
    | ValueError: m
    +------------------------------------",
    );
    member.set_context(None);

    let late = group("g", [member.clone()]);
    late.set_context(Some(member.clone()));
    check(
        &raised(late),
        r"
ValueError: m

During handling of the above exception, another exception occurred:

  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: g (1 sub-exception)
  +-+---------------- 1 ----------------
    | ValueError: m
    +------------------------------------",
    );

    let member = caused(member, &KeyError.new("k"));
    check(
        &group("g", [member.clone(), member]),
        r"
  | ExceptionGroup: g (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: m
    +---------------- 2 ----------------
    | KeyError: 'k'
    | 
    | The above exception was the direct cause of the following exception:
    | 
    | ValueError: m
    +------------------------------------",
    );
}

#[test]
fn a_part_of_a_group_hides_the_context_but_shows_the_cause() {
    let whole = raised(group("m", [ValueError.new(1), TypeError.new(2)]));
    whole.set_context(Some(raised(KeyError.new("ctx"))));
    whole.add_note("n");
    check(
        &whole,
        r"
Traceback (most recent call last):
KeyError: 'ctx'

During handling of the above exception, another exception occurred:

  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m (2 sub-exceptions)
  | n
  +-+---------------- 1 ----------------
    | ValueError: 1
    +---------------- 2 ----------------
    | TypeError: 2
    +------------------------------------",
    );
    check(
        &whole.subgroup(ValueError).unwrap().unwrap(),
        r"
  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m (1 sub-exception)
  | n
  +-+---------------- 1 ----------------
    | ValueError: 1
    +------------------------------------",
    );
    whole.set_cause(Some(OSError.new("cause")));
    check(
        &whole.subgroup(TypeError).unwrap().unwrap(),
        r"
OSError: cause

The above exception was the direct cause of the following exception:

  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: m (1 sub-exception)
  | n
  +-+---------------- 1 ----------------
    | TypeError: 2
    +------------------------------------",
    );
}
