//! The run in sentences.

use except_star::Instantly;
use except_star::scenario::catalogue;
use except_star::spec::{Run, RunSpec};
use futures::executor::block_on;

use crate::cases::cases;

fn run(spec: &RunSpec) -> Run {
    block_on(spec.check().unwrap_or_else(|errors| panic!("{spec:?}: {errors}")).run(Instantly))
}

fn told(run: &Run) -> Vec<String> {
    let sentences = |paragraph: except_star::report::Paragraph| {
        let time = paragraph.time;
        paragraph.sentences.into_iter().map(move |sentence| format!("{time} {}", sentence.text))
    };
    run.report.narrative().into_iter().flat_map(sentences).collect()
}

#[test]
fn a_cancellation_in_sentences() {
    assert_eq!(
        told(&run(&RunSpec::new("cancel").with("message", "stop"))),
        [
            "0 The loop creates main.",
            "0 main begins, creates worker and sleeps until 1.0 s.",
            "0 worker begins, prints 'the worker begins' and sleeps until 10.0 s.",
            "1 main requests the cancellation of worker, with the message 'stop', prints 'main cancels the worker: True' \
             and waits for worker.",
            "1 worker gets CancelledError('stop') at its await, handles it with except CancelledError, \
             prints \"the worker gets CancelledError('stop') and cleans up\" and sleeps until 1.1 s.",
            "1.1 worker prints 'the cleanup is complete' and ends cancelled.",
            "1.1 main gets CancelledError('stop') at its await, handles it with except CancelledError, \
             prints \"main gets CancelledError('stop')\" and 'worker: cancelled() is True, cancelling() is 1' and ends.",
        ],
    );
}

#[test]
fn a_group_that_aborts_in_sentences() {
    let spec = RunSpec::new("task-group-failure").with("stagger", "0.1").with("tasks", "3").with("failing", "1");
    assert_eq!(
        told(&run(&spec)),
        [
            "0 The loop creates main.",
            "0 main begins, enters a task group, creates task-1, task-2 and task-3 and waits for the tasks of its group.",
            "0 task-1 begins and sleeps until 0.5 s.",
            "0 task-2 begins and sleeps until 0.6 s.",
            "0 task-3 begins and sleeps until 0.7 s.",
            "0.5 task-1 prints 'task 1 fails', raises ValueError('task 1 failed') and fails with it.",
            "0.5 The group of main aborts and requests the cancellation of task-2, task-3 and main.",
            "0.5 task-2 gets CancelledError() at its await, handles it with except CancelledError, \
             prints 'task 2 is cancelled' and ends cancelled.",
            "0.5 task-3 gets CancelledError() at its await, handles it with except CancelledError, \
             prints 'task 3 is cancelled' and ends cancelled.",
            "0.5 main gets CancelledError() at its await, waits for the tasks of its group, leaves the task group and \
             takes back a request to cancel itself.",
            "0.5 main raises ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('task 1 failed')]), \
             handles it with except* ValueError, prints 'except* takes 1:', \"  ValueError('task 1 failed')\" and 'main goes on' \
             and ends.",
        ]
    );
}

#[test]
fn a_timeout_that_is_over_in_sentences() {
    let told = told(&run(&RunSpec::new("timeout")));
    assert!(
        told.contains(&"1 The timeout in timeout is over and requests the cancellation of timeout.".to_owned()),
        "{told:?}"
    );
}

#[test]
fn in_every_run_of_the_catalogue_the_sentences_stand_in_the_order_of_their_events() {
    for spec in catalogue().into_iter().flat_map(cases) {
        let run = run(&spec);
        let narrative = run.report.narrative();
        let sentences: Vec<_> = narrative.iter().flat_map(|paragraph| &paragraph.sentences).collect();
        assert!(sentences.is_sorted_by(|one, other| one.seq < other.seq), "{spec:?}");
        assert!(sentences.iter().all(|sentence| sentence.text.ends_with('.')), "{spec:?}");
        assert!(narrative.is_sorted_by(|one, other| one.time < other.time), "{spec:?}");
    }
}
