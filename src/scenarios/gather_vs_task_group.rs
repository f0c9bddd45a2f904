//! `gather-vs-task-group`: one workload under gather, gather with return_exceptions, and TaskGroup.

use crate::exception::{CancelledError, ValueError};
use crate::report::{self, Cell, Frame, Report, Return, Step, Table, TaskLife, TaskOutcome};
use crate::repr::Repr;
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::trace::{Ending, GroupId, TaskId};
use crate::{
    Exception, Result, ReturnWhen, Task, attempt, coro, create_named_task, gather, gather_return_exceptions, print,
    raise, sleep, task_group, wait,
};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "gather-vs-task-group",
    section: Section::TaskGroup,
    place: 3,
    title: "gather and TaskGroup beside each other",
    summary: "The same tasks run three times: under gather, under gather with return_exceptions=True, and in a TaskGroup. \
              Some fail, and each cleans up in a finally that takes time. Main waits for what a phase leaves running \
              before it begins the next one.",
    look_for: &[
        "gather returns first, at the end of task 2, and leaves tasks 3 and 4 running; nothing has cancelled them.",
        "With return_exceptions=True everything ends before the return, which takes as long as the slowest task.",
        "The TaskGroup cancels tasks 3 and 4 and waits until both have cleaned up, one cleanup longer than gather.",
        "Let tasks 2 and 3 fail: gather loses the second error, return_exceptions=True has both, and the TaskGroup \
         cancels task 3 before it fails. With a cleanup of 0.3 s it cancels task 3 in its finally, and that error is lost too.",
    ],
    corrects: Some(
        "\"gather cancels the other tasks when one fails.\" It does not; only the TaskGroup does, and it also waits for \
         their cleanups.",
    ),
    params: &[
        Param::new("tasks", "Tasks", "How many tasks run in each phase.", Kind::Int { min: 1, max: 10 }, "4"),
        Param::new(
            "failing",
            "Failing",
            "The numbers of the tasks that fail.",
            Kind::List { of: &Kind::Int { min: 1, max: 10 }, min: 0, max: 10 },
            "2",
        )
        .reason("A task fails only if there is one of that number, and if nothing ends it before."),
        Param::new(
            "step",
            "Step",
            "Task k works k times this long.",
            Kind::Float { min: 0.0, max: 5.0, step: 0.05 },
            "0.25",
        )
        .unit("s"),
        Param::new(
            "cleanup",
            "Cleanup",
            "How long the finally of each task takes.",
            Kind::Float { min: 0.0, max: 5.0, step: 0.05 },
            "0.1",
        )
        .unit("s"),
    ],
    debug: false,
    main: |values| {
        Box::pin(main(values.get("tasks"), values.get("failing"), values.get("step"), values.get("cleanup")))
    },
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let frames = report.frames(1);
    let gathers = report.gather_returns(1);
    let gather = |frame: &Frame| gathers.iter().find(|ended| frame.contains(ended.seq)).cloned();
    let phases = ["plain", "collect", "group"].map(|name| {
        let frame = frames.iter().find(|frame| **frame.coroutine == *name)?;
        let ended = if name == "group" { report.group_return(GroupId(0)) } else { gather(frame) };
        Some(phase(report, &report.created_in(frame), &ended?))
    });
    // Empty cells where main did not come back from a phase.
    let phases = phases.map(|cells| cells.unwrap_or([const { Cell::None }; 8]));
    let mut table = Table::new("At the return", &["Count", "gather", "return_exceptions", "TaskGroup"]);
    let rows = [
        "Since the start (s)",
        "Tasks finished",
        "Tasks failed",
        "Tasks cancelled",
        "Tasks left running",
        "Cleanups completed",
        "Errors seen",
        "Errors lost in the end",
    ];
    for (index, row) in rows.into_iter().enumerate() {
        let [gather, collect, group] = phases.each_ref().map(|cells| cells[index].clone());
        table.row([row.into(), gather, collect, group]);
    }
    vec![table]
}

