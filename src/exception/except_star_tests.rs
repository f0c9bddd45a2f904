//! `except*`: what its clauses get, and what comes out of the statement.

use super::*;
use crate::repr::Repr;

/// What a clause does with its part.
enum Act {
    Swallow,
    /// `raise`
    Bare,
    /// `e.add_note("extra"); raise`
    NoteAndBare,
    /// `raise e`
    Same,
    /// `raise KeyError("new")`
    New,
    /// `raise KeyError("new") from e`
    NewFrom,
}
use Act::*;

/// Runs `try: raise original` with the clauses, as the interpreter does.
fn statement(original: &Exception, clauses: &[(Class, Act)]) -> Option<Exception> {
    original.mark_raised();
    let mut rest = Some(original.clone());
    let mut raised = Vec::new();
    for (class, act) in clauses {
        let Some(current) = rest.take() else { break };
        let (part, left) = match_star(&current, std::slice::from_ref(class)).unwrap();
        rest = left;
        let Some(part) = part else { continue };
        let new = match act {
            Swallow => continue,
            Bare => part,
            NoteAndBare => {
                part.add_note("extra");
                part
            }
            Same => {
                part.mark_raised();
                part
            }
            New | NewFrom => {
                let new = KeyError.new("new");
                if matches!(act, NewFrom) {
                    new.set_cause(Some(part.clone()));
                }
                chain_context(&new, &part);
                new.mark_raised();
                new
            }
        };
        raised.push(new);
    }
    raised.extend(rest);
    prepare_reraise_star(original, &raised).unwrap()
}

/// Compares the repr of what comes out, `None` for nothing.
fn check(original: &Exception, clauses: &[(Class, Act)], expected: &str) {
    assert_eq!(statement(original, clauses).repr(), expected);
}

fn group(message: &str, members: impl IntoIterator<Item = Exception>) -> Exception {
    exception_group(message, members.into_iter().collect()).unwrap()
}

/// A value, a type, and a nest of a value and an OS error.
fn sample() -> Exception {
    let inner = group("in", [ValueError.new(3), OSError.new(4)]);
    group("out", [ValueError.new(1), TypeError.new(2), inner])
}

#[test]
fn what_all_clauses_swallow_is_gone() {
    check(&sample(), &[(ValueError, Swallow), (Exception, Swallow)], "None");
    check(&ValueError.new(1), &[(Exception, Swallow)], "None");
}

#[test]
fn what_no_clause_matches_continues() {
    check(
        &sample(),
        &[(ValueError, Swallow)],
        "ExceptionGroup('out', [TypeError(2), ExceptionGroup('in', [OSError(4)])])",
    );
}

#[test]
fn a_bare_raise_restores_the_shape() {
    let original = sample();
    check(&original, &[(ValueError, Bare)], &original.repr());
    check(
        &original,
        &[(OSError, Bare), (TypeError, Swallow), (ValueError, Bare)],
        "ExceptionGroup('out', [ValueError(1), ExceptionGroup('in', [ValueError(3), OSError(4)])])",
    );
}

#[test]
fn a_bare_raise_of_the_whole_makes_a_group_like_it() {
    let original = sample();
    let out = statement(&original, &[(Exception, Bare)]).unwrap();
    assert!(!out.same(&original));
    assert_eq!((out.traceback(), out.repr()), (original.traceback(), original.repr()));
}

#[test]
fn raising_the_part_by_name_is_a_new_exception() {
    check(
        &group("m", [ValueError.new(1), TypeError.new(2)]),
        &[(ValueError, Same)],
        "ExceptionGroup('', [ExceptionGroup('m', [ValueError(1)]), ExceptionGroup('m', [TypeError(2)])])",
    );
}

#[test]
fn one_new_exception_and_nothing_left_comes_out_bare() {
    let original = group("m", [ValueError.new(1)]);
    let out = statement(&original, &[(ValueError, New)]).unwrap();
    assert_eq!(out.repr(), "KeyError('new')");
    assert_eq!(out.context().repr(), original.repr());
}

#[test]
fn a_new_exception_stands_before_what_is_left() {
    check(
        &group("m", [ValueError.new(1), TypeError.new(2)]),
        &[(ValueError, New)],
        "ExceptionGroup('', [KeyError('new'), ExceptionGroup('m', [TypeError(2)])])",
    );
    check(
        &group("m", [ValueError.new(1), TypeError.new(2)]),
        &[(ValueError, Bare), (TypeError, NewFrom)],
        "ExceptionGroup('', [KeyError('new'), ExceptionGroup('m', [ValueError(1)])])",
    );
}

#[test]
fn several_new_exceptions_become_a_group() {
    check(
        &group("m", [ValueError.new(1), TypeError.new(2)]),
        &[(ValueError, New), (TypeError, New)],
        "ExceptionGroup('', [KeyError('new'), KeyError('new')])",
    );
}

#[test]
fn the_group_around_new_exceptions_was_not_raised_itself() {
    let original = group("m", [ValueError.new(1), TypeError.new(2)]);
    let out = statement(&original, &[(ValueError, New)]).unwrap();
    assert!(!out.has_traceback() && out.context().is_none());
}

#[test]
fn a_naked_exception_is_wrapped() {
    let naked = ValueError.new(1);
    naked.mark_raised();
    let (part, rest) = match_star(&naked, &[TypeError, ValueError]).unwrap();
    let part = part.unwrap();
    assert_eq!((part.repr().as_str(), part.message()), ("ExceptionGroup('', (ValueError(1),))", ""));
    assert!(part.has_traceback() && part.exceptions()[0].same(&naked) && rest.is_none());
    let interrupt = KeyboardInterrupt.empty();
    let (part, _) = match_star(&interrupt, &[KeyboardInterrupt]).unwrap();
    assert_eq!(part.repr(), "BaseExceptionGroup('', (KeyboardInterrupt(),))");
}

#[test]
fn a_naked_exception_stays_wrapped_when_raised_bare() {
    check(&ValueError.new(1), &[(ValueError, Bare)], "ExceptionGroup('', (ValueError(1),))");
    check(&ValueError.new(1), &[(ValueError, New)], "KeyError('new')");
}

#[test]
fn an_unmatched_naked_exception_stays_bare() {
    let naked = ValueError.new(1);
    assert!(statement(&naked, &[(TypeError, Bare)]).unwrap().same(&naked));
}

#[test]
fn a_note_on_the_part_is_lost_by_a_bare_raise() {
    let original = group("m", [ValueError.new(1), TypeError.new(2)]);
    original.add_note("kept");
    let out = statement(&original, &[(ValueError, NoteAndBare)]).unwrap();
    assert_eq!(out.notes(), ["kept".into()]);
    assert_eq!(out.repr(), original.repr());
}

#[test]
fn groups_are_not_caught() {
    class! { Own(ExceptionGroup) }
    for class in [ExceptionGroup, BaseExceptionGroup, Own] {
        let error = match_star(&sample(), &[ValueError, class]).unwrap_err();
        let text = "catching ExceptionGroup with except* is not allowed. Use except instead.";
        assert_eq!((error.class(), error.to_string().as_str()), (&TypeError, text));
    }
}
