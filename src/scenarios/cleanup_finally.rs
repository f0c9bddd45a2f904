//! `cleanup-finally`: what is acquired is released, and what is not acquired must not be.

use std::cell::Cell;

use crate::exception::{ConnectionError, OSError, UnboundLocalError, ValueError};
use crate::report::{Cell as TableCell, Report, Step, Table, TaskOutcome};
use crate::repr::Repr;
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::trace::Ending;
use crate::{
    Result, Task, attempt, call_later, coro, create_named_task, gather_return_exceptions, print, raise, sleep,
};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "cleanup-finally",
    section: Section::ShuttingDown,
    place: 2,
    title: "finally releases what was acquired",
    summary: "A task acquires a resource (0.5 s), works with it (1 s) and releases it in a finally (0.5 s). However the work \
              ends, by error or by cancellation, the release runs, and it may await. It must not run where nothing was acquired: acquire belongs in front of \
              the try.",
    look_for: &[
        "The work fails at 1.5 s. The release still takes its half second; the error leaves the block only at 2.0 s.",
        "With Fails acquire and Acquire in the try on, the finally releases a name without a value: use raises \
         UnboundLocalError, and the real error is only its context.",
        "With Cancel at 1 the task releases its resource, too. With Cancel at 1.7 it is cancelled during the release, and never completes it.",
    ],
    corrects: Some(
        "\"All of it belongs inside the try, acquire() included.\" Then the finally also runs when acquire() has failed, and what \
         it raises about the missing resource takes the place of the real error.",
    ),
    params: &[
        Param::new(
            "fails",
            "Fails",
            "The step that fails, at its end.",
            Kind::Choice(&["work", "acquire", "release", "nothing"]),
            "work",
        )
        .reason("A step fails only at its end."),
        Param::new(
            "acquire_inside_try",
            "Acquire in the try",
            "Whether acquire stands inside the try instead of in front of it.",
            Kind::Bool,
            "false",
        ),
        Param::new(
            "cancel_at",
            "Cancel at",
            "When the task is cancelled; empty for never.",
            Kind::Float { min: 0.0, max: 3.0, step: 0.1 },
            "",
        )
        .reason("A task that is done cannot be cancelled.")
        .unit("s")
        .optional(),
    ],
    debug: false,
    main: |values| Box::pin(main(values.get("fails"), values.get("acquire_inside_try"), values.get("cancel_at"))),
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let mut table = Table::new("Steps", &["Step", "From (s)", "To (s)", "Outcome", "Error"]);
    let Some(task) = report.tasks().iter().find(|task| task.name == "use") else {
        return vec![table];
    };
    for step in report.frames(task.id) {
        let how = step.left.map_or("pending", |left| match left.ending {
            Ending::Result => "done",
            Ending::Exception => "failed",
            Ending::Cancelled => "cancelled",
        });
        let [from, to] = [Some(step.entered), step.left.map(|left| left.time)].map(TableCell::from);
        table.row([(**step.coroutine).into(), from, to, how.into(), report.thrown_in(&step).map(Repr::repr).into()]);
    }
    // Only the release needs a name that may have no value: it raises before it is entered.
    for step in report.propagation().filter(|step| step.task == task.id && step.step == Step::Raised) {
        if step.exception.is(UnboundLocalError) {
            let [from, to] = [step.time, step.time].map(TableCell::from);
            table.row(["release".into(), from, to, "impossible".into(), step.exception.repr().into()]);
        }
    }
    let value = task.value.clone().filter(|_| task.outcome != TaskOutcome::Finished);
    table.row(["use".into(), task.spawned.into(), task.finished.into(), task.outcome.word().into(), value.into()]);
    if let Some(context) = report.ended_with(task.id).and_then(crate::Exception::context) {
        table.row(["its context".into(), TableCell::None, TableCell::None, "hidden".into(), context.repr().into()]);
    }
    vec![table]
}

/// What Python says of a local name that has no value yet.
const UNBOUND: &str = "cannot access local variable 'resource' where it is not associated with a value";

// Shown beside the run, from here on.

async fn acquire(fails: &str) -> Result<&'static str> {
    print("acquire begins");
    sleep(0.5).await?;
    if fails == "acquire" {
        return raise(ConnectionError.new("acquire fails"));
    }
    print("acquire is done");
    Ok("resource")
}

async fn work(resource: &str, fails: &str) -> Result<()> {
    print(format!("work begins with {resource}"));
    sleep(1.0).await?;
    if fails == "work" {
        return raise(ValueError.new("work fails"));
    }
    print("work is done");
    Ok(())
}

async fn release(resource: &str, fails: &str) -> Result<()> {
    print(format!("release begins with {resource}"));
    sleep(0.5).await?;
    if fails == "release" {
        return raise(OSError.new("release fails"));
    }
    print("release is done");
    Ok(())
}

async fn acquire_before_try(fails: &str) -> Result<()> {
    let resource = coro!(acquire(fails)).await?;
    attempt(coro!(work(resource, fails))).finally(async || coro!(release(resource, fails)).await).await
}

async fn acquire_inside_try(fails: &str) -> Result<()> {
    let resource = Cell::new(None);
    attempt(async {
        let acquired = coro!(acquire(fails)).await?;
        resource.set(Some(acquired));
        coro!(work(acquired, fails)).await
    })
    .finally(async || match resource.get() {
        Some(resource) => coro!(release(resource, fails)).await,
        // A name without a value, as Rust has it.
        None => raise(UnboundLocalError.new(UNBOUND)),
    })
    .await
}

fn cancel(task: &Task<()>) -> Result<()> {
    if task.cancel() {
        print("somebody cancels use");
    }
    Ok(())
}

async fn main(fails: &'static str, inside: bool, cancel_at: Option<f64>) -> Result<()> {
    let task = match inside {
        true => create_named_task("use", coro!(acquire_inside_try(fails)))?,
        false => create_named_task("use", coro!(acquire_before_try(fails)))?,
    };
    if let Some(cancel_at) = cancel_at {
        let task = task.clone();
        call_later(cancel_at, "cancel", move || cancel(&task))?;
    }
    let ended = gather_return_exceptions([task])?.await?.remove(0);
    let Err(mut error) = ended else {
        print("use returned");
        return Ok(());
    };
    print(format!("use raised {error:?}"));
    while let Some(context) = error.context() {
        print(format!("its context: {context:?}"));
        error = context;
    }
    Ok(())
}
