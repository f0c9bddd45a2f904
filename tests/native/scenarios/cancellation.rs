//! What must come out of section 4: cancellation.

use super::{console, rows, with};

#[test]
fn a_cancelled_worker_cleans_up_and_is_cancelled_then() {
    let run = with("cancel", &[], &[]);
    assert_eq!(
        console(&run),
        [
            "0 the worker begins",
            "1 main cancels the worker: True",
            "1 the worker gets CancelledError() and cleans up",
            "1.1 the cleanup is complete",
            "1.1 main gets CancelledError()",
            "1.1 worker: cancelled() is True, cancelling() is 1",
        ]
    );
    assert_eq!(rows(&run, 0), ["1 | 1 | main | worker |  | sleep until 10.0 s"]);
    assert_eq!(rows(&run, 1), ["1 | 1 | 1 | cancelled | no | 0.1"]);
}

#[test]
fn a_worker_that_does_not_raise_again_is_not_cancelled_but_asked() {
    let run = with("cancel", &[("reraise", "false")], &[]);
    assert_eq!(
        console(&run)[4..],
        [
            "1.1 the worker goes on as if nothing had happened",
            "1.1 main gets 'work'",
            "1.1 worker: cancelled() is False, cancelling() is 1",
        ]
    );
    assert_eq!(rows(&run, 1), ["1 | 1 | 1 | swallowed | no | 0.1"]);
}

#[test]
fn a_second_cancel_cuts_the_cleanup_short() {
    let run = with("cancel", &[("second_cancel_at", "1.05"), ("message", "enough")], &[]);
    assert_eq!(
        console(&run)[2..],
        [
            "1 the worker gets CancelledError('enough') and cleans up",
            "1.05 main cancels it again: True",
            "1.05 the cleanup is cut short",
            "1.05 main gets CancelledError()",
            "1.05 worker: cancelled() is True, cancelling() is 2",
        ]
    );
    assert_eq!(
        rows(&run, 0),
        ["1 | 1 | main | worker | enough | sleep until 10.0 s", "2 | 1.05 | main | worker |  | sleep until 1.1 s"]
    );
    assert_eq!(rows(&run, 1), ["1 | 1 | 1 | cancelled | yes | 0.05", "2 | 2 | 1.05 | cancelled | no | 0"]);
}

#[test]
fn a_worker_that_is_done_ignores_the_request() {
    let run = with("cancel", &[("work", "0.5")], &[]);
    assert_eq!(console(&run)[2], "1 main cancels the worker: False");
    assert_eq!(rows(&run, 0), ["1 | 1 | main | worker |  | after its end"]);
    assert_eq!(rows(&run, 1), ["1 | 0 |  | ignored |  | "]);
}

#[test]
fn the_ledger_of_cancel_names_every_requester() {
    let run = with("cancel", &[], &["0.5:signal:SIGINT"]);
    assert_eq!(
        rows(&run, 0),
        [
            "1 | 0.5 | SIGINT | main |  | sleep until 1.0 s",
            "2 | 0.5 | the end of the run | worker |  | sleep until 10.0 s"
        ]
    );
    // The request to main goes on to what main awaits, and arrives in both.
    let run = with("cancel", &[("cleanup", "1")], &["1.5:cancel:Task-1:now"]);
    assert_eq!(
        rows(&run, 0)[1..],
        [
            "2 | 1.5 | an intervention | main | now | task worker",
            "3 | 1.5 | main, passed on | worker | now | sleep until 2.0 s",
        ]
    );
    assert_eq!(
        rows(&run, 1),
        ["1 | 1 | 1 | cancelled | yes | 0.5", "2 | 1 | 1.5 | swallowed | no | 0", "3 | 2 | 1.5 | cancelled | no | 0"]
    );
}

#[test]
fn a_request_at_the_end_of_the_work_or_of_the_cleanup_comes_first() {
    assert_eq!(console(&with("cancel", &[("work", "1")], &[]))[2], "1 the worker gets CancelledError() and cleans up");
    let early = with("cancel", &[("second_cancel_at", "0.5"), ("cleanup", "0")], &[]);
    assert_eq!(console(&early)[4], "1 the cleanup is cut short");
    let both = [("second_cancel_at", "1.1"), ("reraise", "false")];
    assert_eq!(rows(&with("cancel", &both, &[]), 1)[0], "1 | 1 | 1 | cancelled | yes | 0.1");
}

#[test]
fn a_shield_lets_the_awaiter_go_and_the_operation_end() {
    let run = with("shield", &[], &[]);
    assert_eq!(
        console(&run),
        [
            "0 the operation begins",
            "0.5 main cancels the awaiter: True",
            "0.5 the awaiter is cancelled",
            "0.5 main waits for the operation",
            "2 the operation is complete",
            "2 main gets 'saved'",
            "2 main ends",
        ]
    );
    assert_eq!(
        rows(&run, 0),
        [
            "main | 0 | finished | 2 | ",
            "operation | 0 | finished | 2 | 'saved'",
            "awaiter | 1 | cancelled | 0.5 | CancelledError()",
        ]
    );
    assert_eq!(run.tables().len(), 1);
}

