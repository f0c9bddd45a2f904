//! `task-group`: tasks in a block, results after it.

use crate::report::{Report, Table};
use crate::repr::{Repr, float};
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::trace::GroupId;
use crate::{Result, coro, print, sleep, task_group};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "task-group",
    section: Section::TaskGroup,
    place: 1,
    title: "TaskGroup: all tasks end before the block does",
    summary: "A group starts one worker for each delay. The body of the block ends at once, but the block itself is left only \
              when the last worker is done. After it every result is there.",
    look_for: &[
        "The block takes as long as the slowest worker, not as long as all of them together.",
        "The workers start only after the body has ended: creating a task runs nothing yet.",
        "After the block every task is done, so result() needs no await; it raises only for a task that was cancelled.",
    ],
    corrects: None,
    params: &[Param::new(
        "delays",
        "Delays",
        "One worker for each; the first is called A.",
        Kind::List { of: &Kind::SECONDS, min: 1, max: 10 },
        "1,2,1.5",
    )
    .unit("s")],
    debug: false,
    main: |values| Box::pin(main(values.get("delays"))),
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let mut table = Table::new("Workers", &["Task", "Outcome", "Done at (s)", "Result or error"]);
    report.tasks()[1..].iter().for_each(|task| table.row(task.row()));
    if let Some(left) = report.group_return(GroupId(0)) {
        let how = if left.exception.is_some() { "raised" } else { "left" };
        table.row(["block".into(), how.into(), left.time.into(), left.exception.map(Repr::repr).into()]);
    }
    vec![table]
}

// Shown beside the run, from here on.

async fn worker(name: char, delay: f64) -> Result<String> {
    print(format!("{name} starts"));
    sleep(delay).await?;
    print(format!("{name} is done"));
    Ok(format!("{name} took {} s", float(delay)))
}

async fn main(delays: Vec<f64>) -> Result<()> {
    let tasks = task_group(async |tg| {
        let tasks = ('A'..='J')
            .zip(delays)
            .map(|(name, delay)| tg.create_named_task(&name.to_string(), coro!(worker(name, delay))))
            .collect::<Result<Vec<_>>>()?;
        print("the body of the group ends");
        Ok(tasks)
    })
    .await?;
    print("all are done");
    for task in tasks {
        print(format!("{}: {}", task.name(), task.result()?));
    }
    Ok(())
}
