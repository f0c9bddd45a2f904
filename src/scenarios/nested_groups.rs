//! `nested-groups`: a group inside a group, and the group of errors that comes out.

use crate::exception::{CancelledError, ValueError};
use crate::report::{self, Report, Table};
use crate::repr::Repr;
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::trace::GroupId;
use crate::{Result, TaskGroup, attempt, coro, print, raise, sleep, task_group};

/// The numbers of the groups in the trace: the outer block is entered first.
const OUTER: GroupId = GroupId(0);
const INNER: GroupId = GroupId(1);

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "nested-groups",
    section: Section::TaskGroup,
    place: 4,
    title: "A TaskGroup inside a TaskGroup",
    summary: "The block of an outer group contains the block of an inner one, and the first task of either may fail. What \
              comes out of the inner block is an error in the body of the outer one, so the errors come out as a group \
              within a group.",
    look_for: &[
        "The failure of inner-1 cancels inner-2 first. The outer tasks are cancelled only when the inner block has ended \
         with its group.",
        "The error sits two groups deep: one layer for each block that it came through.",
        "Let the outer group fail first, at 0.2: it cancels the inner tasks too, and its own error is the only one.",
        "Let both fail at 0.3: both errors are in the group, the outer task's beside the inner group.",
    ],
    corrects: None,
    params: &[
        Param::new(
            "inner_fails_at",
            "Inner fails at",
            "When inner-1 fails; empty if it does not.",
            Kind::SECONDS,
            "0.3",
        )
        .reason("The failure that comes first cancels the task of the other one.")
        .unit("s")
        .optional(),
        Param::new("outer_fails_at", "Outer fails at", "When outer-1 fails; empty if it does not.", Kind::SECONDS, "")
            .reason("The failure that comes first cancels the task of the other one.")
            .unit("s")
            .optional(),
        Param::new(
            "inner_tasks",
            "Inner tasks",
            "How many tasks run in the inner group.",
            Kind::Int { min: 1, max: 10 },
            "2",
        ),
        Param::new(
            "outer_tasks",
            "Outer tasks",
            "How many tasks run in the outer group, beside the inner block.",
            Kind::Int { min: 1, max: 10 },
            "2",
        ),
        Param::new("work", "Work", "How long a task that does not fail works.", Kind::SECONDS, "1")
            .reason("A failure cancels the tasks that still work.")
            .unit("s"),
    ],
    debug: false,
    main: |values| {
        Box::pin(main(
            values.get("inner_fails_at"),
            values.get("outer_fails_at"),
            values.get("inner_tasks"),
            values.get("outer_tasks"),
            values.get("work"),
        ))
    },
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    [ends(report)].into_iter().chain(errors(report)).collect()
}

/// Tasks and blocks in the order in which they end.
fn ends(report: &Report) -> Table {
    let tasks = report.tasks();
    let mut rows: Vec<_> =
        tasks[1..].iter().map(|task| (task.end.unwrap_or(report.trace().len()), task.row())).collect();
    for (name, group) in [("inner block", INNER), ("outer block", OUTER)] {
        let Some(left) = report.group_return(group) else { continue };
        let how = if left.exception.is_some() { "raised" } else { "left" };
        let exception = left.exception.map(Repr::repr);
        rows.push((left.seq, [name.into(), how.into(), left.time.into(), exception.into()]));
    }
    let mut table = Table::new("The order of the ends", &["Task or block", "How", "At (s)", "Exception"]);
    table.rows_in_order(rows);
    table
}

/// The leaves of what comes out of the outer block, if something does.
fn errors(report: &Report) -> Option<Table> {
    let mut table = Table::new("The group that came out", &["Path", "Error", "Raised by"]);
    let exception = report.group_return(OUTER)?.exception?;
    for (path, leaf) in exception.leaves() {
        table.row([report::leaf_path(&path).into(), leaf.repr().into(), report.failed_with(leaf).into()]);
    }
    Some(table)
}

// Shown beside the run, from here on.

async fn worker(name: String, fails_at: Option<f64>, work: f64) -> Result<()> {
    attempt(sleep(fails_at.unwrap_or(work)))
        .except(CancelledError, async |cancelled| {
            print(format!("{name} is cancelled"));
            Err(cancelled)
        })
        .await?;
    if fails_at.is_some() {
        print(format!("{name} fails"));
        return raise(ValueError.new(format!("{name} failed")));
    }
    print(format!("{name} finishes"));
    Ok(())
}

fn start(tg: &TaskGroup, name: &str, count: i64, fails_at: Option<f64>, work: f64) -> Result<()> {
    for k in 1..=count {
        let name = format!("{name}-{k}");
        let fails_at = if k == 1 { fails_at } else { None };
        tg.create_named_task(&name.clone(), coro!(worker(name, fails_at, work)))?;
    }
    Ok(())
}

async fn main(
    inner_fails_at: Option<f64>,
    outer_fails_at: Option<f64>,
    inner_tasks: i64,
    outer_tasks: i64,
    work: f64,
) -> Result<()> {
    attempt(async {
        task_group(async |outer| {
            start(&outer, "outer", outer_tasks, outer_fails_at, work)?;
            task_group(async |inner| start(&inner, "inner", inner_tasks, inner_fails_at, work)).await?;
            print("the inner block ends without an error");
            Ok(())
        })
        .await?;
        print("the outer block ends without an error");
        Ok(())
    })
    .except_star(ValueError, async |group| {
        print(format!("main receives {group:?}"));
        Ok(())
    })
    .await?;
    print("main goes on");
    Ok(())
}
