//! `await-raises`: an exception comes out where the coroutine is awaited.

use crate::exception::Class;
use crate::report::{Report, Step, Table, TaskOutcome};
use crate::repr::Repr;
use crate::scenario::classes::{CATCHES, RAISES};
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::{Result, attempt, print, raise, sleep};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "await-raises",
    section: Section::Awaiting,
    place: 1,
    title: "An exception comes out at the await",
    summary: "A coroutine waits, then raises for one value of n and returns a text for every other. Its caller awaits it in a \
              try. The await is where the exception appears, as if the coroutine had been an ordinary function.",
    look_for: &[
        "The exception is raised inside fetch and caught in main, in the same task and at the same moment.",
        "With Catches KeyError the traceback of an unhandled error ends the program, and main does not continue.",
        "A handler also takes the subclasses: with Raises ConnectionError and Catches OSError main continues as before.",
    ],
    corrects: None,
    params: &[
        Param::new("n", "n", "What main asks fetch for.", Kind::Int { min: 0, max: 9 }, "2"),
        Param::new(
            "fail_for",
            "Fails for n =",
            "The one value of n for which fetch raises.",
            Kind::Int { min: 0, max: 9 },
            "2",
        )
        .reason("fetch fails only where n is this number."),
        Param::new("delay", "Delay", "How long fetch waits before it raises or returns.", Kind::SECONDS, "0.5")
            .unit("s"),
        Param::new(
            "raises",
            "Raises",
            "The class of the exception that fetch raises.",
            Kind::Class(RAISES),
            "ValueError",
        )
        .reason("Only where fetch fails does it raise this class."),
        Param::new(
            "catches",
            "Catches",
            "The class that main's handler takes, with its subclasses.",
            Kind::Class(CATCHES),
            "ValueError",
        )
        .reason("What counts is whether the class of the exception is this one or below it."),
    ],
    debug: false,
    main: |values| {
        Box::pin(main(
            values.get("n"),
            values.get("fail_for"),
            values.get("delay"),
            values.get("raises"),
            values.get("catches"),
        ))
    },
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let mut table = Table::new("The path of the exception", &["Step", "Time (s)", "Exception"]);
    let mut caught = false;
    for step in report.propagation() {
        let what = match step.step {
            Step::Raised => "raised in fetch",
            Step::Delivered => "thrown into fetch",
            Step::Caught => "caught in main",
            Step::Failed | Step::Cancelled => continue,
        };
        caught |= step.step == Step::Caught;
        table.row([what.into(), step.time.into(), step.exception.repr().into()]);
    }
    for task in report.tasks() {
        let how = match task.outcome {
            TaskOutcome::Finished if caught => "main ended",
            TaskOutcome::Finished => "fetch returned, main ended",
            TaskOutcome::Failed => "left main unhandled",
            TaskOutcome::Cancelled => "main is cancelled",
            TaskOutcome::Pending => "main never ended",
        };
        table.row([how.into(), task.finished.into(), task.value.clone().into()]);
    }
    vec![table]
}

// Shown beside the run, from here on.

async fn fetch(n: i64, fail_for: i64, delay: f64, raises: Class) -> Result<String> {
    print(format!("fetch({n}) begins"));
    sleep(delay).await?;
    if n == fail_for {
        return raise(raises.new(format!("there is no item {n}")));
    }
    Ok(format!("item {n}"))
}

async fn main(n: i64, fail_for: i64, delay: f64, raises: Class, catches: Class) -> Result<()> {
    attempt(async {
        let item = fetch(n, fail_for, delay, raises).await?;
        print(format!("got {item}"));
        Ok(())
    })
    .except(catches, async |error| {
        print(format!("caught {}: {error}", error.class().name()));
        Ok(())
    })
    .await?;
    print("main goes on");
    Ok(())
}