#[test]
fn the_end_of_the_loop_does_not_care_for_a_shield() {
    let run = with("shield", &[("wait_at_end", "false")], &[]);
    assert_eq!(console(&run)[3..], ["0.5 main ends", "0.5 the operation is cancelled half-way"]);
    assert_eq!(rows(&run, 0)[1], "operation | 1 | cancelled | 0.5 | CancelledError()");
}

#[test]
fn the_form_of_many_lessons_is_a_type_error_and_the_operation_runs() {
    let run = with("shield", &[("form", "lesson")], &[]);
    let text = "a coroutine was expected, got <Future pending cb=[shield.<locals>._outer_done_callback() at …]>";
    assert_eq!(
        console(&run),
        [
            &format!("0 TypeError: {text}"),
            "0 main has nothing to await, so it guesses how long to sleep",
            "0 the operation begins",
            "2 the operation is complete",
            "2.5 main ends",
        ]
    );
    assert_eq!(rows(&run, 0), ["main | 0 | finished | 2.5 | ", "operation | 0 | finished | 2 | 'saved'"]);
    assert_eq!(rows(&run, 1), [format!("0 | TypeError('{text}')")]);
}

#[test]
fn an_operation_that_is_complete_is_not_lost() {
    let short = [("operation", "0.4"), ("wait_at_end", "false")];
    assert_eq!(rows(&with("shield", &short, &[]), 0)[1], "operation | 0 | finished | 0.4 | 'saved'");
}

#[test]
fn a_limit_cancels_the_operation_and_lets_out_a_timeout_error() {
    let run = with("timeout", &[], &[]);
    assert_eq!(
        console(&run),
        [
            "0 timeout:",
            "1 the operation is cancelled",
            "1 the operation has cleaned up",
            "1 the inner limit lets out TimeoutError()",
            "1 main gets TimeoutError()",
            "1 wait_for:",
            "2 the operation is cancelled",
            "2 the operation has cleaned up",
            "2 the inner limit lets out TimeoutError()",
            "2 main gets TimeoutError()",
        ]
    );
}

#[test]
fn a_limit_gives_a_timeout_error_when_the_cleanup_is_over() {
    let run = with("timeout", &[("cleanup", "0.5")], &[]);
    assert_eq!(
        console(&run),
        [
            "0 timeout:",
            "1 the operation is cancelled",
            "1.5 the operation has cleaned up",
            "1.5 the inner limit lets out TimeoutError()",
            "1.5 main gets TimeoutError()",
            "1.5 wait_for:",
            "2.5 the operation is cancelled",
            "3 the operation has cleaned up",
            "3 the inner limit lets out TimeoutError()",
            "3 main gets TimeoutError()",
        ]
    );
    let expected =
        ["cancelled by the limit | 1 | request withdrawn | ", "comes out | 1.5 | TimeoutError() | the limit"];
    assert_eq!(rows(&run, 0), expected);
    assert_eq!(rows(&run, 1), expected);
}

#[test]
fn of_two_equal_limits_only_the_outer_one_converts() {
    let run = with("timeout", &[("outer_limit", "1")], &[]);
    for table in [0, 1] {
        assert_eq!(
            rows(&run, table),
            [
                "cancelled by the outer limit | 1 | request withdrawn | ",
                "cancelled by the limit | 1 | request withdrawn | ",
                "comes out | 1 | TimeoutError() | the outer limit",
            ]
        );
    }
    assert_eq!(console(&run)[3], "1 the inner limit lets out CancelledError()");
}

#[test]
fn a_swallowed_timeout_is_no_error() {
    let run = with("timeout", &[("swallow", "true")], &[]);
    assert_eq!(console(&run)[3], "1 main gets 'half of it'");
    assert_eq!(rows(&run, 0)[1], "comes out | 1 | 'half of it' | ");
    assert_eq!(rows(&run, 1)[1], "comes out | 1 | 'half of it' | ");
}

#[test]
fn a_timeout_error_of_the_operation_itself_is_nobodys_conversion() {
    let run = with("timeout", &[], &["0.5:raise:timeout:TimeoutError"]);
    assert_eq!(rows(&run, 0), ["comes out | 0.5 | TimeoutError() | "]);
    assert_eq!(rows(&run, 1)[1], "comes out | 1 | TimeoutError() | the limit");
}

#[test]
fn wait_for_does_not_even_start_the_operation_at_a_limit_of_0() {
    let run = with("timeout", &[("limit", "0")], &[]);
    assert_eq!(rows(&run, 1), ["comes out | 0 | TimeoutError() | the limit"]);
    assert_eq!(
        console(&run)[5..],
        ["0 wait_for:", "0 the inner limit lets out TimeoutError()", "0 main gets TimeoutError()"]
    );
}

#[test]
fn of_two_limits_the_table_names_the_one_that_asked() {
    let run = with("timeout", &[("cleanup", "2"), ("outer_limit", "2")], &[]);
    assert_eq!(
        rows(&run, 0)[..2],
        [
            "cancelled by the limit | 1 | request withdrawn | ",
            "cancelled by the outer limit | 2 | request withdrawn | "
        ]
    );
}
