//! `task-runner`: tasks, errors by class, and a summary in which no task is missing.

#[path = "task_runner/exercise.rs"]
mod exercise;

use std::cell::RefCell;
use std::rc::Rc;

use crate::exception::{CancelledError, Class, ValueError, exception_group};
use crate::random::Random;
use crate::report::{Report, Step, Table, TaskLife, TaskOutcome};
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::trace::TaskId;
use crate::{
    Exception, Result, attempt, class, coro, create_named_task, gather_return_exceptions, print, raise, sleep,
    task_group,
};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "task-runner",
    section: Section::Together,
    place: 1,
    title: "A task runner: handlers by class, and a summary",
    summary: "Each task waits between 0.5 and 1.5 s for an answer; some fail. A wrapper notes how each one ends, handlers log \
              the errors by class, and at the end stands a summary. The seed decides on delays and failures, so the same tasks \
              run under every strategy.",
    look_for: &[
        "Tasks 2 and 4 succeed, task 3 fails with ApiError; at that moment the group cancels tasks 1 and 5.",
        "A cancelled task is neither a success nor a failure. The summary needs a third count for it.",
        "Under collect-all the same tasks 1 and 5 come to their end: one succeeds, and one fails.",
        "A handler takes the errors of its class that no handler before it has taken; what none takes leaves main.",
    ],
    corrects: Some(
        "\"A wrapper that notes every result, and every error under except Exception, knows about all tasks.\" It misses each one \
         that is cancelled, for CancelledError is no Exception: with Count cancelled off the summary counts 3 of the 5 tasks.",
    ),
    params: &[
        Param::new("tasks", "Tasks", "How many tasks there are.", Kind::Int { min: 1, max: 10 }, "5"),
        Param::new(
            "api_error",
            "ApiError",
            "The probability with which a task fails with ApiError.",
            PROBABILITY,
            "0.2",
        )
        .reason("A random number of each task decides, and the classes are looked at in this order."),
        Param::new(
            "timeout_error",
            "RequestTimeout",
            "The probability with which a task fails with RequestTimeout.",
            PROBABILITY,
            "0.2",
        )
        .reason("A random number of each task decides, and the classes are looked at in this order."),
        Param::new(
            "other_error",
            "ValueError",
            "The probability with which a task fails with ValueError.",
            PROBABILITY,
            "0",
        )
        .reason("A random number of each task decides, and the classes are looked at in this order."),
        Param::new(
            "strategy",
            "Strategy",
            "A TaskGroup; a gather with return_exceptions=True, its errors raised as one group; or one task after the other.",
            Kind::Choice(&["task-group", "collect-all", "one-by-one"]),
            "task-group",
        ),
        Param::new(
            "count_cancelled",
            "Count cancelled",
            "Whether the wrapper notes a cancelled task, too.",
            Kind::Bool,
            "true",
        )
        .reason("Only a task that is cancelled while it waits for its answer is one to note."),
        Param::new(
            "handlers",
            "Handlers",
            "The classes of the except* clauses, in their order.",
            Kind::List { of: &Kind::Class(&["ApiError", "RequestTimeout", "Exception"]), min: 0, max: 3 },
            "ApiError,RequestTimeout",
        )
        .reason("A handler takes what is of its class and what no handler before it has taken."),
    ],
    debug: false,
    main: |values| Box::pin(main(Settings::from(values))),
    tables,
    exercise: Some(&exercise::EXERCISE),
};

const PROBABILITY: Kind = Kind::Float { min: 0.0, max: 1.0, step: 0.05 };

class! {
    /// The API answers with an error.
    ApiError(Exception);
    /// The API does not answer in time.
    RequestTimeout(Exception)
}

fn tables(values: &Values, report: &Report) -> Vec<Table> {
    let lives: Vec<&TaskLife> = report.tasks().iter().filter(|task| is_task(task)).collect();
    vec![summary(values, report, &lives), tasks(report, &lives)]
}

/// Whether it is the life of one of the tasks that main runs.
fn is_task(task: &TaskLife) -> bool {
    task.coroutine == "tracked"
}

/// How many tasks there are, and how many of them succeeded, failed and were cancelled.
struct Counts {
    /// As the program counts; none if it made no summary.
    program: Option<[i64; 4]>,
    /// As it was.
    real: [i64; 4],
}

impl Counts {
    fn of(report: &Report, tasks: &[&TaskLife]) -> Self {
        let main = report.frames(1);
        let summary = main.iter().find(|frame| **frame.coroutine == *"summarize");
        let program = summary.map(|summary| {
            let noted = tasks.iter().filter_map(|task| noted(report, task.id, summary.seq));
            Self::all(&noted.collect::<Vec<_>>())
        });
        let [.., finished, failed, cancelled] = Self::all(&tasks.iter().map(|task| task.outcome).collect::<Vec<_>>());
        Self { program, real: [tasks.len() as i64, finished, failed, cancelled] }
    }

