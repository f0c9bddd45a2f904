//! `create-task`: an exception waits in its task until it is retrieved.

use crate::exception::ValueError;
use crate::report::{self, Report, Step, Table};
use crate::repr::Repr;
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::trace::Event;
use crate::{Result, attempt, coro, create_named_task, print, raise, sleep};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "create-task",
    section: Section::Awaiting,
    place: 3,
    title: "create_task: the exception waits in the task",
    summary: "Main starts a background task and works on. When the task fails, nothing happens to main: the task keeps the \
              exception. Main receives it where it awaits the task; if it never does, the log tells of it when the last \
              reference to the task goes.",
    look_for: &[
        "Main awaits the task from 0.5 on. The task fails at 1.0, and at that moment the error comes out of the await.",
        "Let main work for 2 s: the task still fails at 1.0, but main hears of it at 2.0, when it awaits the task.",
        "Without the await the program ends as if all were well, but for \"Task exception was never retrieved\" in the log. \
         It stands there when main lets go of the task, not when the task fails.",
    ],
    corrects: None,
    params: &[
        Param::new(
            "fails_after",
            "Fails after",
            "How long the background task waits before it fails.",
            Kind::SECONDS,
            "1",
        )
        .reason("When main ends, the end of the program cancels a task that still runs.")
        .unit("s"),
        Param::new(
            "main_works",
            "Main works",
            "How long main works before it turns to the task.",
            Kind::SECONDS,
            "0.5",
        )
        .unit("s"),
        Param::new("awaited", "Awaited", "Whether main awaits the task.", Kind::Bool, "true"),
        Param::new("linger", "Linger", "How long main goes on where it does not await the task.", Kind::SECONDS, "1")
            .reason("Main lingers only where it does not await the task.")
            .unit("s"),
    ],
    debug: false,
    main: |values| {
        Box::pin(main(values.get("fails_after"), values.get("main_works"), values.get("awaited"), values.get("linger")))
    },
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let mut table = Table::new("The path of the exception", &["Step", "Time (s)", "Exception"]);
    // Main is the first task, and the one that it makes the second.
    let rows = report.propagation().filter_map(|step| {
        let what = match (step.task, step.step) {
            (1, Step::Delivered) => "received by main",
            (1, Step::Caught) => "caught by main",
            (1, Step::Failed | Step::Cancelled) => "leaves main",
            (2, Step::Raised) => "raised in the task",
            (2, Step::Delivered) => "thrown into the task",
            (2, Step::Failed) => "stored in the task",
            (2, Step::Cancelled) => "the task is cancelled",
            _ => return None,
        };
        Some((step.seq, [what.into(), step.time.into(), step.exception.repr().into()]))
    });
    let lost = report.events().filter_map(|entry| match entry.event {
        Event::Lost { record } if record.about == Some(2) => {
            let exception = record.exception.as_ref()?.repr();
            Some((entry.seq, ["never retrieved".into(), report::seconds(entry.time).into(), exception.into()]))
        }
        _ => None,
    });
    table.rows_in_order(rows.chain(lost));
    vec![table]
}

// Shown beside the run, from here on.

async fn background(fails_after: f64) -> Result<()> {
    print("background starts");
    sleep(fails_after).await?;
    print("background fails");
    raise(ValueError.new("background failed"))
}

async fn main(fails_after: f64, main_works: f64, awaited: bool, linger: f64) -> Result<()> {
    // The task is let go of at the end of main, whatever ends it.
    let task = create_named_task("background", coro!(background(fails_after)))?;
    print("main works");
    sleep(main_works).await?;
    let state = if task.done() { "done" } else { "not done" };
    if awaited {
        print(format!("main awaits the task, which is {state}"));
        attempt(&task)
            .except(ValueError, async |error| {
                print(format!("main receives: {error}"));
                Ok(())
            })
            .await?;
    } else {
        print(format!("main does not await the task, which is {state}"));
        sleep(linger).await?;
    }
    print("main ends");
    Ok(())
}
