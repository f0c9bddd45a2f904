//! Hints: what they claim is true of every set of values with which the scenarios are compared, interventions included.
//!
//! Invariant: whether a hint is true is seen in runs that are made anew, with the specification that the hint names.

use std::collections::BTreeSet;

use except_star::scenario::{Param, catalogue};
use except_star::spec::{Hint, Run, RunSpec};

use super::{console, hints, intervened, run_with, with};
use crate::cases::cases;

fn hints_of(id: &str, params: &[(&str, &str)]) -> Vec<String> {
    hints(&with(id, params, &[]))
}

#[test]
fn a_value_that_changes_nothing_gets_a_hint_with_the_values_that_do_the_same() {
    assert_eq!(
        hints_of("gather", &[("mode", "collect"), ("linger", "3")]),
        [
            "linger: The run prints the same with 0.5 s, 10 s and 0 s. Main lingers only where the plain gather has raised."
        ]
    );
    assert_eq!(
        hints_of("timeout", &[("limit", "3")]),
        [
            "limit: The run prints the same with 10 s. A limit does something only if it passes before the block is done."
        ]
    );
    assert_eq!(
        hints_of("cleanup-finally", &[("cancel_at", "2.5")]),
        ["cancel_at: The run prints the same with no value and 3 s. A task that is done cannot be cancelled."]
    );
}

#[test]
fn a_value_that_changes_something_gets_none() {
    assert_eq!(hints_of("gather", &[("mode", "plain"), ("linger", "3")]), [""; 0]);
    assert_eq!(hints_of("timeout", &[("limit", "1.5")]), [""; 0]);
}

#[test]
fn of_a_list_the_elements_that_matter_are_named() {
    let reason = "A task fails only if there is one of that number, and if nothing ends it before.";
    let failing = |numbers| hints_of("gather", &[("failing", numbers)]);
    assert_eq!(failing("2,7,3,9"), [format!("failing: The run prints the same with 2,3. {reason}")]);
    assert_eq!(failing("7"), [format!("failing: The run prints the same with no value. {reason}")]);
    assert_eq!(failing("3,1"), [""; 0]);
    assert_eq!(
        hints_of("task-runner", &[("handlers", "Exception,ApiError,Exception")]),
        [
            "handlers: The run prints the same with Exception. A handler takes what is of its class and what no handler before it \
          has taken."
        ]
    );
}

#[test]
fn a_hint_holds_under_interventions() {
    let params = [("failing", ""), ("linger", "3"), ("mode", "plain")];
    let linger = [
        "linger: The run prints the same with 0.5 s, 10 s and 0 s. Main lingers only where the plain gather has raised.",
    ];
    assert_eq!(hints(&with("gather", &params, &[])), linger);
    let run = with("gather", &params, &["0.15:raise:plain-2:ValueError:boom"]);
    assert!(console(&run).contains(&"3.15 3.0 s later".to_owned()), "main lingers: {:?}", console(&run));
    assert_eq!(hints(&run), [""; 0]);
}

#[test]
fn an_intervention_that_does_nothing_gets_a_hint_with_the_reason() {
    let at = |interventions: &[&str]| hints(&intervened(RunSpec::new("task-group"), interventions));
    assert_eq!(
        at(&["5:cancel:B", "0.5:cancel:b", "0.5:raise:main:KeyError", "1.5:raise:Task-1:KeyError", "1.7:cancel:A"]),
        [
            "interventions: 5:cancel:B does nothing: the run is over at 2.0 s.",
            "interventions: 0.5:cancel:b does nothing: no task is called b; there are: Task-1, A, B, C.",
            "interventions: 0.5:raise:main:KeyError does nothing: no task is called main; there are: Task-1, A, B, C.",
            "interventions: 1.5:raise:Task-1:KeyError does nothing: it waits for the tasks of a group.",
            "interventions: 1.7:cancel:A does nothing: no such task is running.",
        ]
    );
    assert_eq!(at(&["0.5:cancel:B", "1:raise:C:KeyError", "1:signal:SIGINT"]), [""; 0]);
}

#[test]
fn the_defaults_get_none() {
    for entry in catalogue() {
        assert_eq!(hints(&run_with(RunSpec::new(entry.scenario.id))), [""; 0], "{}", entry.scenario.id);
    }
}

#[test]
fn every_hint_is_true_and_every_reason_is_given() {
    let mut given = BTreeSet::new();
    for entry in catalogue() {
        // A set costs some thirty runs, so a third of them has to do.
        for spec in cases(entry).into_iter().step_by(3) {
            let run = run_with(spec);
            for hint in run.hints() {
                given.insert((entry.scenario.id, hint.field));
                check(&run, &hint);
            }
        }
    }
    let with_reason = |param: &&Param| param.reason.is_some();
    let reasons = catalogue().into_iter().flat_map(|entry| {
        entry.scenario.params.iter().filter(with_reason).map(|param| (entry.scenario.id, param.name))
    });
    let missing: Vec<_> = reasons.filter(|reason| !given.contains(reason)).collect();
    assert!(missing.is_empty(), "never given: {missing:?}");
}

#[track_caller]
fn check(run: &Run, hint: &Hint) {
    assert_eq!(hint.same_with.is_empty(), hint.field == "interventions", "{hint:?}");
    for value in &hint.same_with {
        assert_ne!(*value, run.spec().params()[hint.field], "{hint:?}");
        let other = run_with(run.spec().clone().with(hint.field, value));
        assert_eq!(console(&other), console(run), "{hint:?} on {:?}", run.spec());
        assert_eq!((&other.outcome, other.end_time), (&run.outcome, run.end_time), "{hint:?} on {:?}", run.spec());
    }
}