    fn all(outcomes: &[TaskOutcome]) -> [i64; 4] {
        let count = |which| outcomes.iter().filter(|&&outcome| outcome == which).count() as i64;
        let [finished, failed, cancelled] =
            [TaskOutcome::Finished, TaskOutcome::Failed, TaskOutcome::Cancelled].map(count);
        [outcomes.len() as i64, finished, failed, cancelled]
    }
}

/// What the wrapper of a task has noted before this event. It notes what its handler has taken, or else that nothing was.
fn noted(report: &Report, task: TaskId, before: usize) -> Option<TaskOutcome> {
    let frames = report.frames(task);
    let note = frames.iter().find(|frame| **frame.coroutine == *"note" && frame.seq < before)?;
    let mut taken = report.propagation().filter(|step| step.task == task && step.step == Step::Caught);
    Some(match taken.find(|taken| taken.seq < note.seq).and_then(|taken| taken.handler) {
        None => TaskOutcome::Finished,
        Some(handler) if handler.class == CancelledError => TaskOutcome::Cancelled,
        Some(_) => TaskOutcome::Failed,
    })
}

/// The classes of the handlers of main that logged this error.
fn logged_by(report: &Report, error: &Exception) -> Vec<Class> {
    let taken = report.propagation().filter(|step| step.task == 1 && step.step == Step::Caught);
    let taken = taken.filter(|part| part.exception.leaves().any(|(_, leaf)| leaf.same(error)));
    taken.filter_map(|part| part.handler).filter(|handler| handler.star).map(|handler| handler.class.clone()).collect()
}

/// The names of classes, as a sentence lists them.
fn names(classes: &[Class]) -> String {
    classes.iter().map(|class| class.name()).collect::<Vec<_>>().join(", ")
}

/// What the program counts beside what happened.
fn summary(values: &Values, report: &Report, tasks: &[&TaskLife]) -> Table {
    let mut table = Table::new("Summary", &["Counted by", "Total", "Succeeded", "Failed", "Cancelled", "Note"]);
    let Counts { program, real } = Counts::of(report, tasks);
    let mut row = |who: &str, counts: Option<[i64; 4]>, note: Option<String>| {
        let [total, succeeded, failed, cancelled] = [0, 1, 2, 3].map(|index| counts.map(|counts| counts[index]).into());
        table.row([who.into(), total, succeeded, failed, cancelled, note.into()]);
    };
    let note = match program {
        Some([counted, ..]) => (counted < real[0]).then(|| why_short(values, tasks, real[0] - counted)),
        None => Some("It printed no summary.".to_owned()),
    };
    row("the program", program, note);
    let missing = values.get::<i64>("tasks") - real[0];
    let pending = real[0] - real[1..].iter().sum::<i64>();
    let notes = [(missing, "more never made"), (pending, "still pending")].into_iter().filter(|&(count, _)| count > 0);
    let note = notes.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ");
    row("the loop", Some(real), Some(note).filter(|note| !note.is_empty()));
    table
}

/// Why the program's total is short by so many tasks.
fn why_short(values: &Values, tasks: &[&TaskLife], short: i64) -> String {
    let cancelled = || tasks.iter().filter(|task| task.outcome == TaskOutcome::Cancelled);
    // A task that has begun waits for its answer before it can end.
    let unbegun = cancelled().filter(|task| task.waits.is_empty()).count() as i64;
    let passed = if values.get("count_cancelled") { 0 } else { cancelled().count() as i64 - unbegun };
    let rest = short - unbegun - passed;
    let reasons = [
        (passed, "except Exception lets CancelledError pass"),
        (unbegun, "cancelled before the wrapper began"),
        (rest, "not ended when the summary was made, or in a way that the wrapper does not know"),
    ];
    let reasons = reasons.into_iter().filter(|&(count, _)| count > 0);
    format!("short by {}", reasons.map(|(count, why)| format!("{count}: {why}")).collect::<Vec<_>>().join("; "))
}

/// How each task ended, and which handlers logged it.
fn tasks(report: &Report, tasks: &[&TaskLife]) -> Table {
    let mut table = Table::new("Tasks", &["Task", "Outcome", "At (s)", "Class", "Message", "Logged by"]);
    for task in tasks {
        let error = report.ended_with(task.id);
        let logged = error.map(|error| names(&logged_by(report, error)));
        let [name, outcome, ..] = task.row();
        table.row([
            name,
            outcome,
            // Delays are random, and their last six digits are of no interest.
            task.finished.map(|time| (time * 1e3).round() / 1e3).into(),
            error.map(|error| error.class().name()).into(),
            error.map(Exception::to_string).filter(|text| !text.is_empty()).into(),
            logged.filter(|logged| !logged.is_empty()).into(),
        ]);
    }
    table
}

/// What the Python program has as constants.
struct Settings {
    tasks: i64,
    api_error: f64,
    timeout_error: f64,
    other_error: f64,
    strategy: &'static str,
    count_cancelled: bool,
    handlers: Vec<Class>,
    random: Random,
}

