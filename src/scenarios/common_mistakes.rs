//! `common-mistakes`: six of them, each beside its right form.

use crate::exception::{self, BaseException, Class, ValueError};
use crate::report::{self, Report, Table};
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::trace::{Event, Stream, TaskId};
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
              error where they are made: the work is not done, is late, or is told of in the log only.",
    look_for: &[
        "forgotten-await: save() only makes a coroutine. Nothing is saved, main goes on at once, and all there is is a warning.",
        "blocking-call: both saves are due at 0.5 s and come at 5 s, when the blocking call has ended.",
        "coroutine-outside-loop: where a module is loaded no loop runs yet, so create_task raises RuntimeError; within main it makes \
         the task.",
        "unreferenced-task: nobody can await a task that nobody keeps, so its error reaches the log and not the program. The loop \
         itself holds only weak references: CPython may collect such a task before it ends.",
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
        .unit("s"),
    ],
    debug: false,
    remarks: |values, remarks| {
        let mistake: &str = values.get("mistake");
        if mistake != "blocking-call" {
            remarks.unused("block", format!("Only blocking-call blocks; with {mistake} this does nothing."));
        }
    },
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
    let mut forms = Table::new("Forms", &["Form", "Took (s)", "Last line", "Main gets", "In the log"]);
    let mut tasks = Table::new("Tasks", &["Form", "Task", "Outcome", "Due after (s)", "Ended after (s)"]);
    let lives = report.tasks();
    for phase in phases(report) {
        let end = phase.end.or(lives.first().and_then(|main| main.finished));
        let after = |time| report::since(phase.begin, time);
        forms.row([phase.form.into(), end.map(after).into(), phase.said.into(), phase.gets.into(), phase.log.into()]);
        for task in lives.iter().filter(|task| phase.tasks.contains(&task.id)) {
            let due = report.sleeps(task.id).first().map(|sleep| after(sleep.due));
            let [name, outcome, ..] = task.row();
            tasks.row([phase.form.into(), name, outcome, due.into(), task.finished.map(after).into()]);
        }
    }
    // A mistake without tasks needs no table of them.
    if tasks.rows.is_empty() { vec![forms] } else { vec![forms, tasks] }
}

/// What happens between "wrong:" and "right:", and from there to the end.
#[derive(Default)]
struct Phase<'a> {
    form: &'static str,
    begin: f64,
    end: Option<f64>,
    /// The last line that is not main's own.
    said: Option<&'a str>,
    gets: Option<&'a str>,
    log: Option<&'a str>,
    tasks: Vec<TaskId>,
}

fn phases(report: &Report) -> Vec<Phase<'_>> {
    let mut phases: Vec<Phase> = Vec::new();
    for entry in report.events() {
        match (entry.event, phases.last_mut()) {
            (Event::Print { text, .. }, last) if ["wrong:", "right:"].contains(&text) => {
                let begin = report::seconds(entry.time);
                if let Some(last) = last {
                    last.end = Some(begin);
                }
                let form = if text == "wrong:" { "wrong" } else { "right" };
                phases.push(Phase { form, begin, ..Phase::default() });
            }
            (Event::Spawn { task }, Some(phase)) => phase.tasks.push(task),
            (Event::Print { stream, text }, Some(phase)) => match text.strip_prefix("main ") {
                Some(own) => phase.gets = own.strip_prefix("gets ").or(phase.gets),
                None if stream == Stream::Stdout => phase.said = Some(text),
                None => {}
            },
            (Event::Warn { warning }, Some(phase)) => phase.log = phase.log.or(warning.text.lines().next()),
            (Event::Log { record } | Event::Lost { record }, Some(phase)) => {
                phase.log = phase.log.or(record.text.lines().next());
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
