//! An exception that ended a task, and that nothing in the program received.
//!
//! Invariant: an exception that is in a group goes by what becomes of the group.

use super::{Finding, FindingKind};
use crate::exception::CancelledError;
use crate::report::{Handed, PathStep, Report, called};

pub(super) fn find(report: &Report) -> Vec<Finding> {
    let trace = report.trace();
    let mut findings = Vec::new();
    for path in report.exceptions().iter().filter(|path| !path.exception.is(CancelledError)) {
        let at = |is: fn(&Handed) -> bool| path.steps.iter().find(|step| is(&step.handed));
        let lost = at(|handed| matches!(handed, Handed::Lost));
        let reported = at(|handed| matches!(handed, Handed::Reported));
        let received = |step: &PathStep| {
            !matches!(
                step.handed,
                Handed::Raised | Handed::RaisedAgain | Handed::Stored | Handed::Lost | Handed::Reported
            )
        };
        // What the program got once, it has seen, whatever it did with it.
        let Some(last) = lost.or(reported).filter(|_| !path.steps.iter().any(received)) else { continue };
        let raised = path.steps.first().map_or(last, |step| step);
        let stored = at(|handed| matches!(handed, Handed::Stored)).unwrap_or(raised);
        let (task, exception) = (called(trace, stored.task), &path.exception);
        let who = match reported {
            Some(_) => "nothing awaits the task, and only the loop reports it, when the task is dropped",
            None => "nothing ever receives it, and nothing reports it",
        };
        findings.push(Finding {
            kind: FindingKind::Unseen,
            seq: stored.seq,
            others: [raised.seq, last.seq].into_iter().filter(|&seq| seq != stored.seq).collect(),
            task: stored.task,
            text: format!("{exception:?} ends the task {task}, but {who}."),
        });
    }
    findings
}
