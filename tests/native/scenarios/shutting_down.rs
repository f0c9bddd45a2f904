//! What must come out of section 5: shutting down and cleaning up.

use except_star::spec::RunSpec;

use super::{console, intervened, rows, run_with};

#[test]
fn a_signal_sets_the_event_and_all_workers_stop() {
    let run = run_with(RunSpec::new("graceful-shutdown"));
    assert_eq!(
        console(&run),
        [
            "0 worker-1: round 1",
            "0 worker-2: round 1",
            "1 worker-1: round 2",
            "1 worker-2: round 2",
            "2 worker-1: round 3",
            "2 worker-2: round 3",
            "3 worker-1: round 4",
            "3 worker-2: round 4",
            "3.3 SIGINT: the handler sets the event",
            "3.3 worker-1 stops",
            "3.3 worker-2 stops",
            "3.3 main ends: [4, 4]",
        ]
    );
    assert_eq!(
        rows(&run, 0),
        ["worker-1 | 4 | finished | 3.3 | 0 | the event", "worker-2 | 4 | finished | 3.3 | 0 | the event"]
    );
    assert_eq!(rows(&run, 1), ["SIGINT comes | 3.3", "main finished | 3.3"]);
}

#[test]
fn a_stuck_worker_is_cancelled_when_the_grace_is_over() {
    let run = run_with(RunSpec::new("graceful-shutdown").with("stuck", "true").with("signal", "SIGTERM"));
    assert_eq!(
        console(&run)[8..],
        [
            "3.3 SIGTERM: the handler sets the event",
            "3.3 worker-1 stops",
            "4 worker-2: round 5, it does not look at the event",
            "5 worker-2: round 6, it does not look at the event",
            "5.3 the grace is over, main cancels worker-2",
            "5.3 main ends: [4, CancelledError('')]",
        ]
    );
    assert_eq!(
        rows(&run, 0),
        ["worker-1 | 4 | finished | 3.3 | 0 | the event", "worker-2 | 6 | cancelled | 5.3 | 2 | main"]
    );
    assert_eq!(rows(&run, 1), ["SIGTERM comes | 3.3", "main cancels worker-2 | 5.3", "main finished | 5.3"]);
}

#[test]
fn either_signal_stops_the_workers_and_a_second_one_changes_nothing() {
    let run = intervened(
        RunSpec::new("graceful-shutdown").with("stuck", "true").with("signal_at", "3.5"),
        &["1.5:signal:SIGTERM", "2.5:signal:SIGINT"],
    );
    assert_eq!(run.outcome.status.name(), "ok");
    assert_eq!(
        rows(&run, 0),
        ["worker-1 | 2 | finished | 1.5 | 0 | the event", "worker-2 | 4 | cancelled | 3.5 | 2 | main"]
    );
    assert_eq!(rows(&run, 1)[..2], ["SIGTERM comes | 1.5", "SIGINT comes | 2.5"]);
}

#[test]
fn a_worker_that_fails_before_the_signal_is_told_with_its_error() {
    let run = intervened(RunSpec::new("graceful-shutdown"), &["1.5:raise:worker-1:KeyError", "2.5:cancel:worker-2"]);
    assert_eq!(
        rows(&run, 0),
        ["worker-1 | 2 | failed | 1.5 |  | KeyError()", "worker-2 | 3 | cancelled | 2.5 |  | an intervention"]
    );
}

#[test]
fn a_failure_from_outside_is_refused_when_the_grace_ends_by_itself() {
    let run = intervened(RunSpec::new("graceful-shutdown").with("stuck", "true"), &["5.3:raise:Task-1:KeyError"]);
    assert_eq!(run.outcome.status.name(), "ok");
    assert_eq!(rows(&run, 1)[1..], ["main cancels worker-2 | 5.3", "main finished | 5.3"]);
    let run = intervened(RunSpec::new("graceful-shutdown").with("stuck", "true"), &["5.2:raise:Task-1:KeyError"]);
    assert_eq!(rows(&run, 1)[1..], ["main failed | 5.2"]);
}

