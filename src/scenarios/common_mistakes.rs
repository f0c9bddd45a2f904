//! `common-mistakes`: six of them, each beside its right form.

use crate::exception::{self, BaseException, Class, ValueError};
use crate::report::{self, Frame, Report, Table};
use crate::repr::Repr;
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::trace::{Ending, Entry, Event, TaskEnd, TaskId};
use crate::{
    Exception, Result, Task, attempt, block, class, coro, create_named_task, create_task, gather,
    gather_return_exceptions, print, raise, sleep, timeout,
};

const MISTAKES: &[&str] = &[
    "forgotten-await",
    "blocking-call",
    "coroutine-outside-loop",
    "own-TimeoutError",
    "cancelled-counted-as-success",
    "unreferenced-task",
];

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "common-mistakes",
    section: Section::Debugging,
    place: 2,
    title: "Common mistakes, and their right forms",
    summary: "One widespread mistake runs first, then the same program with the one thing put right. Most of these mistakes raise no \
              error where they are made: the work is not done, is late, or fails in the log only.",
    look_for: &[
        "forgotten-await: save() only creates a coroutine. Nothing is saved, main continues at once, and the only sign is a warning.",
        "blocking-call: both saves are due at 0.5 s and come at 5 s, when the blocking call has ended.",
        "coroutine-outside-loop: where a module is loaded no loop runs yet, so create_task raises RuntimeError; within main it makes \
         the task.",
        "unreferenced-task: nobody can await a task that nobody keeps, so its error reaches the log and not the program. The loop \
         itself holds only weak references: CPython may collect such a task before it ends.",
        "cancelled-counted-as-success: one of two is saved, as the table has it; the console shows what the program counts.",
        "wrong() has the mistake, right() the same code as it should be.",
    ],
    corrects: Some(
        "\"except TimeoutError catches the timeout of asyncio.\" Not where a class of one's own of that name hides the builtin. \
         \"isinstance(result, Exception) finds all that did not succeed.\" It takes a cancelled task for a success, for \
         CancelledError is a BaseException.",
    ),
    params: &[
        Param::new(
            "mistake",
            "Mistake",
            "What is done wrong first, and then right.",
            Kind::Choice(MISTAKES),
            "forgotten-await",
        ),
        Param::new(
            "block",
            "Block",
            "How long the blocking call takes, and its right form.",
            Kind::Float { min: 0.0, max: 10.0, step: 0.5 },
            "5",
        )
        .reason("Only blocking-call blocks.")
        .unit("s"),
    ],
    debug: false,
    main: |values| {
        let mistake = values.get("mistake");
        // Here no loop runs yet, as where a Python module is loaded.
        let early = match mistake {
            "coroutine-outside-loop" => create_task(coro!(save("A"))).map(drop),
            _ => Ok(()),
        };
        Box::pin(main(mistake, values.get("block"), early))
    },
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let mut forms = Table::new("Forms", &["Form", "Took (s)", "Saved", "Main gets", "In the log"]);
    let mut tasks = Table::new("Tasks", &["Form", "Task", "Outcome", "Due after (s)", "Ended after (s)"]);
    let lives = report.tasks();
    for phase in phases(report) {
        let (form, begin) = (&**phase.frame.coroutine, phase.frame.entered);
        let after = |time| report::since(begin, time);
        let end = phase.frame.left.map(|left| after(left.time));
        forms.row([form.into(), end.into(), phase.saved.into(), phase.gets.map(Repr::repr).into(), phase.log.into()]);
        for task in lives.iter().filter(|task| phase.tasks.contains(&task.id)) {
            let due = report.sleeps(task.id).first().map(|sleep| after(sleep.due));
            let [name, outcome, ..] = task.row();
            tasks.row([form.into(), name, outcome, due.into(), task.finished.map(after).into()]);
        }
    }
    // A mistake without tasks needs no table of them.
    if tasks.rows.is_empty() { vec![forms] } else { vec![forms, tasks] }
}

/// The coroutine of a form, and what happens from there to the next form.
struct Phase<'a> {
    frame: Frame<'a>,
    /// How many calls of save came to their end.
    saved: i64,
    gets: Option<&'a Exception>,
    log: Option<String>,
    tasks: Vec<TaskId>,
}

