//! `split` and `subgroup` of a flat group, by class and by predicate.

use super::*;

const ALL: &str = "ExceptionGroup('simple', [ValueError(1), TypeError('int'), ValueError(2)])";
const VALUES: &str = "ExceptionGroup('simple', [ValueError(1), ValueError(2)])";
const TYPES: &str = "ExceptionGroup('simple', [TypeError('int')])";

/// Which classes, and the two parts by their reprs.
const CASES: &[(&[Class], &str, &str)] = &[
    (&[ValueError], VALUES, TYPES),
    (&[TypeError], TYPES, VALUES),
    (&[ValueError, TypeError], ALL, "None"),
    (&[OSError, ValueError], VALUES, TYPES),
];

/// A predicate of the classes alone: it does not hold for a group.
fn leaf_of(classes: &'static [Class]) -> impl Condition {
    move |exception: &Exception| classes.iter().any(|class| exception.is(class))
}

/// `test_basics_subgroup_by_type__passthrough`
///
/// What is matched whole is passed through, not copied.
#[test]
fn a_subgroup_by_a_class_of_the_group_is_the_group() {
    let group = simple();
    for class in [BaseException, Exception, BaseExceptionGroup, ExceptionGroup] {
        assert!(group.subgroup(class).unwrap().unwrap().same(&group));
    }
}

/// `test_basics_subgroup_by_type__no_match`
#[test]
fn a_subgroup_by_a_class_of_no_member_is_none() {
    assert_eq!(simple().subgroup(OSError).unwrap().repr(), "None");
}

/// `test_basics_subgroup_by_type__match`
#[test]
fn a_subgroup_by_class_has_the_matching_members() {
    for (classes, matching, _) in CASES {
        assert_eq!(simple().subgroup(*classes).unwrap().repr(), *matching);
    }
}

/// `test_basics_subgroup_by_predicate__passthrough`
#[test]
fn a_subgroup_by_a_predicate_of_everything_is_the_group() {
    let group = simple();
    assert!(group.subgroup(|_: &Exception| true).unwrap().unwrap().same(&group));
}

/// `test_basics_subgroup_by_predicate__no_match`
#[test]
fn a_subgroup_by_a_predicate_of_nothing_is_none() {
    assert_eq!(simple().subgroup(|_: &Exception| false).unwrap().repr(), "None");
}

/// `test_basics_subgroup_by_predicate__match`
#[test]
fn a_subgroup_by_predicate_has_the_matching_members() {
    for (classes, matching, _) in CASES {
        assert_eq!(simple().subgroup(leaf_of(classes)).unwrap().repr(), *matching);
    }
}

/// Compares both parts by their reprs.
#[track_caller]
fn check_split(condition: impl Condition, matching: &str, rest: &str) {
    let parts = simple().split(condition).unwrap();
    assert_eq!((parts.0.repr().as_str(), parts.1.repr().as_str()), (matching, rest));
}

/// `test_basics_split_by_type__passthrough`
#[test]
fn a_split_by_a_class_of_the_group_leaves_no_rest() {
    for class in [BaseException, Exception, BaseExceptionGroup, ExceptionGroup] {
        check_split(class, ALL, "None");
    }
}

/// `test_basics_split_by_type__no_match`
#[test]
fn a_split_by_a_class_of_no_member_leaves_everything() {
    check_split(OSError, "None", ALL);
}

/// `test_basics_split_by_type__match`
#[test]
fn a_split_by_class_sorts_the_members() {
    for (classes, matching, rest) in CASES {
        check_split(*classes, matching, rest);
    }
}

/// `test_basics_split_by_predicate__passthrough`
#[test]
fn a_split_by_a_predicate_of_everything_leaves_no_rest() {
    check_split(|_: &Exception| true, ALL, "None");
}

/// `test_basics_split_by_predicate__no_match`
#[test]
fn a_split_by_a_predicate_of_nothing_leaves_everything() {
    check_split(|_: &Exception| false, "None", ALL);
}

/// `test_basics_split_by_predicate__match`
#[test]
fn a_split_by_predicate_sorts_the_members() {
    for (classes, matching, rest) in CASES {
        check_split(leaf_of(classes), matching, rest);
    }
}

/// CPython ends with a RecursionError here; the README says why this crate does not.
#[test]
fn a_nest_of_any_depth_is_split() {
    let mut deep = TypeError.new(1);
    for _ in 0..20_000 {
        deep = group("m", [deep]);
    }
    assert!(deep.subgroup(TypeError).unwrap().is_some());
    let (matching, rest) = deep.split(ValueError).unwrap();
    assert!(matching.is_none() && rest.unwrap().leaves().count() == 1);
}

/// `test_leaf_generator`
#[test]
fn the_leaves_of_a_flat_group_are_its_members() {
    let group = simple();
    let mut count = 0;
    for ((path, leaf), member) in group.leaves().zip(group.exceptions()) {
        assert!(leaf.same(member));
        assert_eq!(tracebacks(&group, &path), [group.traceback(), leaf.traceback()]);
        count += 1;
    }
    assert_eq!((count, group.leaves().count()), (3, 3));
}
