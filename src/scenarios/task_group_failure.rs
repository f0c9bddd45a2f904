//! `task-group-failure`: a failure ends the group; which errors are in it is a matter of instants.

use crate::exception::{CancelledError, Class};
use crate::report::{CancelOutcome, Cancellation, Report, Step, Table};
use crate::repr::Repr;
use crate::scenario::classes::{CATCHES, RAISES};
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::trace::GroupId;
use crate::{Exception, Result, attempt, coro, print, raise, sleep, task_group};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "task-group-failure",
    section: Section::TaskGroup,
    place: 2,
    title: "TaskGroup: one failure ends the group",
    summary: "Some tasks of a group fail. The group cancels the tasks that have not ended yet, waits for them, and raises an \
              ExceptionGroup. It holds the errors of the instant in which the first task failed; a task that would have \
              failed later is cancelled before that.",
    look_for: &[
        "All tasks wake in one instant. The siblings of the failing one finish: they have run before the group hears of \
         the failure.",
        "With a stagger of 0.1 the tasks wake one by one, and the failure of task 2 cancels task 3.",
        "Let tasks 2 and 3 fail: without a stagger the group has two errors, with one it has one.",
        "With Catches TypeError except* takes nothing, and the whole group leaves main and ends the program.",
    ],
    corrects: Some(
        "\"A TaskGroup collects all errors.\" It collects those of the instant in which it begins to cancel, and those that \
         cleanups raise afterwards. With failures at different times there is one.",
    ),
    params: &[
        Param::new("tasks", "Tasks", "How many tasks run in the group.", Kind::Int { min: 1, max: 10 }, "3"),
        Param::new(
            "failing",
            "Failing",
            "The numbers of the tasks that fail.",
            Kind::List { of: &Kind::Int { min: 1, max: 10 }, min: 0, max: 10 },
            "2",
        )
        .reason("A task fails only if there is one of that number, and if nothing ends it before."),
        Param::new("delay", "Delay", "How long each task waits.", Kind::SECONDS, "0.5").unit("s"),
        Param::new(
            "stagger",
            "Stagger",
            "How much longer each task waits than the one before it.",
            Kind::Float { min: 0.0, max: 5.0, step: 0.1 },
            "0",
        )
        .reason("A task that is cancelled does not wait to the end.")
        .unit("s"),
        Param::new("raises", "Raises", "The class of the errors.", Kind::Class(RAISES), "ValueError")
            .reason("Only a task that fails raises it."),
        Param::new("catches", "Catches", "The class that except* takes.", Kind::Class(CATCHES), "ValueError")
            .reason("What counts is whether the class of the errors is this one or below it."),
    ],
    debug: false,
    main: |values| {
        Box::pin(main(
            values.get("tasks"),
            values.get("failing"),
            values.get("delay"),
            values.get("stagger"),
            values.get("raises"),
            values.get("catches"),
        ))
    },
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let head = ["Task", "Outcome", "Ended at (s)", "Result or error", "Cancelled by"];
    let mut tasks = Table::new("Tasks", &head);
    let requests = report.cancellations();
    for task in &report.tasks()[1..] {
        let [name, outcome, ended, value] = task.row();
        // Later requests share the CancelledError of the first one.
        let ended_it =
            |request: &&Cancellation| request.task() == task.id && request.outcome == CancelOutcome::Cancelled;
        let by = requests.iter().find(ended_it).map(|request| report.requester(request));
        tasks.row([name, outcome, ended, value, by.into()]);
    }
    vec![tasks, errors(report)]
}

/// The group's errors: which the block raised, which the handler took, which were raised again.
fn errors(report: &Report) -> Table {
    let mut table = Table::new("The errors", &["Step", "At (s)", "Errors", "Exception"]);
    let mut row = |step: &str, time: f64, exception: Option<&Exception>| {
        let count = exception.filter(|exception| exception.is_group()).map(|group| group.leaves().count() as i64);
        table.row([step.into(), time.into(), count.into(), exception.map(Repr::repr).into()]);
    };
    if let Some(left) = report.group_return(GroupId(0)) {
        let step = if left.exception.is_some() { "raised by the block" } else { "block left without an error" };
        row(step, left.time, left.exception);
    }
    for step in report.propagation().filter(|step| step.task == 1) {
        match step.step {
            Step::Caught => row("taken by except*", step.time, Some(step.exception)),
            Step::Failed | Step::Cancelled => row("went on", step.time, Some(step.exception)),
            Step::Raised | Step::Delivered => {}
        }
    }
    table
}

// Shown beside the run, from here on.

async fn work(k: i64, fails: bool, delay: f64, raises: Class) -> Result<i64> {
    attempt(sleep(delay))
        .except(CancelledError, async |cancelled| {
            print(format!("task {k} is cancelled"));
            Err(cancelled)
        })
        .await?;
    if fails {
        print(format!("task {k} fails"));
        return raise(raises.new(format!("task {k} failed")));
    }
    print(format!("task {k} finishes"));
    Ok(k * 10)
}

async fn main(tasks: i64, failing: Vec<i64>, delay: f64, stagger: f64, raises: Class, catches: Class) -> Result<()> {
    attempt(async {
        task_group(async |tg| {
            for k in 1..=tasks {
                let delay = delay + (k - 1) as f64 * stagger;
                tg.create_named_task(
                    &format!("task-{k}"),
                    coro!(work(k, failing.contains(&k), delay, raises.clone())),
                )?;
            }
            Ok(())
        })
        .await?;
        print("every task has finished");
        Ok(())
    })
    .except_star(catches, async |group| {
        print(format!("except* takes {}:", group.exceptions().len()));
        for error in group.exceptions() {
            print(format!("  {error:?}"));
        }
        Ok(())
    })
    .await?;
    print("main goes on");
    Ok(())
}
