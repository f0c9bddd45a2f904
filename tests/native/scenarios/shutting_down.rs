//! What must come out of section 5: shutting down and cleaning up.

use except_star::scenario::RunSpec;

use super::{console, rows, run_with};

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
    assert!(run.remarks.is_empty());
}

#[test]
fn either_signal_stops_the_workers_and_a_second_one_changes_nothing() {
    let mut spec = RunSpec::new("graceful-shutdown").with("stuck", "true").with("signal_at", "3.5");
    spec.interventions = ["1.5:signal:SIGTERM", "2.5:signal:SIGINT"].map(str::to_owned).into();
    let run = run_with(spec);
    assert_eq!(run.outcome.status, "ok");
    assert_eq!(
        rows(&run, 0),
        ["worker-1 | 2 | finished | 1.5 | 0 | the event", "worker-2 | 4 | cancelled | 3.5 | 2 | main"]
    );
    assert_eq!(rows(&run, 1)[..2], ["SIGTERM comes | 1.5", "SIGINT comes | 2.5"]);
}

#[test]
fn a_worker_that_fails_before_the_signal_is_told_with_its_error() {
    let mut spec = RunSpec::new("graceful-shutdown");
    spec.interventions = ["1.5:raise:worker-1:KeyError", "2.5:cancel:worker-2"].map(str::to_owned).into();
    let run = run_with(spec);
    assert_eq!(
        rows(&run, 0),
        ["worker-1 | 2 | failed | 1.5 |  | KeyError()", "worker-2 | 3 | cancelled | 2.5 |  | an intervention"]
    );
}

#[test]
fn a_grace_that_nobody_needs_is_remarked_on() {
    let remarks = run_with(RunSpec::new("graceful-shutdown")).remarks;
    let remarks: Vec<_> = remarks.iter().map(|remark| (remark.field, remark.text.as_str())).collect();
    assert_eq!(remarks, [("grace", "No worker is stuck, so all stop at the signal and nobody needs the grace.")]);
}

#[test]
fn a_failure_from_outside_is_refused_when_the_grace_ends_by_itself() {
    let mut spec = RunSpec::new("graceful-shutdown").with("stuck", "true");
    spec.interventions = vec!["5.3:raise:Task-1:KeyError".to_owned()];
    let run = run_with(spec.clone());
    assert_eq!(run.outcome.status, "ok");
    assert_eq!(rows(&run, 1)[1..], ["main cancels worker-2 | 5.3", "main finished | 5.3"]);
    spec.interventions = vec!["5.2:raise:Task-1:KeyError".to_owned()];
    assert_eq!(rows(&run_with(spec), 1)[1..], ["main failed | 5.2"]);
}
