//! `gather`: the first error comes out at once, and the siblings run on.

use crate::exception::ValueError;
use crate::report::{self, Report, Table};
use crate::repr::Repr;
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::{Result, Task, attempt, coro, create_named_task, gather, gather_return_exceptions, print, raise, sleep};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "gather",
    section: Section::Awaiting,
    place: 2,
    title: "gather: the first error, and the siblings",
    summary: "Task k waits k steps, and some of the tasks fail. A plain gather raises the first error as soon as it happens, \
              but leaves the other tasks running. With return_exceptions=True it waits for all, and failures stand among the \
              results.",
    look_for: &[
        "The plain gather raises at the first failure; after it the siblings still finish, one by one.",
        "With Failing 2,3 and Mode plain task 3 fails as well, and main never hears of it: no traceback, no log line.",
        "With Mode plain and Linger 0 main ends first; then task 3 is cancelled by the end of the program, not by gather.",
    ],
    corrects: Some(
        "\"gather cancels the other tasks when one fails.\" It does not: they run on, and their later errors are dropped \
         in silence. What cancels them is the end of main.",
    ),
    params: &[
        Param::new("tasks", "Tasks", "How many tasks run under each gather.", Kind::Int { min: 1, max: 10 }, "3"),
        Param::new(
            "failing",
            "Failing",
            "The numbers of the tasks that fail.",
            Kind::List { of: &Kind::Int { min: 1, max: 10 }, min: 0, max: 10 },
            "2",
        )
        .reason("A task fails only if there is one of that number, and if nothing ends it before."),
        Param::new("step", "Step", "Task k waits k times this long.", Kind::SECONDS, "0.1").unit("s"),
        Param::new(
            "mode",
            "Mode",
            "Which gather runs: the plain one, the collecting one, or one after the other.",
            Kind::Choice(&["both", "plain", "collect"]),
            "both",
        ),
        Param::new(
            "linger",
            "Linger",
            "How long main continues after the plain gather has raised.",
            Kind::SECONDS,
            "0.5",
        )
        .reason("Main lingers only where the plain gather has raised.")
        .unit("s"),
    ],
    debug: false,
    main: |values| {
        Box::pin(main(
            values.get("tasks"),
            values.get("failing"),
            values.get("step"),
            values.get("mode"),
            values.get("linger"),
        ))
    },
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let returns = report.gather_returns(1);
    let tables = report.frames(1).into_iter().filter_map(|phase| {
        let tasks = report.created_in(&phase);
        let begin = tasks.first()?.spawned;
        let title = if **phase.coroutine == *"plain" { "gather" } else { "gather with return_exceptions=True" };
        let mut table = Table::new(title, &["Task", "Outcome", "After (s)", "Value or error"]);
        for (number, task) in (1..).zip(tasks) {
            let after = task.finished.map(|time| report::since(begin, time));
            let [_, outcome, _, value] = task.row();
            table.row([number.to_string().into(), outcome, after.into(), value]);
        }
        let ended = returns.iter().find(|ended| phase.contains(ended.seq));
        let how = ended.map_or("pending", |ended| if ended.exception.is_some() { "raised" } else { "returned" });
        let error = ended.and_then(|ended| ended.exception).map(Repr::repr);
        let after = ended.map(|ended| report::since(begin, ended.time));
        table.row(["gather".into(), how.into(), after.into(), error.into()]);
        Some(table)
    });
    tables.collect()
}

// Shown beside the run, from here on.

async fn work(k: i64, failing: Vec<i64>, step: f64) -> Result<i64> {
    sleep(k as f64 * step).await?;
    if failing.contains(&k) {
        print(format!("task {k} fails"));
        return raise(ValueError.new(format!("task {k} failed")));
    }
    print(format!("task {k} finishes"));
    Ok(k * 10)
}

fn start(phase: &str, tasks: i64, failing: &[i64], step: f64) -> Result<Vec<Task<i64>>> {
    (1..=tasks).map(|k| create_named_task(&format!("{phase}-{k}"), coro!(work(k, failing.to_vec(), step)))).collect()
}

async fn plain(tasks: i64, failing: &[i64], step: f64, linger: f64) -> Result<()> {
    print("gather:");
    attempt(async {
        let results = gather(start("plain", tasks, failing, step)?)?.await?;
        print(format!("gather returns {}", results.repr()));
        Ok(())
    })
    .except(ValueError, async |error| {
        print(format!("gather raises: {error}"));
        sleep(linger).await?;
        print(format!("{} s later", linger.repr()));
        Ok(())
    })
    .await
}

async fn collect(tasks: i64, failing: &[i64], step: f64) -> Result<()> {
    print("gather with return_exceptions=True:");
    let results = gather_return_exceptions(start("collect", tasks, failing, step)?)?.await?;
    print(format!("gather returns {}", results.repr()));
    Ok(())
}

async fn main(tasks: i64, failing: Vec<i64>, step: f64, mode: &str, linger: f64) -> Result<()> {
    if mode == "both" || mode == "plain" {
        coro!(plain(tasks, &failing, step, linger)).await?;
    }
    if mode == "both" || mode == "collect" {
        coro!(collect(tasks, &failing, step)).await?;
    }
    Ok(())
}