impl From<&Values> for Settings {
    fn from(values: &Values) -> Self {
        let class = |name| match name {
            "ApiError" => ApiError,
            "RequestTimeout" => RequestTimeout,
            _ => Exception,
        };
        Self {
            tasks: values.get("tasks"),
            api_error: values.get("api_error"),
            timeout_error: values.get("timeout_error"),
            other_error: values.get("other_error"),
            strategy: values.get("strategy"),
            count_cancelled: values.get("count_cancelled"),
            handlers: values.get::<Vec<&str>>("handlers").into_iter().map(class).collect(),
            random: values.random(),
        }
    }
}

/// Number, delay and luck of a task.
type Job = (i64, f64, f64);

/// How the tasks ended, as the wrapper notes it: a list in Python.
#[derive(Clone, Default)]
struct Outcomes(Rc<RefCell<Vec<&'static str>>>);

impl Outcomes {
    fn append(&self, word: &'static str) {
        self.0.borrow_mut().push(word);
    }

    fn count(&self, word: &str) -> usize {
        self.0.borrow().iter().filter(|&&noted| noted == word).count()
    }

    fn len(&self) -> usize {
        self.0.borrow().len()
    }
}

// Shown beside the run, from here on.

async fn request(k: i64, delay: f64, luck: f64, s: &Settings) -> Result<()> {
    sleep(delay).await?;
    if luck < s.api_error {
        return raise(ApiError.new(format!("task {k}: status 500")));
    }
    if luck < s.api_error + s.timeout_error {
        return raise(RequestTimeout.new(format!("task {k}: no answer in time")));
    }
    if luck < s.api_error + s.timeout_error + s.other_error {
        return raise(ValueError.new(format!("task {k}: the answer is no JSON")));
    }
    Ok(())
}

async fn note(k: i64, how: String, outcome: &'static str, outcomes: &Outcomes) -> Result<()> {
    print(format!("task {k} {how}"));
    outcomes.append(outcome);
    Ok(())
}

async fn tracked((k, delay, luck): Job, s: Rc<Settings>, outcomes: Outcomes) -> Result<()> {
    attempt(async {
        coro!(request(k, delay, luck, &s)).await?;
        coro!(note(k, "succeeds".to_owned(), "succeeded", &outcomes)).await
    })
    .except(Exception, async |error| {
        coro!(note(k, format!("fails: {}", error.class().name()), "failed", &outcomes)).await?;
        Err(error)
    })
    .except(CancelledError, async |error| {
        if s.count_cancelled {
            coro!(note(k, "is cancelled".to_owned(), "cancelled", &outcomes)).await?;
        }
        Err(error)
    })
    .await
}

async fn run_all(jobs: Vec<Job>, s: Rc<Settings>, outcomes: Outcomes) -> Result<()> {
    let mut errors = Vec::new();
    let mut jobs = jobs.into_iter().map(|job| (format!("task-{}", job.0), job));
    let run = |job| coro!(tracked(job, s.clone(), outcomes.clone()));
    if s.strategy == "task-group" {
        task_group(async |tg| jobs.try_for_each(|(name, job)| tg.create_named_task(&name, run(job)).map(drop))).await?;
    } else if s.strategy == "collect-all" {
        let tasks: Result<Vec<_>> = jobs.map(|(name, job)| create_named_task(&name, run(job))).collect();
        let results = gather_return_exceptions(tasks?)?.await?;
        errors = results.into_iter().filter_map(Result::err).filter(|error| error.is(Exception)).collect();
    } else {
        for (name, job) in jobs {
            let ended = attempt(async { create_named_task(&name, run(job))?.await.map(|()| None) });
            errors.extend(ended.except(Exception, async |error| Ok(Some(error))).await?);
        }
    }
    if errors.is_empty() { Ok(()) } else { raise(exception_group("errors of the tasks", errors)?) }
}

fn log(handler: &Class, group: &Exception) -> Result<()> {
    for error in group.exceptions() {
        print(format!("except* {}: {error:?}", handler.name()));
    }
    Ok(())
}

async fn summarize(outcomes: &Outcomes) -> Result<()> {
    let counts = ["succeeded", "failed", "cancelled"].map(|word| format!("{word} {}", outcomes.count(word)));
    print(format!("summary: tasks {}, {}", outcomes.len(), counts.join(", ")));
    Ok(())
}

async fn main(s: Settings) -> Result<()> {
    let (s, outcomes) = (Rc::new(s), Outcomes::default());
    let delays: Vec<_> = (0..s.tasks).map(|_| s.random.uniform(0.5, 1.5)).collect();
    let jobs = (1..).zip(delays).map(|(k, delay)| (k, delay, s.random.random())).collect();
    let mut run = attempt(coro!(run_all(jobs, s.clone(), outcomes.clone())));
    for handler in &s.handlers {
        run = run.except_star(handler, async |group| log(handler, &group));
    }
    run.finally(async || coro!(summarize(&outcomes)).await).await
}
