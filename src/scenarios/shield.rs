//! `shield`: a cancellation that stops at the awaiter, and the form of it that cannot work.

use crate::exception::{CancelledError, TypeError};
use crate::report::{Report, Step, Table};
use crate::repr::Repr;
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::{Result, ReturnWhen, Task, attempt, coro, create_named_task, create_task, print, shield, sleep, wait};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "shield",
    section: Section::Cancellation,
    place: 2,
    title: "shield: the awaiter is cancelled, the operation continues",
    summary: "An operation must not be left half done, so its awaiter waits for it behind a shield. When the awaiter is cancelled \
              it ends at once, and the operation runs on. The task of the operation is kept in a variable, so main can wait for it.",
    look_for: &[
        "The awaiter ends at the moment of its cancellation; the operation does not notice and is complete later.",
        "With Wait at end off the end of main cancels the operation: a shield does not keep the loop running.",
        "With Form = lesson create_task is handed the shield itself, as in many lessons: it raises TypeError, and yet the operation begins.",
    ],
    corrects: Some(
        "\"task = asyncio.create_task(asyncio.shield(operation())) protects the operation.\" It raises TypeError, since shield gives \
         a future and no coroutine. By then the operation is scheduled: it runs, and nobody holds it. Make the task first, keep it, \
         and await shield(task).",
    ),
    params: &[
        Param::new("operation", "Operation", "How long the operation takes.", Kind::SECONDS, "2")
            .reason("When main ends, the end of the program cancels an operation that still runs.")
            .unit("s"),
        Param::new("cancel_at", "Cancel at", "When main cancels the awaiter.", Kind::SECONDS, "0.5")
            .reason("Main cancels the awaiter only where there is one.")
            .unit("s"),
        Param::new(
            "form",
            "Form",
            "keep makes the task first and keeps it; lesson, the form of many lessons, hands the shield to create_task.",
            Kind::Choice(&["keep", "lesson"]),
            "keep",
        ),
        Param::new(
            "wait_at_end",
            "Wait at end",
            "Whether main waits for the operation before it ends.",
            Kind::Bool,
            "true",
        )
        .reason("Main waits only for an operation that still runs."),
    ],
    debug: false,
    main: |values| {
        Box::pin(main(values.get("operation"), values.get("cancel_at"), values.get("form"), values.get("wait_at_end")))
    },
    tables,
    exercise: None,
};

fn tables(values: &Values, report: &Report) -> Vec<Table> {
    let head = ["Task", "Requests to cancel", "Outcome", "Ended at (s)", "Value or error"];
    let mut table = Table::new("Who was cancelled", &head);
    let requests = report.cancellations();
    for task in report.tasks() {
        let count = requests.iter().filter(|request| request.task() == task.id).count() as i64;
        let [_, outcome, ended, value] = task.row();
        table.row([report.task_name(task.id).into(), count.into(), outcome, ended, value]);
    }
    if values.get::<&str>("form") == "keep" {
        return vec![table];
    }
    let mut refused = Table::new("What create_task said", &["At (s)", "Exception"]);
    let raised = report.propagation().filter(|step| step.step == Step::Raised);
    for error in raised.filter(|step| step.exception.is(TypeError)) {
        refused.row([error.time.into(), error.exception.repr().into()]);
    }
    vec![table, refused]
}

// Shown beside the run, from here on.

async fn operation(duration: f64) -> Result<&'static str> {
    print("the operation begins");
    attempt(sleep(duration))
        .except(CancelledError, async |error| {
            print("the operation is cancelled half-way");
            Err(error)
        })
        .await?;
    print("the operation is complete");
    Ok("saved")
}

async fn wait_shielded(inner: Task<&'static str>) -> Result<()> {
    attempt(async {
        print(format!("the awaiter gets {}", shield(inner)?.await?.repr()));
        Ok(())
    })
    .except(CancelledError, async |error| {
        print("the awaiter is cancelled");
        Err(error)
    })
    .await
}

async fn keep(duration: f64, cancel_at: f64, wait_at_end: bool) -> Result<()> {
    let inner = create_named_task("operation", coro!(operation(duration)))?;
    let awaiter = create_named_task("awaiter", coro!(wait_shielded(inner.clone())))?;
    sleep(cancel_at).await?;
    print(format!("main cancels the awaiter: {}", awaiter.cancel().repr()));
    wait([awaiter], None, ReturnWhen::AllCompleted).await?;
    if wait_at_end {
        print("main waits for the operation");
        print(format!("main gets {}", inner.await?.repr()));
    }
    Ok(())
}

async fn lesson(duration: f64, wait_at_end: bool) -> Result<()> {
    attempt(async {
        let task = create_task(shield(coro!(operation(duration)))?)?;
        print(format!("main has {}", task.repr()));
        Ok(())
    })
    .except(TypeError, async |error| {
        print(format!("TypeError: {error}"));
        Ok(())
    })
    .await?;
    if wait_at_end {
        print("main has nothing to await, so it guesses how long to sleep");
        sleep(duration + 0.5).await?;
    }
    Ok(())
}

async fn main(duration: f64, cancel_at: f64, form: &str, wait_at_end: bool) -> Result<()> {
    if form == "keep" {
        coro!(keep(duration, cancel_at, wait_at_end)).await?;
    } else {
        coro!(lesson(duration, wait_at_end)).await?;
    }
    print("main ends");
    Ok(())
}
