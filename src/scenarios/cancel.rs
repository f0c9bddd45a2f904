//! `cancel`: a request to end, which a task may answer with a cleanup, or not at all.

use crate::exception::CancelledError;
use crate::report::{Report, Table};
use crate::repr::Repr;
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::{Result, attempt, coro, create_named_task, print, sleep};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "cancel",
    section: Section::Cancellation,
    place: 1,
    title: "cancel() is a request",
    summary: "A worker works, and main cancels it. CancelledError arrives at the worker's await; its handler cleans up and raises \
              the error again. Only then is the worker done, and only then does main, which awaits it, resume.",
    look_for: &[
        "cancel() returns at once. The worker is cancelled later, when its cleanup is complete.",
        "With Raise again off the worker is not cancelled: cancelled() is False, and the request stays counted in cancelling().",
        "With Again at 1.05 a second request breaks into the cleanup: CancelledError arrives at the await of the cleanup, too.",
    ],
    corrects: None,
    params: &[
        Param::new("work", "Work", "How long the worker works if it is not cancelled.", Kind::SECONDS, "10")
            .reason("The worker ends when its work is done or when its cleanup is, whichever a request leaves to it.")
            .unit("s"),
        Param::new("cancel_at", "Cancel at", "When main cancels the worker.", Kind::SECONDS, "1").unit("s"),
        Param::new(
            "message",
            "Message",
            "What main gives to cancel(); the CancelledError carries it.",
            Kind::Text { max: 40 },
            "",
        )
        .reason("A request to a worker that is done leaves no message.")
        .optional(),
        Param::new(
            "cleanup",
            "Cleanup",
            "How long the worker's handler cleans up.",
            Kind::Float { min: 0.0, max: 10.0, step: 0.05 },
            "0.1",
        )
        .reason("Only a worker that is cancelled cleans up.")
        .unit("s"),
        Param::new(
            "reraise",
            "Raise again",
            "Whether the handler raises CancelledError again after the cleanup.",
            Kind::Bool,
            "true",
        )
        .reason("It counts only where the cleanup comes to its end."),
        Param::new(
            "second_cancel_at",
            "Again at",
            "When main cancels the worker once more.",
            Kind::Float { min: 0.0, max: 10.0, step: 0.05 },
            "",
        )
        .reason("Main makes the second request after the first, at once if its time has passed.")
        .unit("s")
        .optional(),
    ],
    debug: false,
    main: |values| {
        Box::pin(main(
            values.get("work"),
            values.get("cancel_at"),
            values.get("message"),
            values.get("cleanup"),
            values.get("reraise"),
            values.get("second_cancel_at"),
        ))
    },
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let mut asked = Table::new("Requests to cancel", &["Request", "At (s)", "By", "Task", "Message", "Task stood at"]);
    let head = ["Request", "cancelling()", "Delivered (s)", "Became", "Cut by a later request", "Took (s)"];
    let mut became = Table::new("What became of them", &head);
    for (number, request) in (1i64..).zip(report.cancellations()) {
        let took = request.took();
        // What did not come to its end can still be cut short.
        let cut_short = if request.cut_short { Some("yes") } else { took.map(|_| "no") };
        asked.row([
            number.into(),
            request.at.into(),
            report.requester(request).into(),
            report.task_name(request.task()).into(),
            request.request.message.as_deref().into(),
            request.awaiting.as_str().into(),
        ]);
        became.row([
            number.into(),
            i64::from(request.request.count).into(),
            request.delivered.into(),
            request.outcome.word().into(),
            cut_short.into(),
            took.into(),
        ]);
    }
    vec![asked, became]
}

// Shown beside the run, from here on.

async fn clean_up(cleanup: f64) -> Result<()> {
    attempt(async {
        sleep(cleanup).await?;
        print("the cleanup is complete");
        Ok(())
    })
    .except(CancelledError, async |error| {
        print("the cleanup is cut short");
        Err(error)
    })
    .await
}

async fn work(work_for: f64, cleanup: f64, reraise: bool) -> Result<&'static str> {
    print("the worker begins");
    attempt(async {
        sleep(work_for).await?;
        print("the worker is done");
        Ok(())
    })
    .except(CancelledError, async |error| {
        print(format!("the worker gets {error:?} and cleans up"));
        coro!(clean_up(cleanup)).await?;
        if reraise {
            return Err(error);
        }
        print("the worker goes on as if nothing had happened");
        Ok(())
    })
    .await?;
    Ok("work")
}

async fn main(
    work_for: f64,
    cancel_at: f64,
    message: Option<String>,
    cleanup: f64,
    reraise: bool,
    second_cancel_at: Option<f64>,
) -> Result<()> {
    let worker = create_named_task("worker", coro!(work(work_for, cleanup, reraise)))?;
    sleep(cancel_at).await?;
    let cancelled = match message {
        Some(message) => worker.cancel_with(&message),
        None => worker.cancel(),
    };
    print(format!("main cancels the worker: {}", cancelled.repr()));
    if let Some(second_cancel_at) = second_cancel_at {
        sleep(second_cancel_at - cancel_at).await?;
        print(format!("main cancels it again: {}", worker.cancel().repr()));
    }
    attempt(async {
        print(format!("main gets {}", (&worker).await?.repr()));
        Ok(())
    })
    .except(CancelledError, async |error| {
        print(format!("main gets {error:?}"));
        Ok(())
    })
    .await?;
    let (cancelled, cancelling) = (worker.cancelled().repr(), worker.cancelling());
    print(format!("worker: cancelled() is {cancelled}, cancelling() is {cancelling}"));
    Ok(())
}
