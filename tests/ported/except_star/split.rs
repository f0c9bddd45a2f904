//! What a clause gets and what it leaves.

use super::*;

/// Compares the part of a clause and the rest by their reprs: by itself, in a handler of `except`, in one of `except*`. The
/// statement leaves what is being handled around it as it is.
#[track_caller]
fn check_split(make: impl Fn() -> Exception + 'static, classes: &'static [Class], part: &str, rest: &str) {
    let expected = (part.to_owned(), rest.to_owned());
    let around = || group("around", [TypeError.new(1), ValueError.new(2)]);
    check(async move {
        let compare = async || {
            let before = handled().await;
            let parts = parts(make(), classes).await;
            assert_eq!((parts.0.repr(), parts.1.repr()), expected);
            assert_eq!(handled().await.repr(), before.repr());
            Ok::<_, except_star::Exception>(before.repr())
        };
        assert_eq!(compare().await?, "None");
        attempt(async { raise(around()) })
            .except(Exception, async |e| {
                assert_eq!(compare().await?, e.repr());
                Ok(())
            })
            .await?;
        attempt(async { raise(around()) })
            .except_star(Exception, async |e| {
                assert_eq!(compare().await?, e.repr());
                Ok(())
            })
            .await
    });
}

/// `test_no_match_single_type`
#[test]
fn what_does_not_match_continues() {
    let make = || group("m", [ValueError.new("V"), TypeError.new("T")]);
    check_split(make, &[KeyError], "None", "ExceptionGroup('m', [ValueError('V'), TypeError('T')])");
}

/// `test_match_single_type`
#[test]
fn a_group_that_matches_whole_leaves_nothing() {
    let make = || group("m", [ValueError.new("V1"), ValueError.new("V2")]);
    check_split(make, &[ValueError], "ExceptionGroup('m', [ValueError('V1'), ValueError('V2')])", "None");
}

/// `test_match_single_type_partial_match`
#[test]
fn a_group_that_matches_in_part_is_split() {
    check_split(
        || group("m", [ValueError.new("V1"), OSError.new("OS"), ValueError.new("V2")]),
        &[ValueError],
        "ExceptionGroup('m', [ValueError('V1'), ValueError('V2')])",
        "ExceptionGroup('m', [OSError('OS')])",
    );
}

/// A value and an OS error, in a group with one more of each and a type.
fn nest() -> Exception {
    let inner = group("in", [OSError.new("OS2"), ValueError.new("V2"), TypeError.new("T")]);
    group("out", [ValueError.new("V1"), OSError.new("OS1"), inner])
}

/// `test_match_single_type_nested`
#[test]
fn a_nest_is_split_by_one_class() {
    check_split(
        nest,
        &[ValueError],
        "ExceptionGroup('out', [ValueError('V1'), ExceptionGroup('in', [ValueError('V2')])])",
        "ExceptionGroup('out', [OSError('OS1'), ExceptionGroup('in', [OSError('OS2'), TypeError('T')])])",
    );
}

/// `test_match_type_tuple_nested`
#[test]
fn a_nest_is_split_by_several_classes() {
    check_split(
        nest,
        &[ValueError, TypeError],
        "ExceptionGroup('out', [ValueError('V1'), ExceptionGroup('in', [ValueError('V2'), TypeError('T')])])",
        "ExceptionGroup('out', [OSError('OS1'), ExceptionGroup('in', [OSError('OS2')])])",
    );
}

/// `test_empty_groups_removed`
#[test]
fn groups_that_become_empty_are_left_out() {
    check_split(
        || {
            let first = group("i1", [ValueError.new("V1")]);
            let both = group("i2", [ValueError.new("V2"), TypeError.new("T1")]);
            group("m", [first, both, group("i3", [TypeError.new("T2")])])
        },
        &[TypeError],
        "ExceptionGroup('m', [ExceptionGroup('i2', [TypeError('T1')]), ExceptionGroup('i3', [TypeError('T2')])])",
        "ExceptionGroup('m', [ExceptionGroup('i1', [ValueError('V1')]), ExceptionGroup('i2', [ValueError('V2')])])",
    );
}

/// `test_singleton_groups_are_kept`
#[test]
fn groups_of_one_are_kept() {
    check_split(
        || {
            let members = [group("j3", [ValueError.new("V1")]), group("j4", [TypeError.new("T")])];
            group("j1", [group("j2", members)])
        },
        &[TypeError],
        "ExceptionGroup('j1', [ExceptionGroup('j2', [ExceptionGroup('j4', [TypeError('T')])])])",
        "ExceptionGroup('j1', [ExceptionGroup('j2', [ExceptionGroup('j3', [ValueError('V1')])])])",
    );
}

/// `test_naked_exception_matched_wrapped1`, `test_naked_exception_matched_wrapped2`
#[test]
fn a_naked_exception_is_wrapped_by_its_own_class_or_by_a_base() {
    check_split(|| ValueError.new("V"), &[ValueError], "ExceptionGroup('', (ValueError('V'),))", "None");
    check_split(|| ValueError.new("V"), &[Exception], "ExceptionGroup('', (ValueError('V'),))", "None");
}

/// `test_exception_group_except_star_Exception_not_wrapped`
#[test]
fn a_group_is_not_wrapped() {
    let make = || group("m", [ValueError.new("V")]);
    check_split(make, &[Exception], "ExceptionGroup('m', [ValueError('V')])", "None");
}

/// `test_plain_exception_not_matched`
#[test]
fn a_naked_exception_that_does_not_match_stays_naked() {
    check_split(|| ValueError.new("V"), &[TypeError], "None", "ValueError('V')");
}

