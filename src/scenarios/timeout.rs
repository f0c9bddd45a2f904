//! `timeout`: an operation under a limit, in its two forms, and who makes a TimeoutError of the cancellation.

use crate::exception::{CancelledError, TimeoutError};
use crate::report::{self, Cell, Report, Step, Table};
use crate::repr::Repr;
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::trace::{Requester, TaskId};
use crate::{Result, attempt, coro, create_named_task, print, sleep, timeout, wait_for};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "timeout",
    section: Section::Cancellation,
    place: 3,
    title: "A time limit is a cancellation",
    summary: "An operation runs under a limit, first with timeout(), then with wait_for. When the time is up the operation is \
              cancelled and may clean up; what leaves the limit is a TimeoutError in place of the CancelledError. An outer limit \
              can stand around both.",
    look_for: &[
        "The operation itself sees CancelledError. It becomes a TimeoutError only where it leaves the limit.",
        "With Cleanup 0.5 the TimeoutError comes at 1.5 s, when the cleanup is over, however long that takes.",
        "With Swallow on the caller does not learn that the operation came too late: its value comes out, and no error.",
        "With Outer limit 1, as long as the inner one, only the outer one makes a TimeoutError; CancelledError passes the inner one.",
    ],
    corrects: None,
    params: &[
        Param::new("operation", "Operation", "How long the operation takes without its cleanup.", Kind::SECONDS, "2")
            .reason("The limit that passes first cancels an operation that still runs.")
            .unit("s"),
        Param::new("limit", "Limit", "How long the operation may take.", Kind::SECONDS, "1")
            .reason("A limit does something only if it passes before the block is done.")
            .unit("s"),
        Param::new("outer_limit", "Outer limit", "A timeout() around the limit.", Kind::SECONDS, "")
            .reason("A limit does something only if it passes before the block is done.")
            .unit("s")
            .optional(),
        Param::new("cleanup", "Cleanup", "How long the operation's finally takes.", Kind::SECONDS, "0")
            .reason("Only an operation that has begun cleans up.")
            .unit("s"),
        Param::new(
            "swallow",
            "Swallow",
            "Whether the operation answers CancelledError with a result.",
            Kind::Bool,
            "false",
        )
        .reason("Only an operation that is cancelled has a CancelledError to swallow."),
    ],
    debug: false,
    main: |values| {
        Box::pin(main(
            values.get("operation"),
            values.get("limit"),
            values.get("outer_limit"),
            values.get("cleanup"),
            values.get("swallow"),
        ))
    },
    tables,
    exercise: None,
};

fn tables(values: &Values, report: &Report) -> Vec<Table> {
    let tasks = report.tasks();
    let requests = report.cancellations();
    let outer: Option<f64> = values.get("outer_limit");
    let phases = ["timeout", "wait_for"].into_iter().filter_map(|form| {
        let task = tasks.iter().find(|task| task.name == form)?;
        let after = |time| report::since(task.spawned, time);
        let mut table = Table::new(form, &["What", "After (s)", "Outcome", "Converted by"]);
        // Each limit asks once: the one whose time it is, and of two equal ones the outer one first.
        let mut limits: Vec<_> = outer.into_iter().map(|outer| ("the outer limit", outer)).collect();
        limits.push(("the limit", values.get("limit")));
        for request in requests.iter().filter(|request| request.task() == task.id) {
            let away = |limit: f64| (after(request.at) - limit).abs();
            let next = (0..limits.len()).min_by(|&a, &b| away(limits[a].1).total_cmp(&away(limits[b].1)));
            let by = match next.filter(|_| request.request.by == Requester::Timeout) {
                Some(next) => limits.remove(next).0.to_owned(),
                None => report.requester(request),
            };
            let outcome = format!("request {}", request.outcome.word());
            table.row([format!("cancelled by {by}").into(), after(request.at).into(), outcome.into(), Cell::None]);
        }
        let value = task.value.clone().unwrap_or_else(|| task.outcome.word().to_owned());
        let ended = task.finished.map(after);
        table.row(["comes out".into(), ended.into(), value.into(), converter(report, task.id).into()]);
        Some(table)
    });
    phases.collect()
}

/// Which limit made a TimeoutError of a CancelledError. What the handler between the two limits catches comes from the inner one.
fn converter(report: &Report, task: TaskId) -> Option<&'static str> {
    let mut converted = report.propagation().filter(|step| {
        let from_cancelled = step.exception.cause().is_some_and(|cause| cause.is(CancelledError));
        step.task == task && step.exception.is(TimeoutError) && from_cancelled
    });
    converted.find_map(|step| match step.step {
        Step::Caught => Some("the limit"),
        Step::Failed => Some("the outer limit"),
        _ => None,
    })
}

// Shown beside the run, from here on.

async fn operation(duration: f64, cleanup: f64, swallow: bool) -> Result<&'static str> {
    attempt(async {
        sleep(duration).await?;
        print("the operation is complete");
        Ok("all of it")
    })
    .except(CancelledError, async |error| {
        print("the operation is cancelled");
        if swallow { Ok("half of it") } else { Err(error) }
    })
    .finally(async || {
        sleep(cleanup).await?;
        print("the operation has cleaned up");
        Ok(())
    })
    .await
}

async fn with_timeout(duration: f64, limit: f64, cleanup: f64, swallow: bool) -> Result<&'static str> {
    timeout(limit, async |_| coro!(operation(duration, cleanup, swallow)).await).await
}

async fn with_wait_for(duration: f64, limit: f64, cleanup: f64, swallow: bool) -> Result<&'static str> {
    wait_for(coro!(operation(duration, cleanup, swallow)), limit).await
}

async fn limited(
    form: &str,
    duration: f64,
    limit: f64,
    outer_limit: Option<f64>,
    cleanup: f64,
    swallow: bool,
) -> Result<&'static str> {
    timeout(outer_limit, async |_| {
        attempt(async {
            if form == "timeout" {
                coro!(with_timeout(duration, limit, cleanup, swallow)).await
            } else {
                coro!(with_wait_for(duration, limit, cleanup, swallow)).await
            }
        })
        .except([TimeoutError, CancelledError], async |error| {
            print(format!("the inner limit lets out {error:?}"));
            Err(error)
        })
        .await
    })
    .await
}

async fn main(duration: f64, limit: f64, outer_limit: Option<f64>, cleanup: f64, swallow: bool) -> Result<()> {
    for form in ["timeout", "wait_for"] {
        print(format!("{form}:"));
        let task = create_named_task(form, coro!(limited(form, duration, limit, outer_limit, cleanup, swallow)))?;
        attempt(async {
            print(format!("main gets {}", task.await?.repr()));
            Ok(())
        })
        .except(TimeoutError, async |error| {
            print(format!("main gets {error:?}"));
            Ok(())
        })
        .await?;
    }
    Ok(())
}