/// The cells of one phase, from top to bottom.
fn phase(report: &Report, tasks: &[&TaskLife], ended: &Return) -> [Cell; 8] {
    let of_phase = |id: TaskId| tasks.iter().any(|task| task.id == id);
    let before = |task: &&&TaskLife| task.end.is_some_and(|end| end < ended.seq);
    let count = |outcome| tasks.iter().filter(before).filter(|task| task.outcome == outcome).count();
    let [finished, failed, cancelled] = [TaskOutcome::Finished, TaskOutcome::Failed, TaskOutcome::Cancelled].map(count);
    let running = tasks.len() - finished - failed - cancelled;
    let cleanups =
        tasks.iter().flat_map(|task| report.frames(task.id)).filter(|frame| **frame.coroutine == *"clean_up");
    let completed =
        |frame: &Frame| frame.left.is_some_and(|left| left.ending == Ending::Result && left.seq < ended.seq);
    let cleaned = cleanups.filter(completed).count();
    let steps: Vec<_> = report.propagation().filter(|step| of_phase(step.task)).collect();
    // Everything that was raised in a task of the phase, or thrown into it, also if it did not come out of the task.
    let mut errors: Vec<&Exception> = Vec::new();
    for step in steps.iter().filter(|step| matches!(step.step, Step::Raised | Step::Delivered)) {
        if !step.exception.is(CancelledError) && !errors.iter().any(|error| error.same(step.exception)) {
            errors.push(step.exception);
        }
    }
    let told: Vec<&Exception> = match ended.exception {
        Some(exception) => exception.leaves().map(|(_, leaf)| leaf).collect(),
        // A gather that returns has its errors among the results.
        None => {
            let failures = steps.iter().filter(|step| step.step == Step::Failed && step.seq < ended.seq);
            failures.map(|failure| failure.exception).collect()
        }
    };
    let seen = errors.iter().filter(|error| told.iter().any(|told| shows(told, error))).count();
    let counts = [finished, failed, cancelled, running, cleaned, seen, errors.len() - seen];
    let [finished, failed, cancelled, running, cleaned, seen, lost] = counts.map(|count| Cell::from(count as i64));
    let after = report::since(tasks[0].spawned, ended.time).into();
    [after, finished, failed, cancelled, running, cleaned, seen, lost]
}

/// Whether a traceback of `told` shows `error`.
fn shows(told: &Exception, error: &Exception) -> bool {
    std::iter::successors(Some(told.clone()), Exception::context).any(|shown| shown.same(error))
}

// Shown beside the run, from here on.

async fn clean_up(name: &str, cleanup: f64) -> Result<()> {
    sleep(cleanup).await?;
    print(format!("{name} has cleaned up"));
    Ok(())
}

async fn work(name: String, k: i64, fails: bool, step: f64, cleanup: f64) -> Result<i64> {
    attempt(async {
        sleep(k as f64 * step).await?;
        if fails {
            print(format!("{name} fails"));
            return raise(ValueError.new(format!("{name} failed")));
        }
        print(format!("{name} has its result"));
        Ok(k * 10)
    })
    .finally(async || coro!(clean_up(&name, cleanup)).await)
    .await
}

fn start(phase: &str, tasks: i64, failing: &[i64], step: f64, cleanup: f64) -> Result<Vec<Task<i64>>> {
    let names = (1..=tasks).map(|k| (k, format!("{phase}-{k}")));
    names
        .map(|(k, name)| create_named_task(&name.clone(), coro!(work(name, k, failing.contains(&k), step, cleanup))))
        .collect()
}

async fn plain(tasks: i64, failing: &[i64], step: f64, cleanup: f64) -> Result<()> {
    print("gather:");
    let tasks = start("gather", tasks, failing, step, cleanup)?;
    attempt(async {
        let results = gather(&tasks)?.await?;
        print(format!("gather returns {}", results.repr()));
        Ok(())
    })
    .except(ValueError, async |error| {
        print(format!("gather raises {error:?}"));
        Ok(())
    })
    .await?;
    let running: Vec<_> = tasks.iter().filter(|task| !task.done()).map(Task::name).collect();
    let running = if running.is_empty() { "nothing".to_owned() } else { running.join(", ") };
    print(format!("main waits for what still runs: {running}"));
    wait(tasks, None, ReturnWhen::AllCompleted).await?;
    Ok(())
}

async fn collect(tasks: i64, failing: &[i64], step: f64, cleanup: f64) -> Result<()> {
    print("gather with return_exceptions=True:");
    let results = gather_return_exceptions(start("collect", tasks, failing, step, cleanup)?)?.await?;
    print(format!("gather returns {}", results.repr()));
    Ok(())
}

async fn group(tasks: i64, failing: &[i64], step: f64, cleanup: f64) -> Result<()> {
    print("TaskGroup:");
    attempt(async {
        task_group(async |tg| {
            for k in 1..=tasks {
                let name = format!("group-{k}");
                tg.create_named_task(&name.clone(), coro!(work(name, k, failing.contains(&k), step, cleanup)))?;
            }
            Ok(())
        })
        .await?;
        print("the block ends without an error");
        Ok(())
    })
    .except_star(ValueError, async |errors| {
        print(format!("the block raises {}", errors.exceptions().repr()));
        Ok(())
    })
    .await
}

async fn main(tasks: i64, failing: Vec<i64>, step: f64, cleanup: f64) -> Result<()> {
    coro!(plain(tasks, &failing, step, cleanup)).await?;
    coro!(collect(tasks, &failing, step, cleanup)).await?;
    coro!(group(tasks, &failing, step, cleanup)).await
}