/// `test_match__supertype`
#[test]
fn a_base_class_matches() {
    check_split(
        || group("m", [BlockingIOError.new("io"), TypeError.new("T")]),
        &[OSError],
        "ExceptionGroup('m', [BlockingIOError('io')])",
        "ExceptionGroup('m', [TypeError('T')])",
    );
}

/// Raises a group in a statement with a clause for each class, and compares what the clauses get, `None` for nothing.
#[track_caller]
fn check_clauses(exception: Exception, classes: [Class; 2], expected: [&'static str; 2]) {
    check(async move {
        let got = RefCell::new([None, None]);
        attempt(async { raise(exception) })
            .except_star(&classes[0], async |e| {
                got.borrow_mut()[0] = Some(e);
                Ok(())
            })
            .except_star(&classes[1], async |e| {
                got.borrow_mut()[1] = Some(e);
                Ok(())
            })
            .await?;
        assert_eq!(got.take().map(|part| part.repr()), expected);
        Ok(())
    });
}

/// `test_multiple_matches_named`, `test_multiple_matches_unnamed`
#[test]
fn each_clause_gets_what_the_ones_before_it_left() {
    check_clauses(
        group("m", [OSError.new("os"), BlockingIOError.new("io")]),
        [BlockingIOError, OSError],
        ["ExceptionGroup('m', [BlockingIOError('io')])", "ExceptionGroup('m', [OSError('os')])"],
    );
}

/// `test_first_match_wins_named`, `test_first_match_wins_unnamed`
#[test]
fn the_first_clause_that_matches_wins() {
    check_clauses(
        group("m", [BlockingIOError.new("io")]),
        [OSError, BlockingIOError],
        ["ExceptionGroup('m', [BlockingIOError('io')])", "None"],
    );
}

/// `test_nested_except_stars`
#[test]
fn a_statement_inside_a_clause_leaves_the_handled_exception() {
    check(async {
        attempt(async { raise(group("n", [BlockingIOError.new("io")])) })
            .except_star(BlockingIOError, async |outer| {
                let (part, rest) = parts(group("n", [ValueError.new("io")]), &[ValueError]).await;
                assert!(part.is_some() && rest.is_none());
                assert!(handled().await.unwrap().same(&outer));
                assert_eq!(outer.repr(), "ExceptionGroup('n', [BlockingIOError('io')])");
                Ok(())
            })
            .await
    });
}

/// `test_nested_in_loop`
#[test]
fn a_statement_in_a_loop_catches_each_time() {
    check(async {
        for _ in 0..2 {
            let (part, rest) = parts(group("m", [BlockingIOError.new("io")]), &[BlockingIOError]).await;
            assert_eq!(part.repr(), "ExceptionGroup('m', [BlockingIOError('io')])");
            assert!(rest.is_none());
        }
        Ok(())
    });
}

/// `test_break_continue_in_except_star_block_valid`
#[test]
fn a_loop_inside_a_clause_may_be_left() {
    check(async {
        attempt(async { raise(ValueError.new(42)) })
            .except_star(Exception, async |e| {
                let mut count = 0;
                for i in 0..5 {
                    if i == 0 {
                        continue;
                    }
                    if i == 4 {
                        break;
                    }
                    count += 1;
                }
                assert_eq!(count, 3);
                assert!(e.is(ExceptionGroup));
                Ok(())
            })
            .await
    });
}

/// `test_return_in_except_star_block_valid`
#[test]
fn a_function_inside_a_clause_may_return() {
    check(async {
        attempt(async { raise(ValueError.new(42)) })
            .except_star(Exception, async |e| {
                let double = |x: i64| {
                    if x > 0 {
                        return 2 * x;
                    }
                    unreachable!("it has returned")
                };
                assert_eq!(double(3), 6);
                assert!(e.is(ExceptionGroup));
                Ok(())
            })
            .await
    });
}

const REFUSED: &str = "TypeError('catching ExceptionGroup with except* is not allowed. Use except instead.')";

/// `test_except_star_ExceptionGroup_is_runtime_error_single`
#[test]
fn a_clause_cannot_be_for_groups() {
    check(async {
        let (part, error) = parts(OSError.new("blah"), &[ExceptionGroup]).await;
        let error = error.unwrap();
        assert_eq!((part.repr().as_str(), error.repr().as_str()), ("None", REFUSED));
        assert_eq!(error.context().repr(), "OSError('blah')");
        assert!(error.has_traceback());
        Ok(())
    });
}

/// `test_except_star_ExceptionGroup_is_runtime_error_tuple`
#[test]
fn none_of_the_classes_of_a_clause_can_be_one_of_groups() {
    check(async {
        let (part, error) = parts(group("m", [ValueError.new(42)]), &[TypeError, ExceptionGroup]).await;
        let error = error.unwrap();
        assert_eq!((part.repr().as_str(), error.repr().as_str()), ("None", REFUSED));
        assert_eq!(error.context().repr(), "ExceptionGroup('m', [ValueError(42)])");
        Ok(())
    });
}

/// `test_sys_exception_restored`
#[test]
fn after_the_statement_the_exception_around_it_is_handled_again() {
    check(async {
        let error = caught(attempt(async { raise(ValueError.new(42)) }).except(Exception, async |_| {
            let (part, rest) = parts(TypeError.new("int"), &[Exception]).await;
            assert!(part.is_some() && rest.is_none());
            raise(ZeroDivisionError.new("division by zero"))
        }))
        .await;
        assert_eq!(error.repr(), "ZeroDivisionError('division by zero')");
        assert_eq!(error.context().repr(), "ValueError(42)");
        assert_eq!(handled().await.repr(), "None");
        Ok(())
    });
}
