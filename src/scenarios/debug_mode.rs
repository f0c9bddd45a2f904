//! `debug-mode`: what asyncio reports when it is asked to.

use crate::report::{self, Report, Table};
use crate::repr::{Repr, fixed};
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::trace::Event;
use crate::{Result, block, coro, create_named_task, get_debug, print, set_slow_callback_duration, sleep};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "debug-mode",
    section: Section::Debugging,
    place: 1,
    title: "Debug mode names what blocks the loop",
    summary: "One task computes without an await, and all others wait for it. A coroutine is called, but never awaited. Debug mode \
              reports the first; the second is reported with and without it.",
    look_for: &[
        "The ticker is due at 0.1 s and ticks at 0.15 s: while the cruncher computes, nothing else runs.",
        "\"Executing … took 0.150 seconds\" names the task and stands there only in debug mode: switch it off and compare.",
        "\"coroutine 'save' was never awaited\" comes in any mode; in debug mode CPython also shows where the coroutine was created.",
        "Debug mode is asyncio.run(main(), debug=True), or PYTHONASYNCIODEBUG=1 in the environment.",
    ],
    corrects: None,
    params: &[
        Param::new(
            "block",
            "Block",
            "How long the cruncher computes without giving way.",
            Kind::Float { min: 0.0, max: 10.0, step: 0.05 },
            "0.15",
        )
        .unit("s"),
        Param::new(
            "slow_callback_duration",
            "Report from",
            "The duration from which debug mode reports a step.",
            Kind::Float { min: 0.01, max: 10.0, step: 0.01 },
            "0.1",
        )
        .reason("What counts is which steps take at least this long.")
        .unit("s"),
    ],
    debug: true,
    main: |values| Box::pin(main(values.get("block"), values.get("slow_callback_duration"))),
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let mut reports = Table::new("Reports", &["At (s)", "About", "Report"]);
    // The record that says of a slow step what its event says.
    let mut repeats = None;
    for entry in report.events() {
        let (about, text) = match entry.event {
            Event::Slow { task, took } => {
                repeats = Some(entry.seq + 1);
                (
                    (task > 0).then(|| report.task_name(task)),
                    format!("took {} seconds", fixed(report::seconds(took), 3)),
                )
            }
            Event::Warn { warning } => {
                (warning.coroutine.as_ref().map(ToString::to_string), warning.message.to_string())
            }
            Event::Log { .. } if repeats == Some(entry.seq) => continue,
            Event::Log { record } | Event::Lost { record } => {
                (record.about.map(|task| report.task_name(task)), record.summary().to_owned())
            }
            _ => continue,
        };
        reports.row([report::seconds(entry.time).into(), about.into(), text.into()]);
    }
    let mut ticks = Table::new("The ticker", &["Tick", "Due (s)", "At (s)", "Late by (s)"]);
    let ticker = report.tasks().iter().find(|task| task.name == "ticker");
    let sleeps = ticker.map(|ticker| report.sleeps(ticker.id)).unwrap_or_default();
    for (number, sleep) in (1i64..).zip(sleeps) {
        let late = sleep.woke.map(|woke| report::since(sleep.due, woke));
        ticks.row([number.into(), sleep.due.into(), sleep.woke.into(), late.into()]);
    }
    vec![reports, ticks]
}

// Shown beside the run, from here on.

async fn tick() -> Result<()> {
    for n in 1..4 {
        sleep(0.1).await?;
        print(format!("tick {n}"));
    }
    Ok(())
}

async fn crunch(seconds: f64) -> Result<()> {
    print("crunch begins");
    block(seconds)?;
    print("crunch ends");
    Ok(())
}

async fn save() -> Result<()> {
    print("saved");
    Ok(())
}

async fn main(block: f64, slow_callback_duration: f64) -> Result<()> {
    set_slow_callback_duration(slow_callback_duration)?;
    print(format!("debug mode: {}", get_debug()?.repr()));
    let ticker = create_named_task("ticker", coro!(tick()))?;
    create_named_task("cruncher", coro!(crunch(block)))?.await?;
    drop(coro!(save()));
    ticker.await?;
    print("main ends");
    Ok(())
}
