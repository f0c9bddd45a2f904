//! Groups in groups: their links, and what a split makes of them.

use super::*;

/// `test_nested_group_matches_template`
#[test]
fn a_nested_group_keeps_its_shape() {
    assert_eq!(
        nested().repr(),
        "ExceptionGroup('root', [ExceptionGroup('nested', [TypeError('bytes')]), ValueError(1)])"
    );
}

/// `test_nested_group_chaining`
#[test]
fn a_nested_group_keeps_the_links_of_its_members() {
    let group = nested();
    let [inner, other] = group.exceptions() else { panic!("it has two members") };
    assert_eq!((class_of(other.cause()), class_of(other.context())), ("'MemoryError'".into(), "'MemoryError'".into()));
    assert_eq!((class_of(inner.cause()), class_of(inner.context())), ("None".into(), "'TypeError'".into()));
}

/// `test_nested_exception_group_tracebacks`
#[test]
fn every_level_has_a_traceback_of_its_own() {
    let group = nested();
    let marks = [tracebacks(&group, &[0, 0]), tracebacks(&group, &[1])].concat();
    assert!(marks.iter().all(Option::is_some));
    // The group itself stands first on both ways down.
    assert_eq!(marks.len(), 5);
    assert_eq!(marks[0], marks[3]);
    for index in 1..5 {
        assert!(index == 3 || !marks[..index].contains(&marks[index]));
    }
}

/// `test_iteration_full_tracebacks`
#[test]
fn the_traceback_of_a_leaf_is_that_of_all_groups_around_it_and_its_own() {
    let group = nested();
    let lengths: Vec<_> = group.leaves().map(|(path, _)| tracebacks(&group, &path).len()).collect();
    assert_eq!(lengths, [3, 2]);
}

/// Splits, checks what holds for every split, and compares the parts.
#[track_caller]
fn check_split(group: &Exception, classes: &[Class], matching: &str, rest: &str) {
    let (got, left) = group.split(classes).unwrap();
    let subgroup = group.subgroup(classes).unwrap();
    assert_eq!((got.repr().as_str(), left.repr().as_str()), (matching, rest));
    let leaves = |part: &Option<Exception>| -> Vec<Exception> {
        part.iter().flat_map(Exception::leaves).map(|(_, leaf)| leaf.clone()).collect()
    };
    let is_one_of = |all: &[Exception], leaf: &Exception| all.iter().any(|other| other.same(leaf));
    let (got_leaves, left_leaves, subgroup_leaves) = (leaves(&got), leaves(&left), leaves(&subgroup));
    assert!(got_leaves.iter().all(|leaf| classes.holds(leaf).unwrap()));
    assert!(got_leaves.iter().zip(&subgroup_leaves).all(|(one, other)| one.same(other)));
    assert_eq!(got_leaves.len(), subgroup_leaves.len());
    assert_eq!(got_leaves.len() + left_leaves.len(), group.leaves().count());
    for (path, leaf) in group.leaves() {
        assert_ne!(is_one_of(&got_leaves, leaf), is_one_of(&left_leaves, leaf), "a leaf goes to one side");
        for part in [&got, &left, &subgroup].into_iter().flatten() {
            let found = part.leaves().find(|(_, other)| other.same(leaf));
            if let Some((path_there, _)) = found {
                assert_eq!(tracebacks(part, &path_there), tracebacks(group, &path));
            }
        }
    }
    let is_same = |one: Option<Exception>, other: Option<Exception>| match (&one, &other) {
        (Some(one), Some(other)) => one.same(other),
        _ => one.is_none() && other.is_none(),
    };
    for part in [got, left, subgroup].into_iter().flatten() {
        assert!(part.is_group());
        assert_eq!(part.message(), group.message());
        assert!(is_same(part.cause(), group.cause()) && is_same(part.context(), group.context()));
        assert_eq!(part.traceback(), group.traceback());
        assert_eq!(part.notes(), group.notes());
    }
}

/// Three levels; the one in the middle is of a class of its own.
fn three_levels(own: Class) -> Exception {
    let level1 = |i: i64| {
        raised(group("m1", [raised(ValueError.new(i)), raised(TypeError.new("int")), raised(ValueError.new(i + 1))]))
    };
    let members = vec![level1(6), level1(7), raised(ValueError.new(8))];
    let level2 = raised(Exception::group(own, "m2", members).unwrap());
    let all = raised(group("m3", [level2, raised(ValueError.new(7))]));
    all.add_note("a note");
    all
}

