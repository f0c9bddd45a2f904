//! What comes out of the statement when its clauses raise: bare, something new, something new from what they got.

use except_star::raise_from;

use super::*;

/// Three members, the last of which no clause takes.
fn three() -> Exception {
    group("m", [TypeError.new(1), ValueError.new(2), OSError.new(3)])
}

/// `test_reraise_all_named`, `test_reraise_all_unnamed`
#[test]
fn what_is_raised_bare_and_what_is_left_are_the_original_again() {
    check(async {
        let out = caught(
            attempt(async { raise(three()) })
                .except_star(TypeError, async |e| Err(e))
                .except_star(ValueError, async |e| Err(e)),
        )
        .await;
        assert_eq!(out.repr(), three().repr());
        Ok(())
    });
}

/// `test_reraise_some_handle_all_named`, `test_reraise_partial_handle_some_named`,
/// `test_reraise_partial_handle_some_unnamed`
#[test]
fn what_is_swallowed_is_missing_from_the_original() {
    check(async {
        let out = caught(
            attempt(async { raise(three()) })
                .except_star(TypeError, async |e| Err(e))
                .except_star(ValueError, async |_| Ok(())),
        )
        .await;
        assert_eq!(out.repr(), "ExceptionGroup('m', [TypeError(1), OSError(3)])");
        Ok(())
    });
}

/// `test_reraise_partial_handle_all_unnamed`
#[test]
fn what_is_raised_bare_alone_keeps_the_group_around_it() {
    check(async {
        let out = caught(
            attempt(async { raise(group("m", [TypeError.new(1), ValueError.new(2)])) })
                .except_star(TypeError, async |e| Err(e))
                .except_star(ValueError, async |_| Ok(())),
        )
        .await;
        assert_eq!(out.repr(), "ExceptionGroup('m', [TypeError(1)])");
        Ok(())
    });
}

/// `test_reraise_plain_exception_named`, `test_reraise_plain_exception_unnamed`
#[test]
fn a_naked_exception_that_is_raised_bare_stays_wrapped() {
    check(async {
        let out = caught(attempt(async { raise(ValueError.new(42)) }).except_star(ValueError, async |e| Err(e))).await;
        assert_eq!(out.repr(), "ExceptionGroup('', (ValueError(42),))");
        Ok(())
    });
}

/// Whether the clauses raise with a cause: `raise NEW from e`.
#[derive(Clone, Copy, PartialEq)]
enum From {
    Nothing,
    Part,
}

fn raise_new(new: Exception, part: Exception, from: From) -> Result<()> {
    match from {
        From::Nothing => raise(new),
        From::Part => raise_from(new, Some(part)),
    }
}

/// Checks what a new exception is linked to: its context, and its cause too if it was raised from that, are a part that
/// has the links of the original.
#[track_caller]
fn check_links(new: &Exception, original: &Exception, part: &str, from: From) {
    let context = new.context().unwrap();
    assert_eq!(context.repr(), part);
    assert!(same_links(&context, original) && !same_links(new, original));
    match from {
        From::Nothing => assert_eq!(new.cause().repr(), "None"),
        From::Part => assert!(new.cause().unwrap().same(&context)),
    }
}

#[track_caller]
fn check_new_beside_a_rest(from: From) {
    check(async move {
        let original = group("m", [ValueError.new(1), OSError.new(2)]);
        let out = caught(
            attempt(async { raise(original.clone()) })
                .except_star(OSError, async |e| raise_new(TypeError.new(3), e, from)),
        )
        .await;
        assert_eq!(out.repr(), "ExceptionGroup('', [TypeError(3), ExceptionGroup('m', [ValueError(1)])])");
        assert!(!same_links(&out, &original));
        let [new, rest] = out.exceptions() else { panic!("it has two members") };
        check_links(new, &original, "ExceptionGroup('m', [OSError(2)])", from);
        assert!(same_links(rest, &original));
        Ok(())
    });
}

/// `TestExceptStarRaise.test_raise_named`, `TestExceptStarRaise.test_raise_unnamed`
#[test]
fn a_new_exception_stands_beside_what_is_left() {
    check_new_beside_a_rest(From::Nothing);
}

/// `TestExceptStarRaiseFrom.test_raise_named`, `TestExceptStarRaiseFrom.test_raise_unnamed`
#[test]
fn a_new_exception_from_the_part_stands_beside_what_is_left() {
    check_new_beside_a_rest(From::Part);
}

#[track_caller]
fn check_one_new(from: From) {
    check(async move {
        let original = group("m", [TypeError.new(1), ValueError.new(2)]);
        let out = caught(
            attempt(async { raise(original.clone()) })
                .except_star([TypeError, ValueError], async |e| raise_new(KeyError.new(3), e, from)),
        )
        .await;
        assert_eq!(out.repr(), "KeyError(3)");
        check_links(&out, &original, "ExceptionGroup('m', [TypeError(1), ValueError(2)])", from);
        Ok(())
    });
}

/// `TestExceptStarRaise.test_raise_handle_all_raise_one_named`,
/// `TestExceptStarRaise.test_raise_handle_all_raise_one_unnamed`
#[test]
fn one_new_exception_for_everything_comes_out_alone() {
    check_one_new(From::Nothing);
}

/// `TestExceptStarRaiseFrom.test_raise_handle_all_raise_one_named`,
/// `TestExceptStarRaiseFrom.test_raise_handle_all_raise_one_unnamed`
#[test]
fn one_new_exception_from_everything_comes_out_alone() {
    check_one_new(From::Part);
}

#[track_caller]
fn check_two_new(from: From) {
    check(async move {
        let original = group("m", [TypeError.new(1), ValueError.new(2)]);
        let out = caught(
            attempt(async { raise(original.clone()) })
                .except_star(TypeError, async |e| raise_new(KeyError.new(3), e, from))
                .except_star(ValueError, async |e| raise_new(KeyError.new(4), e, from)),
        )
        .await;
        assert_eq!(out.repr(), "ExceptionGroup('', [KeyError(3), KeyError(4)])");
        assert!(!same_links(&out, &original));
        let [first, second] = out.exceptions() else { panic!("it has two members") };
        check_links(first, &original, "ExceptionGroup('m', [TypeError(1)])", from);
        check_links(second, &original, "ExceptionGroup('m', [ValueError(2)])", from);
        Ok(())
    });
}

/// `TestExceptStarRaise.test_raise_handle_all_raise_two_named`,
/// `TestExceptStarRaise.test_raise_handle_all_raise_two_unnamed`
#[test]
fn two_new_exceptions_become_a_group() {
    check_two_new(From::Nothing);
}

/// `TestExceptStarRaiseFrom.test_raise_handle_all_raise_two_named`,
/// `TestExceptStarRaiseFrom.test_raise_handle_all_raise_two_unnamed`
#[test]
fn two_new_exceptions_from_the_parts_become_a_group() {
    check_two_new(From::Part);
}