fn phases(report: &Report) -> Vec<Phase<'_>> {
    let frames = report.frames(1);
    let saves = |coroutine: &str| coroutine == "save";
    // What main does in no coroutine that it awaits.
    let of_main = |entry: &Entry| entry.task == 1 && !frames.iter().any(|frame| frame.contains(entry.seq));
    let mut forms = frames.iter().filter(|frame| ["wrong", "right"].contains(&&**frame.coroutine)).peekable();
    let mut phases: Vec<Phase> = Vec::new();
    for entry in report.events() {
        if let Some(form) = forms.next_if(|form| form.seq == entry.seq) {
            phases.push(Phase { frame: form.clone(), saved: 0, gets: None, log: None, tasks: Vec::new() });
        }
        let Some(phase) = phases.last_mut() else { continue };
        match entry.event {
            Event::Spawn { task } => phase.tasks.push(task),
            Event::Leave { coroutine, ending: Ending::Result } => phase.saved += i64::from(saves(coroutine)),
            Event::Finish { end: TaskEnd::Result(_) } => {
                phase.saved += i64::from(report.task(entry.task).is_some_and(|task| saves(&task.coroutine)));
            }
            Event::Catch { exception, .. } if of_main(&entry) => phase.gets = Some(exception),
            Event::Warn { warning } => {
                _ = phase.log.get_or_insert_with(|| format!("{}: {}", warning.category, warning.message))
            }
            Event::Log { record } | Event::Lost { record } => {
                _ = phase.log.get_or_insert_with(|| record.summary().to_owned())
            }
            _ => {}
        }
    }
    phases
}

class! {
    /// Has the name of the class that asyncio raises, and is another one.
    TimeoutError(Exception)
}

// Shown beside the run, from here on.

async fn save(name: &str) -> Result<()> {
    sleep(0.5).await?;
    if name == "nothing" {
        return raise(ValueError.new("nothing to save"));
    }
    print(format!("{name} is saved"));
    Ok(())
}

fn start(name: &'static str) -> Result<Task<()>> {
    create_named_task(name, coro!(save(name)))
}

async fn limited(caught: Class) -> Result<()> {
    attempt(timeout(0.5, async |_| sleep(1.0).await)).except(caught, async |_| coro!(save("the fallback")).await).await
}

async fn count(failures: Class) -> Result<()> {
    let tasks = [start("A")?, start("B")?];
    tasks[1].cancel();
    let results = gather_return_exceptions(tasks)?.await?;
    let saved = results.iter().filter(|result| !result.as_ref().is_err_and(|error| error.is(&failures)));
    print(format!("{} of 2 count as saved", saved.count()));
    Ok(())
}

async fn wrong(mistake: &str, seconds: f64, early: Result<()>) -> Result<()> {
    match mistake {
        "forgotten-await" => drop(coro!(save("A"))),
        "blocking-call" => {
            let tasks = [start("A")?, start("B")?];
            sleep(0.0).await?;
            block(seconds)?;
            gather(tasks)?.await?;
        }
        "coroutine-outside-loop" => early.or_else(raise)?,
        "own-TimeoutError" => coro!(limited(TimeoutError)).await?,
        "cancelled-counted-as-success" => coro!(count(Exception)).await?,
        _ => {
            drop(start("nothing")?);
            sleep(1.0).await?;
        }
    }
    Ok(())
}

async fn right(mistake: &str, seconds: f64) -> Result<()> {
    match mistake {
        "forgotten-await" => coro!(save("A")).await,
        "blocking-call" => {
            let tasks = [start("A")?, start("B")?];
            sleep(seconds).await?;
            gather(tasks)?.await.map(drop)
        }
        "coroutine-outside-loop" => start("A")?.await,
        "own-TimeoutError" => coro!(limited(exception::TimeoutError)).await,
        "cancelled-counted-as-success" => coro!(count(BaseException)).await,
        _ => start("nothing")?.await,
    }
}

async fn main(mistake: &str, block: f64, early: Result<()>) -> Result<()> {
    for form in ["wrong", "right"] {
        print(format!("{form}:"));
        attempt(async {
            match form {
                "wrong" => coro!(wrong(mistake, block, early.clone())).await,
                _ => coro!(right(mistake, block)).await,
            }
        })
        .except(Exception, async |error| {
            print(format!("main gets {error:?}"));
            Ok(())
        })
        .await?;
        print("main goes on");
    }
    Ok(())
}