/// `test_split_by_type`
#[test]
fn a_split_goes_through_all_levels() {
    class! { Own(ExceptionGroup) }
    let all = three_levels(Own);
    let shown = |own: &str| {
        let one = |i: i64| format!("ExceptionGroup('m1', [ValueError({i}), TypeError('int'), ValueError({})])", i + 1);
        format!("ExceptionGroup('m3', [{own}('m2', [{}, {}, ValueError(8)]), ValueError(7)])", one(6), one(7))
    };
    assert_eq!(all.repr(), shown("Own"));
    // A part that is made anew does not keep the class.
    let whole = shown("ExceptionGroup");
    check_split(&all, &[KeyError], "None", &whole);
    check_split(&all, &[BaseException], &shown("Own"), "None");
    check_split(&all, &[ValueError, TypeError], &whole, "None");
    let values = "ExceptionGroup('m3', [ExceptionGroup('m2', [ExceptionGroup('m1', [ValueError(6), ValueError(7)]), \
                  ExceptionGroup('m1', [ValueError(7), ValueError(8)]), ValueError(8)]), ValueError(7)])";
    let types = "ExceptionGroup('m3', [ExceptionGroup('m2', [ExceptionGroup('m1', [TypeError('int')]), \
                 ExceptionGroup('m1', [TypeError('int')])])])";
    check_split(&all, &[ValueError], values, types);
    check_split(&all, &[TypeError, KeyError], types, values);
    let (matching, rest) = all.split(ExceptionGroup).unwrap();
    assert!(matching.unwrap().same(&all) && rest.is_none());
    let (matching, rest) = all.split(Own).unwrap();
    assert!(matching.unwrap().exceptions()[0].same(&all.exceptions()[0]));
    assert_eq!(rest.repr(), "ExceptionGroup('m3', [ValueError(7)])");
}

/// Both parts of a base group with an interrupt: one is a plain group, since all its members are `Exception`s.
#[track_caller]
fn check_split_of_interrupt(class: Class) {
    let members = vec![raised(ValueError.new(1)), raised(KeyboardInterrupt.new(2))];
    let all = raised(Exception::group(class, "m", members).unwrap());
    let whole = "BaseExceptionGroup('m', [ValueError(1), KeyboardInterrupt(2)])";
    let (value, interrupt) =
        ("ExceptionGroup('m', [ValueError(1)])", "BaseExceptionGroup('m', [KeyboardInterrupt(2)])");
    check_split(&all, &[TypeError], "None", whole);
    check_split(&all, &[ValueError, KeyboardInterrupt], whole, "None");
    check_split(&all, &[ValueError], value, interrupt);
    check_split(&all, &[KeyboardInterrupt], interrupt, value);
}

/// `test_split_BaseExceptionGroup`
#[test]
fn each_part_of_a_base_group_has_the_class_that_its_members_ask_for() {
    check_split_of_interrupt(BaseExceptionGroup);
}

/// `test_split_BaseExceptionGroup_subclass_no_derive_new_override`
#[test]
fn the_parts_of_a_subclass_of_the_base_group_are_not_of_it() {
    class! { Own(BaseExceptionGroup) }
    check_split_of_interrupt(Own);
}

/// `test_split_copies_notes`
#[test]
fn each_part_has_notes_of_its_own() {
    let whole = group("m", [ValueError.new(1), TypeError.new(2)]);
    whole.add_note("first");
    whole.add_note("second");
    let (matching, rest) = whole.split(TypeError).unwrap();
    let all = [("whole", whole), ("matching", matching.unwrap()), ("rest", rest.unwrap())];
    for (name, part) in &all {
        assert_eq!(part.notes(), ["first".into(), "second".into()]);
        part.add_note(*name);
    }
    for (name, part) in &all {
        assert_eq!(part.notes(), ["first".into(), "second".into(), (*name).into()]);
    }
}

/// A raised group of one's own class: a value, and a raised group of that class with a type.
fn own_in_own(class: Class, [outer, inner]: [&str; 2]) -> Exception {
    let nested = attempt(async { raise(TypeError.new(2)) })
        .except(TypeError, async |e| raise(Exception::group(&class, inner, vec![e])?));
    caught(async {
        attempt(nested)
            .except(&class, async |nested| {
                attempt(async { raise(ValueError.new(1)) })
                    .except(ValueError, async |e| raise(Exception::group(&class, outer, vec![e, nested])?))
                    .await
            })
            .await
    })
}

/// `test_split_ExceptionGroup_subclass_no_derive_no_new_override`
#[test]
fn the_parts_of_a_subclass_without_derive_are_not_of_it() {
    class! { Own(ExceptionGroup) }
    let all = own_in_own(Own, ["out", "in"]);
    assert_eq!(all.repr(), "Own('out', [ValueError(1), Own('in', [TypeError(2)])])");
    let whole = "ExceptionGroup('out', [ValueError(1), ExceptionGroup('in', [TypeError(2)])])";
    let (value, kind) =
        ("ExceptionGroup('out', [ValueError(1)])", "ExceptionGroup('out', [ExceptionGroup('in', [TypeError(2)])])");
    check_split(&all, &[OSError], "None", whole);
    check_split(&all, &[ValueError, TypeError], whole, "None");
    check_split(&all, &[ValueError], value, kind);
    check_split(&all, &[TypeError], kind, value);
}

/// `test_split_ExceptionGroup_subclass_derive_and_new_overrides`
///
/// Each level is derived by its own group, so each keeps what is its own: here the number in the message.
#[test]
fn the_parts_of_a_subclass_with_derive_are_of_it() {
    class! {
        Own(ExceptionGroup) derive |group, members| Exception::group(Own, group.message(), members)
    }
    let all = own_in_own(Own, ["out 42", "in 101"]);
    let whole = "Own('out 42', [ValueError(1), Own('in 101', [TypeError(2)])])";
    let (value, kind) = ("Own('out 42', [ValueError(1)])", "Own('out 42', [Own('in 101', [TypeError(2)])])");
    assert_eq!(all.repr(), whole);
    check_split(&all, &[OSError], "None", whole);
    check_split(&all, &[ValueError, TypeError], whole, "None");
    check_split(&all, &[ValueError], value, kind);
    check_split(&all, &[TypeError], kind, value);
}
