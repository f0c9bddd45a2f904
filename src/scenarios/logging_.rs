//! `logging`: tasks that log how they fare. The file's name ends in `_` because a `logging.py` beside the other
//! programs would hide Python's own module from them.

use crate::exception::{self, CancelledError, ValueError};
use crate::report::{self, Report, Table, TaskOutcome};
use crate::repr::{Repr, fixed};
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::{
    Level, Logger, Result, Task, attempt, basic_config, call_later, coro, create_named_task, gather_return_exceptions,
    print, raise, sleep,
};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "logging",
    section: Section::Debugging,
    place: 3,
    title: "Tasks that log how they end",
    summary: "Task k works for k half seconds inside a monitor, which logs its start and completion at INFO, its cancellation \
              at WARNING and its failure at ERROR, and then raises again. The level decides which records appear.",
    look_for: &[
        "At the level DEBUG or INFO every task that starts leaves exactly one record of its end, however it ends.",
        "The monitor raises again after it has logged: gather still gets the error or the CancelledError.",
        "A task that is cancelled needs a handler of its own: except Exception does not see CancelledError.",
        "With the level WARNING only trouble appears; what the tasks do stays the same.",
    ],
    corrects: Some(
        "\"except Exception logs every task that does not complete.\" CancelledError is a BaseException: a cancelled task \
         passes that handler by and leaves no record.",
    ),
    params: &[
        Param::new("tasks", "Tasks", "How many monitored tasks there are.", Kind::Int { min: 1, max: 10 }, "3"),
        Param::new(
            "failing",
            "Failing",
            "The numbers of the tasks that fail.",
            Kind::List { of: &Kind::Int { min: 1, max: 10 }, min: 0, max: 10 },
            "",
        )
        .reason("A task fails only if there is one of that number, and if nothing ends it before."),
        Param::new(
            "cancel_at",
            "Cancel at",
            "When all tasks that still run are cancelled, if they are.",
            Kind::SECONDS,
            "",
        )
        .reason("Only tasks that still run are cancelled.")
        .unit("s")
        .optional(),
        Param::new(
            "level",
            "Level",
            "The least level of a record that appears.",
            Kind::Choice(&["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]),
            "DEBUG",
        ),
    ],
    debug: false,
    main: |values| {
        let (tasks, failing) = (values.get("tasks"), values.get("failing"));
        Box::pin(main(tasks, failing, values.get("cancel_at"), level(values)))
    },
    tables,
    exercise: None,
};

fn level(values: &Values) -> Level {
    let name: &str = values.get("level");
    Level::ALL.into_iter().find(|level| level.name() == name).expect("the choices are the levels")
}

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let shown: Vec<_> = report.log_records().collect();
    let mut records = Table::new("Records that appeared", &["At (s)", "Level", "Logger", "Message"]);
    for (time, record) in &shown {
        let [level, logger] = [record.level.name(), &record.logger].map(Into::into);
        records.row([(*time).into(), level, logger, record.summary().into()]);
    }
    // What the lives of the tasks amount to: one that never started logged nothing.
    let tasks = report.tasks();
    let started = || tasks.iter().skip(1).filter(|task| !task.waits.is_empty());
    let ended = |outcome| started().filter(|task| task.outcome == outcome).count();
    let failed = |task: &&report::TaskLife| {
        task.outcome == TaskOutcome::Failed
            && report.ended_with(task.id).is_some_and(|error| error.is(exception::Exception))
    };
    let logged = [
        (Level::Debug, started().count()),
        (Level::Info, started().count() + ended(TaskOutcome::Finished)),
        (Level::Warning, ended(TaskOutcome::Cancelled)),
        (Level::Error, started().filter(failed).count()),
    ];
    let mut levels = Table::new("The monitor's records by level", &["Level", "Logged", "Appeared", "Filtered out"]);
    for (level, logged) in logged {
        let appeared = shown.iter().filter(|(_, record)| record.level == level && &*record.logger == "monitor").count();
        let filtered = logged as i64 - appeared as i64;
        levels.row([level.name().into(), (logged as i64).into(), (appeared as i64).into(), filtered.into()]);
    }
    vec![records, levels]
}

// Shown beside the run, from here on.

async fn work(k: i64, failing: &[i64], logger: &Logger) -> Result<i64> {
    logger.debug(format!("task {k} works for {} s", fixed(k as f64 / 2.0, 1)));
    sleep(k as f64 / 2.0).await?;
    if failing.contains(&k) {
        return raise(ValueError.new(format!("task {k} failed")));
    }
    Ok(k * 10)
}

async fn monitored(k: i64, failing: Vec<i64>, logger: Logger) -> Result<i64> {
    logger.info(format!("task {k} starts"));
    let result = attempt(work(k, &failing, &logger))
        .except(CancelledError, async |error| {
            logger.warning(format!("task {k} is cancelled"));
            Err(error)
        })
        .except(exception::Exception, async |error| {
            logger.error(format!("task {k} fails: {error:?}"));
            Err(error)
        })
        .await?;
    logger.info(format!("task {k} completes: {result}"));
    Ok(result)
}

fn cancel(tasks: &[Task<i64>]) -> Result<()> {
    for task in tasks {
        task.cancel();
    }
    Ok(())
}

fn start(tasks: i64, failing: &[i64], cancel_at: Option<f64>, logger: &Logger) -> Result<Vec<Task<i64>>> {
    let tasks = (1..=tasks)
        .map(|k| create_named_task(&format!("task-{k}"), coro!(monitored(k, failing.to_vec(), logger.clone()))))
        .collect::<Result<Vec<_>>>()?;
    if let Some(cancel_at) = cancel_at {
        let tasks = tasks.clone();
        call_later(cancel_at, "cancel", move || cancel(&tasks))?;
    }
    Ok(tasks)
}

async fn main(tasks: i64, failing: Vec<i64>, cancel_at: Option<f64>, level: Level) -> Result<()> {
    basic_config(level);
    let tasks = start(tasks, &failing, cancel_at, &Logger::new("monitor"))?;
    let results = gather_return_exceptions(tasks)?.await?;
    print(format!("results: {}", results.repr()));
    Ok(())
}