fn cleanup() -> RunSpec {
    RunSpec::new("cleanup-finally")
}

#[test]
fn work_that_fails_is_followed_by_the_release_and_then_by_its_error() {
    let run = run_with(cleanup());
    assert_eq!(
        console(&run),
        [
            "0 acquire begins",
            "0.5 acquire is done",
            "0.5 work begins with resource",
            "1.5 release begins with resource",
            "2 release is done",
            "2 use raised ValueError('work fails')",
        ]
    );
    assert_eq!(
        rows(&run, 0),
        [
            "acquire | 0 | 0.5 | done | ",
            "work | 0.5 | 1.5 | failed | ValueError('work fails')",
            "release | 1.5 | 2 | done | ",
            "use | 0 | 2 | failed | ValueError('work fails')",
        ]
    );
}

#[test]
fn an_acquire_that_fails_inside_the_try_is_hidden_by_the_release_of_nothing() {
    let run = run_with(cleanup().with("fails", "acquire").with("acquire_inside_try", "true"));
    let unbound =
        "UnboundLocalError(\"cannot access local variable 'resource' where it is not associated with a value\")";
    assert_eq!(
        console(&run),
        [
            "0 acquire begins".to_owned(),
            format!("0.5 use raised {unbound}"),
            "0.5 its context: ConnectionError('acquire fails')".to_owned(),
        ]
    );
    assert_eq!(
        rows(&run, 0),
        [
            "acquire | 0 | 0.5 | failed | ConnectionError('acquire fails')".to_owned(),
            format!("release | 0.5 | 0.5 | impossible | {unbound}"),
            format!("use | 0 | 0.5 | failed | {unbound}"),
            "its context |  |  | hidden | ConnectionError('acquire fails')".to_owned(),
        ]
    );
}

#[test]
fn an_acquire_that_fails_in_front_of_the_try_is_followed_by_no_release() {
    let run = run_with(cleanup().with("fails", "acquire"));
    assert_eq!(console(&run), ["0 acquire begins", "0.5 use raised ConnectionError('acquire fails')"]);
}

#[test]
fn a_release_that_fails_hides_the_error_of_nobody_or_of_the_cancelled_work() {
    let run = run_with(cleanup().with("fails", "release").with("cancel_at", "1"));
    assert_eq!(
        rows(&run, 0),
        [
            "acquire | 0 | 0.5 | done | ",
            "work | 0.5 | 1 | cancelled | CancelledError()",
            "release | 1 | 1.5 | failed | OSError('release fails')",
            "use | 0 | 1.5 | failed | OSError('release fails')",
            "its context |  |  | hidden | CancelledError()",
        ]
    );
    assert_eq!(rows(&run_with(cleanup().with("fails", "release")), 0).len(), 4);
}

#[test]
fn a_cancellation_during_the_release_cuts_it_short() {
    let run = run_with(cleanup().with("fails", "nothing").with("cancel_at", "1.7"));
    assert_eq!(
        console(&run)[4..],
        ["1.5 release begins with resource", "1.7 somebody cancels use", "1.7 use raised CancelledError('')"]
    );
    assert_eq!(rows(&run, 0)[2], "release | 1.5 | 1.7 | cancelled | CancelledError()");
}

#[test]
fn a_process_that_is_killed_releases_nothing() {
    let run = intervened(cleanup(), &["1:signal:SIGTERM"]);
    assert_eq!(rows(&run, 0)[1..], ["work | 0.5 |  | pending | ", "use | 0 |  | pending | "]);
}

#[test]
fn a_cancellation_comes_before_a_failure_of_that_very_moment() {
    for (fails, at) in [("acquire", "0.5"), ("work", "1.5"), ("release", "2")] {
        let lines = console(&run_with(cleanup().with("fails", fails).with("cancel_at", at)));
        assert!(lines.iter().all(|line| !line.contains("fails")), "{lines:?}");
    }
    let lines = console(&run_with(cleanup().with("fails", "nothing").with("cancel_at", "2.1")));
    assert!(lines.iter().all(|line| !line.contains("cancel")), "{lines:?}");
}
