//! `graceful-shutdown`: a signal sets an event, workers that look at it stop by themselves, and the others are cancelled.

use crate::exception::TimeoutError;
use crate::report::{self, Cell, Report, Table, TaskOutcome};
use crate::repr::Repr;
use crate::scenario::{Kind, Param, Scenario, Section, Values};
use crate::trace;
use crate::trace::Requester;
use crate::{
    Event, Result, ReturnWhen, Signal, add_signal_handler, attempt, call_later, coro, create_named_task,
    gather_return_exceptions, print, raise_signal, sleep, wait, wait_for,
};

pub(crate) static SCENARIO: Scenario = Scenario {
    id: "graceful-shutdown",
    section: Section::ShuttingDown,
    place: 1,
    title: "A signal asks, the workers stop",
    summary: "Workers go round in periods and look at an event between two rounds. A signal's handler does nothing but set the event, \
              so each worker stops by itself. What has not stopped when the grace is over is cancelled.",
    look_for: &[
        "wait_for(stop.wait(), period) is a sleep that the event ends: its TimeoutError only means another round.",
        "The workers stop at the time of the signal, not at the end of their period.",
        "With Stuck on the last worker goes round until the grace is over; then main cancels it, and the table names it.",
        "Both signals have the handler, so a second signal changes nothing: the event is set already.",
    ],
    corrects: None,
    params: &[
        Param::new("workers", "Workers", "How many workers there are.", Kind::Int { min: 1, max: 6 }, "2"),
        Param::new("period", "Period", "How long a round takes.", Kind::Float { min: 0.2, max: 10.0, step: 0.1 }, "1")
            .unit("s"),
        Param::new(
            "signal",
            "Signal",
            "The signal that the program gets.",
            Kind::Choice(&["SIGINT", "SIGTERM"]),
            "SIGINT",
        ),
        Param::new("signal_at", "Signal at", "When the signal comes.", Kind::SECONDS, "3.3").unit("s"),
        Param::new("stuck", "Stuck", "Whether the last worker does not look at the event.", Kind::Bool, "false"),
        Param::new(
            "grace",
            "Grace",
            "How long main waits for the workers to stop before it cancels them.",
            Kind::SECONDS,
            "2",
        )
        .reason("Main cancels only workers that have not stopped when the grace is over.")
        .unit("s"),
    ],
    debug: false,
    main: |values| {
        Box::pin(main(
            values.get("workers"),
            values.get("period"),
            values.get("signal"),
            values.get("signal_at"),
            values.get("stuck"),
            values.get("grace"),
        ))
    },
    tables,
    exercise: None,
};

fn tables(_: &Values, report: &Report) -> Vec<Table> {
    let tasks = report.tasks();
    let requests = report.cancellations();
    let signals = report.events().filter_map(|entry| match entry.event {
        trace::Event::Signal { signal } => Some((report::seconds(entry.time), signal)),
        _ => None,
    });
    let signals: Vec<_> = signals.collect();
    let first_signal = signals.first().map(|(time, _)| *time);
    let mut workers =
        Table::new("Workers", &["Worker", "Rounds", "Outcome", "Ended at (s)", "After the signal (s)", "Ended by"]);
    // Main creates the workers and nothing else.
    for task in tasks.iter().filter(|task| task.parent == Some(1)) {
        let [name, outcome, ended, value] = task.row();
        let ended_by = match task.outcome {
            TaskOutcome::Finished => "the event".into(),
            TaskOutcome::Failed => value,
            TaskOutcome::Cancelled => requests
                .iter()
                .rfind(|request| request.task() == task.id)
                .map(|request| report.requester(request))
                .into(),
            TaskOutcome::Pending => Cell::None,
        };
        let after = task.finished.zip(first_signal).filter(|(end, signal)| end >= signal);
        let after = after.map(|(end, signal)| report::since(signal, end));
        // Each round is one wait.
        workers.row([name, (task.waits.len() as i64).into(), outcome, ended, after.into(), ended_by]);
    }
    let mut steps = Table::new("The shutdown", &["Step", "At (s)"]);
    for (time, signal) in signals {
        steps.row([format!("{} comes", signal.name()).into(), time.into()]);
    }
    for request in requests.iter().filter(|request| request.request.by == Requester::Task(tasks[0].id)) {
        let late = format!("main cancels {}", report.task_name(request.task()));
        steps.row([late.into(), request.at.into()]);
    }
    steps.row([format!("main {}", tasks[0].outcome.word()).into(), tasks[0].finished.into()]);
    vec![workers, steps]
}

// Shown beside the run, from here on.

async fn work(name: String, stop: Event, period: f64) -> Result<i64> {
    let mut rounds = 0;
    while !stop.is_set() {
        rounds += 1;
        print(format!("{name}: round {rounds}"));
        let stop = stop.clone();
        let stopped = coro!("Event.wait", async move { stop.wait().await });
        attempt(wait_for(stopped, period)).except(TimeoutError, async |_| Ok(())).await?;
    }
    print(format!("{name} stops"));
    Ok(rounds)
}

async fn work_on(name: String, period: f64) -> Result<i64> {
    let mut rounds = 0;
    loop {
        rounds += 1;
        print(format!("{name}: round {rounds}, it does not look at the event"));
        sleep(period).await?;
    }
}

fn ask_to_stop(name: &str, stop: &Event) -> Result<()> {
    print(format!("{name}: the handler sets the event"));
    stop.set();
    Ok(())
}

async fn main(workers: i64, period: f64, signal: &str, signal_at: f64, stuck: bool, grace: f64) -> Result<()> {
    let stop = Event::new();
    for signal in Signal::ALL {
        let stop = stop.clone();
        add_signal_handler(signal, "ask_to_stop", move || ask_to_stop(signal.name(), &stop))?;
    }
    // Here the program signals itself; in life Ctrl-C or the system does that.
    let signal = if signal == "SIGINT" { Signal::Interrupt } else { Signal::Terminate };
    call_later(signal_at, "raise_signal", move || raise_signal(signal))?;
    let mut tasks = Vec::new();
    for k in 1..=workers {
        let name = format!("worker-{k}");
        tasks.push(if stuck && k == workers {
            create_named_task(&name, coro!(work_on(name.clone(), period)))?
        } else {
            create_named_task(&name, coro!(work(name.clone(), stop.clone(), period)))?
        });
    }
    // From now on it collects what becomes of each.
    let outcomes = gather_return_exceptions(tasks.clone())?;
    stop.wait().await?;
    let (_, late) = wait(tasks, grace, ReturnWhen::AllCompleted).await?;
    for task in late {
        print(format!("the grace is over, main cancels {}", task.name()));
        task.cancel();
    }
    print(format!("main ends: {}", outcomes.await?.repr()));
    Ok(())
}
