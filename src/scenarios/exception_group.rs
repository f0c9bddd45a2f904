//! `exception-group`: each `except*` takes its part of a group, and what no handler takes is raised again.

use crate::exception::{CancelledError, Class, Exception};
use crate::report::{Report, Step, Table, TaskOutcome};
use crate::repr::Repr;
use crate::scenario::classes::{CATCHES, OUTCOMES, outcomes};
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::{Result, attempt, coro, print, raise, sleep, task_group};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "exception-group",
    section: Section::ExceptionGroup,
    place: 1,
    title: "except*: each handler takes its part",
    summary: "The tasks of a group end as the outcomes say: each raises the class that stands at its place, or finishes. The \
              errors come out as one ExceptionGroup. Several except* stand after one try: each takes the part of the group \
              that is of its class, and what no handler takes is raised again as a group.",
    look_for: &[
        "All three handlers run, one after the other: except* is no choice between them, as except is.",
        "A handler gets a group even where it takes a single error.",
        "Remove TypeError from the handlers: the other two still run, and then a group of what is left ends the program.",
        "With a stagger of 0.1 the first failure cancels the tasks that still wait, so that the group holds one error.",
    ],
    corrects: Some(
        "\"TaskGroup collects all errors.\" It has those that are there when it begins to cancel, and those that cleanups \
         raise. With a stagger above 0 that is one.",
    ),
    params: &[
        Param::new(
            "outcomes",
            "Outcomes",
            "What each task raises; ok is a task that finishes.",
            Kind::List { of: &Kind::Class(OUTCOMES), min: 1, max: 10 },
            "ValueError,TypeError,RuntimeError,ok",
        ),
        Param::new(
            "handlers",
            "Handlers",
            "The class of each except*, in their order.",
            Kind::List { of: &Kind::Class(CATCHES), min: 0, max: 4 },
            "ValueError,TypeError,RuntimeError",
        )
        .reason("A handler takes what is of its class and what no handler before it has taken."),
        Param::new("stagger", "Stagger", "How much longer than the one before it each task waits.", Kind::SECONDS, "0")
            .reason("A task that is cancelled does not wait to the end.")
            .unit("s"),
    ],
    debug: false,
    main: |values| Box::pin(main(outcomes(values), values.get("handlers"), values.get("stagger"))),
    tables,
    exercise: None,
};

fn tables(values: &Values, report: &Report) -> Vec<Table> {
    let handlers: Vec<Class> = values.get("handlers");
    // Of all that match, the first handler has taken a leaf, and with it the part in which it stands.
    let handler_of = |leaf: &Exception| handlers.iter().position(|class| leaf.is(class));
    let parts = report.propagation().filter(|step| step.task == 1 && step.step == Step::Caught);
    let parts: Vec<_> = parts.map(|caught| (caught.time, caught.exception)).collect();
    let rest = report.ended_with(1);
    let contains = |group: &Exception, leaf: &Exception| group.leaves().any(|(_, other)| other.same(leaf));
    let label = |index: usize| format!("{} except* {}", index + 1, handlers[index].name());

    let mut took = Table::new("What each handler took", &["Handler", "At (s)", "Errors"]);
    for index in 0..handlers.len() {
        let part = parts.iter().find(|(_, part)| part.leaves().any(|(_, leaf)| handler_of(leaf) == Some(index)));
        let (at, errors) = match part {
            Some((at, part)) => (Some(*at), errors(part)),
            None => (None, "nothing".to_owned()),
        };
        took.row([label(index).into(), at.into(), errors.into()]);
    }
    let tasks = report.tasks();
    if let Some(rest) = rest {
        took.row(["goes on".into(), tasks[0].finished.into(), errors(rest).into()]);
    }

    let mut leaves = Table::new("What became of each error", &["Task", "Outcome", "At (s)", "Error", "Taken by"]);
    for task in tasks.iter().skip(1) {
        let error = report.ended_with(task.id).filter(|_| task.outcome == TaskOutcome::Failed);
        let by = error.map(|leaf| {
            let taken = parts.iter().any(|(_, part)| contains(part, leaf));
            match handler_of(leaf).filter(|_| taken) {
                Some(index) => label(index),
                None if rest.is_some_and(|rest| contains(rest, leaf)) => "goes on".to_owned(),
                None => "nobody".to_owned(),
            }
        });
        let [name, outcome, at, _] = task.row();
        leaves.row([name, outcome, at, error.map(Repr::repr).into(), by.into()]);
    }
    vec![took, leaves]
}

/// The leaves of a group, in words.
fn errors(group: &Exception) -> String {
    group.leaves().map(|(_, leaf)| leaf.repr()).collect::<Vec<_>>().join(", ")
}

// Shown beside the run, from here on.

async fn work(k: i64, outcome: Option<Class>, stagger: f64) -> Result<()> {
    attempt(sleep(0.5 + (k - 1) as f64 * stagger))
        .except(CancelledError, async |error| {
            print(format!("task {k} is cancelled"));
            Err(error)
        })
        .await?;
    if let Some(outcome) = outcome {
        print(format!("task {k} raises {}", outcome.name()));
        return raise(outcome.new(format!("task {k} failed")));
    }
    print(format!("task {k} finishes"));
    Ok(())
}

fn take(handler: Class, group: &Exception) {
    print(format!("except* {} takes {group:?}", handler.name()));
}

async fn main(outcomes: Vec<Option<Class>>, handlers: Vec<Class>, stagger: f64) -> Result<()> {
    let mut block = attempt(task_group(async |tg| {
        for (k, outcome) in (1..).zip(outcomes) {
            tg.create_named_task(&format!("task-{k}"), coro!(work(k, outcome, stagger)))?;
        }
        Ok(())
    }));
    for handler in handlers {
        block = block.except_star(handler.clone(), async move |group| {
            take(handler, &group);
            Ok(())
        });
    }
    block.await?;
    print("main goes on");
    Ok(())
}
